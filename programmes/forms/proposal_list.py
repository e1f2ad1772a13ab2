"""A list of proposals the agency brings, first as a file, then once more as it was shown; saves nothing."""

import base64
import binascii
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainForm
from programmes.imports import LARGEST


class ListForm(PlainForm, forms.Form):
    """The file, or what was read of it on the page before."""

    file = forms.FileField(
        label=_("一覧（CSV）"),
        required=False,
        help_text=_("1MBまで、500行までです。"),
        error_messages={"empty": _("ファイルに何も書かれていません。")},
    )
    data = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(required=False, max_length=150, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not found.get("file") and not found.get("data"):
            self.add_error("file", _("ファイルを選んでください。"))
        elif found.get("file") and found["file"].size > LARGEST:
            self.add_error("file", _("ファイルが大きすぎます。1MBまでのファイルに分けてください。"))
        elif found.get("data"):
            try:
                found["data"] = base64.b64decode(found["data"], validate=True)
            except (binascii.Error, ValueError):
                self.add_error("file", _("ファイルをもう一度選んでください。"))
        return found

    def given(self) -> tuple[bytes, str]:
        """The bytes and the name they came under."""
        sent = self.cleaned_data.get("file")
        if sent:
            return sent.read(), sent.name
        return self.cleaned_data["data"], self.cleaned_data["name"]

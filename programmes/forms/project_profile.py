"""Origin and horizon of a project; saves nothing (R13)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainForm
from programmes.models import TechnologyBook


def origin_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("起点"), choices=TechnologyBook.Origin, required=False, widget=forms.RadioSelect
    )


def horizon_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("見通す期間"), choices=TechnologyBook.Horizon, required=False, widget=forms.RadioSelect
    )


class ProjectProfileForm(PlainForm, forms.Form):
    """What is decided, and why where something was decided before."""

    origin = origin_field()
    horizon = horizon_field()
    reason = forms.CharField(
        label=_("理由"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("初めて決めるときは、書かなくてもかまいません。改めるときは、必ず書いてください。"),
    )

    def __init__(self, *args: Any, was_decided: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was_decided = was_decided

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.was_decided and not (data.get("reason") or "").strip() and "reason" not in self.errors:
            self.add_error("reason", _("起点と期間を改める理由を記入してください。"))
        return data

"""The form field through which files come in; refuses what ``confidentiality.files`` refuses, beside the field."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from confidentiality import files


class CheckedFileField(forms.FileField):
    """A file judged by its bytes (see ``confidentiality.files``); cleans to ``files.Checked``."""

    widget = forms.FileInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", format_lazy(_("使える形式：{kinds}。50MBまで。"), kinds=files.ALLOWED))
        super().__init__(**kwargs)

    def clean(self, data: UploadedFile | None, initial: Any = None) -> files.Checked | None:
        upload = super().clean(data, initial)
        return files.check(upload) if upload else None

    def to_python(self, data: Any) -> Any:
        if data is not None and data.size == 0:
            raise ValidationError(_("ファイルが空です。内容のあるファイルを選んでください。"))
        return super().to_python(data)

"""Forms of the board and of written consultations; plain text only."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.fields import JapaneseDateField, PlainForm, end_of_day, today
from councils.forms.council import LinesField
from councils.models import ConsultationAnswer


class PostForm(PlainForm, forms.Form):
    """A message to everybody who may read this board (R95); the key makes a second press harmless."""

    text = LinesField(label=_("本文"), max_length=5000, rows=5)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class ReplyForm(PostForm):
    text = LinesField(label=_("返信"), max_length=5000, rows=4)


class ConsultationForm(PlainForm, forms.Form):
    """A question to all members, in writing (R103)."""

    title = forms.CharField(label=_("件名"), max_length=200)
    text = LinesField(label=_("諮る内容"), max_length=20000, rows=8)
    answer_by = JapaneseDateField(label=_("回答期限"), help_text=_("この日の終わりまで回答できます。"))
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean_answer_by(self) -> Any:
        day = self.cleaned_data["answer_by"]
        if day < today():
            raise forms.ValidationError(_("回答期限は、今日以降の日にしてください。"))
        if day.year > timezone.now().year + 1:
            raise forms.ValidationError(_("回答期限は、来年末までの日にしてください。"))
        return end_of_day(day)


class AnswerForm(PlainForm, forms.Form):
    """One member's answer; a later one replaces it, both are kept."""

    answer = forms.ChoiceField(label=_("回答"), choices=ConsultationAnswer.Answer, widget=forms.RadioSelect)
    comment = LinesField(label=_("意見"), max_length=5000, required=False, rows=4)

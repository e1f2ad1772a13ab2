"""What is typed at a project's end: lessons, the proposal that is confirmed, a final evaluation; saves nothing."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import JapaneseDateField, LinkField, PlainForm, today
from programmes.forms.fund import lines
from programmes.models import FinalEvaluation

LONG = 8_000  # characters


class StopForm(PlainForm, forms.Form):
    """What was learned, in the words the project will end with."""

    lessons = forms.CharField(
        label=_("得られた知見"),
        max_length=LONG,
        widget=lines(8),
        help_text=_("課題が終わると、課題の記録として残ります。評価者の氏名は書かないでください。"),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class AgreedStopForm(PlainForm, forms.Form):
    """Which proposal the page showed."""

    shown = forms.UUIDField(widget=forms.HiddenInput)


class FinalEvaluationForm(PlainForm, forms.Form):
    """What an evaluation at the end found."""

    evaluated_on = JapaneseDateField(label=_("評価を行った日"))
    evaluated_by = forms.CharField(
        label=_("評価を行った会議または機関"),
        max_length=200,
        help_text=_("例：終了評価委員会。評価者の氏名は書かないでください。"),
    )
    overall = forms.ChoiceField(
        label=_("目標に対する評価"), choices=FinalEvaluation.Overall, widget=forms.RadioSelect
    )
    finding = forms.CharField(label=_("評価の内容"), max_length=LONG, widget=lines(8))
    link = LinkField(label=_("公表した場所のアドレス"), max_length=500, required=False)
    correction_reason = forms.CharField(label=_("訂正の理由"), max_length=1000, widget=lines(3))
    shown = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, corrects: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not corrects:
            del self.fields["correction_reason"]

    def clean_evaluated_on(self) -> Any:
        if self.cleaned_data["evaluated_on"] > today():
            raise forms.ValidationError(_("今日までの日を入力してください。"))
        return self.cleaned_data["evaluated_on"]

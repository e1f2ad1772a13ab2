"""What is typed about technologies: fields, both risks, the five considerations, a choice; saves nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import JapaneseDateField, PlainForm, today
from programmes.models import CriticalTechnology, NarrowingDecision, TechnologyField

LONG = 4_000  # characters


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class FieldForm(PlainForm, forms.Form):
    """A field of technology."""

    name = forms.CharField(label=_("名称"), max_length=100)
    parent = forms.ModelChoiceField(
        queryset=TechnologyField.objects.all(),
        label=_("上の分野"),
        required=False,
        empty_label=_("なし（一番上の分野）"),
    )

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if TechnologyField.objects.filter(name=name).exists():
            raise forms.ValidationError(_("同じ名称の分野があります。"))
        return name


class TechnologyForm(PlainForm, forms.Form):
    """A critical technology with both risks."""

    field = forms.ModelChoiceField(
        queryset=TechnologyField.objects.all(), label=_("技術分野"), empty_label=_("選んでください")
    )
    name = forms.CharField(label=_("名称"), max_length=200)
    description = forms.CharField(label=_("説明"), required=False, max_length=LONG, widget=_text(4))
    risk_misuse = forms.CharField(
        label=_("流出し、不当に利用されたときのおそれ"), max_length=LONG, widget=_text(4)
    )
    risk_dependency = forms.CharField(
        label=_("外部に依存し、利用できなくなったときのおそれ"), max_length=LONG, widget=_text(4)
    )

    @classmethod
    def values_of(cls, found: CriticalTechnology) -> dict[str, Any]:
        return {name: getattr(found, name) for name in cls.base_fields}


class ConsiderationsForm(PlainForm, forms.Form):
    """The five considerations; they may be filled in one after the other."""

    expert_view = forms.CharField(label=_("専門家の知見"), required=False, max_length=LONG, widget=_text(4))
    think_tank = forms.CharField(
        label=_("シンクタンク機能の調査・分析"), required=False, max_length=LONG, widget=_text(4)
    )
    own_strength = forms.CharField(
        label=_("我が国の技術的強み"), required=False, max_length=LONG, widget=_text(4)
    )
    foreign_research = forms.CharField(
        label=_("諸外国の研究開発状況"), required=False, max_length=LONG, widget=_text(4)
    )
    implementation_needs = forms.CharField(
        label=_("社会実装に関するニーズ情報"), required=False, max_length=LONG, widget=_text(4)
    )

    @classmethod
    def values_of(cls, found: NarrowingDecision) -> dict[str, Any]:
        return {name: getattr(found, name) for name in cls.base_fields}


class ChoiceForm(PlainForm, forms.Form):
    """The decision and its reason."""

    outcome = forms.ChoiceField(label=_("決定"), choices=NarrowingDecision.Outcome, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("決定の理由"), max_length=LONG, widget=_text(4))
    decided_on = JapaneseDateField(label=_("決定日"))

    def clean_decided_on(self) -> Any:
        if self.cleaned_data["decided_on"] > today():
            raise forms.ValidationError(_("今日までの日を入力してください。"))
        return self.cleaned_data["decided_on"]

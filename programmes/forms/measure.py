"""What is typed about a measure: its words, who carries it out, how far it is; saves nothing."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.fields import JapaneseDateField, PlainForm, today
from accounts.models import Organisation
from programmes.models import Guideline, GuidelineSection, PolicyMeasure

LONG = 4_000  # characters


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def purpose_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("施策の目的"),
        choices=[("", _("特に定めない")), *PolicyMeasure.Purpose.choices],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("目的を定めた施策は、その目的の一覧とまとめに表示します。"),
    )


class MeasureForm(PlainForm, forms.Form):
    """The words of a policy or measure."""

    pillar = forms.ChoiceField(label=_("柱"), choices=PolicyMeasure.Pillar, widget=forms.RadioSelect)
    nature = forms.ChoiceField(label=_("区分"), choices=PolicyMeasure.Nature, widget=forms.RadioSelect)
    text = forms.CharField(label=_("内容"), max_length=LONG, widget=_text(4))
    purpose = purpose_field()
    source = forms.CharField(
        label=_("出典"), required=False, max_length=300, help_text=_("もとになる文書の名称とページ。")
    )

    @classmethod
    def values_of(cls, measure: PolicyMeasure) -> dict[str, Any]:
        return {name: getattr(measure, name) for name in ("pillar", "nature", "text", "purpose", "source")}


class _BySectionName(forms.ModelChoiceField):
    def label_from_instance(self, obj: GuidelineSection) -> str:
        return f"{obj.item.title}　{obj.heading}"


class AssignForm(PlainForm, forms.Form):
    """Who carries it out, until when, under which part of the guideline."""

    owner = forms.ModelChoiceField(
        queryset=Organisation.objects.filter(is_active=True),
        label=_("担当する組織"),
        empty_label=_("選んでください"),
        help_text=_("この組織に所属する方が、施策を見て、進み具合を報告できるようになります。"),
    )
    due = JapaneseDateField(label=_("期限"))
    section = _BySectionName(
        queryset=GuidelineSection.objects.none(),
        label=_("基本指針の項目"),
        required=False,
        empty_label=_("結び付けない"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = (
            GuidelineSection.objects.filter(
                # Where it stands stays a choice, also under a version that is no longer in force: no tie is lost by the way.
                Q(pk=self.initial.get("section"))
                | Q(item__in=Guideline.current().values("pk"))
                | Q(item__document="framework", item__state="published")
            )
            .exclude(kind=GuidelineSection.Kind.HEADING)
            .select_related("item")
            .order_by("item__document", "item", "order")
        )

    def clean_due(self) -> Any:
        if self.cleaned_data["due"] < today():
            raise forms.ValidationError(_("今日より後の日を入力してください。"))
        return self.cleaned_data["due"]


class ReportForm(PlainForm, forms.Form):
    """How far it is."""

    text = forms.CharField(label=_("報告"), max_length=LONG, widget=_text(5))
    evidence = forms.CharField(
        label=_("根拠となるもの"),
        required=False,
        max_length=LONG,
        widget=_text(2),
        help_text=_("文書の名称、公表したページなど。"),
    )


class CompleteForm(ReportForm):
    """That it is done, and what shows it."""

    evidence = forms.CharField(
        label=_("完了したことを示すもの"),
        max_length=LONG,
        widget=_text(2),
        help_text=_("文書の名称、公表したページなど。"),
    )


class WhyForm(PlainForm, forms.Form):
    """Why it stops or goes on."""

    text = forms.CharField(label=_("理由"), max_length=LONG, widget=_text(3))


class PurposeForm(PlainForm, forms.Form):
    """What the measure is for besides its pillar."""

    purpose = purpose_field()

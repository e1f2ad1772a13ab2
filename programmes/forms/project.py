"""What is typed about a project: agreed words, sums by year, the way into use, requests, public words; saves nothing."""

import re
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.fields import FullWidthIntegerField, JapaneseDateField, PlainForm
from accounts.japanese import fiscal_year
from accounts.models import Organisation
from programmes.forms.fund import Choice, PersonField, YenField, lines
from programmes.models import (
    Delegation,
    PartnerAnswer,
    PartnerFit,
    Project,
    ProjectPlan,
    TechnologyBook,
)
from programmes.templatetags.sums import fiscal_year as year_words

LONG = 8_000  # characters
LONGEST = 10  # years a project may run


def organisations() -> Any:
    return Organisation.objects.filter(is_active=True)


def organisation(label: Any, **more: Any) -> Choice:
    return Choice(Organisation.objects.none(), label=label, **{"required": False, **more})


class WithOrganisations(PlainForm, forms.Form):
    """Fills every choice of an organisation when the form is made, not when the module is read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, Choice) and field.queryset.model is Organisation:
                field.queryset = organisations()


class PeriodMixin:
    """From a day to a later one, no longer than a project may run."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end <= start:
            self.add_error("ends_on", _("終了の日は、開始の日より後にしてください。"))
        elif (
            start and end and (end.year - start.year, end.month, end.day) > (LONGEST, start.month, start.day)
        ):
            self.add_error("ends_on", _("期間は10年以内にしてください。"))
        return data


class AgreedForm(PeriodMixin, PlainForm, forms.Form):
    """The words to be agreed; frozen when the project starts."""

    title = forms.CharField(label=_("課題名"), max_length=200)
    english_title = forms.CharField(label=_("英語の課題名"), max_length=300, required=False)
    purpose = forms.CharField(label=_("目的"), widget=lines(4), max_length=LONG)
    plan_text = forms.CharField(label=_("研究開発の計画"), widget=lines(10), max_length=LONG)
    starts_on = JapaneseDateField(label=_("実施期間の開始"))
    ends_on = JapaneseDateField(label=_("実施期間の終了"))
    contract_on = JapaneseDateField(
        label=_("契約の日"), required=False, help_text=_("契約した後に記入します。課題の開始までに必要です。")
    )
    contract_form = forms.ChoiceField(
        label=_("契約の形"), choices=ProjectPlan.ContractForm, widget=forms.RadioSelect
    )
    shown = forms.CharField(widget=forms.HiddenInput, required=False)


class PlanChangeForm(PeriodMixin, PlainForm, forms.Form):
    """Another wording of the agreed words, and why."""

    title = forms.CharField(label=_("課題名"), max_length=200)
    english_title = forms.CharField(label=_("英語の課題名"), max_length=300, required=False)
    purpose = forms.CharField(label=_("目的"), widget=lines(4), max_length=LONG)
    plan = forms.CharField(label=_("研究開発の計画"), widget=lines(10), max_length=LONG)
    starts_on = JapaneseDateField(label=_("実施期間の開始"))
    ends_on = JapaneseDateField(label=_("実施期間の終了"))
    reason = forms.CharField(label=_("変更の理由"), widget=lines(4), max_length=LONG)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    base = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)


def years_of(start: date, end: date, *more: int) -> list[int]:
    """Every fiscal year the period touches, and those that hold money already."""
    return sorted({*range(fiscal_year(start), fiscal_year(end) + 1), *more})


class AmountsForm(PlainForm, forms.Form):
    """Yen for each fiscal year; an empty box is nought. ``reason`` only where it asks for a change."""

    def __init__(self, *args: Any, years: list[int], asks: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = years
        for year in years:
            self.fields[f"y{year}"] = YenField(label=year_words(year), required=False)
        if asks:
            self.fields["reason"] = forms.CharField(label=_("変更の理由"), widget=lines(4), max_length=LONG)
            self.fields["key"] = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
            self.fields["base"] = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not any(data.get(f"y{year}") for year in self.years):
            self.add_error(f"y{self.years[0]}", _("少なくとも一つの年度に、金額を入力してください。"))
        return data

    def amounts(self) -> dict[int, int]:
        return {year: self.cleaned_data.get(f"y{year}") or 0 for year in self.years}


class UseForm(WithOrganisations):
    """The way into use, public and private money, personal data (R45–R47, R59)."""

    goal = forms.CharField(
        label=_("社会実装の目標"),
        widget=lines(4),
        max_length=LONG,
        help_text=_("いつまでに、だれが、何に使っている状態にするかを書いてください。"),
    )
    needs_organisation = organisation(_("ニーズを持つ組織"))
    needs_person = PersonField(
        label=_("ニーズ側の責任者のメールアドレス"),
        required=False,
        help_text=_("課題の開始までに、組織と責任者の両方が必要です。"),
    )
    handover_organisation = organisation(_("産業界へ引き渡す組織"))
    handover = forms.CharField(label=_("引き渡しの方法"), widget=lines(3), required=False, max_length=LONG)
    industry_organisation = organisation(_("産業化を担う組織"))
    industry = forms.CharField(label=_("産業化の進め方"), widget=lines(3), required=False, max_length=LONG)
    private_test = forms.CharField(
        label=_("民間の資金ではなく国が担う理由"), widget=lines(3), required=False, max_length=LONG
    )
    private_part = forms.CharField(
        label=_("民間が担うリスク"), widget=lines(3), required=False, max_length=LONG
    )
    startup_stage = forms.ChoiceField(
        label=_("スタートアップの段階"), choices=ProjectPlan.Stage, required=False
    )
    later_gap = forms.CharField(
        label=_("この後の資金の空白"), widget=lines(3), required=False, max_length=LONG
    )
    public_need = forms.CharField(
        label=_("公的な需要による裏付け"), widget=lines(3), required=False, max_length=LONG
    )
    uses_personal_data = forms.BooleanField(label=_("個人情報を扱う"), required=False)
    personal_data_basis = forms.CharField(
        label=_("個人情報を扱う根拠"), widget=lines(3), required=False, max_length=LONG
    )
    personal_data_safeguards = forms.CharField(
        label=_("個人情報を守る措置"), widget=lines(3), required=False, max_length=LONG
    )
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("uses_personal_data"):
            for name in ("personal_data_basis", "personal_data_safeguards"):
                if not data.get(name, "").strip() and name not in self.errors:
                    self.add_error(
                        name, _("個人情報を扱う課題では、根拠と守る措置の両方を記入してください。")
                    )
        if (data.get("needs_person") is None) != (data.get("needs_organisation") is None) and not (
            {"needs_person", "needs_organisation"} & self.errors.keys()
        ):
            name = "needs_person" if data.get("needs_person") is None else "needs_organisation"
            self.add_error(name, _("ニーズを持つ組織と責任者は、両方を記入してください。"))
        return data


class DelegationForm(PlainForm, forms.Form):
    """What a manager may decide alone."""

    assignment = forms.ModelChoiceField(
        Delegation._meta.get_field("assignment").related_model.objects.none(),
        label=_("PD・PO・PM"),
        empty_label=_("選んでください"),
    )
    may_change_plan = forms.BooleanField(label=_("計画の変更を承認できる"), required=False)
    may_change_team = forms.BooleanField(label=_("体制の変更を承認できる"), required=False)
    budget_yen = YenField(
        label=_("動かせる予算の上限（円）"),
        required=False,
        help_text=_("総額を変えずに年度の間で動かす額の、この委任の間の合計です。"),
    )
    budget_percent = FullWidthIntegerField(
        label=_("動かせる予算の上限（総額に対する％）"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=_("円と％の両方を記入すると、小さいほうが上限になります。"),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, managers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignment"].queryset = managers
        self.fields["assignment"].label_from_instance = lambda one: one.person.name

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        limits = ("may_change_plan", "may_change_team", "budget_yen", "budget_percent")
        if not self.errors and not any(data.get(n) for n in limits):
            self.add_error("may_change_plan", _("委任することを、少なくとも一つ選んでください。"))
        return data


class DecisionForm(PlainForm, forms.Form):
    note = forms.CharField(label=_("決定の理由"), widget=lines(3), required=False, max_length=LONG)


class FaceForm(PlainForm, forms.Form):
    """What everybody may read once the project is listed."""

    purpose = forms.CharField(label=_("公開する目的"), widget=lines(4), max_length=LONG)
    why_public = forms.CharField(
        label=_("民間の資金ではなく国が担う理由（公開）"), widget=lines(3), required=False, max_length=LONG
    )
    english_summary = forms.CharField(label=_("英語の説明"), widget=lines(4), required=False, max_length=LONG)


_JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


def in_english(text: str) -> str:
    """The page is read abroad: Japanese words and full-width signs are refused."""
    if _JAPANESE.search(text):
        raise forms.ValidationError(_("英語で記入してください。日本語の文字や全角の記号が含まれています。"))
    return text


class FitForm(PlainForm, forms.Form):
    """The English page and its check-list; it may be filled in one part after the other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PartnerFit.SECTIONS:
            self.fields[name] = forms.CharField(
                label=PartnerFit._meta.get_field(name).verbose_name,
                widget=lines(4),
                required=False,
                max_length=LONG,
                validators=[in_english],
            )
        for question in PartnerAnswer.Question:
            self.fields[f"a_{question.value}"] = forms.ChoiceField(
                label=question.label,
                choices=[("", _("まだ答えていない")), *PartnerAnswer.Answer.choices],
                required=False,
            )
            self.fields[f"n_{question.value}"] = forms.CharField(
                label=_("「%(question)s」の説明（英語）") % {"question": question.label},
                required=False,
                max_length=400,
                validators=[in_english],
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for question in PartnerAnswer.Question.values:
            answer, note = data.get(f"a_{question}"), data.get(f"n_{question}", "")
            if answer in ("partly", "no") and not note.strip() and f"n_{question}" not in self.errors:
                self.add_error(f"n_{question}", _("「はい」のほかの答えには、英語の説明を書いてください。"))
        return data

    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in PartnerFit.SECTIONS}

    def answers(self) -> dict[str, tuple[str, str]]:
        data = self.cleaned_data
        return {
            q: (data[f"a_{q}"], data.get(f"n_{q}", ""))
            for q in PartnerAnswer.Question.values
            if data[f"a_{q}"]
        }


UNDECIDED = "none"  # of origin and horizon, as an address asks for it


class SearchForm(PlainForm, forms.Form):
    """Which projects a list shows; what is asked wrongly is left out."""

    q = forms.CharField(label=_("課題番号・課題名"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("状態"), required=False)
    fund = forms.ChoiceField(label=pgettext_lazy("list", "基金"), required=False)
    organisation = forms.ChoiceField(label=_("研究開発機関"), required=False)
    origin = forms.ChoiceField(label=_("起点"), required=False)
    horizon = forms.ChoiceField(label=_("見通す期間"), required=False)

    def __init__(self, *args: Any, funds: list, organisations: list, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("すべて"))
        self.fields["state"].choices = [every, *Project.State.choices]
        self.fields["fund"].choices = [every, *funds]
        self.fields["organisation"].choices = [every, *organisations]
        for name, choices in (("origin", TechnologyBook.Origin), ("horizon", TechnologyBook.Horizon)):
            self.fields[name].choices = [
                every,
                *((value or UNDECIDED, label) for value, label in choices.choices),
            ]

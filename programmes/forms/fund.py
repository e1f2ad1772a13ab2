"""Forms of the fund: its words, sums in yen, fiscal years, people; refuses to offer what the person may not name."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.fields import CodeField, EmailField, JapaneseDateField, PlainForm, today
from accounts.japanese import fiscal_year, parse_date
from accounts.models import Organisation, Person
from accounts.numbers import TwoWays, half_width, parse_yen
from programmes.forms.project_profile import horizon_field, origin_field
from programmes.models import Assignment, ProjectCouncil, RDConcept
from programmes.models.disbursement import beyond_agreed, beyond_paid
from programmes.templatetags.sums import fiscal_year as year_words

LONGEST = 10  # years a concept may be supported
MOST = 10**15  # yen; far above any fund, far below what the column holds


def lines(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class YenField(forms.CharField):
    """Whole yen: 1,200, １２００円, 3億円, 1.5億円, 567億5,000万円, 250百万円; with ``signed`` also △1,200. Returns ``int``."""

    default_error_messages = {
        "invalid": _("金額を円単位の整数で入力してください（例：1,200,000）。"),
        "two_ways": _("「%(raw)s」は、二通りに読めます。1200000 または 1.2億円 のように入力してください。"),
        "small": _("1円以上の金額を入力してください。"),
        "large": _("金額が大きすぎます。"),
    }

    def __init__(self, *, signed: bool = False, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.signed = signed
        self.widget.attrs |= {"inputmode": "numeric", "class": "box box--code", "autocomplete": "off"}

    def clean(self, value: Any) -> int | None:
        text = str(super().clean(value) or "").strip()
        if not half_width(text):
            return None
        try:
            amount = parse_yen(text)
        except TwoWays as wrong:
            raise forms.ValidationError(self.error_messages["two_ways"], "two_ways", {"raw": text}) from wrong
        except ValueError as wrong:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from wrong
        if amount < 0 and not self.signed:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        if amount == 0:
            raise forms.ValidationError(self.error_messages["small"], code="small")
        if abs(amount) > MOST:
            raise forms.ValidationError(self.error_messages["large"], code="large")
        return amount


class FiscalYearField(forms.CharField):
    """The year in which a fiscal year starts, typed as 2026, ２０２６年度, 令和8年度 or R8. Returns ``int``."""

    default_error_messages = {
        "invalid": _("年度として読めません。2026 または 令和8 のように入力してください。"),
        "era": _("「%(raw)s」年は、西暦か和暦か分かりません。2026 または 令和8 のように入力してください。"),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("年度が始まる年を、2026 または 令和8 のように入力してください。"))
        super().__init__(max_length=20, **kwargs)
        self.widget.attrs |= {"class": "box box--number", "autocomplete": "off"}

    def clean(self, value: Any) -> int | None:
        text = half_width(str(super().clean(value) or "")).replace(" ", "")
        text = re.sub(r"^FY", "", text, flags=re.IGNORECASE).removesuffix("度").removesuffix("年")
        if not text:
            return None
        try:
            year = int(text) if re.fullmatch("[0-9]+", text) else self._by_era(text)
        except (ValueError, OverflowError) as wrong:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from wrong
        if year < 100:
            raise forms.ValidationError(self.error_messages["era"], "era", {"raw": year})
        if not 2000 <= year <= 2100:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return year

    @staticmethod
    def _by_era(text: str) -> int:
        """A fiscal year bears the name of the era it begins in, or ends in: 平成31年度 and 令和元年度 are one."""
        form = "{}年{}" if not text[:1].isascii() else "{}.{}"
        try:
            return parse_date(form.format(text, "12月31日" if not text[:1].isascii() else "12.31")).year
        except ValueError:
            return parse_date(form.format(text, "4月1日" if not text[:1].isascii() else "4.1")).year


def government() -> QuerySet:
    return Organisation.objects.filter(kind__in=["ministry", "cabinet"], is_active=True)


def agencies() -> QuerySet:
    return Organisation.objects.filter(kind="funding_agency", is_active=True)


class Choice(forms.ModelChoiceField):
    """A choice that begins with a word instead of dashes."""

    def __init__(self, queryset: QuerySet, **kwargs: Any) -> None:
        super().__init__(queryset, empty_label=_("選んでください"), **kwargs)


class FundForm(PlainForm, forms.Form):
    """The words of a fund (R27)."""

    name = forms.CharField(label=_("基金の名称"), max_length=120)
    english_name = forms.CharField(label=_("英語の名称"), max_length=200, required=False)
    purpose = forms.CharField(
        label=_("目的"),
        widget=lines(5),
        required=False,
        help_text=_("公開ページに掲載すると、だれでも読めます。指定するまでに記入してください。"),
    )
    english_purpose = forms.CharField(label=_("英語の説明"), widget=lines(3), required=False)
    legal_basis = forms.CharField(label=_("根拠"), max_length=200, required=False)
    source = forms.CharField(
        label=_("出典"), max_length=300, required=False, help_text=_("文書の名称とページを書いてください。")
    )
    agency = Choice(Organisation.objects.none(), label=_("基金を管理する法人"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies()


class ContributionForm(PlainForm, forms.Form):
    """A sum put in, or with △ returned to the treasury."""

    act = forms.CharField(
        label=_("予算措置"), max_length=120, help_text=_("例：令和8年度補正予算、国庫への返納")
    )
    fiscal_year = FiscalYearField(label=_("年度"))
    amount = YenField(
        label=_("金額（円）"), signed=True, help_text=_("国庫への返納は、先頭に△を付けてください。")
    )
    ministry = Choice(Organisation.objects.none(), label=_("府省庁"), required=False)
    agency = Choice(Organisation.objects.none(), label=_("受け入れる法人"), required=False)
    source = forms.CharField(label=_("出典"), max_length=300, required=False)
    reason = forms.CharField(label=_("理由"), widget=lines(3), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ministry"].queryset, self.fields["agency"].queryset = government(), agencies()


class ConceptForm(PlainForm, forms.Form):
    """Kind, ceiling and period of a concept."""

    title = forms.CharField(label=_("研究開発構想の名称"), max_length=160)
    concept_kind = forms.ChoiceField(
        label=_("種別"), choices=RDConcept.Kind, initial=RDConcept.Kind.PROJECT, widget=forms.RadioSelect
    )
    ceiling = YenField(label=_("上限額（円）"), help_text=_("この構想に配分できる金額の上限です。"))
    starts_on = JapaneseDateField(label=_("開始"))
    ends_on = JapaneseDateField(label=_("終了"), help_text=_("開始から10年以内としてください。"))
    ministry = Choice(Organisation.objects.none(), label=_("所管する府省庁"))
    agency = Choice(Organisation.objects.none(), label=_("研究推進法人"))
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ministry"].queryset, self.fields["agency"].queryset = government(), agencies()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end <= start:
            self.add_error("ends_on", _("終了の日は、開始の日より後にしてください。"))
        elif start and end and end > _years_later(start, LONGEST):
            self.add_error("ends_on", _("期間は10年以内にしてください。"))
        return data


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


class AllocationForm(PlainForm, forms.Form):
    """Money of a fiscal year for a concept."""

    fiscal_year = FiscalYearField(label=_("年度"))
    amount = YenField(
        label=_("金額（円）"), signed=True, help_text=_("配分を減らすときは、先頭に△を付けてください。")
    )
    reason = forms.CharField(label=_("理由"), widget=lines(3))
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class TransferForm(PlainForm, forms.Form):
    """From one concept and year to another (R29); ``concepts`` are those of the fund."""

    from_concept = Choice(RDConcept.objects.none(), label=_("移す元の構想"))
    from_year = FiscalYearField(label=_("移す元の年度"))
    to_concept = Choice(RDConcept.objects.none(), label=_("移す先の構想"))
    to_year = FiscalYearField(label=_("移す先の年度"))
    amount = YenField(label=_("金額（円）"))
    reason = forms.CharField(label=_("理由"), widget=lines(3))
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, concepts: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_concept"].queryset = self.fields["to_concept"].queryset = concepts

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if (data.get("from_concept"), data.get("from_year")) == (
            data.get("to_concept"),
            data.get("to_year"),
        ) and data.get("to_concept"):
            self.add_error("to_year", _("移す元と移す先が同じです。構想か年度を変えてください。"))
        return data


class PersonField(EmailField):
    """A registered person by their e-mail address. Returns ``Person``."""

    default_error_messages = {
        "unknown": _(
            "このメールアドレスの利用者は登録されていません。システム管理者に登録を依頼してください。"
        )
    }

    def clean(self, value: Any) -> Person | None:
        address = super().clean(value)
        if not address:
            return None
        found = Person.objects.filter(email=address.lower(), is_active=True).first()
        if found is None:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        return found


class ProjectForm(PlainForm, forms.Form):
    """An awarded project."""

    code = CodeField(label=_("課題番号"), max_length=40)
    title = forms.CharField(label=_("課題名"), max_length=200)
    english_title = forms.CharField(label=_("英語の課題名"), max_length=300, required=False)
    representative = PersonField(
        label=_("研究代表者のメールアドレス"),
        help_text=_("この方の、協議会の設置への同意が開始の条件になります。"),
    )
    organisation = Choice(Organisation.objects.none(), label=_("研究開発機関"))
    is_high_risk = forms.BooleanField(label=_("不確実性の高い、挑戦的な課題"), required=False)
    risk_reason = forms.CharField(
        label=_("国が資金を出す理由"),
        widget=lines(3),
        required=False,
        help_text=_("挑戦的な課題では、民間の資金によらない理由を書いてください。"),
    )

    origin = origin_field()
    horizon = horizon_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(is_active=True)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("is_high_risk") and not data.get("risk_reason", "").strip():
            self.add_error("risk_reason", _("挑戦的な課題では、国が資金を出す理由を記入してください。"))
        return data


class CouncilLinkForm(PlainForm, forms.Form):
    """One of the councils the reader can see and the project has not."""

    council = Choice(
        ProjectCouncil._meta.get_field("council").related_model.objects.none(), label=_("協議会")
    )

    def __init__(self, *args: Any, councils: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["council"].queryset = councils


class PaymentForm(PlainForm, forms.Form):
    """A request for money (概算払)."""

    fiscal_year = FiscalYearField(label=_("年度"))
    amount = YenField(label=_("金額（円）"))
    purpose = forms.CharField(label=_("使いみち"), widget=lines(5))
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, project: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project = project
        self.fields["fiscal_year"].initial = self.fields["fiscal_year"].initial or fiscal_year(today())

    def clean(self) -> dict[str, Any]:
        """The sum stays within what was agreed for its year."""
        data = super().clean()
        year, amount = data.get("fiscal_year"), data.get("amount")
        why = beyond_agreed(self.project.pk, year, amount) if year and amount else ""
        if why:
            self.add_error("amount", why)
        return data


class RefundForm(PlainForm, forms.Form):
    """How much of a payment comes back; ``initial["amount"]``: what was paid, in yen."""

    refund = YenField(label=_("返還額（円）"))
    note = forms.CharField(label=_("理由"), widget=lines(3))

    def clean_refund(self) -> int:
        if why := beyond_paid(self.cleaned_data["refund"], self.initial["amount"]):
            raise forms.ValidationError(why)
        return self.cleaned_data["refund"]


class NoteForm(PlainForm, forms.Form):
    note = forms.CharField(label=_("理由"), widget=lines(3))


class ReasonForm(PlainForm, forms.Form):
    reason = forms.CharField(label=_("理由"), widget=lines(3))


class RevokeForm(ReasonForm):
    """Why a designation is taken back; what still runs is acknowledged as the page showed it."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    acknowledged = forms.BooleanField(
        label=_("続いている課題を、すべて確かめました"),
        error_messages={"required": _("続いている課題を確かめて、印を付けてください。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.initial.get("acknowledged"):  # nothing runs
            del self.fields["acknowledged"]


class DesignationDayForm(PlainForm, forms.Form):
    on = JapaneseDateField(label=_("指定の日"))


class AssignForm(PlainForm, forms.Form):
    person = PersonField(
        label=_("メールアドレス"), help_text=_("登録されている利用者のアドレスを入力してください。")
    )
    part = forms.ChoiceField(label=_("役割"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, may: Callable[[str], bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [
            one for one in Assignment.Role.choices if one[0] not in Assignment.ELSEWHERE and may(one[0])
        ]


class YearForm(PlainForm, forms.Form):
    """Which fiscal year the figures are of; empty for all."""

    year = forms.TypedChoiceField(label=_("年度"), coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, years: tuple[int, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", _("すべての年度")), *((y, year_words(y)) for y in years)]

"""What is typed about a programme abroad; a converted amount needs its rate and the rate's day; saves nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import (
    FullWidthDecimalField,
    FullWidthIntegerField,
    JapaneseDateField,
    PlainForm,
    SignsField,
    today,
)
from programmes.models import OverseasBenchmark

MOST = 10**17  # units of a currency; what the database can hold in yen besides
FIELDS = (
    "country",
    "name",
    "abbreviation",
    "year",
    "status",
    "band",
    "amount",
    "currency",
    "precision",
    "years",
    "printed_yen",
    "rate",
    "rate_on",
    "rate_source",
    "source",
)


class BenchmarkForm(PlainForm, forms.Form):
    """One programme, as its document describes it."""

    country = forms.ChoiceField(
        label=_("国・地域"), choices=[("", _("選んでください")), *OverseasBenchmark.Country.choices]
    )
    name = forms.CharField(label=_("名称"), max_length=200)
    abbreviation = forms.CharField(label=_("略称"), required=False, max_length=40)
    year = FullWidthIntegerField(
        label=_("開始または発表の年（西暦）"), required=False, min_value=1900, max_value=2200
    )
    status = forms.CharField(label=_("段階"), required=False, max_length=60, help_text=_("例：創設、審議中"))
    band = forms.ChoiceField(label=_("技術成熟度の帯"), choices=OverseasBenchmark.Band)
    amount = FullWidthIntegerField(
        label=_("予算の額"),
        required=False,
        min_value=1,
        max_value=MOST,
        help_text=_("通貨の単位で、桁を省かずに入力します（例：8億ポンドは 800000000）。"),
    )
    currency = SignsField(
        r"^[A-Z]{3}$",
        label=_("通貨"),
        required=False,
        help_text=_("英大文字3字（例：GBP、EUR、JPY）。"),
        error_messages={"invalid": _("英大文字3字で入力してください（例：GBP）。")},
    )
    precision = forms.ChoiceField(
        label=_("額の書き方"), choices=OverseasBenchmark.Precision, widget=forms.RadioSelect
    )
    years = FullWidthIntegerField(
        label=_("額が及ぶ年数"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=_("書かれていないときは空欄。"),
    )
    printed_yen = FullWidthIntegerField(
        label=_("資料に書かれた円の額"), required=False, min_value=1, max_value=MOST
    )
    rate = FullWidthDecimalField(
        label=_("換算率（1単位あたりの円）"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=4,
    )
    rate_on = JapaneseDateField(label=_("換算率の日"), required=False)
    rate_source = forms.CharField(label=_("換算率の出典"), required=False, max_length=200)
    features = forms.CharField(
        label=_("特徴"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("1行に一つずつ。"),
    )
    source = forms.CharField(label=_("出典（文書とページ）"), max_length=300)

    @classmethod
    def values_of(cls, found: OverseasBenchmark) -> dict[str, Any]:
        return {**{name: getattr(found, name) for name in FIELDS}, "features": "\n".join(found.features)}

    def clean_features(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["features"].splitlines() if line.strip()]
        if any(len(line) > 300 for line in lines):
            raise forms.ValidationError(_("1行は300字までにしてください。"))
        return lines

    def clean_rate_on(self) -> Any:
        day = self.cleaned_data["rate_on"]
        if day and day > today():
            raise forms.ValidationError(_("今日までの日を入力してください。"))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        amount, currency = data.get("amount"), data.get("currency")
        if amount and not currency:
            self.add_error("currency", _("額の通貨を入力してください。"))
        if currency and not amount and "amount" not in self.errors:
            self.add_error("amount", _("通貨の額を入力してください。"))
        converts = amount and currency and currency != "JPY" and not data.get("printed_yen")
        if converts and "printed_yen" not in self.errors:
            for name, sentence in (
                ("rate", _("円に換算する率か、資料に書かれた円の額を入力してください。")),
                ("rate_on", _("換算率がいつのものかを入力してください。")),
            ):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        rate = data.get("rate")
        if converts and rate and amount * rate > MOST:
            self.add_error("rate", _("円に換算した額が大きすぎます。桁を確かめてください。"))
        return data

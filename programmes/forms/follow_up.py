"""What is typed about a follow-up: its years, its words, the reasons for taking it off; saves nothing."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import PlainForm
from programmes.forms.fund import FiscalYearField, lines
from programmes.models import BudgetFollowUp

LONG = 20_000  # characters
MOST_YEARS = 10


class BeginForm(PlainForm, forms.Form):
    """Which years."""

    title = forms.CharField(label=_("表題"), max_length=120, help_text=_("例：令和7年度のフォローアップ"))
    from_year = FiscalYearField(label=_("始めの年度"))
    to_year = FiscalYearField(label=_("終わりの年度"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("from_year") and not data.get("to_year") and "to_year" not in self.errors:
            data["to_year"] = data["from_year"]
        first, last = data.get("from_year"), data.get("to_year")
        if first and last and last < first:
            self.add_error("to_year", _("始めの年度より前です。"))
        elif first and last and last - first >= MOST_YEARS:
            self.add_error("to_year", _("10年度までの期間にしてください。"))
        return data


class WriteForm(PlainForm, forms.Form):
    """The words."""

    shown = forms.CharField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("表題"), max_length=120)
    evaluation = forms.CharField(
        label=_("評価"),
        required=False,
        max_length=LONG,
        widget=lines(12),
        help_text=_(
            "重点とした分野に資金と人材が届いたか、偏りはないか、次に何を直すかを書きます。事業担当・監査・文書管理担当だけが読みます。"
        ),
    )
    public_text = forms.CharField(
        label=_("公表する要旨"),
        required=False,
        max_length=LONG,
        widget=lines(6),
        help_text=_("公表するときに、どなたでも読める文です。公開していない構想が分かることは書きません。"),
    )

    @classmethod
    def values_of(cls, found: BudgetFollowUp, shown: str) -> dict[str, Any]:
        return {"shown": shown, **{n: getattr(found, n) for n in ("title", "evaluation", "public_text")}}

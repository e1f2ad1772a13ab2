"""What is typed into the card of a technology: profile, strategy, public part, maturity, roadmap, place; saves nothing."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import FullWidthIntegerField, JapaneseDateField, PlainForm, today
from accounts.models import Organisation
from programmes.forms.fund import Choice
from programmes.models import (
    CriticalTechnology,
    RoadmapMilestone,
    StrategyVersion,
    TechnologyBook,
    TechnologyField,
    TechnologySheet,
    TrlReading,
)

LONG = 4_000  # characters


def text(label: Any, rows: int = 3, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONG,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def past_day(form: forms.Form, name: str) -> Any:
    """A day that has come."""
    day = form.cleaned_data[name]
    if day and day > today():
        raise forms.ValidationError(_("今日までの日を入力してください。"))
    return day


class Seen(forms.Form):
    """Carries the state somebody was shown, so that nothing they never saw is overwritten."""

    shown = forms.IntegerField(widget=forms.HiddenInput, required=False)


class FieldEditForm(PlainForm, forms.Form):
    """A field's name and the field above it."""

    name = forms.CharField(label=_("名称"), max_length=100)
    parent = forms.ModelChoiceField(
        queryset=TechnologyField.objects.none(),
        label=_("上の分野"),
        required=False,
        empty_label=_("なし（一番上の分野）"),
    )

    def __init__(self, *args: Any, field: TechnologyField, under: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field = field
        self.fields["parent"].queryset = under

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if TechnologyField.objects.filter(name=name).exclude(pk=self.field.pk).exists():
            raise forms.ValidationError(
                _("同じ名称の分野があります。統合するときは「統合する」を使ってください。")
            )
        return name


class MergeForm(PlainForm, forms.Form):
    """The field that takes over."""

    into = Choice(TechnologyField.objects.none(), label=_("統合する先の分野"))

    def __init__(self, *args: Any, into: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = into


class FilterForm(PlainForm, forms.Form):
    """What the list of technologies is narrowed to."""

    q = forms.CharField(label=_("名称に含む言葉"), required=False, max_length=100)
    field = forms.ModelChoiceField(
        queryset=TechnologyField.objects.all(),
        label=_("技術分野"),
        required=False,
        empty_label=_("すべての分野"),
    )
    state = forms.ChoiceField(label=_("状態"), required=False)

    def __init__(self, *args: Any, is_staff: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("すべての状態")), *CriticalTechnology.State.choices]
        if not is_staff:
            del self.fields["state"]


class ProfileForm(PlainForm, Seen):
    """Origin, horizon, platform."""

    origin = forms.ChoiceField(
        label=_("起点"), choices=TechnologyBook.Origin, required=False, widget=forms.RadioSelect
    )
    horizon = forms.ChoiceField(
        label=_("見通す期間"), choices=TechnologyBook.Horizon, required=False, widget=forms.RadioSelect
    )
    is_platform = forms.BooleanField(
        label=_("社会を大きく変える基盤技術（AI、量子、計算など）"),
        required=False,
        help_text=_("「つくる取組」と「使う取組」の二つを、戦略カードに書きます。"),
    )

    @classmethod
    def values_of(cls, book: TechnologyBook) -> dict[str, Any]:
        return {name: getattr(book, name) for name in ("origin", "horizon", "is_platform")}


def _many(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class StrategyForm(PlainForm, forms.Form):
    """The whole card; what is left empty is empty in this version."""

    goals = _many(_("戦略上の目標"), StrategyVersion.Goal)
    winning_path = text(_("勝ち筋"), 5)
    levers = _many(_("競争力の鍵"), StrategyVersion.Lever)
    lever_note = text(_("競争力の鍵の説明"))
    cooperation = forms.ChoiceField(
        label=_("国際連携か独自か"),
        choices=StrategyVersion.Cooperation,
        required=False,
        widget=forms.RadioSelect,
    )
    cooperation_note = text(_("連携の相手と条件"))
    leaders_abroad = text(_("海外で先行する国・機関"))
    competitors = text(_("競争の状況と、主導権を握り得る者"))
    position_industry = text(_("世界の中の我が国の産業界"))
    position_academia = text(_("世界の中の我が国の学界"))
    position_government = text(_("世界の中の我が国の政府・公的機関"))
    sourcing = forms.ChoiceField(
        label=_("獲得の方法"), choices=StrategyVersion.Sourcing, required=False, widget=forms.RadioSelect
    )
    make_note = text(_("自ら育てる部分"))
    partner_note = text(_("他者と組む部分"))
    invest_note = text(_("投資で手に入れる部分"))
    track_build = text(_("基盤技術：つくる取組"))
    track_use = text(_("基盤技術：使う取組"))
    why = forms.CharField(label=_("この版で改めた理由"), max_length=300)
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @classmethod
    def values_of(cls, last: StrategyVersion | None) -> dict[str, Any]:
        if last is None:
            return {"after": 0}
        names = [name for name in cls.base_fields if name not in ("why", "after")]
        return {name: getattr(last, name) for name in names} | {"after": last.number}


class SheetForm(PlainForm, Seen):
    """The words for everybody."""

    goals = _many(_("戦略上の目標"), StrategyVersion.Goal)
    summary = text(_("公開する要旨"), 6, required=True)
    english_summary = text(_("英語の要旨"), 6)

    @classmethod
    def values_of(cls, sheet: TechnologySheet | None) -> dict[str, Any]:
        return {n: getattr(sheet, n) for n in ("goals", "summary", "english_summary")} if sheet else {}


class TrlForm(PlainForm, forms.Form):
    """A reading of maturity."""

    level = forms.TypedChoiceField(
        label=_("技術成熟度（TRL）"),
        coerce=int,
        choices=[(n, str(n)) for n in range(1, TrlReading.HIGHEST + 1)],
        help_text=_("1から3は基礎研究、4から6は応用研究、7から9は社会実装です。"),
    )
    on = JapaneseDateField(label=_("評価した日"))
    evidence = text(_("根拠となるもの"), required=True, help_text=_("試験の結果、報告書の名称など。"))
    replaces = forms.ModelChoiceField(
        queryset=TrlReading.objects.none(),
        label=_("誤っていた評価（訂正するとき）"),
        required=False,
        empty_label=_("訂正ではない"),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, readings: list[TrlReading], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = [r for r in readings if not r.is_replaced]
        self.fields["replaces"].queryset = TrlReading.objects.filter(pk__in=[r.pk for r in standing])
        self.fields["replaces"].label_from_instance = lambda r: f"{r.on:%Y/%m/%d}　TRL {r.level}"

    def clean_on(self) -> Any:
        return past_day(self, "on")


class MilestoneForm(PlainForm, forms.Form):
    """A step of the roadmap."""

    title = forms.CharField(label=_("到達点"), max_length=200)
    text = text(_("説明"))
    stage = forms.ChoiceField(label=_("段階"), choices=RoadmapMilestone.Stage, widget=forms.RadioSelect)
    due = JapaneseDateField(label=_("期限"))
    responsible = Choice(Organisation.objects.none(), label=_("責任を持つ組織"))
    responsible_note = forms.CharField(label=_("担当する部署・役職"), max_length=200, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = Organisation.objects.filter(is_active=True)


class MilestoneEditForm(MilestoneForm):
    """Other words; the day has its own act."""

    due = None
    key = None
    why = forms.CharField(label=_("改めた理由"), max_length=300)

    @classmethod
    def values_of(cls, found: RoadmapMilestone) -> dict[str, Any]:
        names = ("title", "text", "stage", "responsible_note")
        return {n: getattr(found, n) for n in names} | {"responsible": found.responsible_id}


class WordsForm(PlainForm, forms.Form):
    text = text(_("理由または経過"), required=True)


class PostponeForm(WordsForm):
    due = JapaneseDateField(label=_("新しい期限"))
    field_order = ("due", "text")


class ReachForm(WordsForm):
    on = JapaneseDateField(label=_("達成した日"))
    text = text(_("達成を示すもの"), required=True)
    field_order = ("on", "text")

    def clean_on(self) -> Any:
        return past_day(self, "on")


class PlaceForm(PlainForm, forms.Form):
    """A place in the order."""

    position = FullWidthIntegerField(label=_("順位"), min_value=1, max_value=9_999)
    reason = text(_("理由"), required=True)


class ReasonForm(PlainForm, forms.Form):
    reason = text(_("理由"), required=True)


class PanelForm(PlainForm, forms.Form):
    panel_name = forms.CharField(label=_("諮る会議の名称"), max_length=200)


class OpinionForm(PlainForm, forms.Form):
    panel_on = JapaneseDateField(label=_("意見を聴いた日"))
    panel_opinion = text(_("有識者の意見"), 5, required=True)

    def clean_panel_on(self) -> Any:
        return past_day(self, "panel_on")

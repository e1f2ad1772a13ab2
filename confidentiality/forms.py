"""What people write into an agreement and answer to it; refuses what the rules refuse, beside the field."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import JapaneseDateField, PlainForm, end_of_day, today
from accounts.phrasing import bracketed, listed
from confidentiality import audience, naming
from confidentiality.acting import database_now
from confidentiality.models import Consent, DesignationVersion
from confidentiality.wording import ENDINGS, USES, VIEWPOINTS, check_text, handling_choice, handling_text

Scope = DesignationVersion.HolderScope
_WHERE = {"ends_at": "ends_on", "handling": "uses"}  # where a refusal of the rules is shown
_USE_WORDS = {"print": _("印刷"), "carry": _("持ち出し"), "quote": _("引用")}
_ENDING_WORDS = {"return": _("返却"), "destroy": _("廃棄")}


class _Boxes(forms.CheckboxSelectMultiple):
    """A group of checkboxes with its own fieldset."""


class WordingForm(PlainForm, forms.Form):
    """The whole text of a designation, in the order in which people think of it (R106–R110, R119, R120, R131, R132)."""

    title = forms.CharField(
        label=_("件名（内容に触れない）"),
        max_length=200,
        help_text=_("構成員の全員、メール、一覧に表示します。例：装置の試験条件に関する資料"),
    )
    subject = forms.CharField(
        label=_("対象"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("守る必要がある情報は何か。内容そのものは書きません。"),
    )
    extent = forms.CharField(
        label=_("範囲"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("資料のどの部分か。例：表2と図3に限る"),
    )
    category = forms.ChoiceField(
        label=_("情報の区分"), choices=[("", _("選んでください")), *DesignationVersion.Category.choices]
    )
    origin = forms.ChoiceField(
        label=_("提供者の区分"), choices=DesignationVersion.Origin, widget=forms.RadioSelect
    )
    holder_scope = forms.ChoiceField(
        label=_("保持者の範囲"),
        choices=Scope,
        widget=forms.RadioSelect,
        help_text=_("内容を見られるのは、ここで選んだ人のうち同意した人と、提供者だけです。"),
    )
    capacities = forms.MultipleChoiceField(
        label=_("保持者とする立場"), required=False, widget=_Boxes, help_text=_("「立場を指定」を選んだとき")
    )
    named = forms.MultipleChoiceField(
        label=_("保持者とする構成員"),
        required=False,
        widget=_Boxes,
        help_text=_("「構成員を個別に指定」を選んだとき"),
    )
    ends_on = JapaneseDateField(
        label=_("終了日"), help_text=_("この日が終わると自動で終わります。5年以内（ニーズ情報は2年以内）。")
    )
    uses = forms.MultipleChoiceField(
        label=_("閲覧のほかに認める取扱い"),
        required=False,
        choices=list(_USE_WORDS.items()),
        widget=_Boxes,
        help_text=_("どれも選ばないと、画面での閲覧だけになります。"),
    )
    endings = forms.MultipleChoiceField(
        label=_("終了したときの写しの扱い"),
        required=False,
        choices=list(_ENDING_WORDS.items()),
        widget=_Boxes,
    )
    reason = forms.CharField(label=_("理由"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    minimality_reason = forms.CharField(
        label=_("必要最小限度である理由"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("期間をより短く、保持者をより少なく、対象をより狭くできない理由"),
    )
    view_implementation = forms.CharField(
        label=_("社会実装の方向性について考慮したこと"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    view_leak_prevention = forms.CharField(
        label=_("技術流出の防止について考慮したこと"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    view_diversity = forms.CharField(
        label=_("多様な知の交流等によるイノベーションの促進について考慮したこと"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    view_incentive = forms.CharField(
        label=_("研究参画へのインセンティブの付与について考慮したこと"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    view_theme = forms.CharField(
        label=_("個々の研究テーマの状況"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    SECTIONS = (
        (_("何を守るか"), ("title", "subject", "extent", "category", "origin")),
        (_("だれが、いつまで"), ("holder_scope", "capacities", "named", "ends_on")),
        (_("取扱い"), ("uses", "endings")),
        (_("理由"), ("reason", "minimality_reason")),
        (
            _("考慮した観点"),
            ("view_implementation", "view_leak_prevention", "view_diversity", "view_incentive", "view_theme"),
        ),
    )

    def __init__(self, *args: Any, container: UUID, seats: Sequence[naming.Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.container, self.seats = container, seats
        codes = dict.fromkeys(s.capacity for s in seats if s.capacity)
        self.fields["capacities"].choices = [(code, naming.part_word(code)) for code in codes]
        self.fields["named"].choices = [
            (str(s.principal), bracketed(s.name, listed(filter(None, [s.role, s.organisation]))))
            for s in seats
        ]

    @classmethod
    def initial_of(cls, version: DesignationVersion, scoped: dict[int, str]) -> dict[str, Any]:
        """What the form shows of an existing wording; ``scoped``: principal → capacity code, or empty for a seat."""
        chosen = handling_choice(version.handling)
        initial = {
            name: getattr(version, name)
            for name in (
                "title",
                "subject",
                "extent",
                "category",
                "origin",
                "holder_scope",
                "reason",
                "minimality_reason",
            )
        }
        initial |= {f"view_{name}": version.viewpoints.get(name, "") for name in VIEWPOINTS}
        initial |= {
            "uses": [u for u in USES if u in chosen],
            "endings": [e for e in ENDINGS if e in chosen],
            "ends_on": (version.ends_at - timedelta(microseconds=1)).astimezone().date(),
            "capacities": [code for code in scoped.values() if code],
            "named": [str(number) for number, code in scoped.items() if not code],
        }
        return initial

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        scope = data.get("holder_scope")
        if scope == Scope.CAPACITIES and not data.get("capacities") and "capacities" not in self.errors:
            self.add_error("capacities", _("保持者とする立場を1つ以上選んでください。"))
        if scope == Scope.NAMED and not data.get("named") and "named" not in self.errors:
            self.add_error("named", _("保持者とする構成員を1名以上選んでください。"))
        if not self.errors:
            for name, sentence in check_text(self.text, now=database_now()).items():
                self.add_error(_WHERE.get(name, name if name in self.fields else None), sentence)
        return data

    @property
    def text(self) -> dict[str, Any]:
        """The wording as ``agreements.draft`` takes it."""
        data = self.cleaned_data
        names = (
            "title",
            "subject",
            "extent",
            "category",
            "origin",
            "holder_scope",
            "reason",
            "minimality_reason",
        )
        return {
            **{name: data[name] for name in names},
            "handling": handling_text([*data["uses"], *data["endings"]]),
            "viewpoints": {name: data[f"view_{name}"] for name in VIEWPOINTS},
            "starts_at": None,
            "ends_at": end_of_day(data["ends_on"]),
        }

    @property
    def scoped(self) -> list[int]:
        """The principals that make up the chosen scope."""
        data = self.cleaned_data
        if data["holder_scope"] == Scope.NAMED:
            return [int(number) for number in data["named"]]
        if data["holder_scope"] == Scope.CAPACITIES:
            return [audience.capacity(self.container, code) for code in data["capacities"]]
        return [audience.capacity(self.container, "member")]

    @property
    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [(heading, [self[name] for name in names]) for heading, names in self.SECTIONS]


class AnswerForm(PlainForm, forms.Form):
    """One member's answer to exactly the text on their screen."""

    decision = forms.ChoiceField(label=_("あなたの回答"), choices=Consent.Decision, widget=forms.RadioSelect)
    comment = forms.CharField(
        label=_("理由または質問"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("構成員の全員に表示します。守る必要がある内容は書かないでください。"),
    )
    shown_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("decision") == Consent.Decision.ASK and not data.get("comment", "").strip():
            self.add_error("comment", _("質問を書いてください。"))
        if data.get("decision") == Consent.Decision.REFUSE and not data.get("comment", "").strip():
            self.add_error("comment", _("同意しない理由を書いてください。提案を直すために使います。"))
        return data


class DeadlineForm(PlainForm, forms.Form):
    """Until when everybody is asked to answer."""

    answer_on = JapaneseDateField(
        label=_("回答期限"),
        help_text=_("この日の終わりまで回答できます。期限までに全員の同意がそろわないと不成立になります。"),
    )

    def clean_answer_on(self) -> Any:
        day = self.cleaned_data["answer_on"]
        if day < today():
            raise forms.ValidationError(_("回答期限は、今日以降の日にしてください。"))
        return day

    @property
    def details(self) -> dict[str, Any]:
        return {"answer_by": end_of_day(self.cleaned_data["answer_on"])}


class EarlierEndForm(PlainForm, forms.Form):
    """A new, earlier end."""

    ends_on = JapaneseDateField(
        label=_("新しい終了日"),
        help_text=_("この日が終わると自動で終わります。いまの終了日より前の日にしてください。"),
    )

    @property
    def details(self) -> dict[str, Any]:
        return {"ends_at": end_of_day(self.cleaned_data["ends_on"])}


class NoteForm(PlainForm, forms.Form):
    """Why something ends; members read it."""

    note = forms.CharField(
        label=_("理由"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("構成員の全員に表示します。守る必要がある内容は書かないでください。"),
    )

    @property
    def details(self) -> dict[str, Any]:
        return {"note": self.cleaned_data["note"]}


class CommentForm(PlainForm, forms.Form):
    """A member's words about a proposal."""

    text = forms.CharField(
        label=_("意見"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("構成員の全員に表示します。守る必要がある内容は書かないでください。"),
    )

    @property
    def details(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["text"]}


class ReviewForm(CommentForm):
    text = forms.CharField(
        label=_("見直しを求める理由"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("構成員の全員に表示します。守る必要がある内容は書かないでください。"),
    )

    @property
    def details(self) -> dict[str, Any]:
        return {"comment": self.cleaned_data["text"]}


class DropHolderForm(PlainForm, forms.Form):
    """Which holder is to see the content no longer."""

    principal = forms.TypedChoiceField(label=_("外す保持者"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, holders: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["principal"].choices = holders

    @property
    def details(self) -> dict[str, Any]:
        return {"principal": self.cleaned_data["principal"]}


class NameForm(PlainForm, forms.Form):
    """Whose sight is asked about."""

    name = forms.CharField(
        label=_("氏名"),
        max_length=120,
        help_text=_("この協議会に在籍している方、または内容を見られる方の氏名"),
    )


class DayForm(PlainForm, forms.Form):
    """On which day."""

    day = JapaneseDateField(label=_("日付"), help_text=_("その日の終わり（24時の直前）の時点で答えます。"))

    @property
    def instant(self) -> Any:
        return end_of_day(self.cleaned_data["day"]) - timedelta(microseconds=1)

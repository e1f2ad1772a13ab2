"""Forms of calls: words, hours to the second, sections, criteria, clauses, what is added later; refuse what cannot be published."""

import re
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.fields import (
    CodeField,
    FullWidthIntegerField,
    JapaneseDateField,
    JapaneseTimeField,
    PlainForm,
    SignsField,
    in_tokyo,
    to_ascii,
)
from accounts.japanese import in_tokyo as local
from programmes.forms.fund import YenField, lines
from programmes.forms.vision import not_to_come
from programmes.models import (
    Call,
    CallAddendum,
    CallClause,
    CallCriterion,
    CallQuestion,
    CallSection,
    Clause,
    NoticeDistribution,
    TechnologyField,
)


class SecondField(JapaneseTimeField):
    """A time to the second: 17:00, 17:00:00, 午後5時, 17時0分0秒. Returns ``time``."""

    default_error_messages = {"invalid": _("時刻として読めません。17:00:00 のように入力してください。")}

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%H:%M:%S") if isinstance(value, time) else value

    def clean(self, value: Any) -> time | None:
        text = to_ascii(str(value or "")).replace(" ", "")
        found = re.fullmatch(r"(.+?(?::\d{2}|分))(?::(\d{1,2})|(\d{1,2})秒)", text)
        if not found or not re.fullmatch(r"(午前|午後)?\d{1,2}(:\d{2}|時\d{1,2}分)", found[1]):
            return super().clean(value)
        whole, second = super().clean(found[1]), int(found[2] or found[3])
        if second > 59:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return whole.replace(second=second)


def hours(form: forms.Form, name: str, *, required: bool) -> datetime | None:
    """The instant of ``name``_on and ``name``_time in Japan; half of it alone is an error at the empty half."""
    day, at = form.cleaned_data.get(f"{name}_on"), form.cleaned_data.get(f"{name}_time")
    if day and at is not None:
        return in_tokyo(day, at)
    if (day or at is not None or required) and not form.errors:
        form.add_error(f"{name}_time" if day else f"{name}_on", _("日と時刻の両方を入力してください。"))
    return None


class CallForm(PlainForm, forms.Form):
    """Everything of a call that is not a list of its own."""

    code = CodeField(label=_("公募番号"), max_length=40)
    title = forms.CharField(label=_("公募の名称"), max_length=200)
    field = forms.ModelChoiceField(
        TechnologyField.objects.all(), label=_("技術分野"), required=False, empty_label=_("選ばない")
    )
    opens_on = JapaneseDateField(label=_("受付開始の日"), required=False)
    opens_time = SecondField(
        label=_("受付開始の時刻（日本時間）"), required=False, help_text=_("秒まで有効です。例：10:00:00")
    )
    closes_on = JapaneseDateField(label=_("受付終了の日"), required=False)
    closes_time = SecondField(
        label=_("受付終了の時刻（日本時間）"),
        required=False,
        help_text=_("この時刻になると受け付けません。例：17:00:00"),
    )
    summary = forms.CharField(label=_("公募の概要"), widget=lines(8), required=False)
    plain_summary = forms.CharField(
        label=_("やさしい説明"),
        widget=lines(5),
        required=False,
        help_text=_(
            "初めて応募する企業の方にも伝わる言葉で、何のための、だれ向けの公募かを書いてください。お知らせの紙にも載ります。"
        ),
    )
    eligibility = forms.CharField(label=_("応募の要件"), widget=lines(5), required=False)
    how_to_apply = forms.CharField(label=_("応募の方法"), widget=lines(5), required=False)
    contact = forms.CharField(label=_("問い合わせ先"), widget=lines(3), required=False)
    budget = YenField(label=_("公募全体の予定額（円）"), required=False)
    max_amount = YenField(label=_("1件当たりの上限額（円）"), required=False)
    awards_planned = FullWidthIntegerField(
        label=_("採択予定件数"), min_value=1, max_value=1000, required=False
    )
    min_reviews = FullWidthIntegerField(
        label=_("1件当たりの最少の審査員数"), min_value=1, max_value=50, initial=3
    )
    is_blind = forms.BooleanField(label=_("提案者の氏名・所属を伏せて審査する"), required=False)
    has_interview = forms.BooleanField(label=_("面接審査を行う"), required=False, initial=True)
    review_due = JapaneseDateField(label=_("審査の期限"), required=False)
    english_title = forms.CharField(label=_("英語の名称"), max_length=300, required=False)
    english_summary = forms.CharField(label=_("英語の要約"), widget=lines(5), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    PLAIN = (
        "code",
        "title",
        "summary",
        "plain_summary",
        "eligibility",
        "how_to_apply",
        "contact",
        "budget",
        "max_amount",
        "awards_planned",
        "min_reviews",
        "is_blind",
        "has_interview",
        "review_due",
        "english_title",
        "english_summary",
    )

    @classmethod
    def values_of(cls, call: Call) -> dict[str, Any]:
        found = {name: getattr(call, name) for name in cls.PLAIN} | {"field": call.field_id}
        for name in ("opens", "closes"):
            at = getattr(call, f"{name}_at")
            if at is not None:
                found |= {f"{name}_on": local(at).date(), f"{name}_time": local(at).time()}
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        opens, closes = hours(self, "opens", required=False), hours(self, "closes", required=False)
        if opens and closes and closes <= opens:
            self.add_error("closes_on", _("受付終了は、受付開始より後にしてください。"))
        due = data.get("review_due")
        if due and closes and due < local(closes).date():
            self.add_error("review_due", _("審査の期限は、受付終了より後の日にしてください。"))
        for name in ("opens_on", "opens_time", "closes_on", "closes_time"):
            data.pop(name, None)
        return data | {"opens_at": opens, "closes_at": closes}


class SectionForm(PlainForm, forms.Form):
    title = forms.CharField(label=_("項目の名称"), max_length=120)
    key = SignsField(
        r"^[a-z][a-z0-9_]*$",
        label=_("項目の符号"),
        max_length=40,
        help_text=_("半角の英小文字で始め、英小文字・数字・下線だけを使います。例：research_plan"),
        error_messages={"invalid": _("半角の英小文字で始め、英小文字・数字・下線だけで入力してください。")},
    )
    guidance = forms.CharField(label=_("書き方"), widget=lines(4), required=False)
    max_length = FullWidthIntegerField(label=_("文字数の上限"), min_value=1, max_value=50_000, initial=2000)
    is_required = forms.BooleanField(label=_("提案者が必ず書く項目にする"), required=False, initial=True)
    editors = forms.ChoiceField(
        label=_("書ける方"),
        choices=CallSection.Editors,
        initial=CallSection.Editors.TEAM,
        widget=forms.RadioSelect,
    )

    @staticmethod
    def values_of(row: CallSection) -> dict[str, Any]:
        return {name: getattr(row, name) for name in CallSection.SAID}


class CriterionForm(PlainForm, forms.Form):
    title = forms.CharField(label=_("評価項目"), max_length=120)
    guidance = forms.CharField(label=_("評価の観点"), widget=lines(4), required=False)
    weight = FullWidthIntegerField(label=_("重み"), min_value=1, max_value=100, initial=1)
    max_score = FullWidthIntegerField(label=_("最高点"), min_value=1, max_value=100, initial=5)

    @staticmethod
    def values_of(row: CallCriterion) -> dict[str, Any]:
        return {name: getattr(row, name) for name in CallCriterion.SAID}


class ClauseForm(PlainForm, forms.Form):
    """A model clause; of a new version the kind stays."""

    kind = forms.ChoiceField(label=_("種類"), choices=Clause.Kind, widget=forms.RadioSelect)
    title = forms.CharField(label=_("条項の見出し"), max_length=120)
    text = forms.CharField(label=_("条文"), widget=lines(8))
    reason = forms.CharField(label=_("加えた、または改めた理由"), widget=lines(3), required=False)


class ClauseAnswerForm(PlainForm, forms.Form):
    answer = forms.ChoiceField(label=_("扱い"), choices=CallClause.Answer, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("この公募での条文"),
        widget=lines(8),
        required=False,
        help_text=_("文言を変えて採用するときだけ使います。"),
    )
    reason = forms.CharField(
        label=_("理由"),
        widget=lines(3),
        required=False,
        help_text=_("文言を変えるとき、適用しないときに書きます。公募要領に載り、どなたでも読めます。"),
    )

    def __init__(self, *args: Any, clause: Clause, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if clause.is_mandatory:
            self.fields["answer"].choices = [
                one for one in CallClause.Answer.choices if one[0] != CallClause.Answer.EXEMPTED
            ]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        answer = data.get("answer")
        if answer in ("changed", "exempted") and not (data.get("reason") or "").strip():
            self.add_error("reason", _("理由を書いてください。"))
        if answer == "changed" and not (data.get("text") or "").strip():
            self.add_error("text", _("この公募での条文を書いてください。"))
        return data


class ExtendForm(PlainForm, forms.Form):
    closes_on = JapaneseDateField(label=_("新しい受付終了の日"))
    closes_time = SecondField(label=_("新しい受付終了の時刻（日本時間）"), help_text=_("例：17:00:00"))
    reason = forms.CharField(
        label=_("理由"), widget=lines(3), help_text=_("公募のページに載り、どなたでも読めます。")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        closes = hours(self, "closes", required=True)
        return {"closes_at": closes, "reason": data.get("reason", "")}


class AddendumForm(PlainForm, forms.Form):
    kind = forms.ChoiceField(
        label=_("種類"),
        choices=CallAddendum.Kind,
        initial=CallAddendum.Kind.CORRECTION,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(label=_("見出し"), max_length=200)
    text = forms.CharField(label=_("内容"), widget=lines(6))
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)


class QuestionForm(PlainForm, forms.Form):
    received_on = JapaneseDateField(label=_("受け付けた日"))
    sender = forms.CharField(label=_("質問した方（公表しません）"), max_length=200, required=False)
    text = forms.CharField(label=_("質問"), widget=lines(5))
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    def clean_received_on(self) -> Any:
        return not_to_come(self.cleaned_data["received_on"])


class _Questions(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: CallQuestion) -> str:
        return f"{obj.number}　{obj.text[:60]}"


class PublicAnswerForm(PlainForm, forms.Form):
    questions = _Questions(
        CallQuestion.objects.none(),
        label=_("まとめて答える質問"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    question = forms.CharField(
        label=_("公表する質問"),
        widget=lines(4),
        help_text=_("質問した方が分かる言葉を入れないでください。"),
    )
    answer = forms.CharField(label=_("回答"), widget=lines(6))
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    def __init__(self, *args: Any, questions: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["questions"].queryset = questions
        if not questions:
            del self.fields["questions"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data.setdefault("questions", [])
        return data


class DistributionForm(PlainForm, forms.Form):
    channel = forms.ChoiceField(label=_("経路"), choices=NoticeDistribution.Channel, widget=forms.RadioSelect)
    body = forms.CharField(label=_("団体の名称"), max_length=200)
    sent_on = JapaneseDateField(label=_("周知した日"))
    measure = forms.ChoiceField(
        label=_("届いた数の数え方"),
        choices=[("", _("まだ報告を受けていない")), *NoticeDistribution.Measure.choices],
        required=False,
    )
    reach = FullWidthIntegerField(
        label=_("届いた数（団体の報告）"), min_value=0, max_value=10**8, required=False
    )
    reported_on = JapaneseDateField(label=_("報告を受けた日"), required=False)
    follow_up = forms.CharField(
        label=_("これから行うこと"),
        widget=lines(3),
        required=False,
        help_text=_("例：説明会の希望を聞く。書いたことは、行った日を入れるまで一覧に残ります。"),
    )
    follow_up_due = JapaneseDateField(label=_("行う期日"), required=False)
    followed_up_on = JapaneseDateField(label=_("行った日"), required=False)

    FIELDS = (
        "channel",
        "body",
        "sent_on",
        "measure",
        "reach",
        "reported_on",
        "follow_up",
        "follow_up_due",
        "followed_up_on",
    )

    @classmethod
    def values_of(cls, row: NoticeDistribution) -> dict[str, Any]:
        return {name: getattr(row, name) for name in cls.FIELDS}

    def clean_sent_on(self) -> date:
        return not_to_come(self.cleaned_data["sent_on"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("reach") is not None and not data.get("measure"):
            self.add_error("measure", _("何の数かを選んでください。"))
        if data.get("followed_up_on") and not data.get("follow_up"):
            self.add_error("follow_up", _("何を行ったかを書いてください。"))
        return data


class CallFilterForm(PlainForm, forms.Form):
    """Which calls a list shows; what is asked wrongly is left out."""

    phase = forms.ChoiceField(label=_("段階"), required=False)
    field = forms.ModelChoiceField(
        TechnologyField.objects.all(), label=_("技術分野"), required=False, empty_label=_("すべて")
    )
    agency = forms.ModelChoiceField(None, label=_("研究推進法人"), required=False, empty_label=_("すべて"))

    def __init__(self, *args: Any, agencies: QuerySet, public: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = [("draft", _("作成中")), ("clause_check", _("条項の確認中"))]
        self.fields["phase"].choices = [
            ("", _("すべて")),
            *([] if public else inside),
            *Call.Phase.choices,
            ("cancelled", _("取りやめ")),
        ]
        self.fields["agency"].queryset = agencies

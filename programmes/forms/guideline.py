"""What is typed about a guideline: its start, its sections, opinions, comments and their answers; saves nothing."""

import re
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.fields import JapaneseDateField, PlainForm, end_of_day, today
from confidentiality.models import Item
from programmes.forms.call import SecondField, hours
from programmes.models import CommentAnswer, CommentRound, GuidelineSection, PublicComment
from programmes.models.guideline import USUAL_DAYS

LONG, SHORT = 20_000, 2_000  # characters


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class StartForm(PlainForm, forms.Form):
    """A new version."""

    title = forms.CharField(label=_("表題"), max_length=200)
    reason = forms.CharField(
        label=_("策定または改定の趣旨"),
        max_length=SHORT,
        widget=_text(3),
        help_text=_("公表したときに公開ページに表示します。"),
    )


class SectionForm(PlainForm, forms.Form):
    """One section."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("項目"), choices=[("", _("選んでください")), *GuidelineSection.Kind.choices]
    )
    level = forms.TypedChoiceField(
        label=_("見出しの段"),
        coerce=int,
        choices=[(1, _("大見出し")), (2, _("中見出し")), (3, _("小見出し"))],
    )
    heading = forms.CharField(label=_("見出し"), max_length=200)
    text = forms.CharField(
        label=_("本文"),
        required=False,
        max_length=LONG,
        widget=_text(12),
        help_text=_("改行すると段落が分かれます。"),
    )

    @classmethod
    def values_of(cls, section: GuidelineSection) -> dict[str, Any]:
        fields = ("kind", "level", "heading", "text")
        return {"shown": section.text_hash, **{name: getattr(section, name) for name in fields}}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("kind") == GuidelineSection.Kind.HEADING and data.get("text"):
            self.add_error("text", _("「見出しだけ」の項目には本文を書けません。項目を選び直してください。"))
        return data


class OpinionForm(PlainForm, forms.Form):
    """What an expert said."""

    given_by = forms.CharField(label=_("有識者または会議の名称"), max_length=200)
    given_on = JapaneseDateField(label=_("聴取した日"))
    text = forms.CharField(label=_("意見"), max_length=LONG, widget=_text(6))
    response = forms.CharField(
        label=_("対応"),
        required=False,
        max_length=LONG,
        widget=_text(4),
        help_text=_(
            "本文をどう直したか、直さない場合はその理由を書きます。意見の募集を始めるまでに必要です。"
        ),
    )

    def clean_given_on(self) -> Any:
        return _not_to_come(self.cleaned_data["given_on"])


class OpenCommentsForm(PlainForm, forms.Form):
    """Until when comments are taken."""

    closes_on = JapaneseDateField(label=_("締切の日"), help_text=_("この日の終わりまで受け付けます。"))
    short_reason = forms.CharField(
        label=_("期間が30日に満たない理由"), required=False, max_length=SHORT, widget=_text(3)
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        day = data.pop("closes_on", None)
        if day is None:
            return data
        if day <= today():
            self.add_error("closes_on", _("明日より後の日を入力してください。"))
        elif (day - today()).days < USUAL_DAYS and not data.get("short_reason", "").strip():
            self.add_error("short_reason", _("期間が30日に満たない理由を書いてください。"))
        data["closes_at"] = end_of_day(day)
        return data


class CommentForm(PlainForm, forms.Form):
    """One comment as it was received."""

    received_on = JapaneseDateField(label=_("受け付けた日"))
    sender_kind = forms.ChoiceField(label=_("提出者"), choices=PublicComment.Sender, widget=forms.RadioSelect)
    sender = forms.CharField(
        label=_("提出者の氏名・名称"),
        required=False,
        max_length=200,
        help_text=_("事業担当だけが見られます。公表しません。"),
    )
    organisation = forms.CharField(label=_("所属"), required=False, max_length=200)
    contact = forms.CharField(label=_("連絡先"), required=False, max_length=200)
    part = forms.CharField(
        label=_("意見の対象"), required=False, max_length=300, help_text=_("例：第２章　情報の管理")
    )
    text = forms.CharField(label=_("意見"), max_length=LONG, widget=_text(8))
    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def clean_received_on(self) -> Any:
        return _not_to_come(self.cleaned_data["received_on"])


class _ByNumber(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: PublicComment) -> str:
        return _("意見%(n)s　%(text)s") % {"n": obj.number, "text": obj.text[:60]}


class AnswerForm(PlainForm, forms.Form):
    """One answer to the comments that say the same."""

    comments = _ByNumber(
        queryset=PublicComment.objects.none(),
        label=_("この回答で答える意見"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("答える意見を1件以上選んでください。")},
    )
    heading = forms.CharField(label=_("見出し"), max_length=200)
    summary = forms.CharField(
        label=_("意見の概要"),
        max_length=LONG,
        widget=_text(4),
        help_text=_("公表します。提出者が分かることは書きません。"),
    )
    answer = forms.CharField(label=_("意見に対する考え方"), max_length=LONG, widget=_text(6))

    def __init__(
        self, *args: Any, round_: CommentRound, existing: CommentAnswer | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        free = PublicComment.objects.filter(round=round_, answer=None)
        own = PublicComment.objects.filter(round=round_, answer=existing) if existing else free.none()
        self.fields["comments"].queryset = (free | own).order_by("number")
        if existing:
            self.initial |= {
                "comments": list(own.values_list("pk", flat=True)),
                "heading": existing.heading,
                "summary": existing.summary,
                "answer": existing.answer,
            }


class DecisionForm(PlainForm, forms.Form):
    """Who decided, and when."""

    decided_on = JapaneseDateField(label=_("決定日"))
    decided_by = forms.CharField(label=_("決定の主体"), max_length=100, help_text=_("例：閣議決定"))

    def clean_decided_on(self) -> Any:
        return _not_to_come(self.cleaned_data["decided_on"])


class PublishAtForm(PlainForm, forms.Form):
    """The instant from which everybody reads it."""

    publish_on = JapaneseDateField(label=_("公表の日"))
    publish_time = SecondField(label=_("公表の時刻"), help_text=_("例：午前9時、17:00"))

    def clean(self) -> dict[str, Any]:
        super().clean()
        at = hours(self, "publish", required=True)
        if at is not None and at <= timezone.now():
            self.add_error("publish_on", _("公表の日時は、これから先の時刻にしてください。"))
        return {"publish_at": at}


class QuoteForm(PlainForm, forms.Form):
    """Something quoted, by the address of its page, and where."""

    address = forms.CharField(
        label=_("引用する情報のページのアドレス"),
        max_length=500,
        help_text=_("このポータルで開ける資料などのページを開き、アドレスを写してください。"),
    )
    place = forms.CharField(
        label=_("引用した箇所"), max_length=200, help_text=_("例：第２章　情報の管理　第３段落")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.errors:
            return data
        named = re.findall(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", data["address"].lower())
        subject = Item.objects.filter(pk__in=named).first()
        if subject is None:
            self.add_error("address", _("このアドレスの情報が見つかりません。アドレスを確かめてください。"))
            return data
        return {"subject": subject, "place": data["place"]}


class ReasonForm(PlainForm, forms.Form):
    """Why."""

    reason = forms.CharField(label=_("理由"), max_length=SHORT, widget=_text(3))


def _not_to_come(day: Any) -> Any:
    if day > today():
        raise forms.ValidationError(_("今日までの日を入力してください。"))
    return day

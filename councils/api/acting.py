"""Acts of the councils in the API: each hands its details to the function its page uses; knows no rule itself."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request

from confidentiality.api.frame import Act, Body, Row, described
from confidentiality.verbs import WrongState, perform
from councils import followup, meetings, minutes
from councils.api import shapes
from councils.api.reading import ActionLines, MeetingLines, RecordLines, SummaryLines
from councils.forms.meeting import REPLIES
from councils.models import ActionItem, Meeting, Membership, MinutesRecord, MinutesSummary
from councils.records import Conflict
from councils.rights import inside, manages

REQUIRED = {"required": _("この項目を入れてください。"), "blank": _("1文以上で書いてください。")}


class _ItemAct(Act):
    """Answers with the whole item, as its own address does."""

    def show(self, request: Request, found: Any) -> Row:
        return self.lines(request, [found], {found.pk: found})[0] | self.more(request, found)


class ReplyBody(Body):
    reply = serializers.ChoiceField(
        REPLIES,
        help_text=_("venue（会場）、online（オンライン）、absent（欠席）のいずれか"),
        error_messages={
            **REQUIRED,
            "invalid_choice": _("venue、online、absent のいずれかを入れてください。"),
        },
    )


@described(
    "meeting_reply",
    "meetings",
    _("出欠を回答する"),
    _("自分の出欠を回答する。開催までは変えられる。"),
)
class Reply(MeetingLines, _ItemAct):
    model, shape, body, name = Meeting, shapes.MeetingShape, ReplyBody, "reply"

    def allows(self, found: Meeting, person: Any) -> bool:
        return inside(found, person)

    def act(self, request: Request, found: Meeting, details: Row) -> None:
        meetings.answer_attendance(found, by=request.user, **details)


class ConfirmBody(Body):
    remarks = serializers.DictField(
        child=serializers.CharField(max_length=64),
        help_text=_("読んだ自分の発言の id と version"),
        error_messages={**REQUIRED, "not_a_dict": _("発言の id と version の組で入れてください。")},
    )

    def validate_remarks(self, value: dict[str, str]) -> dict[UUID, str]:
        try:
            return {UUID(pk): version for pk, version in value.items()}
        except ValueError as wrong:
            raise serializers.ValidationError(gettext("発言の id は UUID の形で入れてください。")) from wrong


@described(
    "record_confirm",
    "minutes",
    _("自分の発言を確認する"),
    _("読んだとおりの自分の発言を確認済みにする。文が変わっていれば行わない。ほかの方の発言は確認できない。"),
)
class Confirm(RecordLines, _ItemAct):
    model, shape, body, name = MinutesRecord, shapes.RecordShape, ConfirmBody, "confirm"

    def allows(self, found: MinutesRecord, person: Any) -> bool:
        return minutes.own_attendance(found.meeting_id, person) is not None

    def act(self, request: Request, found: MinutesRecord, details: Row) -> None:
        minutes.confirm_remarks(found, by=request.user, shown=details["remarks"])


class PublishBody(Body):
    hash = serializers.RegexField(
        r"^[0-9a-f]{64}$",
        help_text=_("読んだ文面の hash"),
        error_messages={
            "required": _("読んだ文面の hash を入れてください。"),
            "invalid": _("hash は、文面に添えられた64桁の英数字です。"),
        },
    )


@described(
    "summary_publish",
    "minutes",
    _("議事要旨を公開する"),
    _("点検を終えた文面を、この時からどなたにも公開する。直前の再認証が要る。"),
)
class Publish(SummaryLines, _ItemAct):
    model, shape, body, name = MinutesSummary, shapes.SummaryShape, PublishBody, "publish"
    is_consequential = True

    def allows(self, found: MinutesSummary, person: Any) -> bool:
        return manages(found, person)

    def act(self, request: Request, found: MinutesSummary, details: Row) -> None:
        try:
            minutes.publish_summary(found, by=request.user, shown=details["hash"])
        except Conflict as changed:
            raise WrongState(
                gettext("表示していた文面が変わりました。新しい文面を読んでから、もう一度公開してください。")
            ) from changed


class _ActionAct(ActionLines, Act):
    model, shape = ActionItem, shapes.ActionShape

    def allows(self, found: ActionItem, person: Any) -> bool:
        # a reader who does not see the members is no member, and the owner's seat would not be there to ask
        return inside(found, person) and getattr(ActionItem, self.name).verb.allows(found, person)

    def act(self, request: Request, found: ActionItem, details: Row) -> None:
        perform(self.name, found, by=request.user, **details)


@described("action_start", "followup", _("対応に着手する"), _("担当または事務局が、着手したことを記す。"))
class Start(_ActionAct):
    name = "start"


class NoteBody(Body):
    note = serializers.CharField(
        max_length=4000, help_text=_("行ったこと、または理由"), error_messages=REQUIRED
    )


@described("action_report_done", "followup", _("完了を報告する"), _("行ったことを書いて、完了を報告する。"))
class ReportDone(_ActionAct):
    name, body = "report_done", NoteBody


@described(
    "action_hand_back",
    "followup",
    _("対応できないと申し出る"),
    _("理由を書いて、事務局へ戻す。担当が決まり直すまで終わらない。"),
)
class HandBack(_ActionAct):
    name, body = "hand_back", NoteBody


@described("action_drop", "followup", _("取りやめる"), _("事務局が、理由を書いて取りやめる。"))
class Drop(_ActionAct):
    name, body = "drop", NoteBody


class ReassignBody(Body):
    owner = serializers.UUIDField(
        help_text=_("担当とする構成員の席"),
        error_messages={**REQUIRED, "invalid": _("UUID の形で入れてください。")},
    )
    due_on = serializers.DateField(
        help_text=_("期限（2026-12-31 の形）"),
        error_messages={**REQUIRED, "invalid": _("2026-12-31 の形で入れてください。")},
    )

    def validate_owner(self, value: UUID) -> Membership:
        seat = Membership.objects.filter(
            pk=value, council=self.context["found"].council_id, state__in=["active", "leaving"]
        ).first()
        if seat is None:
            raise serializers.ValidationError(gettext("この協議会に在籍している構成員の席を選んでください。"))
        return seat


@described(
    "action_reassign",
    "followup",
    _("担当と期限を決め直す"),
    _("事務局が、内容を見られる構成員の中から担当を、あわせて期限を決め直す。"),
)
class Reassign(_ActionAct):
    name, body = "reassign", ReassignBody

    def act(self, request: Request, found: ActionItem, details: Row) -> None:
        followup.reassign_action(found, by=request.user, **details)

"""Lists and things of the councils in the API; the database narrows each, no view adds a filter of sight."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from confidentiality.api.frame import (
    COUNCIL,
    CURSOR,
    WRONG_CURSOR,
    List,
    Row,
    Thing,
    described,
    known_items,
)
from confidentiality.marking import seal_of
from confidentiality.models import Designation, Item
from councils import desk, minutes, reading, shelf, timetable
from councils.api import rows, shapes
from councils.models import (
    ActionItem,
    Council,
    Decision,
    Material,
    Meeting,
    MinutesRecord,
    MinutesSummary,
)
from councils.opened import Opened, opened
from councils.standing import Standing

CONFIRM = _("自分の発言を確認する")


class _Items(List):
    """Items of one kind, by content-free title where that is all; two queries besides what the words need."""

    model: ClassVar[type[models.Model]]

    def page(self, request: Request) -> tuple[Sequence[Row], str]:
        known, council = Item.objects.filter(kind=self.model._meta.label_lower), self.council(request)
        if council:
            known = known.filter(container=council)
        found, onward = self.cut(request, known, "created")
        contents = self.model._default_manager.in_bulk([item.pk for item in found])
        return self.lines(request, found, contents), onward

    def lines(self, request: Request, found: list[Item], contents: dict[UUID, Any]) -> list[Row]:
        raise NotImplementedError


class _Item(Thing):
    """One item, by its content-free title where that is all."""

    or_title = True

    def lines(self, request: Request, found: list[Item], contents: dict[UUID, Any]) -> list[Row]:
        raise NotImplementedError

    def more(self, request: Request, found: Any) -> Row:
        """What the list does not say, of something whose content is the reader's."""
        return {}

    def show(self, request: Request, found: Any) -> Row:
        is_mine = isinstance(found, self.model)
        row = self.lines(request, [found], {found.pk: found} if is_mine else {})[0]
        return row | self.more(request, found) if is_mine else row


# Councils ------------------------------------------------------------------------------------------------


class _CouncilLines:
    model = Council

    def lines(self, request: Request, found: list[Item], contents: dict[UUID, Any]) -> list[Row]:
        return rows.of_items("council", found, contents, rows.council_words, {})


@described(
    "councils_list",
    "councils",
    _("協議会の一覧"),
    _("知ってよい協議会を、新しい順に返す。名称だけを知ってよいものは名称だけを返す。"),
    CURSOR,
)
class Councils(_CouncilLines, _Items):
    shape = shapes.CouncilRow


@described("council", "councils", _("協議会"), _("協議会の名称、目的、対象、状態を返す。"))
class OneCouncil(_CouncilLines, _Item):
    model, shape = Council, shapes.CouncilShape

    def more(self, request: Request, found: Council) -> Row:
        return rows.pick(found, "english_name", "purpose", "scope")


# Meetings ------------------------------------------------------------------------------------------------


class MeetingLines:
    model = Meeting

    def lines(self, request: Request, found: list[Item], contents: dict[UUID, Any]) -> list[Row]:
        offers = rows.meeting_offers(contents.values(), request.user)
        return rows.of_items("meeting", found, contents, rows.meeting_words, offers)

    def more(self, request: Request, found: Meeting) -> Row:
        papers = timetable.papers([found.pk])
        points, loose = timetable.agenda(found, papers)
        answers = timetable.replies(found, request.user)
        return {
            **rows.pick(found, "is_online", "joining_note"),
            "agenda": [
                {
                    **{name: getattr(p, name) for name in ("number", "title", "topic", "kind", "minutes")},
                    "presenter": p.presenter,
                    "is_closed": p.is_closed,
                    "handouts": [_handout(paper) for paper in p.papers],
                }
                for p in points
            ],
            "handouts": [_handout(paper) for paper in loose],
            "replies": {
                "own": answers.own["reply"] if answers.own else None,
                "expected": answers.expected,
                "coming": answers.coming,
            },
        }


def _handout(paper: timetable.Paper) -> Row:
    kinds = {Material._meta.label_lower: "api_material", timetable.SUMMARY: "api_summary"}
    return {
        "item": paper.item_id,
        "url": reverse(kinds[paper.kind], args=[paper.item_id]) if paper.kind in kinds else None,
        "label": paper.label,
        "title": paper.title,
        "has_content": paper.is_mine,
        "pages": paper.pages,
        "is_finished": paper.is_finished,
        "secrecy": str(paper.secrecy),
    }


@described(
    "meetings_list",
    "meetings",
    _("会合の一覧"),
    _("見られる会合を、登録の新しい順に返す。通知の前の会合は、事務局と座長だけに返す。"),
    COUNCIL,
    CURSOR,
)
class Meetings(MeetingLines, _Items):
    shape = shapes.MeetingRow


@described(
    "meeting",
    "meetings",
    _("会合"),
    _(
        "日時、場所、議題、配付資料、自分の出欠の回答を返す。内容を見られない資料は、内容に触れない件名で示す。"
    ),
)
class OneMeeting(MeetingLines, _Item):
    model, shape = Meeting, shapes.MeetingShape


# Materials -----------------------------------------------------------------------------------------------


@described(
    "materials_list",
    "materials",
    _("資料の一覧"),
    _("あることを知ってよい資料を、新しい順に返す。内容を見られない資料は、内容に触れない件名で示す。"),
    COUNCIL,
    CURSOR,
)
class Materials(List):
    """The shelf's own three queries, and one for the councils that may be named."""

    shape = shapes.MaterialRow

    def page(self, request: Request) -> tuple[Sequence[Row], str]:
        text = request.query_params.get("cursor", "")
        cursor = shelf.Cursor.read(text)
        if text and cursor.created.year == 9999:
            raise ValidationError({"cursor": [WRONG_CURSOR]})
        volumes, onward, _name = shelf.shelf(cursor, self.council(request))
        codes = {str(word): code for code, word in Material.classes().items()}
        councils = known_items({UUID(v.council_id) for v in volumes if v.council_id})
        return [_volume(v, codes, councils) for v in volumes], str(onward or "")


def _volume(volume: shelf.Volume, codes: dict[str, str], councils: set[UUID]) -> Row:
    council, is_mine = volume.council_id and UUID(volume.council_id), bool(volume.disclosure)
    row: Row = {
        "id": volume.pk,
        "url": reverse("api_material", args=[volume.pk]),
        "council": council if council in councils else None,
        "title": volume.title,
        "has_content": is_mine,
        "created": volume.created,
        "offered": [],
    }
    if is_mine:
        row |= {
            "disclosure": codes[volume.disclosure],
            "source_body": volume.source,
            "version": volume.version,
        }
    return row


class _Material(_Item):
    model, shape = Material, shapes.MaterialShape
    wanted: int | None = None

    def lines(self, request: Request, found: list[Item], contents: dict[UUID, Any]) -> list[Row]:
        made = rows.of_items("material", found, contents, self._words, {})
        return [row | {"seal": str(seal_of(item).label)} for row, item in zip(made, found, strict=True)]

    def _words(self, found: Material) -> Row:
        return {"title": found.title, **rows.pick(found, "disclosure", "source_body")}

    def more(self, request: Request, found: Material) -> Row:
        around = opened(found, self.wanted)
        if self.wanted is not None and around.version is None:
            raise Http404
        designation = Designation.objects.filter(item_id=found.pk).order_by("-created").first()
        return {
            "version": around.versions[0].number if around.versions else 0,
            "designation": reverse("api_designation", args=[designation.pk]) if designation else None,
            "versions": [
                {
                    "number": v.number,
                    "created": v.created,
                    "url": reverse("api_material_version", args=[found.pk, v.number]),
                }
                for v in around.versions
            ],
            "text": self._text(request, found, around.version) if around.version else None,
        }

    def _text(self, request: Request, found: Material, version: Opened) -> Row:
        file = None
        if version.file:
            leaves = seal_of(found).lets_copies_leave or found.custodian_id == request.user.pk
            file = {
                "name": version.file,
                "size": version.size or 0,
                "url": reverse("material_file", args=[found.pk, version.number]),
                "leaves": leaves,
            }
        return {
            **{name: getattr(version, name) for name in ("number", "created", "change_note")},
            "sections": [
                {"heading": s.heading, "level": s.level, "page": s.page, "paragraphs": s.paragraphs}
                for s in reading.sections(version)
            ],
            "file": file,
        }


@described(
    "material",
    "materials",
    _("資料"),
    _(
        "最新の版の本文と、版の一覧、添付ファイルの受取先を返す。読んだことは記録に残る。"
        "内容を見られない場合は、内容に触れない件名だけを返す。"
    ),
)
class OneMaterial(_Material):
    pass


@described(
    "material_version",
    "materials",
    _("資料のある版"),
    _("求めた版の本文を返す。読んだことは記録に残る。内容を見られない場合は、ないものとして答える。"),
)
class OneVersion(_Material):
    or_title = False

    def get(self, request: Request, pk: UUID, number: int) -> Response:
        if number > 2**31 - 1:
            raise Http404
        self.wanted = number
        return super().get(request, pk)


# Minutes -------------------------------------------------------------------------------------------------


class RecordLines:
    model = MinutesRecord

    def lines(self, request: Request, found: list[Item], contents: dict[UUID, Any]) -> list[Row]:
        offers = rows.record_offers(contents.values(), request.user, CONFIRM)
        words = rows.record_words(request.user, contents.values())
        return rows.of_items("record", found, contents, words, offers)

    def more(self, request: Request, found: MinutesRecord) -> Row:
        return {
            "own_remarks": [
                {
                    "id": line.remark_id,
                    "version": line.remark.version,
                    "topic": line.remark.topic,
                    "text": line.remark.text,
                    "is_confirmed": line.confirmed_at is not None,
                }
                for line in minutes.own_lines(found, request.user)
            ]
        }


@described(
    "records_list",
    "minutes",
    _("議事の記録の一覧"),
    _("見られる議事の記録の状態を、新しい順に返す。発言と発言者は返さない。"),
    COUNCIL,
    CURSOR,
)
class Records(RecordLines, _Items):
    shape = shapes.RecordRow


@described(
    "record",
    "minutes",
    _("議事の記録"),
    _("記録の状態と、自分の発言だけを返す。ほかの方の発言と発言者は返さない。読んだことは記録に残る。"),
)
class OneRecord(RecordLines, _Item):
    model, shape, reads = MinutesRecord, shapes.RecordShape, "read_record"


class SummaryLines:
    model = MinutesSummary

    def lines(self, request: Request, found: list[Item], contents: dict[UUID, Any]) -> list[Row]:
        offers = rows.summary_offers(contents.values(), request.user)
        return rows.of_items("summary", found, contents, rows.summary_words(list(contents.values())), offers)

    def more(self, request: Request, found: MinutesSummary) -> Row:
        printed = found.printed
        return {
            "hash": found.text_hash,
            "printed": {
                **{name: printed.get(name) or "" for name in ("title", "date_line", "place")},
                "attendees": printed.get("attendees") or [],
                "sections": printed.get("sections") or [],
            },
            "editions": [
                {"hash": e.text_hash, **rows.pick(e, "number", "reason", "published_at")}
                for e in found.editions.all()
            ],
        }


@described(
    "summaries_list",
    "minutes",
    _("議事要旨の一覧"),
    _("見られる議事要旨を、新しい順に返す。公開したものは、どの協議会のものも返す。"),
    COUNCIL,
    CURSOR,
)
class Summaries(SummaryLines, _Items):
    shape = shapes.SummaryRow


@described(
    "summary",
    "minutes",
    _("議事要旨"),
    _("印刷のとおりの文面と、公開した版を返す。発言者は含まない。読んだことは記録に残る。"),
)
class OneSummary(SummaryLines, _Item):
    model, shape, reads = MinutesSummary, shapes.SummaryShape, "read_summary"


# Follow-up -----------------------------------------------------------------------------------------------


@described(
    "decisions_list",
    "followup",
    _("決定事項の一覧"),
    _("見られる決定事項を、新しい順に返す。守秘の資料についてのものは、その保持者だけに返す。"),
    COUNCIL,
    CURSOR,
)
class Decisions(List):
    shape = shapes.DecisionShape

    def page(self, request: Request) -> tuple[Sequence[Row], str]:
        found, council = Decision.objects.all(), self.council(request)
        page, onward = self.cut(request, found.filter(council=council) if council else found, "decided_at")
        return rows.decision_rows(page), onward


@described("decision", "followup", _("決定事項"), _("1件の決定事項を返す。"))
class OneDecision(Thing):
    model, shape = Decision, shapes.DecisionShape

    def show(self, request: Request, found: Decision) -> Row:
        return rows.decision_rows([found])[0]


@described(
    "actions_list",
    "followup",
    _("対応事項の一覧"),
    _("見られる対応事項を、新しい順に返す。守秘の資料についてのものは、その保持者だけに返す。"),
    COUNCIL,
    CURSOR,
)
class Actions(List):
    shape = shapes.ActionRow

    def page(self, request: Request) -> tuple[Sequence[Row], str]:
        found, council = ActionItem.objects.all(), self.council(request)
        page, onward = self.cut(request, found.filter(council=council) if council else found, "created")
        return rows.action_rows(page, request.user), onward


class ActionLines:
    model = ActionItem

    def show(self, request: Request, found: ActionItem) -> Row:
        return {
            **rows.action_rows([found], request.user)[0],
            "reports": [
                {"text": r.text, "created": r.created, "is_mine": r.person_id == request.user.pk}
                for r in found.reports.all()
            ],
        }


@described("action", "followup", _("対応事項"), _("1件の対応事項と、その報告を返す。"))
class OneAction(ActionLines, Thing):
    model, shape = ActionItem, shapes.ActionShape


@described(
    "tasks_list",
    "tasks",
    _("自分のすること"),
    _("ホームの画面と同じく、いま自分が求められていることの全てを、期限の早い順に返す。"),
)
class Tasks(List):
    shape = shapes.TaskShape

    def page(self, request: Request) -> tuple[Sequence[Row], str]:
        return [
            {"what": t.what, "why": t.why, "url": t.url, "due_on": t.day, "minutes": t.minutes}
            for t in desk.tasks(Standing.of(request.user))
        ], ""

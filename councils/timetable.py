"""A meeting as one reader may see it: agenda, papers, attendance, what is still open; in a fixed number of queries.

Whether a paper is the reader's is the database's answer alone: a paper whose row it does not give is shown by its
content-free title.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from confidentiality.models import Designation
from councils.addresses import address_of
from councils.handouts import LIVE, reading_minutes
from councils.meetings import OPEN_ACTIONS
from councils.models import ActionItem, Attendance, Decision, Handout, Material, Meeting, Reading

SUMMARY = "councils.minutessummary"
IN_FORCE = ("in_force", "under_review", "change_open")
EARLIER_ACTIONS = 20

_WHY_NOT: dict[str, str | Promise] = {
    "draft": gettext_lazy("同意前：提供者が概要を準備しています"),
    "described": gettext_lazy("同意前：守秘の協議を始めるところです"),
    "discussing": gettext_lazy("同意前：守秘の範囲を協議しています"),
    "rework": gettext_lazy("同意前：守秘の範囲を見直しています"),
    "consent_open": gettext_lazy("同意前：全員の同意を集めています"),
}


@dataclass(slots=True)
class Paper:
    """One handout on one reader's page."""

    id: UUID
    item_id: UUID
    meeting_id: UUID
    agenda_item_id: UUID | None
    number: int
    label: str
    title: str
    kind: str
    url: str = ""  # empty: not this reader's
    disclosure: str = ""
    version: int = 0
    version_id: UUID | None = None
    pages: int | None = None
    minutes: int = 0
    is_replaced: bool = False
    is_finished: bool = False
    secrecy: str | Promise = ""
    secrecy_url: str = ""
    name: str = ""  # number, title and class, as one reads a link aloud
    facts: str = ""  # pages, minutes, read or not
    place_url: str = ""  # for the secretariat: where its place and label are changed

    @property
    def is_mine(self) -> bool:
        return bool(self.url)

    @property
    def is_unread(self) -> bool:
        return self.version_id is not None and not self.is_finished

    @property
    def is_special(self) -> bool:
        """More is to be said than what ``name`` and ``facts`` say."""
        return bool(self.is_replaced or self.secrecy or self.place_url or not self.url)


def papers(meetings: Iterable[UUID], reader: Person) -> list[Paper]:
    """All handouts of these meetings as the reader sees them, by number; three queries, however many."""
    rows = [
        Paper(*row)
        for row in Handout.objects.filter(meeting__in=list(meetings))
        .order_by("number")
        .values_list(
            "id",
            "item_id",
            "meeting_id",
            "agenda_item_id",
            "number",
            "label",
            "item__public_title",
            "item__kind",
        )
    ]
    items = {row.item_id for row in rows}
    _add_content(rows, items, reader)
    _add_secrecy(rows, items)
    _add_words(rows)
    return rows


def _add_content(rows: list[Paper], items: set[UUID], reader: Person) -> None:
    """Title, newest version and own mark of the papers whose content the database gives to this reader."""
    names = Material.classes()
    finished = Exists(Reading.objects.filter(person=reader, version=OuterRef("versions__id")))
    found = {
        pk: rest
        for pk, *rest in Material.objects.filter(pk__in=items)
        .annotate(finished=finished)
        .order_by("pk", "-versions__number")
        .distinct("pk")
        .values_list(
            "pk",
            "title",
            "disclosure",
            "versions__id",
            "versions__number",
            "versions__pages",
            "versions__characters",
            "finished",
        )
    }
    to_material = address_of("material")
    for row in rows:
        if row.kind == SUMMARY:  # another body's, published before it could be handed out (R90)
            row.url, row.disclosure = (
                address_of("public_summary")(row.item_id),
                names[Material.Disclosure.PUBLIC],
            )
        if row.item_id not in found:
            continue
        row.title, disclosure, row.version_id, number, row.pages, characters, done = found[row.item_id]
        row.url, row.disclosure = to_material(row.item_id), names[disclosure]
        if row.version_id is not None:
            row.version, row.is_replaced, row.is_finished = number, number > 1, done
            row.minutes = reading_minutes(characters, row.pages)


def add_places(rows: list[Paper]) -> None:
    """For the secretariat: where each paper's place and label are changed."""
    to_place = address_of("handout_edit")
    for row in rows:
        row.place_url = to_place(row.id)


def _add_words(rows: list[Paper]) -> None:
    """The usual line of a row, made once here: a page of two hundred rows is mostly this."""
    pages, minutes, done, unread = _("%(n)s頁・約%(m)s分"), _("約%(m)s分"), _("読了"), _("未読")
    for row in rows:
        row.name = f"{row.label}　{row.title}（{row.disclosure}）" if row.url else f"{row.label}　{row.title}"
        if row.version_id is not None:
            long = (pages if row.pages else minutes) % {"n": row.pages, "m": row.minutes}
            row.facts = f"{long}・{done if row.is_finished else unread}"


def _add_secrecy(rows: list[Paper], items: set[UUID]) -> None:
    known = {
        item: rest
        for item, *rest in Designation.objects.filter(item__in=items, state__in=LIVE).values_list(
            "item_id", "id", "state"
        )
    }
    to_designation = address_of("designation")
    for row in rows:
        if row.item_id in known:
            designation, state = known[row.item_id]
            row.secrecy_url = to_designation(designation)
            if state in IN_FORCE:
                row.secrecy = (
                    _("守秘の指定を見る") if row.is_mine else _("個別の守秘：あなたは保持者ではありません")
                )
            else:
                row.secrecy = _WHY_NOT[state]
        elif not row.is_mine:
            row.secrecy = _("提供者だけが内容を見られます")


@dataclass(slots=True)
class Point:
    """One agenda item with its papers."""

    id: UUID
    number: int
    title: str
    topic: str
    kind: str
    minutes: int
    presenter: str
    is_closed: bool
    carried_action_id: UUID | None
    papers: list[Paper] = field(default_factory=list)

    @property
    def carried_url(self) -> str:
        return address_of("action")(self.carried_action_id) if self.carried_action_id else ""


def agenda(meeting: Meeting, rows: list[Paper]) -> tuple[list[Point], list[Paper]]:
    """The points in order, each with its papers; and the papers that belong to none. One query."""
    points = [
        Point(*row)
        for row in meeting.agenda.values_list(
            "id", "number", "title", "topic", "kind", "minutes", "presenter", "is_closed", "carried_action_id"
        )
    ]
    topics, kinds = dict(meeting.agenda.model.Topic.choices), dict(meeting.agenda.model.Kind.choices)
    by_id = {}
    for point in points:
        point.topic, point.kind = topics[point.topic], kinds[point.kind]
        by_id[point.id] = point
    loose = []
    for row in rows:
        (by_id[row.agenda_item_id].papers if row.agenda_item_id in by_id else loose).append(row)
    return points, loose


@dataclass(slots=True)
class Replies:
    """Who has answered what; ``own`` is the reader's line."""

    counts: Counter
    expected: int
    own: dict[str, Any] | None
    waiting: list[str]

    @property
    def coming(self) -> int:
        return self.counts[Attendance.Reply.VENUE] + self.counts[Attendance.Reply.ONLINE]

    @property
    def majority(self) -> int:
        return self.expected // 2 + 1

    @property
    def own_reply(self) -> str:
        return Attendance.Reply(self.own["reply"]).label if self.own else ""


def replies(meeting: Meeting, reader: Person) -> Replies:
    """The answers of those with a seat. One query."""
    rows = list(
        meeting.attendances.filter(membership__isnull=False)
        .order_by("print_order", "kana", "name")
        .values("id", "name", "reply", "is_present", "membership__person_id", "membership__capacity")
    )
    own = next((r for r in rows if r["membership__person_id"] == reader.pk), None)
    voting = [r for r in rows if r["membership__capacity"] != "observer"]
    return Replies(
        Counter(r["reply"] for r in voting),
        len(voting),
        own,
        [r["name"] for r in rows if r["reply"] == Attendance.Reply.NONE],
    )


def open_actions(meeting: Meeting) -> list[dict[str, Any]]:
    """What is still to be done from earlier meetings, earliest date first (R77). One query."""
    rows = list(
        ActionItem.objects.filter(
            Q(meeting__isnull=True) | ~Q(meeting=meeting),
            council_id=meeting.council_id,
            state__in=OPEN_ACTIONS,
        )
        .order_by("due_on")
        .values(
            "id",
            "text",
            "due_on",
            "state",
            "is_lead",
            "owner__person__family_name",
            "owner__person__given_name",
            "owner__organisation__name",
        )[:EARLIER_ACTIONS]
    )
    to_action = address_of("action")
    for row in rows:
        row["url"] = to_action(row["id"])
    return rows


def decisions(meeting: Meeting) -> list[dict[str, Any]]:
    """What this meeting decided. One query."""
    return list(
        Decision.objects.filter(meeting_id=meeting.pk).order_by("number").values("id", "number", "text")
    )

"""A meeting as one reader may see it: agenda, papers, attendance, what is still open; in a fixed number of queries.

Whether a paper is the reader's is the database's answer alone: a paper whose row it does not give is shown by its
content-free title. Written as SQL because composing these queries costs more than answering them.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from accounts.phrasing import punctuation
from councils.addresses import address_of
from councils.handouts import LIVE, reading_minutes
from councils.meetings import OPEN_ACTIONS
from councils.models import AgendaItem, Attendance, Material, Meeting

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
    secrecy: str = ""
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


_PAPERS = f"""
select h.id, h.item_id, h.meeting_id, h.agenda_item_id, h.number, h.label, i.public_title, i.kind,
       m.title, m.disclosure, v.id, v.number, v.pages, v.characters,
       exists (select from councils_reading r where r.version_id = v.id and r.person_id = app.user_id()), d.id, d.state
  from councils_handout h join confidentiality_item i on i.id = h.item_id
  left join councils_material m on m.item_ptr_id = h.item_id
  left join lateral (select id, number, pages, characters from councils_materialversion
                      where item_id = m.item_ptr_id order by number desc limit 1) v on true
  left join lateral (select id, state from confidentiality_designation
                      where item_id = h.item_id and state in ({", ".join(f"'{state}'" for state in LIVE)}) limit 1) d on true
 where h.meeting_id = any(%s) order by h.number
"""


def papers(meetings: Iterable[UUID]) -> list[Paper]:
    """All handouts of these meetings as this transaction's reader sees them, by number; one query, however many."""
    names = {code: str(words) for code, words in Material.classes().items()}
    with connection.cursor() as cursor:
        cursor.execute(_PAPERS, [list(meetings)])
        rows = [_paper(row, names) for row in cursor.fetchall()]
    _add_words(rows)
    return rows


def _paper(row: tuple[Any, ...], names: dict[str, str]) -> Paper:
    """One row: its title and newest version where the database gives the material itself, else the neutral title."""
    title, disclosure, version, number, pages, characters, done, designation, state = row[8:]
    made = Paper(*row[:8])
    if made.kind == SUMMARY:  # another body's, published before it could be handed out (R90)
        made.url, made.disclosure = (
            address_of("public_summary")(made.item_id),
            names[Material.Disclosure.PUBLIC],
        )
    if title is not None:
        made.title, made.url, made.disclosure = title, address_of("material")(made.item_id), names[disclosure]
    if version is not None:
        made.version_id, made.version, made.pages = version, number, pages
        made.is_replaced, made.is_finished, made.minutes = (
            number > 1,
            done,
            reading_minutes(characters, pages),
        )
    if designation is not None:
        made.secrecy_url, made.secrecy = address_of("designation")(designation), _secrecy(state, made.is_mine)
    elif not made.is_mine:
        made.secrecy = _("提供者だけが内容を見られます")
    return made


def _secrecy(state: str, is_mine: bool) -> str:
    if state not in IN_FORCE:
        return str(_WHY_NOT[state])
    return _("守秘の指定を見る") if is_mine else _("個別の守秘：あなたは保持者ではありません")


def add_places(rows: list[Paper]) -> None:
    """For the secretariat: where each paper's place and label are changed."""
    to_place = address_of("handout_edit")
    for row in rows:
        row.place_url = to_place(row.id)


def _add_words(rows: list[Paper]) -> None:
    """The usual line of a row, made once here: a page of two hundred rows is mostly this."""
    pages, minutes, done, unread = _("%(n)s頁・約%(m)s分"), _("約%(m)s分"), _("読了"), _("未読")
    space, opening, closing, dot = (punctuation(sign) for sign in "　（）・")
    for row in rows:
        row.name = f"{row.label}{space}{row.title}"
        if row.url:
            row.name += f"{opening}{row.disclosure}{closing}"
        if row.version_id is not None:
            long = (pages if row.pages else minutes) % {"n": row.pages, "m": row.minutes}
            row.facts = f"{long}{dot}{done if row.is_finished else unread}"


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


_AGENDA = """
select id, number, title, topic, kind, minutes, presenter, is_closed, carried_action_id
  from councils_agendaitem where item_id = %s order by number
"""


def agenda(meeting: Meeting, rows: list[Paper]) -> tuple[list[Point], list[Paper]]:
    """The points in order, each with its papers; and the papers that belong to none. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_AGENDA, [meeting.pk])
        points = [Point(*row) for row in cursor.fetchall()]
    topics, kinds = dict(AgendaItem.Topic.choices), dict(AgendaItem.Kind.choices)
    by_id = {}
    for point in points:
        point.topic, point.kind = str(topics[point.topic]), str(kinds[point.kind])
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


_REPLIES = """
select a.name, a.reply, s.person_id, s.capacity
  from councils_attendance a left join councils_membership s on s.id = a.membership_id
 where a.item_id = %s and a.membership_id is not null order by a.print_order, a.kana, a.name
"""
_OPEN_ACTIONS = f"""
select a.id, a.text, a.due_on, a.state, a.is_lead, p.family_name, p.given_name, o.name
  from councils_actionitem a left join councils_membership s on s.id = a.owner_id
  left join accounts_person p on p.id = s.person_id left join accounts_organisation o on o.id = s.organisation_id
 where a.council_id = %s and a.meeting_id is distinct from %s
   and a.state in ({", ".join(f"'{state}'" for state in OPEN_ACTIONS)})
 order by a.due_on limit {EARLIER_ACTIONS}
"""
_DECISIONS = "select id, number, text from councils_decision where meeting_id = %s order by number"


def replies(meeting: Meeting, reader: Person) -> Replies:
    """The answers of those with a seat. One query."""
    rows = _rows(_REPLIES, [meeting.pk], "name", "reply", "person", "capacity")
    voting = [r for r in rows if r["capacity"] != "observer"]
    return Replies(
        Counter(r["reply"] for r in voting),
        len(voting),
        next((r for r in rows if r["person"] == reader.pk), None),
        [r["name"] for r in rows if r["reply"] == Attendance.Reply.NONE],
    )


def open_actions(meeting: Meeting) -> list[dict[str, Any]]:
    """What is still to be done from earlier meetings, earliest date first (R77). One query."""
    names = ("id", "text", "due_on", "state", "is_lead", "family_name", "given_name", "organisation")
    rows = _rows(_OPEN_ACTIONS, [meeting.council_id, meeting.pk], *names)
    to_action = address_of("action")
    for row in rows:
        row["url"] = to_action(row["id"])
    return rows


def decisions(meeting: Meeting) -> list[dict[str, Any]]:
    """What this meeting decided. One query."""
    return _rows(_DECISIONS, [meeting.pk], "id", "number", "text")


def _rows(sql: str, values: list[Any], *names: str) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

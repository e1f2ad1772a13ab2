"""Minutes that exist as a file, saved as a meeting with both its records; publishes nothing, guesses no name."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import Organisation, Person
from accounts.phrasing import in_japanese
from confidentiality import audience, grants, journal
from confidentiality.acting import database_now, renew
from confidentiality.models import Item
from confidentiality.verbs import Refused, lock
from councils import minutes
from councils.minutes_reader import ReadMinutes
from councils.models import (
    AgendaItem,
    Attendance,
    Council,
    Meeting,
    Membership,
    MinutesSummary,
    Pledge,
    Prospectus,
    Remark,
    RemarkSpeaker,
    Room,
    SelectionReason,
)
from councils.paper import PrintedMinutes
from councils.rights import MANAGE, RECORD, manages

NO_ORGANISATION = "（設置府省庁は未登録）"
KEPT_LINES = ("title", "date_line", "place", "headings", "label", "correction", "end")
USUAL_LENGTH = timedelta(hours=2)  # a meeting must end; the printed line says what the source says


class NotSaved(Exception):
    """Why these minutes cannot be saved: one sentence for whoever brought them."""


@dataclass(frozen=True)
class Said:
    """One remark: topic heading, speaker as written or empty, text."""

    topic: str
    speaker: str
    text: str


@dataclass(frozen=True)
class Source:
    """Minutes ready to be saved: what is printed, and what only the record keeps (speakers, agenda, leftovers).

    ``printed`` has the shape of ``councils.paper``. ``attendees`` are (name, affiliation, group), those absent too.
    """

    printed: Mapping[str, Any]
    body: str
    number: int | None
    starts_at: datetime | None
    ends_at: datetime | None
    attendees: Sequence[tuple[str, str, str]]
    remarks: Sequence[Said]
    agenda: Sequence[str] = ()
    handouts: Sequence[str] = ()
    unplaced: Sequence[str] = ()

    @classmethod
    def of(cls, read: ReadMinutes) -> Source:
        """What was read from a file, as it stands there."""
        printed = PrintedMinutes.from_dict(read.as_printed()).to_dict()
        said = [
            Said(topic["heading"].strip("《》"), remark.speaker or "", remark.text)
            for section, written in zip(printed["sections"], read.sections, strict=True)
            for topic, words in zip(section["topics"], written.topics, strict=True)
            for remark in words.remarks
        ]
        return cls(
            printed=printed,
            body=read.body,
            number=read.number,
            starts_at=read.starts_at,
            ends_at=read.ends_at,
            attendees=[(a.name, a.affiliation, a.group) for a in read.attendees],
            remarks=said,
            agenda=read.agenda,
            handouts=read.handouts,
            unplaced=read.unplaced,
        )


@transaction.atomic
def save(source: Source, *, council: Council, by: Person | None) -> Meeting:
    """A closed meeting with attendance, record, sheet of speakers and summary; the same minutes twice are saved once.

    ``by`` is the secretary who imports, or None for the system. Raises NotSaved, Refused.
    """
    if by is not None and not manages(council, by):
        raise Refused("import_minutes")
    lock(council.pk)
    number = source.number or (council.meetings.aggregate(n=Max("number"))["n"] or 0) + 1
    taken = (
        Meeting.objects.filter(council_id=council.pk, number=number)
        .exclude(state=Meeting.State.CANCELLED)
        .first()
    )
    if taken is not None:
        return _same(taken, source)
    starts_at, ends_at = _times(source)
    meeting = Meeting.objects.create(
        council=council,
        container=council,
        custodian=by,
        number=number,
        starts_at=starts_at,
        ends_at=ends_at,
        place=(source.printed["place"] or in_japanese("記載なし"))[:200],
        is_closed=True,
        closed_reason=in_japanese("取り込んだ議事要旨"),
        state=Meeting.State.RECORDED,
        as_printed=_as_printed(source),
    )
    audience.open_to(meeting, audience.council(council.pk))
    if by is not None:  # it belongs to the council, not to whoever brought the file
        Item.objects.filter(pk=meeting.pk).update(custodian=None)
        meeting.custodian = None
    people = _attend(meeting, source)
    for place, title in enumerate(source.agenda, start=1):
        AgendaItem.objects.create(item=meeting, number=place, title=title[:200], topic=AgendaItem.Topic.OTHER)
    record = minutes.make_record(meeting, by=by, explanation="\n\n".join(_explanation(source.printed)))
    _say(record, source, people)
    summary = minutes.make_summary(
        meeting, by=by, printed=dict(source.printed), label=(source.printed.get("label") or "")[:30]
    )
    journal.record("import_minutes", summary, hash=summary.text_hash)
    return meeting


def _same(meeting: Meeting, source: Source) -> Meeting:
    """The meeting already saved from this very text. Raises NotSaved when another one has its number."""
    kept = MinutesSummary.objects.filter(meeting_id=meeting.pk).first()
    if kept is None or kept.printed != dict(source.printed):
        raise NotSaved(_("第%(n)s回の会合は、別の内容ですでに登録されています。") % {"n": meeting.number})
    return meeting


def _times(source: Source) -> tuple[datetime, datetime]:
    if source.starts_at is None:
        raise NotSaved(_("会合の日時を読み取れないため、保存できません。日時を補ってください。"))
    ends_at = source.ends_at or source.starts_at + USUAL_LENGTH
    if ends_at <= source.starts_at:
        raise NotSaved(_("会合の終了が開始より前になっています。日時を直してください。"))
    return source.starts_at, ends_at


def _as_printed(source: Source) -> dict[str, Any]:
    """The lines a source printed its own way, for composing again from the record."""
    lines = {name: source.printed.get(name) for name in KEPT_LINES if source.printed.get(name)}
    rest = {"handouts": list(source.handouts), "unplaced": list(source.unplaced)}
    return {**lines, **{name: kept for name, kept in rest.items() if kept}}


def _explanation(printed: Mapping[str, Any]) -> list[str]:
    """Paragraphs of the sections in which nobody speaks."""
    return [p for section in printed["sections"] if not section["topics"] for p in section["paragraphs"]]


def _attend(meeting: Meeting, source: Source) -> dict[str, Attendance]:
    """Write who was there, in the order of the source; a member of the council is recognised by the whole name."""
    seats: dict[str, list[Membership]] = {}
    for seat in Membership.objects.filter(council_id=meeting.council_id).select_related("person"):
        seats.setdefault(_key(seat.person.name), []).append(seat)
    now, people, taken = database_now(), {}, set()
    for order, (name, affiliation, group) in enumerate(source.attendees):
        found = seats.get(_key(name), [])
        seat = found[0] if len(found) == 1 and found[0].pk not in taken else None
        taken.add(seat.pk if seat else None)
        row = Attendance.objects.create(
            item=meeting,
            membership=seat,
            name=name[:120],
            kana=seat.person.kana if seat else "",
            affiliation=affiliation[:200],
            group=group[:60],
            is_present="欠席" not in group + affiliation,
            print_order=order,
            frozen_at=now,
        )
        people[_key(name)] = row
    return people


def _say(record: Any, source: Source, people: dict[str, Attendance]) -> None:
    for order, said in enumerate(source.remarks):
        remark = Remark.objects.create(item=record, order=order, topic=said.topic[:200], text=said.text)
        if said.speaker:
            row = _speaker(said.speaker, people)
            person = row.membership.person_id if row and row.membership_id else None
            RemarkSpeaker.objects.create(
                item_id=minutes.sheet_id(record.meeting_id),
                remark=remark,
                attendance=row,
                person_id=person,
                name=said.speaker[:120],
            )


def _speaker(written: str, people: dict[str, Attendance]) -> Attendance | None:
    """The one attendee whose whole or family name this is (山田委員); None when nobody or several could be meant."""
    key = re.sub(r"(?:委員|座長|議員|教授|先生|氏|さん|様)\Z", "", _key(written))
    if key in people:
        return people[key]
    families = [
        row for row in people.values() if _key(row.name.split()[0] if row.name.split() else "") == key
    ]
    return families[0] if len(families) == 1 and key else None


def _key(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


def council_named(body: str, *, by: Person | None = None) -> Council:
    """The council of this name; else a new panel (検討会合) of this name, with a code. System context.

    ``by`` becomes its secretariat; without, nobody reads it until one is named. Raises NotSaved.
    """
    if not body.strip():
        raise NotSaved(_("会合の名称を読み取れないため、保存できません。協議会を略号で指定してください。"))
    named = [c for c in Council.objects.all() if _key(c.name) == _key(body)]
    if len(named) > 1:
        raise NotSaved(_("同じ名称の協議会が複数あります。略号で指定してください。"))
    return named[0] if named else _new_panel(body, by)


def _new_panel(body: str, by: Person | None) -> Council:
    organisation = None
    if by is not None:
        held = by.affiliation_on(database_now())
        organisation = held.organisation if held else None
    organisation = (
        organisation
        or Organisation.objects.get_or_create(
            name=NO_ORGANISATION, defaults={"kind": Organisation.Kind.OTHER}
        )[0]
    )
    council = Council.objects.create(
        code=_free_code(body),
        name=body[:120],
        council_kind=Council.Kind.PANEL,
        purpose=in_japanese("取り込んだ議事要旨による登録"),
        scope="",
        establishing_organisation=organisation,
        state=Council.State.ACTIVE,
        custodian=by,
    )
    room = Room.objects.create(
        council=council, container=council, custodian=by, public_title=in_japanese("構成員の部屋")
    )
    terms = Prospectus.objects.create(
        council=council, container=council, custodian=by, public_title=in_japanese("設置の趣旨"), text=""
    )
    for item in (council, room, terms):
        audience.open_to(item, audience.council(council.pk))
    if by is not None:
        _seat(council, room, organisation, by)
        Item.objects.filter(pk__in=[council.pk, room.pk, terms.pk]).update(custodian=None)
    journal.record("import_council", council)
    return council


def _seat(council: Council, room: Room, organisation: Organisation, by: Person) -> None:
    now = database_now()
    seat = Membership.objects.create(
        item=room,
        council=council,
        person=by,
        organisation=organisation,
        capacity=Membership.Capacity.SECRETARIAT,
        valid_from=now,
        pledged_at=now,
        state=Membership.State.ACTIVE,
    )
    Pledge.objects.create(
        item=room,
        membership=seat,
        person=by,
        text_hash="",
        signed_name=by.name,
        is_statutory=True,
        signed_at=now,
    )
    grants.give(MANAGE, council, by)
    grants.give(RECORD, council, by)
    renew()
    SelectionReason.keep(seat, in_japanese("議事要旨を取り込んだ担当"))


def _free_code(body: str) -> str:
    """panel-1f3a9c: the same name gives the same code, and the code says nothing."""
    digest = hashlib.sha256(_key(body).encode()).hexdigest()
    for length in range(6, 33):
        code = f"panel-{digest[:length]}"
        if not Council.objects.filter(code=code).exists():
            return code
    raise NotSaved(_("略号を付けられません。協議会を略号で指定してください。"))

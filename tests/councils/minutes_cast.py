"""A held meeting of the quantum council with its record and summary, made as its people would make them."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any

from accounts.fields import TOKYO
from confidentiality import audience
from confidentiality.acting import acting_as
from confidentiality.verbs import perform
from councils import minutes
from councils.models import Attendance, Meeting, MinutesRecord, MinutesSummary
from tests.cast import World

PRESENT = ("suzuki", "takahashi", "tanaka")
LATER = timedelta(days=7)


def held_meeting(
    world: World,
    *,
    number: int = 1,
    state: str = "held",
    council: Any = None,
    by: Any = None,
    present: tuple[str, ...] = PRESENT,
) -> Meeting:
    """A meeting that took place on a Tuesday in January; 鈴木, 高橋 and 田中 were there, 伊藤 was not."""
    council, by = council or world.quantum, by or world.sato
    with acting_as(by):
        starts_at = datetime(2026, 1, 13, 19, 0, tzinfo=TOKYO)
        meeting = Meeting.objects.create(
            council=council,
            container=council,
            custodian=by,
            number=number,
            state=state,
            place="会議室A",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=50),
        )
        audience.open_to(meeting, audience.council(council.pk))
        for order, key in enumerate(present):
            person = world.people[key]
            Attendance.objects.create(
                item=meeting,
                membership=world.seats[key],
                name=person.name,
                kana=person.kana,
                affiliation="試験機関",
                title="担当",
                is_present=True,
                print_order=order,
            )
        if council == world.quantum:
            Attendance.objects.create(
                item=meeting,
                membership=world.seats["ito"],
                name=world.ito.name,
                is_present=False,
                print_order=9,
            )
    return meeting


def attendance(meeting: Meeting, person: Any) -> Attendance:
    return Attendance.objects.get(item=meeting, membership__person=person)


def written_record(
    world: World, meeting: Meeting, said: list[tuple[str, str, str]] | None = None
) -> MinutesRecord:
    """A record in which (topic, who, text) were said; three remarks by default."""
    said = said or [
        ("枠組み", "suzuki", "指針を先に定めるべき。"),
        ("枠組み", "takahashi", "成果の公開を基本とすべき。"),
        ("体制", "tanaka", "守る範囲を明確にしてほしい。"),
    ]
    with acting_as(world.sato):
        record = minutes.open_record(meeting, by=world.sato)
        for topic, who, text in said:
            minutes.add_remark(
                record, by=world.sato, text=text, topic=topic, speaker=attendance(meeting, world.people[who])
            )
    return MinutesRecord.objects.get(pk=record.pk)


def confirming(world: World, meeting: Meeting, **more: Any) -> MinutesRecord:
    record = written_record(world, meeting, **more)
    with acting_as(world.sato):
        return minutes.send_for_confirmation(record, by=world.sato, confirm_by=datetime.now(TOKYO) + LATER)


def confirm_all(world: World, record: MinutesRecord, people: tuple[str, ...] = PRESENT) -> None:
    for key in people:
        person = world.people[key]
        with acting_as(person):
            lines = minutes.own_lines(record, person)
            minutes.confirm_remarks(
                record, by=person, shown={line.remark_id: line.remark.version for line in lines}
            )


def approved(world: World, meeting: Meeting, **more: Any) -> MinutesRecord:
    record = confirming(world, meeting, **more)
    confirm_all(world, record)
    with acting_as(world.suzuki):
        return minutes.approve_record(record, by=world.suzuki)


def summary_in(world: World, meeting: Meeting, state: str, **more: Any) -> MinutesSummary:
    """The summary taken as far as ``state``, by the people whose steps they are."""
    record = approved(world, meeting, **more)
    with acting_as(world.sato):
        summary = minutes.compose_summary(record, by=world.sato, in_order_of_speaking=True)
        if state == "drafting":
            return summary
        summary = minutes.send_to_attendees(summary, by=world.sato, check_by=datetime.now(TOKYO) + LATER)
    if state == "attendee_check":
        return summary
    for key in PRESENT:
        with acting_as(world.people[key]):
            minutes.reply_to_summary(summary, by=world.people[key], answer="fine")
    with acting_as(world.sato):
        summary = minutes.submit_to_chair(summary, by=world.sato)
    if state == "chair_approval":
        return summary
    with acting_as(world.suzuki):
        summary = minutes.approve_summary(summary, by=world.suzuki, shown=summary.text_hash)
    if state == "disclosure_check":
        return summary
    with acting_as(world.sato):
        summary = minutes.clear_summary(summary, by=world.sato, shown=summary.text_hash)
        if state == "approved":
            return summary
        return minutes.publish_summary(summary, by=world.sato, shown=summary.text_hash)


def listed(world: World) -> None:
    """The quantum council on the public pages."""
    with acting_as(world.sato):
        perform("list_publicly", world.quantum, by=world.sato)


def signed_in(client: Any, person: Any, *, recently: bool = True) -> Any:
    """The client as this person; ``recently`` signed in, so that nothing asks for the password again."""
    client.force_login(person)
    if recently:
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "password", "at": time.time(), "reauthenticated": True}
        ]
        session["account_authentication_methods_user"] = str(person.pk)
        session.save()
    return client

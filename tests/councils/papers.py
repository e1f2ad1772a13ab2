"""Meetings and papers for the tests of their pages, made by the acts people use."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from confidentiality import audience
from confidentiality.acting import acting_as
from councils import handouts, meetings
from councils.models import Council, Handout, Material, Meeting
from tests.cast import World

PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


def plan(
    world: World,
    *,
    council: Council | None = None,
    days: float = 10,
    points: int = 1,
    announced: bool = True,
    by: Any = None,
) -> Meeting:
    """A two-hour meeting that many days from now, with as many points, announced unless told otherwise."""
    council, by = council or world.quantum, by or world.sato
    starts = timezone.now() + timedelta(days=days)
    with acting_as(by):
        meeting = meetings.plan_meeting(
            council,
            by=by,
            starts_at=starts,
            ends_at=starts + timedelta(hours=2),
            place="第1会議室",
            is_closed=True,
            closed_reason="関係者で検討するため",
        )
        for number in range(1, points + 1):
            meetings.add_agenda_item(
                meeting, by=by, title=f"議題の名{number}", topic=1, kind="discussion", minutes=20
            )
        return meetings.announce_meeting(meeting, by=by) if announced else meeting


def paper(
    world: World,
    meeting: Meeting,
    *,
    by: Any = None,
    title: str = "内容のある題名",
    public_title: str = "中立の件名",
    disclosure: str = "council",
    text: str = "本文" * 600,
    point: int | None = None,
) -> tuple[Material, Handout]:
    """A new paper brought in and handed out by ``by`` (the secretariat unless told otherwise)."""
    by = by or world.sato
    with acting_as(by):
        material = handouts.add_material(
            meeting.council, by=by, title=title, public_title=public_title, disclosure=disclosure, text=text
        )
        agenda_item = meeting.agenda.get(number=point) if point else None
        return material, handouts.hand_out(meeting, material, by=by, agenda_item=agenda_item)


def held(world: World, **more: Any) -> Meeting:
    """A meeting of yesterday with 鈴木 and 田中 present."""
    meeting = plan(world, days=-1, **more)
    with acting_as(world.sato):
        present = meeting.attendances.filter(membership__person__in=[world.suzuki, world.tanaka]).values_list(
            "pk", flat=True
        )
        return meetings.hold_meeting(meeting, by=world.sato, present=list(present))


def seat(world: World, key: str) -> int:
    """The principal of one person's membership, as designations name it."""
    with acting_as(world.sato):
        return audience.membership(world.seats[key].pk)

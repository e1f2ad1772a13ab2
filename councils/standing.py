"""Where one reader stands in their councils, and what a task on their desk says; refuses to say what they may see."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.utils import timezone

from accounts.fields import TOKYO
from accounts.models import Person
from councils import timetable, waiting
from councils.models import Meeting, Membership


@dataclass(frozen=True)
class Task:
    """One thing to do: what, why this person, where, by when, and about how many minutes it takes."""

    what: str
    url: str
    why: str
    due: date | datetime | None = None
    minutes: int | None = None

    @property
    def day(self) -> date | None:
        return self.due.astimezone(TOKYO).date() if isinstance(self.due, datetime) else self.due


@dataclass
class Standing:
    """In which councils the reader sits, chairs, runs the secretariat; and the steps their seats wait for."""

    person: Person
    places: list[waiting.Place] = field(default_factory=list)

    @classmethod
    def of(cls, person: Person) -> "Standing":
        return cls(person, waiting.places(person))

    @cached_property
    def active(self) -> dict[UUID, waiting.Place]:
        return {
            p.seat.council_id: p
            for p in self.places
            if p.council and p.seat.state in (Membership.State.ACTIVE, Membership.State.LEAVING)
        }

    @cached_property
    def run(self) -> list[UUID]:
        """Councils of whose secretariat the reader is."""
        return [pk for pk, p in self.active.items() if p.seat.capacity == Membership.Capacity.SECRETARIAT]

    @cached_property
    def chaired(self) -> list[UUID]:
        return [pk for pk, p in self.active.items() if p.seat.is_chair]

    @cached_property
    def ahead(self) -> list[dict]:
        """Meetings to come or under way that the reader may see, soonest first; asked once for the whole desk."""
        return list(
            Meeting.objects.filter(
                council__in=list(self.active), state__in=["planned", "announced"], ends_at__gt=timezone.now()
            )
            .order_by("starts_at")
            .values("pk", "number", "public_title", "state", "starts_at", "place", "council_id")
        )

    @cached_property
    def unread(self) -> dict[UUID, list[timetable.Paper]]:
        """{meeting: papers whose newest version the reader has not marked as read}."""
        found: dict[UUID, list[timetable.Paper]] = defaultdict(list)
        for paper in timetable.papers([m["pk"] for m in self.ahead]):
            if paper.is_unread:
                found[paper.meeting_id].append(paper)
        return found

    def name(self, council: UUID) -> str:
        return self.active[council].name if council in self.active else ""

"""Where one reader stands in their councils, and what a task on their desk says; refuses to say what they may see."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from accounts.fields import today
from accounts.models import Person
from confidentiality.acting import principals
from confidentiality.asked import Question, any_of, ask, one
from councils import timetable, waiting
from councils.models import Meeting, Membership

SOON, LATELY = timedelta(days=30), timedelta(days=14)  # actions due, and what changed
_DESK: list[Question] = []


def on_the_desk(rows: Callable[[], QuerySet]) -> Question:
    """A question every desk asks; ``Standing.said`` says what may be left blank in it."""
    _DESK.append(Question(rows))
    return _DESK[-1]


_AHEAD = on_the_desk(
    lambda: (
        Meeting.objects.filter(
            council__in=any_of("councils"),
            state__in=["planned", "announced"],
            ends_at__gt=one("now", "timestamptz"),
        )
        .order_by("starts_at")
        .values_list("pk", "number", "public_title", "state", "starts_at", "place", "council_id")
    )
)


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

    def said(self, question: Question) -> list[tuple[Any, ...]]:
        """The rows of one question; the first that is wanted asks all of the desk in one query."""
        return self._answers[question]

    @cached_property
    def _answers(self) -> dict[Question, list[tuple[Any, ...]]]:
        now = timezone.now()
        return ask(
            _DESK,
            person=self.person.pk,
            principals=list(principals()),
            councils=list(self.active),
            run=self.run,
            chaired=self.chaired,
            bodies=[p.seat.organisation_id for p in self.active.values()],
            now=now,
            lately=now - LATELY,
            soon=today() + SOON,
        )

    @cached_property
    def ahead(self) -> list[dict]:
        """Meetings to come or under way that the reader may see, soonest first; asked once for the whole desk."""
        names = ("pk", "number", "public_title", "state", "starts_at", "place", "council_id")
        return [dict(zip(names, row, strict=True)) for row in self.said(_AHEAD)]

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

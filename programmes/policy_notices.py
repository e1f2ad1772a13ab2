"""Letters about measures and rounds of comments: given to somebody, due, late, closing; once for each date, never twice."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from celery import shared_task
from django.db.models import Q

from accounts.fields import today
from accounts.models import Affiliation, Person
from confidentiality import outbox
from confidentiality.acting import acting_as_system, database_now
from confidentiality.models import OutboxMessage
from confidentiality.notices import Notice, in_state, register
from confidentiality.verbs import lock
from programmes.models import Assignment, CommentRound, Guideline, PolicyMeasure, PublicComment
from programmes.money_notices import office

AHEAD, CLOSING = timedelta(days=14), timedelta(days=3)
OPEN = (PolicyMeasure.State.PLANNED, PolicyMeasure.State.UNDERWAY)


def _own_people(measure: PolicyMeasure) -> Iterable[Person]:
    """Who reported on it and still belongs to its organisation; where nobody has yet, all who belong there."""
    held = Affiliation.objects.filter(
        Affiliation.valid_on(database_now()), organisation_id=measure.owner_id
    ).values("person_id")
    people = Person.objects.filter(pk__in=held)
    reported = people.filter(pk__in=measure.reports.values("reported_by_id"))
    return list(reported) or list(people)


def _own_and_office(measure: PolicyMeasure) -> Iterable[Person]:
    return [*_own_people(measure), *office()]


def _is_open(measure: PolicyMeasure, person: Person) -> bool:
    return measure.state in OPEN


def _is_late(measure: PolicyMeasure, person: Person) -> bool:
    return measure.state in OPEN and measure.due < today()


def _office(subject: Any) -> Iterable[Person]:
    return office()


def _was_stopped(guideline: Guideline, person: Person) -> bool:
    return guideline.state == Guideline.State.DECIDED and guideline.stopped_at is not None


def _runs(round_: CommentRound, person: Person) -> bool:
    return not round_.stopped_reason and not round_.is_over(database_now())


def _waits(round_: CommentRound, person: Person) -> bool:
    """Over, and not answered in public; who may not read the comments has nothing to answer."""
    return (
        not round_.stopped_reason
        and round_.results_at is None
        and PublicComment.objects.filter(round=round_).exists()
    )


def _named(assignment: Assignment) -> Iterable[Person]:
    return [assignment.person]


def _is_named(assignment: Assignment, person: Person) -> bool:
    return assignment.valid_until is None


NOTICES = {
    "measure.assigned": Notice(PolicyMeasure, "measure", _own_people, _is_open, asks=True),
    "measure.retied": Notice(PolicyMeasure, "measure", _own_people, _is_open),
    "guideline.scheduled": Notice(Guideline, "guideline", _office, in_state("scheduled")),
    "guideline.called_off": Notice(Guideline, "guideline", _office, in_state("decided")),
    "guideline.reader_named": Notice(Assignment, "guideline", _named, _is_named, of=("item_id",)),
    "vision.reader_named": Notice(Assignment, "vision", _named, _is_named, of=("item_id",)),
    "guideline.stopped": Notice(Guideline, "guideline", _office, _was_stopped, asks=True),
    "measure.due": Notice(PolicyMeasure, "measure", _own_people, _is_open, asks=True),
    "measure.late": Notice(PolicyMeasure, "measure", _own_and_office, _is_late, asks=True),
    "comments.closing": Notice(CommentRound, "comment_round", _office, _runs, asks=True),
    "comments.unanswered": Notice(CommentRound, "comment_round", _office, _waits, asks=True),
}
register(NOTICES)


@shared_task
def remind() -> int:
    """Tell of what is due, late, closing or unanswered; any number of runs tell each thing once for each date."""
    with acting_as_system("remind"):
        day, now = today(), database_now()
        asked = [
            ("measure.due", m, m.due)
            for m in PolicyMeasure.objects.filter(state__in=OPEN, due__gte=day, due__lte=day + AHEAD)
        ]
        asked += [
            ("measure.late", m, m.due) for m in PolicyMeasure.objects.filter(state__in=OPEN, due__lt=day)
        ]
        rounds = CommentRound.objects.filter(stopped_reason="", results_at=None)
        asked += [
            ("comments.closing", r, r.closes_at)
            for r in rounds.filter(closes_at__gt=now, closes_at__lte=now + CLOSING)
        ]
        waits = PublicComment.objects.filter(Q(answer=None) | Q(answer__answer="")).values("round_id")
        asked += [
            ("comments.unanswered", r, r.closes_at) for r in rounds.filter(closes_at__lte=now, pk__in=waits)
        ]
    return sum(_tell(topic, subject, str(date)) for topic, subject, date in asked)


def _tell(topic: str, subject: Any, date: str) -> bool:
    """One reminder in a transaction of its own, under its thing's lock: two workers tell it once."""
    with acting_as_system("remind"):
        lock(subject.pk)
        if OutboxMessage.objects.filter(topic=topic, item_id=subject.pk, note__date=date).exists():
            return False
        outbox.enqueue(topic, subject, date=date)
    return True

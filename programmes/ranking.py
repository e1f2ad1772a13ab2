"""The order in which technologies come, one place each, every step with its reason; refuses to rank what is dropped (R9)."""

from typing import Any

from django.db import connection, transaction
from django.db.models import F, Max, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Person
from confidentiality import journal
from confidentiality.verbs import Refused, WrongState, lock
from programmes.models import CriticalTechnology, RankingDecision, TechnologyBook
from programmes.rights import is_staff


def ordered() -> QuerySet[TechnologyBook]:
    """The ranked technologies, first place first."""
    ranked = TechnologyBook.objects.filter(rank__isnull=False)
    return ranked.select_related("technology", "technology__field").order_by("rank")


@transaction.atomic
def place(technology: CriticalTechnology, *, by: Person, position: int, reason: str) -> RankingDecision:
    """Give a technology a place from 1; those from there on move down by one. A place beyond the end is the end."""
    if not is_staff(technology, by):
        raise Refused("place_technology")
    lock(technology.pk)
    fresh = CriticalTechnology.objects.get(pk=technology.pk)
    if fresh.state == CriticalTechnology.State.DROPPED:
        raise WrongState(_("検討の対象から外した技術には、順位を付けられません。"))
    book = _held_book(fresh)
    last = TechnologyBook.objects.exclude(pk=book.pk).aggregate(n=Max("rank"))["n"] or 0
    position = min(position, last + (0 if book.rank and book.rank <= last else 1))
    if book.rank == position:
        raise WrongState(_("すでにこの順位です。"))
    was = book.rank
    _take_out(book)
    TechnologyBook.objects.filter(rank__gte=position).update(rank=F("rank") + 1)
    TechnologyBook.objects.filter(pk=book.pk).update(rank=position)
    return _step(book, "placed", by, reason, was, position)


@transaction.atomic
def remove(technology: CriticalTechnology, *, by: Person, reason: str) -> RankingDecision:
    """Out of the order; those behind move up."""
    if not is_staff(technology, by):
        raise Refused("unrank_technology")
    lock(technology.pk)
    book = _held_book(technology)
    if book.rank is None:
        raise WrongState(_("この技術には、順位が付いていません。"))
    was = book.rank
    _take_out(book)
    return _step(book, "removed", by, reason, was, None)


def step_of(technology: CriticalTechnology, step: str, *, by: Person, reason: str) -> RankingDecision:
    """What a verb on the technology does to the order, inside that verb's transaction and lock."""
    book = _held_book(technology)
    was = book.rank
    _take_out(book)
    return _step(book, step, by, reason, was, None)


def _held_book(technology: CriticalTechnology) -> TechnologyBook:
    """The book, with the whole order held until the transaction ends: one step at a time."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('programmes_ranking'))")
    return TechnologyBook.objects.get(technology_id=technology.pk)


def _take_out(book: TechnologyBook) -> None:
    if book.rank is None:
        return
    TechnologyBook.objects.filter(pk=book.pk).update(rank=None)
    TechnologyBook.objects.filter(rank__gt=book.rank).update(rank=F("rank") - 1)


def _step(
    book: TechnologyBook, step: str, by: Person, reason: str, was: int | None, now: int | None
) -> RankingDecision:
    if not reason.strip():
        raise WrongState(_("理由を記入してください。"))
    made = RankingDecision.objects.create(
        item=book, step=step, was=was, now=now, reason=reason, decided_by=by
    )
    names = {"placed": "place_technology", "removed": "unrank_technology"}
    if step in names:  # the others are journalled by their own verb
        journal.record(names[step], made, was=was, now=now)
    return made


def steps(technology: CriticalTechnology) -> Any:
    """What was decided about its place, newest first."""
    return RankingDecision.objects.filter(item__technology_id=technology.pk).select_related("decided_by")

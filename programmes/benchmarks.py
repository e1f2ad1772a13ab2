"""The library of programmes abroad and its one chart; refuses to compare what has no amount in yen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Case, DecimalField, F, QuerySet, When
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.phrasing import in_japanese
from confidentiality import audience, journal
from confidentiality.models import Item
from confidentiality.verbs import Refused, WrongState, lock
from programmes.models import OverseasBenchmark
from programmes.rights import is_staff

WIDTH = 1000  # units of a bar's drawing: the longest is as wide as the drawing
MOST = 30  # bars of one chart


@dataclass(frozen=True)
class Bar:
    """One programme in the chart; ``width`` in the drawing's units, at least one for anything above nothing."""

    benchmark: OverseasBenchmark
    yen: int
    width: int


def in_order(rows: QuerySet[OverseasBenchmark]) -> QuerySet[OverseasBenchmark]:
    """By country, the newest first."""
    return rows.order_by("country", "-year", "name", "pk")


def chart(rows: QuerySet[OverseasBenchmark]) -> dict[str, Any]:
    """The chart of all of ``rows``, or of the ``MOST`` largest when there are more; one query."""
    exact = {"output_field": DecimalField(max_digits=40, decimal_places=4)}
    yen = Coalesce(
        Cast("printed_yen", **exact),
        Case(When(currency="JPY", then=Cast("amount", **exact)), default=F("amount") * F("rate"), **exact),
    )
    known = rows.annotate(in_yen=yen).filter(in_yen__gt=0).order_by("-in_yen", "name", "pk")
    largest = list(known[: MOST + 1])
    return {"bars": bars(largest[:MOST]), "width": WIDTH, "most": MOST if len(largest) > MOST else 0}


def bars(rows: Sequence[OverseasBenchmark]) -> list[Bar]:
    """Those with an amount, largest first, drawn on one linear scale."""
    known = sorted(((row.yen, row) for row in rows if row.yen), key=lambda pair: (-pair[0], pair[1].name))
    longest = known[0][0] if known else 1
    return [Bar(row, yen, max(1, yen * WIDTH // longest)) for yen, row in known]


@transaction.atomic
def add(*, by: Person, **fields: Any) -> OverseasBenchmark:
    """A programme as a document describes it; the office's until it is published (R18)."""
    if not is_staff(None, by):
        raise Refused("add_benchmark")
    made = OverseasBenchmark.objects.create(custodian=by, public_title=in_japanese("主要国の施策"), **fields)
    audience.open_to(made, audience.office("programme_staff"))
    Item.objects.filter(pk=made.pk).update(custodian=None)
    journal.record("add_benchmark", made)
    return made


@transaction.atomic
def edit(benchmark: OverseasBenchmark, *, by: Person, **fields: Any) -> OverseasBenchmark:
    """Correct one that is not public at the moment."""
    if not is_staff(benchmark, by):
        raise Refused("edit_benchmark")
    lock(benchmark.pk)
    fresh = OverseasBenchmark.objects.get(pk=benchmark.pk)
    if fresh.state != OverseasBenchmark.State.DRAFT:
        raise WrongState(_("公開している間は変更できません。掲載を取り下げてから直してください。"))
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save()
    journal.record("edit_benchmark", fresh)
    return fresh

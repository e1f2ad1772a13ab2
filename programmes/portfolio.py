"""Where the money goes: shares of concepts, concentration by technology and field, the balance of origins; refuses to guess a share."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.models import Person
from confidentiality import journal
from confidentiality.acting import database_now
from confidentiality.verbs import Refused, WrongState, lock
from programmes.figures import MAKES
from programmes.funding import require_kept
from programmes.models import (
    ConceptTechnology,
    CriticalTechnology,
    LedgerEntry,
    Project,
    RDConcept,
    TechnologyBook,
)
from programmes.rights import is_staff
from programmes.standing import leads

WIDTH = 1000  # units of a bar's drawing: the longest is as wide as the drawing


@dataclass(frozen=True)
class Line:
    """One row of a table of money and its bar: whole yen, hundredths of the total, units of the drawing."""

    name: Any
    subject: Any
    amount: int
    percent: int
    width: int
    count: int = 0


@dataclass(frozen=True)
class Concentration:
    """What was allocated, by technology and by field; ``rest`` is what no share gives to any; the columns add up."""

    total: int
    rest: int
    technologies: list[Line]
    fields: list[Line]


def allocated_by_concept() -> dict[Any, int]:
    """Whole yen allocated to each concept this reader may read the lines of, over all years; one query."""
    rows = LedgerEntry.objects.filter(kind__in=MAKES["allocated"]).order_by()
    return {pk: int(n) for pk, n in rows.values_list("concept").annotate(n=Sum("amount"))}


def money_by_technology() -> tuple[int, dict[Any, int]]:
    """(all that was allocated, {technology: its shares in whole yen, fractions dropped}); two queries."""
    given = allocated_by_concept()
    found: dict[Any, int] = defaultdict(int)
    live = ConceptTechnology.objects.filter(valid_until__isnull=True)
    for concept, technology, share in live.values_list("item_id", "technology_id", "share"):
        found[technology] += given.get(concept, 0) * share // 100
    return sum(given.values()), dict(found)


def concentration() -> Concentration:
    """The technologies that got money, most first, and the same under their fields; three queries."""
    total, money = money_by_technology()
    known = CriticalTechnology.objects.select_related("field").in_bulk(list(money))
    by_field: dict[Any, int] = defaultdict(int)
    for pk, technology in known.items():
        by_field[technology.field] += money[pk]
    return Concentration(
        total,
        total - sum(money[pk] for pk in known),
        _lines([(t.name, t, money[pk], 0) for pk, t in known.items()], total),
        _lines([(f.name, f, amount, 0) for f, amount in by_field.items()], total),
    )


def _lines(rows: Sequence[tuple[Any, Any, int, int]], total: int) -> list[Line]:
    most = max([amount for _n, _s, amount, _c in rows] + [1])
    made = [
        Line(
            name,
            subject,
            amount,
            round(amount * 100 / total) if total > 0 else 0,
            max(0, amount * WIDTH // most),
            count,
        )
        for name, subject, amount, count in rows
    ]
    return sorted(made, key=lambda line: -line.amount)


def balance() -> tuple[int, list[Line]]:
    """(all that was allocated, a line for each pair of origin and horizon with count and money); four queries.

    Technologies out of consideration are left out of the counts; what they got stays in the total.
    """
    total, money = money_by_technology()
    counts: dict[tuple[str, str], int] = defaultdict(int)
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for origin, horizon, n in _asked("app.technology_balance", list(CriticalTechnology.LIVE)):
        counts[origin, horizon] = n
    books = TechnologyBook.objects.filter(technology__state__in=CriticalTechnology.LIVE).order_by()
    paid = books.filter(technology__in=list(money)).values_list("origin", "horizon", "technology_id")
    for origin, horizon, technology in paid:
        sums[origin, horizon] += money[technology]
    return total, _pairs(counts, sums, total)


def project_balance(*, live: bool = False) -> tuple[int, list[Line]]:
    """(all that was paid to them less what came back, a line for each pair as ``balance``) of the projects.

    ``live``: those in preparation, running or suspended alone. Whole yen. One query.
    """
    counts: dict[tuple[str, str], int] = defaultdict(int)
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for origin, horizon, n, paid in _asked("app.project_balance", list(Project.LIVE) if live else None):
        counts[origin, horizon], sums[origin, horizon] = n, paid
    total = sum(sums.values())
    return total, _pairs(counts, sums, total)


def _asked(function: str, states: list[str] | None) -> list[tuple]:
    """What one of the sums over everything the reader may read answers: each row sealed in the sum, by one join."""
    with connection.cursor() as cursor:
        cursor.execute(f"select * from {function}(%s::text[])", [states])
        return cursor.fetchall()


def _pairs(counts: dict[tuple[str, str], int], sums: dict[tuple[str, str], int], total: int) -> list[Line]:
    """Every decided pair of origin and horizon, and after them those half or not decided that something stands under."""
    most = max([*sums.values(), 1])
    made = [
        Line(
            _("%(origin)s・%(horizon)s") % {"origin": origin.label, "horizon": horizon.label},
            (origin.value, horizon.value),
            sums[origin.value, horizon.value],
            round(sums[origin.value, horizon.value] * 100 / total) if total > 0 else 0,
            max(0, sums[origin.value, horizon.value] * WIDTH // most),
            counts[origin.value, horizon.value],
        )
        for origin in TechnologyBook.Origin
        for horizon in TechnologyBook.Horizon
        if (origin.value and horizon.value) or counts[origin.value, horizon.value]
    ]
    return sorted(made, key=_place)


def _place(line: Line) -> list[int]:
    """Where a pair stands in every table, chart and sheet."""
    return [_PLACE[value] for value in line.subject]


def side_by_side(*, live: bool = False) -> dict[str, Any]:
    """Technologies and projects by the same pairs, for the page and the sheet: ``rows`` are (pair, technologies, projects)."""
    total, technologies = balance()
    paid, projects = project_balance(live=live)
    theirs = {line.subject: line for line in projects}
    ours = {line.subject: line for line in technologies}
    rows = [
        (line.name, line.subject, ours.get(line.subject), theirs.get(line.subject))
        for line in sorted({**theirs, **ours}.values(), key=_place)
    ]
    return {
        "total": total,
        "paid": paid,
        "lines": technologies,
        "projects": projects,
        "rows": rows,
        "counted": sum(line.count for line in technologies),
        "counted_projects": sum(line.count for line in projects),
    }


# Decided ones first, as the pages have them.
_PLACE = {"seeds": 0, "needs": 1, "short": 0, "long": 1, "": 2}


@transaction.atomic
def link_technology(
    concept: RDConcept, *, by: Person, technology: CriticalTechnology, share: int
) -> ConceptTechnology:
    """How much of the concept's money is for the technology (R9); all shares together are at most the whole."""
    if not may_share(concept, by):
        raise Refused("link_technology")
    require_kept(concept)
    live = ConceptTechnology.objects.filter(item=concept, valid_until__isnull=True)
    if live.filter(technology=technology).exists():
        raise WrongState(_("この技術は、すでに結び付けられています。外してから、割合を決め直してください。"))
    room = 100 - sum(live.values_list("share", flat=True))
    if share > room:
        raise WrongState(_("割合の合計が100％を超えます。残りは%(room)s％です。") % {"room": room})
    made = ConceptTechnology.objects.create(item=concept, technology=technology, share=share, linked_by=by)
    journal.record("link_technology", concept, technology=str(technology.pk), share=share)
    return made


@transaction.atomic
def unlink_technology(concept: RDConcept, link: ConceptTechnology, *, by: Person) -> None:
    if not may_share(concept, by):
        raise Refused("unlink_technology")
    lock(concept.pk)
    if not ConceptTechnology.objects.filter(pk=link.pk, item=concept, valid_until__isnull=True).update(
        valid_until=database_now()
    ):
        raise WrongState(_("すでに外されています。"))
    journal.record("unlink_technology", concept, technology=str(link.technology_id))


def may_share(concept: RDConcept, person: Any) -> bool:
    """The office, which alone reads every technology and so every share."""
    return is_staff(concept, person) and leads(concept, person)

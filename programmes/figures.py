"""The sums of a fund, asked of the database in whole yen; refuses to keep a total that its lines do not make."""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from confidentiality.verbs import lock

# Which lines make which figure. Reservations and repayments are signed lines, so each figure is a plain sum.
MAKES = {
    "contributed": ("contribution",),
    "allocated": ("allocation", "transfer"),
    "committed": ("commitment",),
    "paid": ("payment", "refund"),
}
FIGURE_OF = {kind: name for name, kinds in MAKES.items() for kind in kinds}


@dataclass
class Sums:
    """Contributed, allocated, reserved (checked, not yet paid) and paid less refunded; yen."""

    contributed: int = 0
    allocated: int = 0
    committed: int = 0
    paid: int = 0

    def add(self, kind: str, amount: int) -> None:
        name = FIGURE_OF[kind]
        setattr(self, name, getattr(self, name) + amount)

    @property
    def unallocated(self) -> int:
        return self.contributed - self.allocated

    @property
    def remaining(self) -> int:
        """Allocated and neither reserved nor paid."""
        return self.allocated - self.committed - self.paid

    @property
    def balance(self) -> int:
        """Still in the fund: what came in less what went out."""
        return self.contributed - self.paid


@dataclass
class Figures:
    """One fund's sums as one reader gets them: everything in total; concepts they may not read under ``None``."""

    total: Sums = field(default_factory=Sums)
    by_year: dict[int, Sums] = field(default_factory=lambda: defaultdict(Sums))
    by_ministry: dict[UUID | None, Sums] = field(default_factory=lambda: defaultdict(Sums))
    by_concept: dict[UUID | None, Sums] = field(default_factory=lambda: defaultdict(Sums))
    years: tuple[int, ...] = ()


def figures_of(fund: UUID, year: int | None = None) -> Figures:
    """One query. Nothing is counted for a reader who may not read the fund. ``year``: a fiscal year alone."""
    found = Figures()
    with connection.cursor() as cursor:
        cursor.execute(
            "select kind, fiscal_year, ministry_id, concept_id, amount from app.fund_figures(%s)", [fund]
        )
        rows = cursor.fetchall()
    found.years = tuple(sorted({r[1] for r in rows}))
    for kind, in_year, ministry, concept, amount in rows:
        found.by_year[in_year].add(kind, int(amount))
        if year is not None and in_year != year:
            continue
        found.total.add(kind, int(amount))
        if kind == "contribution":
            found.by_ministry[ministry].add(kind, int(amount))
        else:
            found.by_concept[concept].add(kind, int(amount))
    return found


def places_of(fund: UUID) -> dict[tuple[UUID | None, int], Sums]:
    """{(concept, fiscal year): sums} as this reader gets them, concepts they may not read under ``None``. One query."""
    found: dict[tuple[UUID | None, int], Sums] = defaultdict(Sums)
    with connection.cursor() as cursor:
        cursor.execute(
            "select kind, fiscal_year, concept_id, amount from app.fund_figures(%s) where kind <> 'contribution'",
            [fund],
        )
        for kind, year, concept, amount in cursor.fetchall():
            found[concept, year].add(kind, int(amount))
    return found


@dataclass(frozen=True)
class Contributed:
    """A sum put into a fund by one budget act, as anybody who reads the fund may know it."""

    act: str
    fiscal_year: int
    ministry_id: UUID | None
    agency_id: UUID | None
    amount: int
    source: str


def contributions_of(fund: UUID) -> list[Contributed]:
    """Approved ones, oldest first; they are budget acts and no secret of the team's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select act, fiscal_year, ministry_id, agency_id, amount, source from app.fund_contributions(%s)",
            [fund],
        )
        return [Contributed(*row) for row in cursor.fetchall()]


def unallocated(fund: UUID) -> int:
    """What may still be allocated, with the fund locked until the transaction ends."""
    lock(fund)
    with connection.cursor() as cursor:
        cursor.execute("select app.fund_unallocated_here(%s)", [fund])
        return int(cursor.fetchone()[0])


def remaining(fund: UUID, concept: UUID, year: int) -> int:
    """What a concept may still spend in a fiscal year, with the fund locked until the transaction ends."""
    lock(fund)
    with connection.cursor() as cursor:
        cursor.execute("select app.concept_remaining_here(%s, %s)", [concept, year])
        return int(cursor.fetchone()[0])


def fits(payment: UUID) -> bool:
    """Whether a payment's sum is left in its concept's year, for who reads the payment; after the fund's lock."""
    with connection.cursor() as cursor:
        cursor.execute("select app.payment_fits(%s)", [payment])
        return bool(cursor.fetchone()[0])


def hold_agreed(project: UUID) -> None:
    """Keep what was agreed for a project as it is until the transaction ends; after the fund's lock, never before it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select app.lock_item(item_ptr_id) from programmes_projectterms where project_id = %s", [project]
        )


def agreed_left(project: UUID, year: int) -> int:
    """What was agreed for a project's fiscal year and is neither reserved nor paid; 0 for who may not read its money."""
    with connection.cursor() as cursor:
        cursor.execute("select app.agreed_left_here(%s, %s)", [project, year])
        return int(cursor.fetchone()[0] or 0)


def allocated(fund: UUID, concept: UUID) -> int:
    """What a concept has been given over all years, with the fund locked until the transaction ends."""
    lock(fund)
    with connection.cursor() as cursor:
        cursor.execute("select app.concept_allocated_here(%s)", [concept])
        return int(cursor.fetchone()[0])

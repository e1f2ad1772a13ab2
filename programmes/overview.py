"""What the pages of a fund show: tiles, bars, tables and the lines behind each number; refuses to add what it cannot list."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organisation
from programmes.figures import MAKES, Figures, Sums, figures_of
from programmes.models import Disbursement, Fund, LedgerEntry, RDConcept
from programmes.project_marks import marks_of

WIDTH = 1000
WORDS = {
    "contributed": pgettext_lazy("sum", "拠出"),
    "allocated": pgettext_lazy("sum", "配分"),
    "committed": pgettext_lazy("sum", "支払予定"),
    "paid": pgettext_lazy("sum", "支払"),
}
TONES = {"contributed": "c1", "allocated": "c2", "committed": "c2", "paid": "c3"}


@dataclass(frozen=True)
class Bar:
    """One row of the drawing: words, sum, share of the first bar in percent, width of the bar, address of its lines."""

    name: str
    words: Any
    amount: int
    share: int | None
    width: int
    tone: str
    url: str = ""


def bars(sums: Sums, fund: UUID | None = None, year: int | None = None) -> list[Bar]:
    """Contributed is the whole; a sum below nothing draws nothing."""
    whole = max(sums.contributed, sums.allocated, 1)
    found = []
    for name, words in WORDS.items():
        amount = getattr(sums, name)
        share = (
            round(amount * 100 / sums.contributed) if sums.contributed > 0 and name != "contributed" else None
        )
        width = max(0, round(amount * WIDTH / whole))
        found.append(
            Bar(
                name,
                words,
                amount,
                share,
                width,
                TONES[name],
                lines_url(fund, name, year=year) if fund else "",
            )
        )
    return found


def lines_url(fund: UUID, figure: str, *, year: int | None = None, concept: UUID | None = None) -> str:
    """Where the lines of one number are listed."""
    asked = {"figure": figure} | ({"year": year} if year else {}) | ({"concept": concept} if concept else {})
    return f"{reverse('fund_lines', args=[fund])}?{urlencode(asked)}"


@dataclass(frozen=True)
class Row:
    """One line of a table of sums; ``cells`` are (amount, address of its lines)."""

    words: Any
    url: str
    cells: tuple
    remaining: int


def _row(words: Any, sums: Sums, fund: UUID, *, names: tuple, url: str = "", **of: Any) -> Row:
    linked = of.pop("linked", True)
    cells = tuple(
        (getattr(sums, n), lines_url(fund, n, **of) if linked and getattr(sums, n) else "") for n in names
    )
    return Row(words, url, cells, sums.remaining)


SPENT = ("allocated", "committed", "paid")


def by_concept(fund: UUID, found: Figures, year: int | None, *, linked: bool) -> list[Row]:
    """The concepts the reader may read, by name; all others in one row, so that the column adds up."""
    concepts = RDConcept.kept().filter(fund_id=fund).order_by("title")
    rows = [
        _row(
            c.title,
            found.by_concept.get(c.pk, Sums()),
            fund,
            names=SPENT,
            url=reverse("concept", args=[c.pk]),
            year=year,
            concept=c.pk,
            linked=linked,
        )
        for c in concepts
    ]
    if None in found.by_concept:
        rows.append(
            _row(_("あなたが見られない構想の合計"), found.by_concept[None], fund, names=SPENT, linked=False)
        )
    return rows


def by_year(fund: UUID, found: Figures, *, linked: bool) -> list[Row]:
    return [_row(y, found.by_year[y], fund, names=tuple(MAKES), year=y, linked=linked) for y in found.years]


def by_ministry(found: Figures) -> list[tuple[str | None, int]]:
    """Sums put in by each ministry, by name; without a name what a source does not break down."""
    names = Organisation.objects.in_bulk([m for m in found.by_ministry if m])
    known = sorted(
        (names[m].kana or names[m].name, names[m].name, s.contributed)
        for m, s in found.by_ministry.items()
        if m
    )
    rest = [(None, s.contributed) for m, s in found.by_ministry.items() if m is None]
    return [(name, amount) for _kana, name, amount in known] + rest


@dataclass
class Lines:
    """The lines behind one number, as far as this reader may see them, and what the others add up to."""

    rows: QuerySet
    seen: int
    whole: int
    figure: str
    year: int | None
    concept: RDConcept | None

    @property
    def unseen(self) -> int:
        return self.whole - self.seen


def lines_of(
    fund: Fund, *, figure: str = "", year: int | None = None, concept: RDConcept | None = None
) -> Lines:
    """``figure``: one of MAKES, or empty for every line. Two queries, the rows not counted."""
    rows = LedgerEntry.objects.filter(fund_id=fund.pk)
    names = (figure,) if figure in MAKES else tuple(MAKES)
    if figure in MAKES:
        rows = rows.filter(kind__in=MAKES[figure])
    if year:
        rows = rows.filter(fiscal_year=year)
    if concept:
        rows = rows.filter(concept_id=concept.pk)
    all_ = figures_of(fund.pk, year)
    sums = all_.by_concept.get(concept.pk, Sums()) if concept else all_.total
    whole = sum(getattr(sums, name) for name in names)
    seen = rows.aggregate(n=Sum("amount"))["n"] or 0
    return Lines(rows, int(seen), whole, figure if figure in MAKES else "", year, concept)


def tell(rows: list[LedgerEntry]) -> list[dict[str, Any]]:
    """Each line with what it is about, if the reader may read that; three queries for any number of rows."""
    concepts = RDConcept.objects.in_bulk({r.concept_id for r in rows if r.concept_id})
    payments = Disbursement.objects.in_bulk({r.disbursement_id for r in rows if r.disbursement_id})
    # By what may be known of a project, which is all the auditor has: every yen leads to a named one.
    projects = marks_of(p.project_id for p in payments.values())
    return [
        {
            "line": r,
            "concept": concepts.get(r.concept_id),
            "payment": (payment := payments.get(r.disbursement_id)),
            "project": projects.get(payment.project_id) if payment else None,
        }
        for r in rows
    ]

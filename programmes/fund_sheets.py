"""The sums of a fund as tables to take away: what its page says, as this reader may have it; refuses to round."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import Organisation
from programmes import ledger_csv, overview
from programmes.figures import Contributed, Figures, Sums, contributions_of, figures_of
from programmes.models import Fund, RDConcept
from programmes.sheets import Table


def _figures(sums: Sums) -> list[int]:
    return [sums.contributed, sums.allocated, sums.committed, sums.paid]


def sums_of(fund: Fund, year: int | None = None) -> list[Table]:
    """The whole, by concept, by fiscal year, by ministry, and the budget acts; every table ends with what it adds up to.

    Concepts the reader may not read are one row without a name.
    """
    found = figures_of(fund.pk, year)
    given = [c for c in contributions_of(fund.pk) if year in (None, c.fiscal_year)]
    return [
        _whole(fund, found, year),
        _concepts(fund, found),
        _years(found),
        _ministries(found),
        _acts(given),
    ]


def _whole(fund: Fund, found: Figures, year: int | None) -> Table:
    rows: list[Sequence[Any]] = [
        (_("基金の名称"), fund.name),
        (_("年度"), year if year else _("すべて")),
        *((str(words), getattr(found.total, name)) for name, words in overview.WORDS.items()),
        (_("配分のうち残り"), found.total.remaining),
        (_("割り当てていない額"), found.total.unallocated),
        (_("基金の残高"), found.total.balance),
    ]
    return Table(_("全体"), [_("項目"), _("金額（円）")], [_year_as_words(row) for row in rows])


def _year_as_words(row: Sequence[Any]) -> Sequence[Any]:
    """A year is a name, not a sum."""
    return (row[0], str(row[1])) if row[0] == _("年度") else row


def _concepts(fund: Fund, found: Figures) -> Table:
    rows = []
    for concept in RDConcept.kept().filter(fund=fund).order_by("title"):
        sums = found.by_concept.get(concept.pk, Sums())
        rows.append([concept.title, sums.allocated, sums.committed, sums.paid, sums.remaining])
    if None in found.by_concept:
        rest = found.by_concept[None]
        rows.append(
            [_("名前を出さない構想の合計"), rest.allocated, rest.committed, rest.paid, rest.remaining]
        )
    whole = found.total
    rows.append([_("合計"), whole.allocated, whole.committed, whole.paid, whole.remaining])
    heading = [_("研究開発構想"), *(str(overview.WORDS[n]) for n in overview.SPENT), pgettext("sum", "残り")]
    return Table(_("構想ごと"), heading, rows)


def _years(found: Figures) -> Table:
    rows = [[str(year), *_figures(found.by_year[year])] for year in found.years]
    columns = [sum(row[n] for row in rows) for n in range(1, 5)]
    heading = [_("年度"), *(str(words) for words in overview.WORDS.values())]
    return Table(_("年度ごと"), heading, [*rows, [_("合計"), *columns]])


def _ministries(found: Figures) -> Table:
    rows: list[Sequence[Any]] = [
        (name or _("府省庁の内訳の記載なし"), amount) for name, amount in overview.by_ministry(found)
    ]
    rows.append((_("合計"), found.total.contributed))
    return Table(_("府省庁ごと"), [_("府省庁"), _("金額（円）")], rows)


def _acts(given: list[Contributed]) -> Table:
    names = Organisation.objects.in_bulk(_ids(given))
    rows: list[Sequence[Any]] = [
        (
            one.act,
            str(one.fiscal_year),
            names[one.ministry_id].name if one.ministry_id in names else "",
            names[one.agency_id].name if one.agency_id in names else "",
            one.amount,
            one.source,
        )
        for one in given
    ]
    rows.append((_("合計"), "", "", "", sum(one.amount for one in given), ""))
    heading = [_("予算措置"), _("年度"), _("府省庁"), _("受け入れる法人"), _("金額（円）"), _("出典")]
    return Table(_("予算措置"), heading, rows)


def _ids(given: list[Contributed]) -> set[UUID]:
    return {i for one in given for i in (one.ministry_id, one.agency_id) if i is not None}


def lines_of(rows: list[dict[str, Any]], asked: overview.Lines) -> Table:
    """The ledger's lines, the unseen ones as one sum."""
    return Table(_("帳簿"), ledger_csv.heading(), list(ledger_csv.rows_of(rows, asked)))


def one_list(tables: Sequence[Table]) -> tuple[list[str], list[list[Any]]]:
    """All tables of sums as one list for CSV, which has no tabs: the table's name stands in the first column."""
    width = max(len(table.heading) for table in tables)
    rows: list[list[Any]] = []
    for table in tables:
        rows.append([table.name, *map(str, table.heading)])
        rows += [[table.name, *row] for row in table.rows]
    return [_("表"), *[""] * width], rows

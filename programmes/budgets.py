"""Budget requests and appropriations added up by ministry and year, and as a sheet; refuses to mix the two (R16)."""

import csv
import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Sum
from django.http import HttpResponse
from django.utils.translation import gettext as _

from programmes.models import BudgetLine
from programmes.sheets import BOM, cell


@dataclass(frozen=True)
class Total:
    """One fiscal year of one ministry (None: the source names none): whole yen asked for, and given; None: not stated."""

    fiscal_year: int
    ministry: str | None
    requested: int | None
    appropriated: int | None


def totals(rows: QuerySet[BudgetLine]) -> list[Total]:
    """By year, newest first, then by ministry; each ends with the year's own sum under the empty name. One query."""
    sums: dict[tuple[int, str | None], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    of = ("fiscal_year", "ministry__name", "stage")
    for year, name, stage, amount in rows.order_by().values_list(*of).annotate(n=Sum("amount")):
        sums[year, name][stage] += int(amount)
    found = []
    for year in sorted({year for year, _name in sums}, reverse=True):
        own = sorted(
            ((name, s) for (y, name), s in sums.items() if y == year), key=lambda pair: pair[0] or "\uffff"
        )
        found += [Total(year, name, s.get("request"), s.get("appropriation")) for name, s in own]
        found.append(Total(year, "", _of_the_year("request", own), _of_the_year("appropriation", own)))
    return found


def _of_the_year(stage: str, own: list[tuple[str | None, dict[str, int]]]) -> int | None:
    """A sum that no source states is not nought."""
    stated = [s[stage] for _name, s in own if stage in s]
    return sum(stated) if stated else None


def sheet(rows: Sequence[BudgetLine]) -> HttpResponse:
    """The lines the page lists, UTF-8 with a mark for spreadsheets, sums in yen."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        [
            _("年度"),
            _("要求か予算措置か"),
            _("予算"),
            _("府省庁"),
            _("事業の名称"),
            _("金額（円）"),
            _("出典"),
        ]
    )
    for row in rows:
        words: tuple[Any, ...] = (
            row.fiscal_year,
            str(row.get_stage_display()),
            row.act,
            row.ministry.name if row.ministry else "",
            row.name,
            row.amount,
            row.source,
        )
        writer.writerow(cell(value) for value in words)
    response = HttpResponse(BOM + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="budget.csv"'
    return response

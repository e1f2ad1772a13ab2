"""The ledger as a sheet: what the page lists, in one file; refuses to end without what adds up to the page's total."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.japanese import in_tokyo
from programmes.overview import Lines
from programmes.sheets import csv_answer


def heading() -> list[str]:
    return [
        _("番号"),
        _("日"),
        _("種別"),
        _("年度"),
        _("府省庁"),
        _("研究開発構想"),
        _("課題番号"),
        _("金額（円）"),
    ]


def rows_of(rows: list[dict[str, Any]], asked: Lines) -> Iterator[list[Any]]:
    """One row a line, days as 2026/11/27, sums in yen; then the sum of the lines this reader may not see, and the whole."""
    for row in rows:
        line, project, concept = row["line"], row["project"], row["concept"]
        yield [
            line.pk,
            f"{in_tokyo(line.at):%Y/%m/%d}",
            str(line.get_kind_display()),
            line.fiscal_year,
            line.ministry.name if line.ministry else "",
            concept.title if concept else "",
            project.code if project else "",
            line.amount,
        ]
    blank = [""] * 6
    if asked.unseen:
        yield [_("あなたが見られない行の合計"), *blank, asked.unseen]
    yield [_("合計"), *blank, asked.whole]


def sheet(rows: list[dict[str, Any]], asked: Lines) -> HttpResponse:
    """The lines as CSV."""
    return csv_answer("ledger.csv", heading(), rows_of(rows, asked))

"""The ledger as a sheet: what the page lists, in one file; refuses cells a spreadsheet would run."""

import csv
import io
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.japanese import in_tokyo
from programmes.overview import Lines

BOM = "\ufeff"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def cell(value: Any) -> Any:
    """Numbers as they are; words that look like a formula begin with an apostrophe."""
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return f"'{value}"
    return value


def sheet(rows: list[dict[str, Any]], asked: Lines) -> HttpResponse:
    """UTF-8 with a mark for spreadsheets; days as 2026/11/27, sums in yen; ends with what adds up to the page's total."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        [
            _("番号"),
            _("日"),
            _("種別"),
            _("年度"),
            _("府省庁"),
            _("研究開発構想"),
            _("課題番号"),
            _("金額（円）"),
        ]
    )
    for row in rows:
        line, payment = row["line"], row["payment"]
        concept = row["concept"]
        writer.writerow(
            cell(v)
            for v in (
                line.pk,
                f"{in_tokyo(line.at):%Y/%m/%d}",
                str(line.get_kind_display()),
                line.fiscal_year,
                line.ministry.name if line.ministry else "",
                concept.title if concept else "",
                payment.project.code if payment else "",
                line.amount,
            )
        )
    blank = [""] * 6
    if asked.unseen:
        writer.writerow([cell(_("あなたが見られない行の合計")), *blank, asked.unseen])
    writer.writerow([_("合計"), *blank, asked.whole])
    response = HttpResponse(BOM + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="ledger.csv"'
    return response

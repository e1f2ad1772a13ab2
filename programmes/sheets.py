"""Files a spreadsheet opens: CSV and Excel going out, safe to open; refuses cells a spreadsheet would run."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse

BOM = "\ufeff"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a spreadsheet takes for a formula, in both widths, and what would slip one past it.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def cell(value: Any) -> Any:
    """Numbers as they are; words that look like a formula begin with an apostrophe."""
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return f"'{value}"
    return value


def uncell(text: str) -> str:
    """The words before :func:`cell` marked them, so that a file of ours comes back as it went."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(DANGEROUS) else text


def csv_bytes(heading: Sequence[Any], rows: Iterable[Sequence[Any]]) -> bytes:
    """UTF-8 with a mark for spreadsheets, CRLF, every cell made harmless."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([cell(str(word)) for word in heading])
    writer.writerows([cell(value) for value in row] for row in rows)
    return (BOM + out.getvalue()).encode()


def csv_answer(name: str, heading: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """The file as a download under ``name``, which says nothing of its content (ASCII)."""
    response = HttpResponse(csv_bytes(heading, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@dataclass(frozen=True)
class Table:
    """One table of a workbook: the name on its tab, its heading, its rows as long as the heading."""

    name: str
    heading: Sequence[Any]
    rows: Sequence[Sequence[Any]]


def workbook(tables: Sequence[Table]) -> bytes:
    """An Excel workbook, one sheet a table. Words stay words: none of them is run, followed or taken for a number.

    Whole numbers are exact to 15 digits, as Excel keeps them; more raise ``ValueError``.
    """
    import xlsxwriter  # when the first file is asked for

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **_WORDS_ARE_WORDS})
    # nothing of the taker or the hour
    book.set_properties({"author": "", "comments": "", "created": datetime(2000, 1, 1)})
    bold, yen = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "#,##0"})
    for number, table in enumerate(tables, 1):
        page = book.add_worksheet(tab_name(table.name, number))
        page.freeze_panes(1, 0)
        for column, word in enumerate(table.heading):
            page.write_string(0, column, str(word), bold)
            page.set_column(column, column, 18)
        for line, row in enumerate(table.rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, int):
                    if abs(value) >= 10**15:
                        raise ValueError("Excel keeps 15 digits")
                    page.write_number(line, column, value, yen)
                elif value not in (None, ""):
                    page.write_string(line, column, str(value))
    book.close()
    return out.getvalue()


_WORDS_ARE_WORDS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def tab_name(words: str, number: int) -> str:
    """What a tab may be called: at most 31 characters and none of the signs Excel forbids; told apart by its number."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", words)
    return f"{number} {plain}"[:31].rstrip("'")


def workbook_answer(name: str, tables: Sequence[Table]) -> HttpResponse:
    """The workbook as a download under ``name``, which says nothing of its content (ASCII)."""
    response = HttpResponse(workbook(tables), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

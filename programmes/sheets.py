"""Files a spreadsheet opens: CSV going out, safe to open; refuses cells a spreadsheet would run."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

BOM = "\ufeff"
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

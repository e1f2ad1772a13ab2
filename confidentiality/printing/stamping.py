"""The mark of one reader on every page of a PDF: who, when, which copy; changes nothing else and knows no right."""

from __future__ import annotations

import functools
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape

import pikepdf

from confidentiality.printing.engine import render_pdf
from confidentiality.printing.refusals import DamagedPdf, EncryptedPdf

_BEFORE = b"q\n"
# An artifact: screen readers and text flow pass over the mark, print and screen show it.
_MARKED = b"\nQ\n/Artifact <</Type /Pagination /Subtype /Watermark>> BDC\n%s\nEMC\n"
_STYLE = """
@page { size: %(width)spt %(height)spt; margin: 0 }
body { margin: 0; font-family: "BIZ UDGothic", "BIZ UDMincho", sans-serif; color: #333 }
.foot { position: absolute; left: 12pt; right: 12pt; bottom: 8pt; font-size: 6.5pt; line-height: 1.35;
  text-align: center; background: rgba(255, 255, 255, .82) }
.foot p { margin: 0 }
.over { position: absolute; left: 0; right: 0; top: 46%%; text-align: center; font-size: %(large)spt; line-height: 1.4;
  color: rgba(0, 0, 0, .07); transform: rotate(-28deg) }
"""


def stamp(pdf: bytes, lines: Sequence[str], *, across: str = "") -> bytes:
    """Return ``pdf`` with ``lines`` at the foot of every page, and ``across`` pale over its middle.

    Pages may differ in size and be turned. Raises :class:`EncryptedPdf` and :class:`DamagedPdf`, and
    ``MissingGlyph`` when a line cannot be printed.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf)) as target:
            if target.is_encrypted:
                raise EncryptedPdf
            marks: dict[tuple[int, int], pikepdf.Object] = {}
            for page in target.pages:
                size = _seen_size(page)
                if size not in marks:
                    marks[size] = _form(target, size, tuple(lines), across)
                _put(page, marks[size])
            made = io.BytesIO()
            target.save(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)
            return made.getvalue()
    except pikepdf.PasswordError as locked:
        raise EncryptedPdf from locked
    except pikepdf.PdfError as broken:
        raise DamagedPdf from broken


def _seen_size(page: pikepdf.Page) -> tuple[int, int]:
    """Width and height in points as the reader sees the page: turned and scaled; whole points are near enough."""
    left, bottom, right, top = (float(v) for v in page.trimbox)
    unit = float(page.obj.get("/UserUnit", 1))
    width, height = abs(right - left) * unit, abs(top - bottom) * unit
    if int(page.obj.get("/Rotate", 0)) % 180:
        width, height = height, width
    return max(1, round(width)), max(1, round(height))


def _form(target: pikepdf.Pdf, size: tuple[int, int], lines: tuple[str, ...], across: str) -> pikepdf.Object:
    with pikepdf.open(io.BytesIO(_mark(size, lines, across))) as source:
        return target.copy_foreign(source.pages[0].as_form_xobject())


@functools.lru_cache(maxsize=8)
def _mark(size: tuple[int, int], lines: tuple[str, ...], across: str) -> bytes:
    width, height = size
    style = _STYLE % {"width": width, "height": height, "large": max(12, min(width, height) // 16)}
    foot = "".join(f"<p>{escape(line)}</p>" for line in lines)
    body = f'<div class="over">{escape(across)}</div><div class="foot">{foot}</div>'
    html = f'<html lang="ja"><title>表示</title>{body}</html>'
    return render_pdf(
        html,
        title="表示",
        author="表示",
        dated=datetime(2000, 1, 1, tzinfo=UTC),
        stylesheets=[style],
        variant="a3b",
        page_numbers=False,
    )


def _put(page: pikepdf.Page, mark: pikepdf.Object) -> None:
    """Draw the form over the page's own drawing, whatever that one leaves behind in the graphics state."""
    name = page.add_resource(mark, pikepdf.Name.XObject)
    drawing = page.calc_form_xobject_placement(
        mark, name, pikepdf.Rectangle(page.trimbox), allow_shrink=True, allow_expand=True
    )
    page.contents_add(_BEFORE, prepend=True)
    page.contents_add(_MARKED % drawing)

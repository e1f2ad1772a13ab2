"""Official forms other than minutes (agenda, notice, list, record, designation) from plain data; decides no wording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from accounts.japanese import to_fullwidth
from confidentiality.printing.engine import Attachment, Variant, render_pdf
from confidentiality.printing.sheets import fill, paper_style


@dataclass(frozen=True)
class Table:
    """A table: its caption, the header of each column, and rows as long as the header.

    With ``row_headers`` the first cell of a row is its header. A row of another length raises ``ValueError``: a reader
    that hears the table would be told the wrong header.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    caption: str = ""
    row_headers: bool = True

    kind = "table"

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row of a table needs one cell for each column")


@dataclass(frozen=True)
class Listing:
    """A list; ``marker`` is "circle" (○), "dot" (・), "kana" (ア, イ), "circled" (①, ②) or "letter" ((a), (b))."""

    items: Sequence[str]
    marker: Literal["circle", "dot", "kana", "circled", "letter"] = "circle"

    kind = "listing"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``align`` is "start" (indented by one character as running text is), "flush" or "end"."""

    text: str
    align: str = "start"

    kind = "paragraph"


@dataclass(frozen=True)
class FormSection:
    """A section: a heading without its number, and blocks (a plain string is a paragraph); sections may hold sections.

    First-level headings are numbered １, ２, …; second-level ones （１）, （２）, …; ``numbered=False`` prints none.
    """

    heading: str
    blocks: Sequence[str | Paragraph | Table | Listing] = ()
    sections: Sequence[FormSection] = ()
    numbered: bool = True


@dataclass(frozen=True)
class Form:
    """One official form.

    ``handling`` is the line at the head of every page that says who may see the paper (協議会限り …), ``label`` the
    boxed corner label (資料１), ``number`` and ``date_line`` stand at the right above, ``addressee`` at the left,
    ``sender`` at the right; ``opening`` are the paragraphs under the title, ``sections`` the numbered rest, ``end``
    the closing word (以上), empty for none.
    """

    title: str
    sections: Sequence[FormSection] = ()
    handling: str = ""
    label: str = ""
    number: str = ""
    date_line: str = ""
    addressee: Sequence[str] = ()
    sender: Sequence[str] = ()
    opening: Sequence[str] = ()
    end: str = ""


def form_html(form: Form) -> str:
    """Return the page of ``form``, ready for :func:`render_pdf` with :func:`paper_style`."""
    numbered = _number(form.sections, level=2)
    return fill("form.html", {"form": form, "title": form.title, "sections": numbered})


def print_form(
    form: Form,
    *,
    author: str,
    dated: datetime,
    attachments: Sequence[Attachment] = (),
    variant: Variant = "a3a+ua1",
) -> bytes:
    """Return ``form`` as a PDF; ``author`` is the issuing body. Raises what :func:`render_pdf` raises.

    The PDF's title is the form's: for a form that names what is secret, give it a title that does not.
    """
    return render_pdf(
        form_html(form),
        title=form.title,
        author=author,
        dated=dated,
        stylesheets=[paper_style()],
        attachments=attachments,
        variant=variant,
    )


def _number(sections: Sequence[FormSection], level: int) -> list[dict[str, object]]:
    """Return the sections as the template walks them: headings with their numbers, blocks with their kinds."""
    if level > 4:
        raise ValueError("a form has at most three levels of headings")
    result: list[dict[str, object]] = []
    count = 0
    for section in sections:
        count += section.numbered
        number = ""
        if section.numbered:
            number = (f"{to_fullwidth(count)} ", f"（{to_fullwidth(count)}）", f"{_circled(count)} ")[
                level - 2
            ]
        blocks = [Paragraph(block) if isinstance(block, str) else block for block in section.blocks]
        result.append(
            {
                "heading": f"{number}{section.heading}",
                "level": level,
                "blocks": blocks,
                "sections": _number(section.sections, level + 1) if section.sections else [],
            }
        )
    return result


def _circled(count: int) -> str:
    """Return ①…⑳, and (21) onwards in parentheses."""
    return chr(0x2460 + count - 1) if count <= 20 else f"({count})"

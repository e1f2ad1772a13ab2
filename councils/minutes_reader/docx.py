"""A Word document as lines: body, tables, boxes in order, accepted changes; refuses packages unsafe to open."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace

import docx as word
from django.utils.translation import gettext_lazy as _
from lxml import etree

from .characters import columns, fold, without_invisible
from .fields import field_heading
from .lines import Document, Line
from .numbering import Numbering
from .result import NotMinutes
from .speakers import is_speaker

MOST_MEMBERS = 1000
MOST_BYTES = 50_000_000  # of all members, unpacked
MOST_RATIO = 100  # unpacked to packed, for the whole and for every member beyond a small size
SMALL = 100_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_IGNORED = {
    f"{_W}{name}"
    for name in (
        "del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "sectPr", "tblPr", "tblGrid",
        "trPr", "tcPr", "sdtPr", "rt", "rubyPr", "footnoteRef", "endnoteRef", "annotationRef", "commentReference",
    )
}  # fmt: skip


def is_zip(source: bytes) -> bool:
    """Say whether ``source`` begins like a zip package, which a .docx is."""
    return source.startswith(b"PK\x03\x04")


def docx_document(source: bytes) -> Document:
    """Return the lines of a .docx; raises :class:`NotMinutes` if it is broken, has macros, or unpacks to too much."""
    _refuse_unsafe(source)
    try:
        opened = word.Document(io.BytesIO(source))
        reading = _Reading(opened)
        lines = list(reading.blocks(opened.element.body))
        aside = tuple(reading.aside())
    except NotMinutes:
        raise
    except Exception as error:  # python-docx raises whatever its parts raise on a damaged package
        raise NotMinutes(
            _("Word文書が壊れているため、開けません。Wordで開いて保存し直してください。")
        ) from error
    return Document(tuple(_with_gaps(lines)), aside=aside)


def _refuse_unsafe(source: bytes) -> None:
    broken = _("Word文書が壊れているため、開けません。Wordで開いて保存し直してください。")
    if source.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotMinutes(
            _(
                "古い形式か、パスワードで保護されたWord文書です。保護のない「Word文書（.docx）」として保存し直してください。"
            )
        )
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as package:
            members = package.infolist()
            _refuse_bomb(members, len(source))
            names = [member.filename.lower() for member in members]
            if len(set(names)) != len(names) or any(member.flag_bits & 0x1 for member in members):
                raise NotMinutes(broken)
            types = package.read("[Content_Types].xml")
            macros = any("vbaproject" in name or "/activex/" in name for name in names)
            if macros or b"macroenabled" in types.lower() or b"vbaproject" in types.lower():
                raise NotMinutes(
                    _(
                        "マクロを含む文書は読み込めません。マクロのない「Word文書（.docx）」として保存し直してください。"
                    )
                )
            if "word/document.xml" not in names and b"wordprocessingml.document.main" not in types:
                raise NotMinutes(_("Word文書（.docx）ではありません。議事要旨のWord文書を選んでください。"))
            for member in members:
                data = package.read(member)
                if member.filename.lower().endswith((".xml", ".rels")) and b"<!DOCTYPE" in data[
                    :4096
                ].upper().replace(b"\x00", b""):
                    raise NotMinutes(broken)
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
        ValueError,
    ) as error:
        if isinstance(error, NotMinutes):
            raise
        raise NotMinutes(broken) from error


def _refuse_bomb(members: list[zipfile.ZipInfo], packed: int) -> None:
    total = sum(member.file_size for member in members)
    steep = any(
        member.file_size > SMALL and member.file_size > MOST_RATIO * max(1, member.compress_size)
        for member in members
    )
    if len(members) > MOST_MEMBERS or total > MOST_BYTES or total > MOST_RATIO * packed or steep:
        raise NotMinutes(
            _(
                "Word文書を展開した大きさが上限を超えるため、開けません。画像などを除いて保存し直してください。"
            )
        )


class _Reading:
    """The walk through one opened document; keeps counters of numbering and what stands outside the text."""

    def __init__(self, opened: word.document.Document) -> None:
        self.opened = opened
        self.numbering = Numbering(opened)
        self.hidden: list[str] = []
        self.notes: list[tuple[str, str]] = []
        self.boxes: list[etree._Element] = []
        self.broken = False

    def blocks(self, container: etree._Element) -> Iterator[Line]:
        for element in container:
            if element.tag in _IGNORED:
                continue
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                yield from self._table(element)
            elif element.tag == f"{_MC}AlternateContent":
                chosen = element.find(f"{_MC}Choice")
                yield from self.blocks(chosen if chosen is not None else element)
            elif element.tag not in (f"{_W}r",):
                yield from self.blocks(element)  # w:sdt, w:sdtContent, w:ins, w:customXml, w:smartTag

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Line]:
        label = self.numbering.label(paragraph)
        if self._says(paragraph, "pageBreakBefore"):
            self.broken = True
        text = without_invisible("".join(self._text(paragraph)))
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            yield from self.blocks(box)
        level, strong = self._level(paragraph), self._is_strong(paragraph)
        indent = self._indent(paragraph)
        for index, part in enumerate(re.split(r"\n|\f", text)):
            body = part.strip()
            width = columns(part[: len(part) - len(part.lstrip())].expandtabs(4))
            cells = tuple(cell.strip() for cell in body.split("\t")) if "\t" in body else ()
            yield Line(
                body,
                label if not index and body else "",
                indent + width,
                0,
                self.broken,
                level,
                cells,
                whole=True,
                soft=index > 0,
                strong=strong,
            )
            self.broken = False if body else self.broken
            if "\f" in text:
                self.broken = True

    def _text(self, element: etree._Element) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag in _IGNORED or not isinstance(tag, str):
                continue
            if tag == f"{_W}r" and self._says(child, "vanish"):
                self.hidden.append("".join(self._text(child)))
            elif tag == f"{_W}t":
                yield (child.text or "").replace("\n", " ")
            elif tag in (f"{_W}tab", f"{_W}ptab"):
                yield "\t"
            elif tag in (f"{_W}br", f"{_W}cr"):
                yield "\f" if child.get(f"{_W}type") == "page" else "\n"
            elif tag == f"{_W}lastRenderedPageBreak":
                continue
            elif tag == f"{_W}noBreakHyphen":
                yield "-"
            elif tag == f"{_W}sym":
                yield self.numbering.symbol(child.get(f"{_W}char", ""))
            elif tag == f"{_W}txbxContent":
                self.boxes.append(child)
            elif tag == f"{_W}ruby":
                base = child.find(f"{_W}rubyBase")
                yield from self._text(base) if base is not None else ()
            elif tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
                self.notes.append((tag.removeprefix(_W).removesuffix("Reference"), child.get(f"{_W}id", "")))
            elif tag == f"{_MC}AlternateContent":
                chosen = child.find(f"{_MC}Choice")
                chosen = child.find(f"{_MC}Fallback") if chosen is None else chosen
                yield from self._text(chosen) if chosen is not None else ()
            else:
                yield from self._text(child)

    def _table(self, table: etree._Element) -> Iterator[Line]:
        for row in self._within(table, "tr"):
            cells = [list(self.blocks(cell)) for cell in self._within(row, "tc")]
            cells = [[line for line in cell if line.text] for cell in cells]
            filled = [cell for cell in cells if cell]
            if len(filled) <= 1:
                yield from filled[0] if filled else ()
            elif all(len(cell) <= 1 for cell in cells):
                yield _row(cells)
            elif len(cells[0]) == 1 and len(filled) == 2 and _leads(cells[0][0]):
                yield _row([cells[0], filled[1][:1]])
                yield from filled[1][1:]
            elif len(filled) > 1 and len({len(cell) for cell in filled}) == 1:
                # A list set as one row: the n-th paragraphs of the cells belong together.
                for lines in zip(*filled, strict=True):
                    yield _row([[line] for line in lines])
            else:
                yield _row([[_joined(cell)] if cell else [] for cell in cells])

    def _within(self, element: etree._Element, name: str) -> Iterator[etree._Element]:
        for child in element:
            if child.tag == f"{_W}{name}":
                if child.find(f"{_W}trPr/{_W}del") is None:
                    yield child
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
                yield from self._within(child, name)

    def _says(self, element: etree._Element, name: str) -> bool:
        properties = element.find(f"{_W}pPr" if name == "pageBreakBefore" else f"{_W}rPr")
        found = properties.find(f"{_W}{name}") if properties is not None else None
        return found is not None and found.get(f"{_W}val", "1") not in ("0", "false", "off")

    def _level(self, paragraph: etree._Element) -> int:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = self.numbering.style_name(style.get(f"{_W}val", "")) if style is not None else ""
        match = re.match(r"(?i)heading (\d)|見出し ?(\d)", name)
        return int(match[1] or match[2]) if match else 0

    def _is_strong(self, paragraph: etree._Element) -> bool:
        """Say whether every run that shows text is bold."""
        runs = [run for run in paragraph.findall(f"{_W}r") if "".join(run.itertext()).strip()]
        return bool(runs) and all(self._says(run, "b") for run in runs)

    def _indent(self, paragraph: etree._Element) -> int:
        found = paragraph.find(f"{_W}pPr/{_W}ind")
        if found is None:
            return 0
        for name, unit in (("leftChars", 50), ("left", 105), ("start", 105)):
            value = found.get(f"{_W}{name}", "")
            if re.fullmatch(r"\d+(\.\d+)?", value):
                return int(float(value) / unit)
        return 0

    def aside(self) -> Iterator[str]:
        """Yield text outside the running text: hidden runs, notes, then headers and footers without page numbers."""
        yield from (text.strip() for text in self.hidden if text.strip())
        yield from self._notes()
        seen = set()
        for section in self.opened.sections:
            for part in (
                section.header,
                section.first_page_header,
                section.footer,
                section.first_page_footer,
            ):
                if part.is_linked_to_previous:
                    continue
                for line in self.blocks(part._element):
                    if (
                        line.text
                        and line.text not in seen
                        and not re.fullmatch(r"[-\s\d/ページ頁pP.]*", fold(line.text))
                    ):
                        seen.add(line.text)
                        yield line.text

    def _notes(self) -> Iterator[str]:
        for relation in self.opened.part.rels.values():
            kind = relation.reltype.rsplit("/", 1)[-1]
            if kind not in ("footnotes", "endnotes") or relation.is_external:
                continue
            root = etree.fromstring(
                relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True)
            )
            for note in root:
                if (kind[:-1], note.get(f"{_W}id", "")) in self.notes:
                    yield from (line.text for line in self.blocks(note) if line.text)


def _leads(line: Line) -> bool:
    """Say whether a cell heads the paragraphs beside it: a field (出席者) or a speaker."""
    return field_heading(line) is not None or is_speaker(line.text)


def _joined(cell: list[Line]) -> Line:
    return replace(cell[0], text=" ".join(f"{line.label} {line.text}".strip() for line in cell), label="")


def _row(cells: list[list[Line]]) -> Line:
    texts = tuple(f"{cell[0].label} {cell[0].text}".strip() if cell else "" for cell in cells)
    first = next((cell[0] for cell in cells if cell), Line(""))
    return Line(
        "\t".join(texts).strip(), "", first.indent, 0, first.page_break, first.level, texts, whole=True
    )


def _with_gaps(lines: list[Line]) -> Iterator[Line]:
    gap, broken = 0, False
    for line in lines:
        broken = broken or line.page_break
        if not line.text:
            gap += 1
            continue
        yield replace(line, gap=gap, page_break=broken)
        gap, broken = 0, False

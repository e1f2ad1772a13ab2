"""The public minutes as a Word document in the official form, to go on writing in; it names no speaker."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from .paper import PrintedMinutes

FONT = "ＭＳ 明朝"
EM = Pt(12)  # the size of the text, and so of one full-width character
_GAP = 2  # characters between names and affiliations
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a package can hold; the same bytes at any hour
_LEFT_OUT = re.compile(r"docProps/(?:app\.xml|thumbnail\.jpeg)\Z|customXml/|word/stylesWithEffects\.xml\Z")
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:language>ja-JP</dc:language></cp:coreProperties>'
)
# What no XML can hold, and so no Word document.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_docx(printed: Mapping[str, Any]) -> bytes:
    """Return a .docx of the minutes; ``printed`` has the shape :meth:`councils.paper.PrintedMinutes.from_dict` takes.

    The wording, numbers and name column are those of the PDF. The document's properties hold the title and nothing
    about who made it, when or where; equal data give equal bytes. Raises ``ValueError`` as ``from_dict`` does, above
    all for data that name a speaker, and for control characters, which Word cannot hold.
    """
    minutes = PrintedMinutes.from_dict(printed)
    document = Document()
    _prepare(document)
    _head(document, minutes)
    headings = minutes.printed_headings
    _line(document, headings[0], heading=1)
    _line(document, minutes.date_line, indent=2)
    _line(document, headings[1], heading=1)
    _line(document, minutes.place, indent=2)
    _line(document, headings[2], heading=1)
    _attendees(document, minutes)
    _line(document, headings[3], heading=1)
    for section in minutes.printed_sections:
        _section(document, section)
    if minutes.end:
        _line(document, minutes.end, align=WD_ALIGN_PARAGRAPH.RIGHT)
    packed = io.BytesIO()
    document.save(packed)
    return _bare(packed.getvalue(), minutes.title)


def _prepare(document: WordDocument) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(25)
    page.top_margin, page.bottom_margin = Mm(30), Mm(25)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, EM
    _east_asian(normal.element.get_or_add_rPr())
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    normal.paragraph_format.line_spacing = Pt(20)
    for level in (1, 2, 3):
        style = document.styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.bold = FONT, EM, False
        style.font.color.rgb = None
        properties = style.element.get_or_add_rPr()
        for tag in ("w:color", "w:rFonts"):
            for old in properties.findall(qn(tag)):
                properties.remove(old)
        _east_asian(properties)
        style.paragraph_format.space_before, style.paragraph_format.space_after = (
            Pt(12 if level == 1 else 0),
            Pt(0),
        )
        style.paragraph_format.keep_with_next = True


def _east_asian(properties: Any) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), FONT)
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), "ja-JP")
    language.set(qn("w:eastAsia"), "ja-JP")


def _head(document: WordDocument, minutes: PrintedMinutes) -> None:
    if minutes.label:
        label = _line(document, minutes.label, align=WD_ALIGN_PARAGRAPH.RIGHT)
        border = OxmlElement("w:bdr")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "auto")):
            border.set(qn(f"w:{name}"), value)
        label.runs[0]._r.get_or_add_rPr().append(border)
    title = _line(document, minutes.title, align=WD_ALIGN_PARAGRAPH.CENTER)
    title.runs[0].font.size = Pt(14)
    title.paragraph_format.space_after = Pt(12)
    if minutes.correction:
        _line(document, minutes.correction, align=WD_ALIGN_PARAGRAPH.RIGHT)


def _attendees(document: WordDocument, minutes: PrintedMinutes) -> None:
    """One paragraph a person: name, tab, affiliation; a long affiliation wraps under itself."""
    widest = max((len(person.set_name) for person in minutes.attendees), default=0)
    for person in minutes.attendees:
        line = _line(
            document, f"{person.set_name}\t{person.affiliation}" if person.affiliation else person.set_name
        )
        stop = EM * (2 + widest + _GAP)
        line.paragraph_format.left_indent = stop
        line.paragraph_format.first_line_indent = EM * 2 - stop
        line.paragraph_format.tab_stops.add_tab_stop(stop)


def _section(document: WordDocument, section: Mapping[str, Any]) -> None:
    if section["heading"]:
        _line(document, section["heading"], heading=2)
    for paragraph in section["paragraphs"]:
        _line(document, paragraph, indent=2)
    for topic in section["topics"]:
        if topic["heading"]:
            _line(document, topic["heading"], heading=3, indent=1)
        for remark in topic["remarks"]:
            line = _line(document, f"○　{remark}")
            line.paragraph_format.left_indent = EM * 3
            line.paragraph_format.first_line_indent = -EM * 2
            line.paragraph_format.space_after = Pt(8)


def _line(
    document: WordDocument,
    text: str,
    *,
    heading: int = 0,
    indent: int = 0,
    align: WD_ALIGN_PARAGRAPH | None = None,
) -> Paragraph:
    if _NO_XML.search(text):
        raise ValueError("the text has control characters, which a Word document cannot hold")
    paragraph = document.add_paragraph(style=f"Heading {heading}" if heading else None)
    paragraph.add_run(text)
    if indent:
        paragraph.paragraph_format.left_indent = EM * indent
    if align is not None:
        paragraph.alignment = align
    return paragraph


def _bare(packed: bytes, title: str) -> bytes:
    """Return the package without what the library's template says of itself, every member dated alike."""
    escaped = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            if _LEFT_OUT.match(name):
                continue
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _CORE.format(title=escaped).encode()
            elif name.endswith(".rels"):
                data = re.sub(
                    rb"<Relationship [^>]*(?:extended-properties|metadata/thumbnail|customXml|WithEffects)[^>]*/>",
                    b"",
                    data,
                )
            elif name == "[Content_Types].xml":
                data = re.sub(
                    rb'<(?:Override|Default) [^>]*(?:docProps/app|customXml|stylesWithEffects|Extension="jpeg")[^>]*/>',
                    b"",
                    data,
                )
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            target.writestr(member, data)
    return result.getvalue()

"""Bytes or text of a file as lines, with what their setting tells (indent, gaps, page breaks); knows no minutes."""

from __future__ import annotations

import codecs
import html
import re
from collections import Counter
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from .characters import columns, ends_sentence, fold, without_invisible
from .result import NotMinutes

# A day's verbatim record has some 300,000 characters in 10,000 lines.
LARGEST_TEXT = 1_000_000
MOST_LINES = 30_000


@dataclass(frozen=True)
class Line:
    """One line of text or one paragraph of a document.

    ``label`` is a number or bullet that the word processor draws (not typed). ``gap`` counts the empty lines before
    it beyond the document's own line spacing, ``indent`` the half-width columns of white space before it. ``level``
    is its rank as a heading (0: none), ``cells`` are the cells of a table's row. ``whole`` says that it is a whole
    paragraph and not one line of a wrapped text, ``soft`` that it follows a line break inside a paragraph,
    ``strong`` that all of it is bold.
    """

    text: str
    label: str = ""
    indent: int = 0
    gap: int = 0
    page_break: bool = False
    level: int = 0
    cells: tuple[str, ...] = ()
    whole: bool = False
    soft: bool = False
    strong: bool = False


@dataclass(frozen=True)
class Document:
    """All lines of a file in order, the Markdown signs taken off, and the text found outside the running text.

    ``aside`` has headers, footers, notes and hidden text of a word-processor file. ``measure`` is the width of a full
    line in half-width columns where the text is wrapped by hand, else 0.
    """

    lines: tuple[Line, ...]
    markup: str = ""
    aside: tuple[str, ...] = ()
    measure: int = 0


def decode(source: bytes) -> str:
    """Return the text of ``source``: UTF-8 with or without BOM, UTF-16 with BOM, ISO-2022-JP, Shift_JIS or EUC-JP.

    Raises :class:`NotMinutes` for bytes that are no text in any of these.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if source.startswith(mark):
            return _checked(_decoded(source, encoding))
    if b"\x1b$" in source or b"\x1b(" in source:
        return _checked(_decoded(source, "iso2022_jp_2"))
    text = _decoded(source, "utf-8")
    if text is None:
        tries = [_decoded(source, encoding) for encoding in ("cp932", "euc_jp", "euc_jis_2004")]
        text = max((each for each in tries if each is not None), key=_japanese_share, default=None)
    return _checked(text)


def _decoded(source: bytes, encoding: str) -> str | None:
    try:
        return source.decode(encoding)
    except UnicodeDecodeError:
        return None


def _japanese_share(text: str) -> float:
    # EUC-JP read as Shift_JIS becomes half-width katakana; the reverse becomes rare kanji without kana.
    kana = len(re.findall(r"[ぁ-んァ-ヶー、。]", text))
    return (kana - 2 * len(re.findall(r"[\uff61-\uff9f]", text))) / (len(text) or 1)


def _checked(text: str | None) -> str:
    if text is None:
        raise NotMinutes(_("文字コードを判別できません。UTF-8かShift_JISの文書を選んでください。"))
    if "\x00" in text or len(re.findall(r"[\x01-\x08\x0e-\x1f\x7f\ufffd]", text)) > len(text) / 500:
        raise NotMinutes(
            _("文章のファイルではありません。議事要旨のテキストか、Wordの文書を選んでください。")
        )
    if len(text) > LARGEST_TEXT:
        raise NotMinutes(_("ファイルが大きすぎます。議事要旨の本文だけのファイルを選んでください。"))
    return text


def text_document(text: str, *, markdown: bool = False) -> Document:
    """Return ``text`` as lines. Markdown signs are taken off if ``markdown`` or if the text itself shows them."""
    raw = re.split(r"\r\n|\r|\n|\x0b|\x85|\u2028|\u2029", without_invisible(text))
    markdown = markdown or any(re.match(r"\s{0,3}#{1,6}[ \u3000]\S|.*\*\*\S.*\*\*", line) for line in raw)
    markup: list[str] = []
    lines: list[Line] = []
    gap, broken = 0, False
    for whole_line in raw:
        for index, part in enumerate(whole_line.split("\f")):
            broken = broken or index > 0
            line = _markdown_line(part, markup) if markdown else _plain_line(part)
            if not line.text:
                gap += 1
                continue
            lines.append(replace(line, gap=gap, page_break=broken))
            gap, broken = 0, False
    lines = _without_line_spacing(lines)
    return Document(tuple(lines), markup="".join(markup), measure=_measure(lines))


def _plain_line(text: str) -> Line:
    stripped = text.strip()
    cells = tuple(cell.strip() for cell in stripped.split("\t")) if stripped.count("\t") >= 1 else ()
    return Line(stripped, indent=columns(text[: len(text) - len(text.lstrip())].expandtabs(4)), cells=cells)


def _markdown_line(text: str, markup: list[str]) -> Line:
    def take(pattern: str, keep: str, within: str) -> str:
        def note(match: re.Match[str]) -> str:
            kept = match.expand(keep)
            left = Counter(match[0]) - Counter(kept)
            markup.append("".join(left.elements()))
            return kept

        return re.sub(pattern, note, within)

    line = _plain_line(text)
    body = line.text
    if re.fullmatch(r"[-*_=]{3,}|[|:\- ]*-{3,}[|:\- ]*", body):
        markup.append(body)
        return Line("")
    level = len(match[1]) if (match := re.match(r"(#{1,6})(?=\s)", body)) else 0
    body = take(r"\A#{1,6}\s+", "", body) if level else body
    body = take(r"\s#+\Z", "", body) if level else body
    body = take(r"\A(?:>\s*)+(?=\S)", "", body)
    body = take(r"(?i)<br\s*/?>", " ", body)
    strong = bool(re.fullmatch(r"\*\*[^*]+\*\*", body))
    body = take(r"\*\*(\S(?:.*?\S)?)\*\*", r"\1", body)
    body = take(r"\\([\\`*_{}\[\]()#+\-.!|>~])", r"\1", body)
    body = html.unescape(body).strip()
    cells: tuple[str, ...] = ()
    if re.fullmatch(r"\|.*\|", body):
        markup.append("|" * body.count("|"))
        cells = tuple(cell.strip() for cell in body[1:-1].split("|"))
        body = "\t".join(cells).strip()
    elif "\t" in body:
        cells = tuple(cell.strip() for cell in body.split("\t"))
    return replace(line, text=body, level=level, cells=cells, strong=strong)


def _without_line_spacing(lines: list[Line]) -> list[Line]:
    """Take the usual distance off every gap where the text is set with empty lines between the lines of a sentence."""
    inner = [line.gap for line in lines[1:] if not line.page_break]
    if len(inner) < 8 or sum(gap > 0 for gap in inner) < 0.6 * len(inner):
        return lines
    long = [line for line in lines if columns(line.text) >= 40]
    if sum(not ends_sentence(line.text) for line in long) < 0.35 * len(long) or not long:
        return lines
    usual = Counter(gap for gap in inner if gap).most_common(1)[0][0]
    return [replace(line, gap=max(0, line.gap - usual)) for line in lines]


def _measure(lines: list[Line]) -> int:
    widths = [columns(line.text) for line in lines if not line.cells]
    widest = max(widths, default=0)
    if not 40 <= widest <= 130:
        return 0
    full = sum(width >= widest - 6 for width in widths)
    return widest if full >= 3 and full >= 0.15 * len(widths) else 0


def without_page_numbers(document: Document) -> tuple[Document, tuple[str, ...]]:
    """Return the document without lines that are clearly page numbers, and those lines; refuse an endless document.

    Clear are 「- 1 -」, 「1ページ」, 「1/3」 where the total repeats or a page break is near, and lone numbers that
    stand at a page break or count up by one through the file. Any other lone number stays.
    """
    lines = document.lines
    if len(lines) > MOST_LINES or sum(len(line.text) for line in lines) > LARGEST_TEXT:
        raise NotMinutes(_("ファイルが大きすぎます。議事要旨の本文だけのファイルを選んでください。"))
    found: set[int] = set()
    lone: list[tuple[int, int]] = []
    totals: Counter[str] = Counter()
    for index, line in enumerate(lines):
        bare = re.sub(r"\s", "", fold(line.text))
        if line.label or line.level or line.cells:
            continue
        if re.fullmatch(
            r"-\d{1,3}-|[Pp](?:age|\.)?\d{1,3}(?:/\d{1,3})?|\d{1,3}(?:ページ|頁)|-\d{1,3}/\d{1,3}-", bare
        ):
            found.add(index)
        elif (match := re.fullmatch(r"(\d{1,3})/(\d{1,3})", bare)) and 0 < int(match[1]) <= int(match[2]):
            totals[match[2]] += 1
            if _at_break(lines, index) or index in (0, len(lines) - 1):
                found.add(index)
        elif re.fullmatch(r"\d{1,3}", bare):
            lone.append((index, int(bare)))
    for index, line in enumerate(lines):
        match = re.fullmatch(r"\d{1,3}/(\d{1,3})", re.sub(r"\s", "", fold(line.text)))
        if match and totals[match[1]] >= 2:
            found.add(index)
    numbers = [number for _, number in lone]
    counting = (
        len(lone) >= 2 and numbers == list(range(numbers[0], numbers[0] + len(lone))) and numbers[0] in (1, 2)
    )
    found.update(index for index, _ in lone if counting or _at_break(lines, index))
    kept: list[Line] = []
    broken = False
    for index, line in enumerate(lines):
        if index in found:
            broken = True
            continue
        kept.append(replace(line, page_break=line.page_break or broken))
        broken = False
    return replace(document, lines=tuple(kept)), tuple(lines[index].text for index in sorted(found))


def _at_break(lines: tuple[Line, ...], index: int) -> bool:
    if index + 1 == len(lines):  # the foot of the last page, in a file that has pages
        return any(line.page_break for line in lines)
    return lines[index].page_break or lines[index + 1].page_break

"""The numbers and bullets Word draws before paragraphs, worked out from numbering.xml; it only counts."""

from __future__ import annotations

import re

import docx as word
from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FULL = str.maketrans("0123456789", "０１２３４５６７８９")
_SYMBOLS = {
    0xF0B7: "・", 0xF06C: "●", 0xF06D: "○", 0xF06E: "■", 0xF06F: "□", 0xF071: "□", 0xF075: "◆", 0xF076: "◇",
    0xF0A7: "▪", 0xF0A8: "□", 0xF0D8: "➢", 0xF0FC: "✓", 0xF0E0: "→", 0xF0E8: "⇒", 0xF0A1: "○", 0xF09F: "・",
    0xF0FE: "✓", 0xF02D: "-", 0xF0B2: "◆", 0xF077: "◆",
}  # fmt: skip
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
_HALF = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"


class Numbering:
    """Counters of one document; :meth:`label` must be called for every paragraph in order."""

    def __init__(self, opened: word.document.Document) -> None:
        self.levels: dict[str, dict[int, tuple[int, str, str]]] = {}
        self.abstract: dict[str, str] = {}
        self.counters: dict[str, dict[int, int]] = {}
        self.styles: dict[str, tuple[str, str, str, int]] = {}
        self._read_styles(opened)
        self._read_numbering(opened)

    def style_name(self, style: str) -> str:
        """Return the name of a paragraph style by its id, following 標準 styles based on a heading."""
        seen = set()
        while style in self.styles and style not in seen:
            seen.add(style)
            name, parent, *_rest = self.styles[style]
            if re.match(r"(?i)heading|見出し", name):
                return name
            style = parent
        return ""

    def symbol(self, code: str) -> str:
        """Return the character for a symbol-font code (hexadecimal), a bullet where the symbol is not known."""
        try:
            point = int(code, 16)
        except ValueError:
            return ""
        return _SYMBOLS.get(point, "・") if 0xF000 <= point <= 0xF0FF else chr(point)

    def label(self, paragraph: etree._Element) -> str:
        """Return the number or bullet drawn before ``paragraph`` and count it; ``""`` if there is none."""
        number, level = self._of(paragraph)
        levels = self.levels.get(number, {})
        if number in ("", "0") or level not in levels:
            return ""
        counters = self.counters.setdefault(self.abstract.get(number, number), {})
        start, kind, pattern = levels[level]
        counters[level] = counters.get(level, start - 1) + 1
        for deeper in [each for each in counters if each > level]:
            del counters[deeper]
        if kind == "none" and not pattern:
            return ""
        if kind == "bullet":
            return "".join(
                _SYMBOLS.get(ord(sign), sign)
                if ord(sign) < 0xF000 or ord(sign) > 0xF0FF
                else _SYMBOLS.get(ord(sign), "・")
                for sign in pattern
            )

        def count(match: re.Match[str]) -> str:
            other = int(match[1]) - 1
            begins, form, _pattern = levels.get(other, (1, "decimal", ""))
            return written(counters.get(other, begins), form)

        return re.sub(r"%(\d)", count, pattern).strip()

    def _of(self, paragraph: etree._Element) -> tuple[str, int]:
        found = paragraph.find(f"{_W}pPr/{_W}numPr")
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if found is not None:
            number, level = found.find(f"{_W}numId"), found.find(f"{_W}ilvl")
            if number is not None:
                return number.get(f"{_W}val", ""), int(level.get(f"{_W}val", "0")) if level is not None else 0
        name, seen = style.get(f"{_W}val", "") if style is not None else "", set()
        while name in self.styles and name not in seen:
            seen.add(name)
            _name, parent, number, level = self.styles[name]
            if number:
                return number, level
            name = parent
        return "", 0

    def _read_styles(self, opened: word.document.Document) -> None:
        for style in opened.styles.element.findall(f"{_W}style"):
            name, parent = style.find(f"{_W}name"), style.find(f"{_W}basedOn")
            number, level = (
                style.find(f"{_W}pPr/{_W}numPr/{_W}numId"),
                style.find(f"{_W}pPr/{_W}numPr/{_W}ilvl"),
            )
            self.styles[style.get(f"{_W}styleId", "")] = (
                name.get(f"{_W}val", "") if name is not None else "",
                parent.get(f"{_W}val", "") if parent is not None else "",
                number.get(f"{_W}val", "") if number is not None else "",
                int(level.get(f"{_W}val", "0")) if level is not None else 0,
            )

    def _read_numbering(self, opened: word.document.Document) -> None:
        part = next(
            (
                rel.target_part
                for rel in opened.part.rels.values()
                if rel.reltype.endswith("/numbering") and not rel.is_external
            ),
            None,
        )
        if part is None:
            return
        root = part.element
        abstracts = {
            each.get(f"{_W}abstractNumId", ""): self._levels(each)
            for each in root.findall(f"{_W}abstractNum")
        }
        for number in root.findall(f"{_W}num"):
            key = number.get(f"{_W}numId", "")
            link = number.find(f"{_W}abstractNumId")
            shared = link.get(f"{_W}val", "") if link is not None else ""
            levels = dict(abstracts.get(shared, {}))
            restarts = False
            for change in number.findall(f"{_W}lvlOverride"):
                at = int(change.get(f"{_W}ilvl", "0"))
                levels |= self._levels(change)
                begin = change.find(f"{_W}startOverride")
                if begin is not None and at in levels:
                    levels[at] = (int(begin.get(f"{_W}val", "1")), *levels[at][1:])
                    restarts = True
            self.levels[key] = levels
            self.abstract[key] = f"num {key}" if restarts else f"abstract {shared}"

    @staticmethod
    def _levels(holder: etree._Element) -> dict[int, tuple[int, str, str]]:
        found = {}
        for level in holder.findall(f"{_W}lvl"):
            start, kind, text = (level.find(f"{_W}{name}") for name in ("start", "numFmt", "lvlText"))
            found[int(level.get(f"{_W}ilvl", "0"))] = (
                int(start.get(f"{_W}val", "1")) if start is not None else 1,
                kind.get(f"{_W}val", "decimal") if kind is not None else "decimal",
                text.get(f"{_W}val", "") if text is not None else "",
            )
        return found


def written(number: int, form: str) -> str:
    """Return ``number`` in one of Word's number formats; an unknown format counts in ASCII digits."""
    if form in ("decimalFullWidth", "decimalFullWidth2"):
        return str(number).translate(_FULL)
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if form == "decimalEnclosedParen" and 1 <= number <= 20:
        return f"({number})"
    if form == "decimalEnclosedFullstop":
        return f"{number}."
    if form == "decimalZero":
        return f"{number:02d}"
    for name, letters in (
        ("aiueoFullWidth", _AIUEO),
        ("aiueo", _HALF),
        ("irohaFullWidth", _IROHA),
        ("iroha", _IROHA),
    ):
        if form == name and 1 <= number <= len(letters):
            return letters[number - 1]
    if form in (
        "japaneseCounting",
        "ideographDigital",
        "japaneseDigitalTenThousand",
        "chineseCounting",
        "taiwaneseCounting",
    ):
        return _kanji(number)
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((97 if form == "lowerLetter" else 65) + number - 1)
    if form in ("lowerRoman", "upperRoman") and 1 <= number <= 39:
        roman = (
            "x" * (number // 10) + ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"][number % 10]
        )
        return roman if form == "lowerRoman" else roman.upper()
    return "" if form == "none" else str(number)


def _kanji(number: int) -> str:
    digits = "〇一二三四五六七八九"
    if number < 10:
        return digits[number]
    tens, ones = divmod(number, 10)
    if tens >= 10:
        return "".join(digits[int(digit)] for digit in str(number))
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")

"""Which characters the installed fonts can print; refuses to guess, and changes text only where print cannot differ."""

from __future__ import annotations

import functools
import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

from fontTools.ttLib import TTFont

from confidentiality.fonts import families
from confidentiality.printing.refusals import MissingGlyph

_UNPAINTED = {"head", "style", "script", "template"}
# Characters that lay text out and are never painted.
_LAYOUT = frozenset(" \t\n\r\f\u200b\u2060\ufeff")
_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# Only kana and Latin: full NFC would replace compatibility ideographs (﨑, 神) by other characters, even in names.
_DECOMPOSED = re.compile("[A-Za-z\u00c0-\u024f\u3041-\u30ff][\u0300-\u036f\u3099\u309a]+")


def compose(text: str) -> str:
    """Return ``text`` with か＋U+3099 as が (and e＋U+0301 as é): the same print, and the text comes back exactly."""
    return _DECOMPOSED.sub(lambda match: unicodedata.normalize("NFC", match[0]), text)


def require_glyphs(html: str, folder: Path) -> None:
    """Raise :class:`MissingGlyph` when the painted text of ``html`` has a character that no font in ``folder`` has."""
    reader = _PaintedText()
    reader.feed(html)
    reader.close()
    if missing := missing_characters("".join(reader.parts), folder):
        raise MissingGlyph(missing)


def missing_characters(text: str, folder: Path) -> list[str]:
    """Return the characters of ``text`` that cannot be printed, once each, in order.

    A character with a variation selector counts as one, and is printable only where a font has that very form:
    a name must not come out in another one. The first font that has the base character decides, as in print.
    """
    fonts = [_repertoire(str(path), path.stat().st_mtime_ns) for path in families(folder).values()]
    plain = frozenset().union(*(characters for characters, _ in fonts)) | _LAYOUT
    missing = [character for character in dict.fromkeys(_SELECTOR.sub("", text)) if character not in plain]
    for match in _SELECTOR.finditer(text):
        base = text[match.start() - 1 : match.start()]
        form = base + match[0]
        variations = next((forms for characters, forms in fonts if base and base in characters), frozenset())
        if form not in variations and form not in missing:
            missing.append(form)
    return missing


@functools.lru_cache(maxsize=8)
def _repertoire(path: str, changed: int) -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters of a font file and its variation sequences; ``changed`` only keeps the cache honest."""
    with TTFont(path, lazy=True) as font:
        tables = font["cmap"]
        characters = frozenset(map(chr, tables.getBestCmap()))
        sequences = frozenset(
            chr(base) + chr(selector)
            for table in tables.tables
            if table.format == 14
            for selector, entries in table.uvsDict.items()
            for base, _ in entries
        )
    return characters, sequences


class _PaintedText(HTMLParser):
    """Collects the text of a page that ends up as ink."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in _UNPAINTED

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _UNPAINTED

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)

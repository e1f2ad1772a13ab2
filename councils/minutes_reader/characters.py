"""Characters for reading: folding of widths and look-alikes, joining of broken lines; changes no stored text."""

from __future__ import annotations

import re
import unicodedata

SENTENCE_END = "。．？！?!"
CLOSING = "」』）)】》〉＞>］]〕"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def _fold_table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    for first, last in ((0x2E80, 0x2EF3), (0x2F00, 0x2FD5), (0xFF61, 0xFF9F)):
        for code in range(first, last + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1:
                table[code] = plain
    table.update({ord(space): " " for space in _SPACES})
    table.update({ord(dash): "-" for dash in "‐‑‒–—―−─━﹣"})
    table.update({ord(wave): "~" for wave in "〜～∼˜"})
    table.update({ord(colon): ":" for colon in "∶﹕："})
    table.update({ord(ring): "○" for ring in "◯〇⚪◌"})
    table.update({ord(dot): "・" for dot in "･•‧∙⋅·"})
    table[ord("⻑")] = "長"  # a radical that text taken from PDF carries in the place of the character
    return table


_FOLD = _fold_table()


def fold(text: str) -> str:
    """Return ``text`` for matching only: half-width, one kind of space, dash, wave, ring and dot; the length is kept.

    Because every character stays in its place, a span found in the folded text cuts the text as it was written.
    """
    return text.translate(_FOLD)


def visible(text: str) -> str:
    """Return ``text`` without any white space or invisible character: what faithfulness is measured in."""
    return re.sub(r"\s+", "", _INVISIBLE.sub("", text))


def without_invisible(text: str) -> str:
    """Return ``text`` without zero-width and direction marks, which would hide a heading from every pattern."""
    return _INVISIBLE.sub("", text)


def squeeze(text: str) -> str:
    """Return the folded text without white space, for comparing words printed with gaps (日　時)."""
    return re.sub(r"\s+", "", fold(text))


def one_space(text: str) -> str:
    """Return ``text`` with every run of white space, of whatever width, as one half-width space."""
    return re.sub(r"\s+", " ", text).strip()


def columns(text: str) -> int:
    """Return the width of ``text`` in half-width columns (a full-width character counts two)."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def join_lines(before: str, after: str) -> str:
    """Return two parts of one broken line joined: no space in Japanese, one between two words in Latin letters."""
    if not before or not after:
        return before + after
    return f"{before}{glue(before, after)}{after}"


def glue(before: str, after: str) -> str:
    """Return what joins the end of one line to the next: a space between Latin words, else nothing."""
    before = before[-3:]
    words = re.search(r"[A-Za-z][,.;:]?\Z", before) and re.match(r"[A-Za-z0-9(]", after)
    return " " if words or (before[-1:] in ",;" and re.match(r"[A-Za-z]", after)) else ""


def ends_sentence(text: str) -> bool:
    """Say whether ``text`` ends where a sentence may end; a closing bracket counts if a full stop lies before it."""
    bare = text[-60:].rstrip().rstrip(CLOSING)
    return bool(bare) and bare[-1] in SENTENCE_END


def open_bracket(text: str) -> bool:
    """Say whether a bracket opened in ``text`` is not closed in it, so that the text runs on."""
    return any(
        text.count(opening) > text.count(closing)
        for opening, closing in ("（）", "()", "「」", "『』", "《》", "【】")
    )


_KANJI = {"〇": 0, "○": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def to_number(text: str) -> int | None:
    """Return the number written in ``text`` in ASCII, full-width, circled, Roman or kanji digits; ``None`` if none."""
    bare = squeeze(text)
    if re.fullmatch(r"\d+", bare):
        return int(bare)
    if len(bare) == 1 and unicodedata.numeric(bare, None) is not None and bare not in _KANJI and bare != "十":
        return int(unicodedata.numeric(bare))
    if not re.fullmatch(r"[〇○一二三四五六七八九十百]+", bare):
        return None
    if not re.search("[十百]", bare):
        return int("".join(str(_KANJI[digit]) for digit in bare))
    hundreds, _, rest = bare.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    total = (_KANJI.get(hundreds, 1) * 100 if "百" in bare else 0) + (_KANJI.get(tens, 1) * 10 if ten else 0)
    return total + (_KANJI.get(ones, 0) if ones else 0)

"""How names and clauses are put together in the reader's language; refuses to touch dates, numbers and typed texts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import translation
from django.utils.translation import pgettext_lazy

SIGNS = {
    "、": pgettext_lazy("between the parts of a list", "、"),
    "（": pgettext_lazy("opens a remark behind a name", "（"),
    "）": pgettext_lazy("closes a remark behind a name", "）"),
    "：": pgettext_lazy("between a name and what is said of it", "："),
    "・": pgettext_lazy("between facts on one line", "・"),
    "　": pgettext_lazy("a wide space between facts on one line", "　"),
    "～": pgettext_lazy("between two times of a day", "～"),
    "〜": pgettext_lazy("between two days", "〜"),
    "「": pgettext_lazy("opens words that are quoted", "「"),
    "」": pgettext_lazy("closes words that are quoted", "」"),
    "｜": pgettext_lazy("between a page's title and its place", "｜"),
}


def punctuation(signs: str) -> str:
    """Return Japanese signs, such as ）・, as the reader's language writes them; one unknown raises ``KeyError``."""
    return "".join(str(SIGNS[sign]) for sign in signs)


def listed(words: Iterable[Any]) -> str:
    """Return 甲、乙、丙 for three words, with the comma of the reader's language."""
    return punctuation("、").join(str(word) for word in words)


def bracketed(name: Any, remark: Any) -> str:
    """Return 名前（所属）, in the brackets of the reader's language; without a remark the name alone."""
    return f"{name}{punctuation('（')}{remark}{punctuation('）')}" if remark else str(name)


def in_japanese(words: Any, **values: Any) -> str:
    """Return words (best lazy ones) in Japanese, the language of records and papers, whoever causes them to be written.

    ``values`` fill placeholders of the form ``%(name)s``; they too are put in Japanese.
    """
    with translation.override("ja"):
        return str(words) % values if values else str(words)

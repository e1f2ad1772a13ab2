"""Looks through texts about to leave their circle: names of people, guarded words, hidden traces; decides nothing.

What a text is looked through for, its app says; this module knows how names and titles are found again in Japanese.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from confidentiality.models import Designation

HONORIFICS = "さん|氏|様|委員|座長|議長|会長|議員|教授|先生|理事|部長|課長|社長|役員|君"
ENDED = ("lapsed", "withdrawn", "lifted", "expired")
LEAST_TITLE, LEAST_WORD = 4, 3  # characters: shorter phrases occur by chance

TRACES = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ue000-\uf8ff\U000e0000-\U000e007f]"
    r"|[\w.+-]+@[\w-]+\.[\w.-]+|(?:file|https?)://\S+|[A-Za-z]:\\\S+|\\\\[\w-]+\\\S+|/(?:home|Users|var|srv|tmp)/\S+|0\d{1,3}-\d{2,4}-\d{4}"
)
_WORDS = re.compile(
    r"「([^」]{3,})」|([ァ-ヶー]{5,})|([A-Za-z][A-Za-z0-9.+-]*\d[A-Za-z0-9.+-]*|\d+[A-Za-z][A-Za-z0-9.+-]*)"
)


def plain(text: str) -> str:
    """For comparison only: one width, one case, no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def folded(text: str) -> tuple[str, list[int]]:
    """``text`` as :func:`plain` sees it, with the place in ``text`` from which each character came."""
    letters, places = [], []
    for place, character in enumerate(text):
        for letter in plain(character):
            letters.append(letter)
            places.append(place)
    return "".join(letters), places


def phrases_in(text: str, phrases: Mapping[str, set[str]]) -> Iterator[tuple[str, int, int]]:
    """(kind, start, end) of every phrase; those of the kind ``name`` are patterns."""
    letters, places = folded(text)
    for kind, wanted in phrases.items():
        for phrase in wanted:
            for match in re.finditer(phrase if kind == "name" else re.escape(phrase), letters):
                yield kind, places[match.start()], places[match.end() - 1] + 1


def name_patterns(names: Iterable[str]) -> set[str]:
    """Patterns: whole names, and family names with a title of respect. 原 alone is a word; 原委員 is a person."""
    patterns = set()
    for name in set(names) - {""}:
        parts = re.sub(rf"(?:{HONORIFICS})\Z", "", name.strip()).split()
        if not parts:
            continue
        whole = re.escape(plain("".join(parts)))
        if len(plain("".join(parts))) >= LEAST_WORD or len(parts) > 1:
            patterns.add(whole)
        patterns.add(f"{re.escape(plain(parts[0]))}(?:{HONORIFICS})")
    return patterns


def guarded_phrases(designations: Iterable[Designation]) -> dict[str, set[str]]:
    """Titles and subjects of agreements in force or under way, and the rare words in them."""
    titles, words = set(), set()
    for designation in designations:
        for version in filter(None, (designation.in_force, designation.candidate)):
            for text in (version.title, version.subject):
                if len(plain(text)) >= LEAST_TITLE:
                    titles.add(plain(text))
            for match in _WORDS.finditer(f"{version.title}\n{version.subject}\n{version.extent}"):
                word = plain(next(filter(None, match.groups())))
                if len(word) >= LEAST_WORD:
                    words.add(word)
    return {"designation": titles, "keyword": words - titles}

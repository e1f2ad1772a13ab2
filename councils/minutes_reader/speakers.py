"""Who speaks: role words, and the places where minutes put the speaker of a remark; never guesses from the content."""

from __future__ import annotations

import re

from .characters import ends_sentence, fold, squeeze
from .words import MINISTRIES, ROLES, SPEAKERS, TITLES, alternation

_WORD = r"[^\s、。,:;「」『』()\[\]【】《》?!…]"
_ROLE = alternation((*ROLES, *TITLES, *SPEAKERS))
_BODY = alternation(MINISTRIES)
_ONE = re.compile(
    rf"(?:{_WORD}{{0,14}}?(?:{_ROLE})(?:代理)?[A-Z\d]?|(?:{_BODY})(?:{_WORD}{{0,10}})?)(?:\([^()]{{1,16}}\))?\Z"
)
_PLAIN = re.compile(r"[^ぁ-ん]{0,8}\Z")
_PARTICLE = re.compile(r"(?:から|より|が|は|の|を|に|と|も|へ|で|及び|並びに|等|など|・)")
_OPEN = {"【": "】", "[": "]", "〔": "〕", "(": ")", "<": ">", "〈": "〉", "≪": "≫"}


def is_speaker(text: str, known: frozenset[str] = frozenset()) -> bool:
    """Say whether ``text`` names one speaker or several (山田委員、鈴木委員); ``known`` are names of attendees."""
    bare = squeeze(text)
    if not bare or len(bare) > 34 or re.search(r"[。?!]", bare):
        return False
    parts = re.split(r"[、,]|及び", bare)
    return len(parts) <= 4 and all(
        part in known or (0 < len(part) <= 24 and bool(_ONE.match(part))) for part in parts
    )


def is_bare_speaker(text: str, known: frozenset[str] = frozenset()) -> bool:
    """Say whether ``text``, not set apart by any sign, is a speaker: kanji and katakana only before the role word."""
    bare = squeeze(text)
    if not is_speaker(bare, known):
        return False
    name = re.sub(rf"(?:{_ROLE}|{_BODY})(?:代理)?(?:\([^()]*\))?\Z", "", bare)
    return bare in known or bool(_PLAIN.match(name))


def split_speaker(text: str, *, marked: bool, known: frozenset[str] = frozenset()) -> tuple[str | None, str]:
    """Return the speaker as written and the rest of ``text``; ``(None, text)`` where no speaker is set apart.

    Understood: 【山田委員】…, （山田委員）…, 山田委員：…, 山田委員　… with a full-width gap, 山田委員 … after a bullet
    (``marked``), and …（山田委員） at the very end. A rest of ``""`` means that the line holds the speaker alone.
    """
    lead = leading_speaker(text, marked=marked, known=known)
    if lead:
        return lead
    folded = fold(text)
    if marked and is_speaker(folded, known):
        return text.strip(), ""
    return _trailing(text, folded, known)


def leading_speaker(
    text: str, *, marked: bool, known: frozenset[str] = frozenset()
) -> tuple[str, str] | None:
    """Return the speaker set apart before a remark, and the rest; ``None`` if there is none."""
    folded = fold(text[:200])
    first = folded[:1]
    if first in _OPEN and (close := folded.find(_OPEN[first])) > 1 and is_speaker(folded[1:close], known):
        rest = re.match(r"\s*:?\s*", folded[close + 1 :])
        return text[1:close].strip(), text[close + 1 + (rest.end() if rest else 0) :].strip()
    match = re.match(r"([^:。]{1,34}?)\s*:\s*", folded)
    if match and is_speaker(match[1], known):
        return text[: match.end(1)].strip(), text[match.end() :].strip()
    return _leading(text, folded, marked, known)


def _leading(text: str, folded: str, marked: bool, known: frozenset[str]) -> tuple[str, str] | None:
    for match in reversed(list(re.finditer(r"\s+", folded))[:3]):  # 千葉　涼　教授, before 千葉
        wide = len(match[0]) >= 2 or text[match.start()] in "\u3000\t"
        if not (wide or marked):
            continue
        head, rest = folded[: match.start()], folded[match.end() :]
        if rest and is_bare_speaker(head, known) and not _PARTICLE.match(rest):
            return text[: match.start()].strip(), text[match.end() :].strip()
    return None


def _trailing(text: str, folded: str, known: frozenset[str]) -> tuple[str | None, str]:
    match = re.search(r"[(〔\[【]([^()〔〕\[\]【】]{1,34})[)〕\]】](。?)\s*\Z", folded)
    if match and match.start() > 0 and is_speaker(match[1], known):
        rest = text[: match.start()].rstrip()
        if re.search(_BODY, fold(match[1])) and not ends_sentence(rest + match[2]):
            return None, text  # bodies named in passing: …との連携（警察庁、海上保安庁）
        return text[slice(*match.span(1))].strip(), rest + text[slice(*match.span(2))]
    return None, text

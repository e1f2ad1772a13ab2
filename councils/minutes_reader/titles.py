"""The head of the first page: title, name and number of the meeting, label, notice of correction; no dates."""

from __future__ import annotations

import re

from .characters import fold, one_space, squeeze, to_number
from .words import MEETING_BODIES, PAPERS, alternation

_KIND = alternation(PAPERS)
_BARE_PAPERS = ("議事", "要旨")  # cut off the end of a title, too short to recognise one by
_NUMBER = r"第\s*(?P<number>\d(?:\s?\d){0,2}|[一二三四五六七八九十百]{1,4})\s*回"
_BODY_END = re.compile(rf"(?:{alternation(MEETING_BODIES)})\)?\Z")
_TAIL = r"(?:\s*[(\[【](?:案|未定稿|速報|速報版|暫定版|訂正版|確定版|公開用|要旨|概要)[)\]】])*"
_LABEL = re.compile(
    r"[(\[【]?\s*(?:参考|別添|別紙|机上|席上)?\s*(?:配付|配布)?(?:資\s*料|参\s*考)\s*(?:No\.?)?"
    r"\s*\d{1,2}(?:\s*[-]\s*\d{1,2}){0,2}\s*[)\]】]?\Z"
)


def is_label(text: str) -> bool:
    """Say whether ``text`` is a handout's corner label alone (資料８, 参考資料１, 資料２－１)."""
    return bool(_LABEL.match(fold(text).strip()))


def split_label(text: str) -> tuple[str, str]:
    """Return (label, rest) if a title line begins or ends with a label set off by white space, else ``("", text)``."""
    folded = fold(text)
    for match in (re.match(r"(\S+)\s{2,}(\S.*)\Z", folded), re.match(r"(\S.*?)\s{2,}(\S+)\Z", folded)):
        for part, other in ((1, 2), (2, 1)) if match else ():
            if _LABEL.match(match[part]) and is_title_line(match[other]):
                return text[slice(*match.span(part))], text[slice(*match.span(other))].strip()
    return "", text


def is_correction(text: str) -> bool:
    """Say whether ``text`` is the notice that this is a corrected edition: （訂正版：令和８年４月１日）."""
    return bool(re.match(r"[(\[【]?\s*(?:訂正版|改訂版|修正版)\s*[:)\]】]", fold(text)))


def is_title_line(text: str) -> bool:
    """Say whether ``text`` could be the title or one line of it: a numbered meeting, a body's name, or 議事要旨."""
    folded = fold(text).strip()
    bare = squeeze(text)
    if not bare or len(bare) > 90 or bare.endswith(("。", "、")):
        return False
    numbered = re.search(_NUMBER, folded) and not re.search(r"から|について|を", bare)
    kind = re.search(rf"(?:{_KIND}){_TAIL}\Z", bare)
    return bool(numbered or kind or (_BODY_END.search(bare) and len(bare) <= 60))


def names_kind(text: str) -> bool:
    """Say whether ``text`` ends by naming the paper (議事要旨, 議事録 …)."""
    return bool(re.search(rf"(?:{_KIND}){_TAIL}\Z", squeeze(text)))


def body_and_number(title: str) -> tuple[str, int | None]:
    """Return the name of the meeting's body without number and kind of paper, and the meeting's number or ``None``.

    The spaces inside the name stay single; a fiscal year before the number (令和８年度第２回) is no part of the name.
    """
    folded, written = fold(title), title
    number = None
    year = r"(?:(?:令和|平成|昭和)\s*(?:元|\d{1,2})|\d{4})\s*年度\s*"
    matches = list(re.finditer(rf"(?:{year})?[(\[【]?\s*{_NUMBER}(?:会合|会議)?\s*[)\]】]?", folded)) or list(
        re.finditer(r"[(\[【]?\s*(?:初回)\s*[)\]】]?", folded)
    )
    if matches:
        match = matches[-1]
        number = to_number(match["number"]) if "number" in match.groupdict() and match["number"] else 1
        written = written[: match.start()] + " " + written[match.end() :]
    written = _cut(
        written,
        r"[(\[【][^()\[\]【】]*(?:\d\s*年|[RH]\d|\d{4}[./-])[^()\[\]【】]*(?:\([月火水木金土日]\)[^()]*)?[)\]】]\s*\Z",
    )
    written = _cut(written, rf"{_TAIL}\s*\Z")
    papers = "|".join(_spaced(kind) for kind in sorted((*PAPERS, *_BARE_PAPERS), key=len, reverse=True))
    written = _cut(written, rf"の?(?:{papers}){_TAIL}\s*\Z")
    written = _cut(written, rf"{_TAIL}\s*\Z")
    written = _cut(written, rf"\A\s*{year}")
    written = _cut(written, r"[(\[【]\s*[)\]】]")
    written = _cut(written, r"\A\s*(?:○(?!○)|[●■□◆◇・▼▽])\s*")
    return one_space(written), number


def _spaced(word: str) -> str:
    return r"\s*".join(word)


def _cut(text: str, pattern: str) -> str:
    match = re.search(pattern, fold(text))
    return text[: match.start()] + text[match.end() :] if match else text

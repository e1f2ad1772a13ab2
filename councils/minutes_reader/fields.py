"""The headings of the fields every minutes has (日時, 場所 …), however dressed; what stands under them is not read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import words
from .characters import fold, squeeze, to_number
from .dates import has_date, has_time
from .lines import Line

DATE, PLACE, ATTENDEES, AGENDA, HANDOUTS, BODY = "date", "place", "attendees", "agenda", "handouts", "body"
GROUP = "group"
TITLE = "title"

_KINDS = {
    TITLE: words.TITLE_FIELD,
    DATE: words.DATE_FIELD,
    PLACE: words.PLACE_FIELD,
    ATTENDEES: words.ATTENDEES_FIELD,
    GROUP: words.GROUP_FIELD,
    AGENDA: words.AGENDA_FIELD,
    HANDOUTS: words.HANDOUTS_FIELD,
    BODY: words.BODY_FIELD,
}
_KIND_BY_NAME = {squeeze(word): kind for kind, listed in _KINDS.items() for word in listed}
BODY_WORDS = frozenset(words.BODY_FIELD + words.INNER_HEADINGS)

_DIGITS = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_UNITS = "年/月時人名回件つか所"  # 3名 and 2つ count things, not headings
_ENUMERATION = (
    rf"第?\s?{_DIGITS}(?:\s*[.)、,:]\s*|\s+|(?=[【\[〔<「《(]))|第?\d{{1,2}}(?=[^\d\s.,:~{_UNITS})-])"
    rf"|\({_DIGITS}\)\s*|[①-⑳]\s*|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]\s*[.,]?\s*|[IVX]{{1,4}}[.]?\s+|[ア-コ]\s*[.、)]?\s+"
)
_BULLET = r"[○●■□◆◇・▼▽▶◎☆★*▪•]\s*|-\s+"
_PAIRS = dict(zip("【〔[<《「(〈『≪", "】〕]>》」)〉』≫", strict=True))
_NAMES = "|".join(
    r"\s*".join(map(re.escape, fold(word))) for word in sorted(_KIND_BY_NAME, key=len, reverse=True)
)
_NO_NOTE = (
    "委員|構成員|事務局|座長|オブザーバー|有識者|関係省庁|府省"  # in brackets these begin the list itself
)
_NOTE = rf"(?:\s*\((?!(?:{_NO_NOTE})\))[^()]{{1,40}}\)(?=[\s:/】〕\]>》」)〉』≫]|\Z))?"
_FIELD = re.compile(
    rf"(?P<mark>{_ENUMERATION}|{_BULLET})?(?P<open>[【〔\[<《「(〈『≪])?\s*(?P<name>{_NAMES})(?P<note>{_NOTE})\s*"
    rf"(?P<close>[】〕\]>》」)〉』≫])?(?P<note2>{_NOTE})(?P<sep>\s*[:/])?\s*(?P<value>.*)\Z"
)


@dataclass(frozen=True)
class Field:
    """One heading found: its kind, the part of the line that is heading, the rest, and the style it is set in."""

    kind: str
    printed: str
    value: str
    style: str
    name: str
    number: int | None = None


def enumeration_style(mark: str) -> str:
    """Return a name for the way ``mark`` numbers things, so that headings of one rank can be told from another's."""
    bare = squeeze(mark)
    if not bare:
        return ""
    if bare.startswith("第"):
        return "第n"
    if re.match(r"\(", bare):
        return "(n)" if re.search(r"\d", bare) else "(漢)"
    if re.match(r"\d", bare):
        return "n" + re.sub(r"\d", "", bare)
    if re.match(r"[一二三四五六七八九十]", bare):
        return "漢" + re.sub(r"[一二三四五六七八九十]", "", bare)
    if re.match(r"[①-⑳]", mark.strip()):
        return "①"
    if re.match(r"[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩIVX]", bare):
        return "Ⅰ"
    if re.match(r"[ア-コ]", bare):
        return "ア"
    return bare[0]


def enumeration_number(mark: str) -> int | None:
    """Return the number in an enumerating mark, or ``None`` for a bullet."""
    bare = re.sub(r"[第().、,:)\s]", "", fold(mark))
    roman = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ".find(bare) if len(bare) == 1 else -1
    return roman + 1 if roman >= 0 else to_number(bare) if bare and not re.match("[○・]", bare) else None


def split_enumeration(text: str) -> tuple[str, str]:
    """Return the enumerating mark at the head of ``text`` (``""`` if none) and the rest, both as written."""
    match = re.match(rf"(?:{_ENUMERATION})", fold(text))
    return (text[: match.end()].strip(), text[match.end() :].strip()) if match else ("", text)


def field_heading(line: Line) -> Field | None:
    """Return the field heading that ``line`` is or begins with, or ``None``; widths and inner gaps do not matter."""
    text = f"{line.label} {line.text}".strip() if line.label else line.text
    folded = fold(text)
    if len(folded) > 400:
        return None
    match = _FIELD.match(folded)
    if match is None:
        return None
    opening, closing = match["open"], match["close"]
    if (opening or closing) and _PAIRS.get(opening or "") != closing:
        return None
    value = match["value"].strip()
    if value and not opening and not match["sep"] and not folded[match.start("value") - 1].isspace():
        return None  # 委員会, 概要版: only the beginning of another word
    name = squeeze(match["name"])
    kind = _KIND_BY_NAME.get(name)
    apart = opening or match["sep"] or "\t" in text[match.end("name") : match.start("value")]
    if kind is None or (value and not _fits(kind, name, value, loose=not apart)):
        return None
    mark = text[: match.end("mark")] if match["mark"] else ""
    cut = match.start("value") if value else len(text)
    style = enumeration_style(mark) + (opening or "") + (f"#{line.level}" if line.level else "")
    return Field(
        kind, text[:cut].strip(), text[cut:].strip(), style, name, enumeration_number(mark) if mark else None
    )


def _fits(kind: str, name: str, value: str, *, loose: bool) -> bool:
    """Say whether ``value``, in the same line, is what such a heading has; ``loose``: only a space lies between."""
    if kind == DATE:
        return has_date(value) or has_time(value) or not loose
    if kind == BODY and loose:
        return False
    if kind in (AGENDA, HANDOUTS) and loose:
        return not re.match(r"[はがをにのでとも]", value) and name != "資料"
    if kind == PLACE and loose:
        return not re.match(r"[はがをにのでとも]", value) and not value.endswith("。")
    return not loose or not re.search(r"[。]|[はがをに]\s", value)


def group_name(name: str) -> str:
    """Return the group an attendee heading names: 委員 for 出席委員, nothing for 出席者, else the word itself."""
    bare = re.sub(r"[【】〔〕\[\]<>＜＞《》「」（）()〈〉：:■□◆◇●○・\s]", "", fold(name))
    if _KIND_BY_NAME.get(bare) == ATTENDEES:
        return ""
    return re.sub(r"\A出席(?=委員|構成員|府省)", "", bare)

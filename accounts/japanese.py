"""Japanese official notation of numbers, dates and times; pure functions that refuse to touch names, body text or settings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")
WEEKDAYS = "月火水木金土日"

_TO_FULL = str.maketrans("0123456789", "０１２３４５６７８９")
_TO_HALF = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True)
class Era:
    """One era (元号): its name, its typed abbreviation and its first day; it ends the day before the next begins."""

    name: str
    letter: str
    begins: date


# Eras are data: a further one is one more row here, or a sequence passed by the caller.
ERAS: tuple[Era, ...] = (
    Era("昭和", "S", date(1926, 12, 25)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("令和", "R", date(2019, 5, 1)),
)


def to_fullwidth(value: int | str) -> str:
    """Return ``value`` with ASCII digits full-width (12 → １２); every other character stays as it is."""
    return str(value).translate(_TO_FULL)


def to_halfwidth(value: str) -> str:
    """Return ``value`` with full-width digits in ASCII (１２ → 12); every other character stays as it is."""
    return value.translate(_TO_HALF)


def in_tokyo(moment: datetime) -> datetime:
    """Return ``moment`` on Japan's clock. A moment without a time zone raises ``ValueError``: it has no place on it."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError("時刻帯のない日時は、公文書の日時として印字できません。")
    return moment.astimezone(TOKYO)


def era_of(day: date, eras: Sequence[Era] = ERAS) -> Era:
    """Return the era in force on ``day``; raise ``ValueError`` for a day before the first one known."""
    for era in reversed(eras):
        if _plain(day) >= era.begins:
            return era
    raise ValueError(f"{_plain(day).isoformat()} に当たる元号を知りません。")


def wareki_year(day: date, *, fullwidth: bool = True, eras: Sequence[Era] = ERAS) -> str:
    """Return the year of ``day`` by era: 令和４年, and 令和元年 for the first."""
    era = era_of(day, eras)
    return f"{era.name}{_year_digits(day.year - era.begins.year + 1, fullwidth)}年"


def wareki_date(
    day: date, *, weekday: bool = True, fullwidth: bool = True, eras: Sequence[Era] = ERAS
) -> str:
    """Return 令和４年１月１１日（火）: digits not padded, weekday in full-width parentheses.

    ``day`` may be a ``datetime`` with a time zone; the day is then the one in Japan. ``fullwidth=False`` keeps ASCII
    digits, for screens.
    """
    day = _plain(day)
    text = f"{wareki_year(day, fullwidth=fullwidth, eras=eras)}{_digits(day.month, fullwidth)}月"
    text += f"{_digits(day.day, fullwidth)}日"
    return f"{text}（{WEEKDAYS[day.weekday()]}）" if weekday else text


def wareki_time(moment: time | datetime, *, fullwidth: bool = True) -> str:
    """Return 午後７時００分: twelve-hour clock from 0, hour not padded, minute of two digits; noon is 午後０時００分."""
    clock = in_tokyo(moment).time() if isinstance(moment, datetime) else moment
    half = "午後" if clock.hour >= 12 else "午前"
    return f"{half}{_digits(clock.hour % 12, fullwidth)}時{_digits(f'{clock.minute:02d}', fullwidth)}分"


def wareki_datetime(moment: datetime, *, fullwidth: bool = True, eras: Sequence[Era] = ERAS) -> str:
    """Return 令和４年１月１１日（火）午後７時００分 for a moment with a time zone, on Japan's clock."""
    return wareki_date(moment, fullwidth=fullwidth, eras=eras) + wareki_time(moment, fullwidth=fullwidth)


def wareki_range(
    starts: datetime, ends: datetime, *, fullwidth: bool = True, eras: Sequence[Era] = ERAS
) -> str:
    """Return 令和４年１月１１日（火）午後７時００分から午後７時５０分までの間, as minutes and invitations print it.

    An end on another day (in Japan) prints its whole date. An end before the start raises ``ValueError``.
    """
    starts, ends = in_tokyo(starts), in_tokyo(ends)
    if ends < starts:
        raise ValueError("終了日時が開始日時より前です。")
    until = wareki_time(ends, fullwidth=fullwidth)
    if ends.date() != starts.date():
        until = wareki_date(ends, fullwidth=fullwidth, eras=eras) + until
    return f"{wareki_datetime(starts, fullwidth=fullwidth, eras=eras)}から{until}までの間"


def fiscal_year(day: date) -> int:
    """Return the year in which the fiscal year of ``day`` began (1 April to 31 March)."""
    day = _plain(day)
    return day.year if day.month >= 4 else day.year - 1


def fiscal_year_name(starting_year: int, *, fullwidth: bool = False, eras: Sequence[Era] = ERAS) -> str:
    """Return 令和8年度 for the fiscal year that begins in April of ``starting_year``.

    The era is the one of 1 April, so 2019 is 平成31年度; a paper that says 令和元年度 keeps its own printed wording.
    """
    return f"{wareki_year(date(starting_year, 4, 1), fullwidth=fullwidth, eras=eras)}度"


def fiscal_year_bounds(starting_year: int) -> tuple[date, date]:
    """Return the first and the last day of the fiscal year that begins in ``starting_year``."""
    return date(starting_year, 4, 1), date(starting_year + 1, 3, 31)


def parse_date(text: str, eras: Sequence[Era] = ERAS) -> date:
    """Read a date as people type it, in any mix of full- and half-width characters, spaces and separators.

    Understood: 令和４年１月１１日（火）, 令和元年5月1日, ㋿4年1月11日, R4.1.11, Ｈ３１／４／３０, 2022年1月11日, 西暦2022年…,
    2022-01-11, 2022/1/11, 20220111. A weekday, where given, must be right.

    Raises ``ValueError`` with a sentence for the form when the text is no date, when the day lies outside the era it
    names (平成３１年５月１日: the sentence names the right era), or when the weekday is wrong.
    """
    rest = _squeeze(text)
    found = _read_date(rest, eras)
    if found is None or rest[found[1] :]:
        raise ValueError(f"日付として読み取れません：{text}")
    return found[0]


def parse_range(text: str, eras: Sequence[Era] = ERAS) -> tuple[datetime, datetime]:
    """Read 「…から…までの間」 as printed in minutes; return start and end on Japan's clock.

    Spaces between digits, as recognised text has them, are ignored; an end without a date is on the day of the start.
    Raises ``ValueError`` as :func:`parse_date` does, and when the end comes before the start.
    """
    rest = _squeeze(text)
    starts = _read_moment(rest, None, eras)
    if starts is None or not rest[starts[1] :].startswith(("から", "~", "〜", "-")):
        raise ValueError(f"日時として読み取れません：{text}")
    rest = re.sub(r"^(から|[~〜-])", "", rest[starts[1] :])
    ends = _read_moment(rest, starts[0].date(), eras)
    if ends is None or rest[ends[1] :] not in ("", "まで", "までの間"):
        raise ValueError(f"日時として読み取れません：{text}")
    if ends[0] < starts[0]:
        raise ValueError("終了日時が開始日時より前です。")
    return starts[0], ends[0]


def _plain(day: date) -> date:
    return in_tokyo(day).date() if isinstance(day, datetime) else day


def _digits(value: int | str, fullwidth: bool) -> str:
    return to_fullwidth(value) if fullwidth else str(value)


def _year_digits(year: int, fullwidth: bool) -> str:
    return "元" if year == 1 else _digits(year, fullwidth)


def _squeeze(text: str) -> str:
    # NFKC is right for reading only: it also turns ㋿ into 令和. Nothing that was read this way is printed again.
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _read_date(text: str, eras: Sequence[Era]) -> tuple[date, int] | None:
    """Return the date at the head of squeezed ``text`` and where it ends, or ``None`` when there is none."""
    named = {name: era for era in eras for name in (era.name, era.letter, era.letter.lower())}
    match = re.match(
        rf"(?P<era>{'|'.join(map(re.escape, named))}|西暦)?(?P<year>元|\d{{1,4}})(?:年|[-/.])"
        r"(?P<month>\d{1,2})(?:月|[-/.])(?P<day>\d{1,2})日?(?:\((?P<weekday>[月火水木金土日])(?:曜日?)?\))?",
        text,
    ) or re.match(r"(?P<era>)(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?P<weekday>)(?!\d)", text)
    if match is None:
        return None
    era = named.get(match["era"] or "")
    if era is None and not re.fullmatch(r"\d{4}", match["year"]):
        return None
    year = 1 if match["year"] == "元" else int(match["year"])
    try:
        day = date(
            year if era is None else era.begins.year + year - 1, int(match["month"]), int(match["day"])
        )
    except ValueError as error:
        raise ValueError(f"暦にない日付です：{match[0]}") from error
    if year < 1:
        raise ValueError(f"暦にない日付です：{match[0]}")
    if era is not None and era_of(day, eras) is not era:
        raise ValueError(
            f"{match[0]} は{era.name}の期間にありません。{wareki_date(day, eras=eras)}のことでしょうか。"
        )
    if match["weekday"] and match["weekday"] != WEEKDAYS[day.weekday()]:
        raise ValueError(
            f"曜日が合いません。{wareki_date(day, weekday=False)}は{WEEKDAYS[day.weekday()]}曜日です。"
        )
    return day, match.end()


def _read_moment(text: str, day: date | None, eras: Sequence[Era]) -> tuple[datetime, int] | None:
    """Return the date and time at the head of ``text``; without a date there, the time is on ``day``."""
    found = _read_date(text, eras)
    if found is None and day is None:
        return None
    day, offset = found or (day, 0)
    match = re.match(r"(午前|午後)?(?:(正午)|(\d{1,2})(?:時|:)(?:(\d{1,2})分?|(半))?)", text[offset:])
    if match is None or day is None:
        return None
    half, noon, hour, minute, half_past = match.groups()
    hours = 12 if noon else int(hour)
    if half and not noon:
        if hours >= 12:
            raise ValueError(
                f"{match[0]} は読み方が分かれます。正午は午後０時、真夜中は午前０時と書いてください。"
            )
        hours += 12 if half == "午後" else 0
    try:
        clock = time(hours, 30 if half_past else int(minute or 0))
    except ValueError as error:
        raise ValueError(f"時計にない時刻です：{match[0]}") from error
    return datetime.combine(day, clock, TOKYO), offset + match.end()

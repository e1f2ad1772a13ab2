"""The date line of minutes in its many spellings, read into two moments in Japan; refuses to print dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts.japanese import ERAS, TOKYO, WEEKDAYS, wareki_date

from .characters import fold, to_number

_SIGNS = {"㋿": "令和", "㍻": "平成", "㍼": "昭和"}
_ERAS = {name: era for era in ERAS for name in (era.name, era.letter, era.letter.lower())}
_ERAS |= {sign: _ERAS[name] for sign, name in _SIGNS.items()}
_TWO = r"\d(?:\s?\d)?"
_NUMBER = rf"(?:{_TWO}|[元一二三四五六七八九十]{{1,3}})"
_ERA = "|".join(sorted(map(re.escape, _ERAS), key=len, reverse=True))
_YEAR_IN_BRACKETS = r"(?:\s*\([^()]{1,12}年?\s*\))?"
_DATES = (
    re.compile(
        rf"(?:(?P<era>{_ERA})\s*(?P<year>{_NUMBER})|(?:西暦\s*)?(?P<western>\d(?:\s?\d){{3}}))\s*年{_YEAR_IN_BRACKETS}"
        rf"\s*(?P<month>{_NUMBER})\s*月\s*(?P<day>{_NUMBER})\s*日"
    ),
    re.compile(
        rf"(?:(?P<era>{_ERA})\s*(?P<year>\d{{1,2}}|元)|(?P<western>\d{{4}}))\s*(?P<sign>[./-])\s*(?P<month>\d{{1,2}})"
        r"\s*(?P=sign)\s*(?P<day>\d{1,2})(?!\d)"
    ),
)
_LATER_DAY = re.compile(rf"(?:(?P<month>{_NUMBER})\s*月\s*)?(?P<day>{_NUMBER})\s*日")
_WEEKDAY = re.compile(
    r"\s*[(\[〔]\s*(?P<weekday>[月火水木金土日])(?:曜日?)?(?:\s*・\s*[祝休]日?)?\s*[)\]〕]|\s*(?P<word>[月火水木金土日])曜日?"
    r"|\s*\(?(?P<english>Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?\)?"
)
_ENGLISH = dict(zip(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), WEEKDAYS, strict=True))
_TIME = re.compile(
    rf"(?P<half>午前|午後|[AaPp]\.?[Mm]\.?)?\s*(?:(?P<noon>正午)|(?P<hour>{_TWO}|[一二三四五六七八九十]{{1,3}}(?=\s*時))\s*(?:時(?!間)|:)"
    rf"(?:\s*(?:(?P<past>半)|(?P<minute>{_TWO}|[一二三四五六七八九十]{{1,3}}(?=\s*分))(?:\s*分)?))?)(?:\s*(?P<after>[AaPp]\.?[Mm]\.?)(?![A-Za-z]))?"
)


@dataclass(frozen=True)
class Period:
    """Start and end with time zone, either may be ``None``, and what a person should check, as Japanese sentences."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None
    doubts: tuple[str, ...] = ()


def read_period(text: str) -> Period:
    """Read start and end from ``text`` as minutes write them; never raises, an unreadable part is ``None``.

    A date without a time starts at 00:00 with a doubt. 24:00 and later hours belong to the next day, an end without
    午前・午後 takes the half of the day of the start if it would otherwise lie before it.
    """
    folded = fold(text)
    doubts: list[str] = []
    found = _find_date(folded)
    if found is None:
        return Period()
    match, day = found
    if day is None:
        return Period(doubts=(f"暦にない日付です：{text[slice(*match.span())].strip()}",))
    rest = folded[match.end() :]
    rest = rest[_check_weekday(rest, day, doubts) :]
    if folded[match.end() :].startswith("T"):
        rest = folded[match.end() + 1 :]
    start = _TIME.search(rest)
    if start is None:
        doubts.append("開始時刻の記載がありません。")
        return Period(_moment(day, 0, 0), None, tuple(doubts))
    starts_at, start_half = _clock(start, day, doubts)
    ends_at = _read_end(rest[start.end() :], day, starts_at, start_half, doubts) if starts_at else None
    return Period(starts_at, ends_at, tuple(doubts))


def has_date(text: str) -> bool:
    """Say whether a full date with its year stands anywhere in ``text``."""
    return _find_date(fold(text)) is not None


def is_date_line(text: str) -> bool:
    """Say whether ``text`` is a date (with or without times) and little else, as under a heading left out."""
    folded = fold(text).strip()
    found = _find_date(folded)
    if found is None or found[0].start() > 6:
        return False
    rest = _TIME.sub("", folded[found[0].end() :])
    rest = re.sub(
        r"\([^()]*\)|から|まで|の間|~|-|開催|開会|閉会|同日|翌日|[、,:]|[月火水木金土日]曜日|\d+日", "", rest
    )
    return len(re.sub(r"\s", "", rest)) <= 6


def has_time(text: str) -> bool:
    """Say whether a time of day stands in ``text``."""
    return _TIME.search(fold(text)) is not None


def cut_after_times(text: str) -> int:
    """Return where the date and times at the head of ``text`` end; 0 if there are none."""
    folded = fold(text)
    ends = [match.end() for pattern in (*_DATES, _WEEKDAY, _TIME) for match in pattern.finditer(folded)]
    end = max(ends, default=0)
    rest = re.match(r"\s*(?:まで|から|の間|開催|分|\))*", folded[end:])
    return end + (rest.end() if rest else 0)


def _find_date(folded: str) -> tuple[re.Match[str], date | None] | None:
    matches = [match for pattern in _DATES if (match := pattern.search(folded))]
    if not matches:
        return None
    match = min(matches, key=lambda each: each.start())
    year, month, day = (_whole(match[name]) for name in ("year", "month", "day"))
    if match["western"]:
        year = _whole(match["western"])
    elif year is not None:
        year += _ERAS[match["era"]].begins.year - 1
    try:
        return match, date(year or 0, month or 0, day or 0)
    except ValueError:
        return match, None


def _whole(text: str | None) -> int | None:
    if text is None:
        return None
    return 1 if text.strip() == "元" else to_number(text)


def _check_weekday(rest: str, day: date, doubts: list[str]) -> int:
    match = _WEEKDAY.match(rest)
    if match is None:
        return 0
    written = match["weekday"] or match["word"] or _ENGLISH[match["english"]]
    if written != WEEKDAYS[day.weekday()]:
        right = f"{wareki_date(day, weekday=False)}は{WEEKDAYS[day.weekday()]}曜日"
        doubts.append(f"曜日が日付と合いません（{right}）。")
    return match.end()


def _clock(match: re.Match[str], day: date, doubts: list[str], half: str = "") -> tuple[datetime | None, str]:
    if match["noon"]:
        return _moment(day, 12, 0), "午後"
    hour = _whole(match["hour"]) or 0
    minute = 30 if match["past"] else _whole(match["minute"]) or 0
    written = {"a": "午前", "p": "午後"}.get(
        (match["half"] or match["after"] or "")[:1].lower(), match["half"] or ""
    )
    half = written or half
    if half and hour > 12:
        half = ""
    if half and hour == 12:
        doubts.append(f"{half}12時は読み方が分かれます。正午として読みました。")
    elif half == "午後":
        hour += 12
    if hour > 30 or minute > 59:
        doubts.append(f"時計にない時刻です：{match[0].strip()}")
        return None, half
    return _moment(day, hour, minute), half


def _read_end(
    rest: str, day: date, starts_at: datetime, start_half: str, doubts: list[str]
) -> datetime | None:
    other = _find_date(rest)
    if other and other[1]:
        end_day, rest = other[1], rest[other[0].end() :]
        rest = rest[_check_weekday(rest, end_day, doubts) :]
    elif re.search("翌", rest):
        end_day, rest = day + timedelta(days=1), rest[rest.index("翌") + 1 :]
    else:
        end_day, rest = _day_without_year(rest, day)
    match = _TIME.search(rest)
    if match is None:
        return None
    ends_at, half = _clock(match, end_day, doubts)
    if ends_at is None:
        return None
    if ends_at <= starts_at and start_half == "午後" and not half:
        ends_at = _clock(match, end_day, doubts, half="午後")[0] or ends_at
    if ends_at <= starts_at and end_day == day and start_half == "午後" and half == "午前":
        ends_at += timedelta(days=1)
    if ends_at <= starts_at:
        doubts.append("終了時刻が開始時刻より前です。")
        return None
    return ends_at


def _day_without_year(rest: str, day: date) -> tuple[date, str]:
    match = _LATER_DAY.search(rest)
    if match is None:
        return day, rest
    try:
        later = day.replace(month=_whole(match["month"]) or day.month, day=_whole(match["day"]) or day.day)
    except ValueError:
        return day, rest
    if later < day:
        later = later.replace(year=day.year + 1)
    return later, rest[match.end() :]


def _moment(day: date, hour: int, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=TOKYO) + timedelta(hours=hour, minutes=minute)

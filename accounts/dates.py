"""Days and instants as pages write them, in the language that is spoken; refuses to print on official papers."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from accounts.japanese import TOKYO, WEEKDAYS, in_tokyo, wareki_date


def local(value: Any) -> Any:
    return value.astimezone(TOKYO) if isinstance(value, datetime) else value


def jdate(value: Any, mode: str = "date") -> SafeString | str:
    """``date`` 2026年11月27日（金）, ``datetime`` with 10:00, ``time``, ``wareki`` 令和8年…, ``both``; in <time>.

    ``until`` is for an exclusive end: 2026年11月27日（金） for the midnight after that day, else with the minute.
    """
    if not value:
        return ""
    here = local(value)
    if mode == "until" and isinstance(here, datetime):
        here, mode = (last_day(here), "date") if is_midnight(here) else (here, "datetime")
    if not isinstance(here, datetime):
        text = _day(here, mode, get_language())
    elif mode == "time":
        text = f"{here:%H:%M}"
    else:
        text = _day(here.date(), mode, get_language()) + (f" {here:%H:%M}" if mode == "datetime" else "")
    return mark_safe(f'<time datetime="{here.isoformat()}">{text}</time>')  # noqa: S308  made of digits and our own signs


@lru_cache(maxsize=4096)
def _day(day: date, mode: str, language: str) -> str:
    """A list says few different days many times."""
    if language == "en":
        return day.strftime("%-d %B %Y (%a)")
    if mode == "wareki":
        return wareki_date(day, fullwidth=False)
    text = f"{day.year}年{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"
    if mode == "both":
        text += f"（{wareki_date(day, weekday=False, fullwidth=False).split('年')[0]}年）"
    return text


def day_words(moment: datetime) -> str:
    """A day in Japan in plain words: 2027年3月31日, or 31 March 2027."""
    local = in_tokyo(moment)
    if get_language() == "en":
        return local.strftime("%-d %B %Y")
    return f"{local.year}年{local.month}月{local.day}日"


def is_midnight(until: datetime) -> bool:
    """In Japan. As an exclusive end it leaves the whole day before in."""
    return in_tokyo(until).time() == time(0)


def last_day(until: datetime) -> date:
    """The last day on which an exclusive end has not come yet, in Japan."""
    return in_tokyo(until - timedelta(microseconds=1)).date()


def last_moment(until: datetime) -> str:
    """An exclusive end in words: the day before when it is midnight in Japan, else the day and the minute."""
    return day_words(until - timedelta(microseconds=1)) if is_midnight(until) else instant_words(until)


def first_moment(since: datetime) -> str:
    """A start in words: the day when it is midnight in Japan, else the day and the minute."""
    return day_words(since) if is_midnight(since) else instant_words(since)


def instant_words(moment: datetime) -> str:
    """The same with hour and minute."""
    return f"{day_words(moment)} {in_tokyo(moment):%H:%M}"

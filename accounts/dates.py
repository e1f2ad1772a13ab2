"""Days and instants as pages write them, in the language that is spoken; refuses to print on official papers."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from accounts.japanese import TOKYO, WEEKDAYS, in_tokyo, wareki_date


def local(value: Any) -> Any:
    return value.astimezone(TOKYO) if isinstance(value, datetime) else value


def jdate(value: Any, mode: str = "date") -> SafeString | str:
    """``date`` 2026年11月27日（金）, ``datetime`` with 10:00, ``time``, ``wareki`` 令和8年…, ``both``; in <time>."""
    if not value:
        return ""
    here = local(value)
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


def instant_words(moment: datetime) -> str:
    """The same with hour and minute."""
    return f"{day_words(moment)} {in_tokyo(moment):%H:%M}"

"""Filters for dates, deadlines and sizes as papers print them; refuses to touch the database."""

import re
from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.dates import jdate, last_day
from accounts.japanese import TOKYO

register = template.Library()


register.filter("jdate", jdate)


@register.filter
def deadline(value: Any) -> str:
    """How long until then, in days as people count: 今日まで, あと3日, 2日過ぎています. An instant is an exclusive end."""
    if not value:
        return ""
    left = _days_left(value)
    if left == 0:
        return _("期限を過ぎています") if _is_over(value) else _("今日まで")
    if left > 0:
        return ngettext("あと%(n)s日", "あと%(n)s日", left) % {"n": left}
    return ngettext("%(n)s日過ぎています", "%(n)s日過ぎています", -left) % {"n": -left}


def _days_left(value: date | datetime) -> int:
    """From today to the last day that still counts, in Japan."""
    day = last_day(value) if isinstance(value, datetime) else value
    return (day - timezone.now().astimezone(TOKYO).date()).days


def _is_over(value: date | datetime) -> bool:
    return isinstance(value, datetime) and value <= timezone.now()


@register.filter
def deadline_tone(value: Any) -> str:
    """late, soon or empty: the word carries the meaning, this only colours it."""
    if not value:
        return ""
    left = _days_left(value)
    return "late" if left < 0 or _is_over(value) else "soon" if left <= 3 else ""


@register.filter
def filesize_ja(size: Any) -> str:
    size = int(size or 0)
    return f"{size / 1048576:.1f}MB" if size >= 1048576 else f"{max(1, size // 1024)}KB"


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """The entry of a dict under a variable key."""
    return mapping.get(key) if hasattr(mapping, "get") else None


_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


@register.filter
def browser(user_agent: str) -> str:
    """What people call this browser and machine: ``Chrome（Windows）``; unknown ones as they name themselves."""
    name = next((word for sign, word in _BROWSERS if sign in user_agent), "")
    system = next((word for sign, word in _SYSTEMS if sign in user_agent), "")
    if not name:
        return re.sub(r"[^ -~].*", "", user_agent)[:60] or _("不明な端末")
    return _("%(browser)s（%(system)s）") % {"browser": name, "system": system} if system else name


@register.simple_tag
def demo_accounts() -> list[dict[str, str]]:
    """Everybody who can sign in to the demonstration, for its sign-in page; nobody outside demo mode."""
    if not settings.DEMO:
        return []
    from portal.demo import people  # its file is read in demo mode only

    return people.accounts()

"""Instants of calls to the second, in Japan's time with the era; refuses to round."""

from datetime import datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.dates import jdate
from accounts.japanese import in_tokyo

register = template.Library()


@register.filter
def instant(at: datetime | None) -> SafeString | str:
    """2026年11月30日（月）（令和8年）17:00:00 日本時間, or 30 November 2026 (Mon) 17:00:00 JST; in <time>."""
    if at is None:
        return ""
    here = in_tokyo(at)
    return format_html(
        '<span class="nowrap">{}</span> <time datetime="{}">{}</time> {}',
        jdate(here.date(), "both"),
        here.isoformat(),
        f"{here:%H:%M:%S}",
        _("日本時間"),
    )

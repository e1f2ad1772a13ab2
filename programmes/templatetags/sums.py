"""Sums of a ledger as tables print them, in the language that is spoken; refuses to round."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.japanese import fiscal_year_name

register = template.Library()


@register.filter
def signed(value: Any) -> SafeString | str:
    """1,200 or △1,200, spoken as a minus; the unit stands in the heading."""
    if value is None or value == "":
        return ""
    amount = int(value)
    if amount >= 0:
        return f"{amount:,}"
    return format_html(
        '<span aria-hidden="true">△</span><span class="vh">{}</span>{}', _("マイナス"), f"{-amount:,}"
    )


@register.filter
def fiscal_year(value: Any) -> str:
    """令和8年度（2026年度）, from the year in which it starts."""
    if value in (None, ""):
        return ""
    if get_language() == "en":
        return f"FY{int(value)}"
    return f"{fiscal_year_name(int(value))}（{int(value)}）"

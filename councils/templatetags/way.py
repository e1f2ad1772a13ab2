"""Where one is, on the pages asked for most: the same markup as c-crumbs; refuses to decide what is shown."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def crumbs(trail: Iterable[tuple[Any, str]], here: str) -> SafeString:
    """The way down to this page, ``[(label, url), …]``, and its own name."""
    way = "".join(f'<li><a href="{url}">{escape(str(label))}</a></li>' for label, url in trail)
    return mark_safe(  # noqa: S308  labels are escaped, addresses are ours
        f'<nav aria-label="{escape(_("現在位置"))}"><ol class="crumb">{way}'
        f'<li aria-current="page">{escape(here)}</li></ol></nav>'
    )

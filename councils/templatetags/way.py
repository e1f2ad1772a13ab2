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


@register.simple_tag
def body(paragraphs: Iterable[str]) -> SafeString:
    """The text of a paper, one <p> for each paragraph: a long one has hundreds."""
    return mark_safe("".join(f'<p class="text" lang="ja">{escape(text)}</p>' for text in paragraphs))  # noqa: S308  each was escaped

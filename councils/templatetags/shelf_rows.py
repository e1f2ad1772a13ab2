"""The rows of the list of papers, put together in one go; refuses any other page's rows.

Of all pages this list shows the most rows, and a template pays for each word of each of them.
"""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.dates import jdate
from councils.shelf import Volume

register = template.Library()


@register.simple_tag
def shelf_rows(volumes: Iterable[Volume]) -> SafeString:
    """One ``<tr>`` a paper; every word that was typed is escaped."""
    day, kind, closed = (escape(words) for words in (_("登録日"), _("区分"), _("内容は見られません")))
    councils: dict[str, str] = {}
    made = []
    for volume in volumes:
        if volume.council_url not in councils:
            councils[volume.council_url] = _council(volume)
        made.append(
            f'<tr><th scope="row"><a href="{volume.url}">{escape(volume.title)}</a>{_notes(volume)}</th>'
            f"{councils[volume.council_url]}"
            f'<td data-th="{day}">{jdate(volume.created)}</td>'
            f'<td data-th="{kind}">{escape(volume.disclosure) or closed}</td></tr>'
        )
    return mark_safe("\n".join(made))  # noqa: S308  escaped piece by piece above


def _council(volume: Volume) -> str:
    name = f'<a href="{volume.council_url}">{escape(volume.council)}</a>' if volume.council else "―"
    return f'<td data-th="{escape(_("協議会"))}">{name}</td>'


def _notes(volume: Volume) -> str:
    version = _("第%(n)s版") % {"n": volume.version} if volume.version > 1 else ""
    return (f' <span class="tag">{escape(version)}</span>' if version else "") + (
        f' <span class="meta">{escape(volume.source)}</span>' if volume.source else ""
    )

"""The list of papers under an agenda item, put together in one go; refuses any other list.

A meeting may have two hundred papers, and a template pays for each word of each of them.
"""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.phrasing import bracketed
from councils.timetable import Paper

register = template.Library()


@register.simple_tag
def paper_rows(papers: Iterable[Paper]) -> SafeString:
    """One ``<li>`` a paper, with its facts and what else is to be said of it; every word that was typed is escaped."""
    rows = "".join(
        f"<li>{_named(paper)}{_remarks(paper) if paper.is_special else ''}</li>" for paper in papers
    )
    return mark_safe(f'<ul class="stacklist">{rows}</ul>')  # noqa: S308  escaped piece by piece below


def _named(paper: Paper) -> str:
    name = escape(paper.name)
    if not paper.url:
        return f'<span lang="ja">{name}</span>'
    return f'<a href="{paper.url}">{name}</a> <span class="meta">{escape(paper.facts)}</span>'


def _remarks(paper: Paper) -> str:
    said = ""
    if paper.is_replaced:
        words = _("差し替え 第%(n)s版") % {"n": paper.version}
        said += f' <span class="tag tag--soon">{escape(words)}</span>'
    if paper.secrecy_url:
        said += " " + _link(paper.secrecy_url, paper.secrecy, paper)
    elif paper.secrecy:
        said += f' <span class="meta">{escape(paper.secrecy)}</span>'
    if paper.place_url:
        said += " " + _link(paper.place_url, _("位置を直す"), paper, "noprint")
    return said


def _link(url: str, words: str, paper: Paper, kind: str = "") -> str:
    """Spoken with the paper's number, so that links of the same words can be told apart."""
    which = escape(bracketed("", paper.label))
    kind = f' class="{kind}"' if kind else ""
    return f'<a{kind} href="{url}">{escape(words)}<span class="vh">{which}</span></a>'

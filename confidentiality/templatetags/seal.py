"""Filters for ends of time and the words of confidentiality; refuses to touch the database."""

from datetime import datetime
from typing import Any

from django import template
from django.utils.translation import gettext as _

from accounts.dates import instant_words, last_moment
from confidentiality import naming
from confidentiality.models import Consent

register = template.Library()


@register.filter
def until(value: datetime | None) -> str:
    """An exclusive end as people say it: 2027年3月31日 for the midnight after it."""
    return last_moment(value) if value else ""


@register.filter
def instant(value: datetime | None) -> str:
    return instant_words(value) if value else ""


@register.filter
def act(entry: Any) -> str:
    """What a journal line says was done."""
    return naming.act_word(entry.verb, entry.subject)


@register.filter
def detail(entry: Any) -> str:
    """What else a journal line says that means something to people: the version read, the copy's number, the answer."""
    note = entry.note if isinstance(entry.note, dict) else {}
    if isinstance(note.get("copy"), int):
        return _("写し%(n)s") % {"n": note["copy"]}
    if entry.verb == "read_material" and isinstance(note.get("version"), int):
        return _("第%(n)s版") % {"n": note["version"]}
    if entry.verb == "answer" and note.get("decision") in Consent.Decision.values:
        return str(Consent.Decision(note["decision"]).label)
    return ""

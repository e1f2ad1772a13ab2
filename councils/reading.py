"""A material as it is read: sections, changes between versions, talk; shows nobody more than it gets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from confidentiality import journal
from confidentiality.differences import Change, changes, count, paragraphs
from confidentiality.verbs import WrongState
from councils.models import Material, Post

PAGE_BREAK = "\f"
_NUMBERED = re.compile(
    r"^(#{1,4}\s|第[0-9０-９一二三四五六七八九十]+[章節]|[0-9０-９]+(?:[.．][0-9０-９]+)*[\s　.．、]"
    r"|[（(][0-9０-９]+[)）]|[①-⑳]|[■●◆◎])"
)
_DEEPER = re.compile(r"^(##|[（(]|[①-⑳]|[●◎]|[0-9０-９]+[.．][0-9０-９])")
LONGEST_HEADING = 45


class Readable(Protocol):
    """One state of a paper: plain text, or an outline of parts with headings and paragraphs."""

    text: str
    outline: list[dict[str, Any]]


@dataclass
class Section:
    """Text under one heading; ``page`` is set where a new page begins. Levels are those of the HTML: 2 or 3."""

    anchor: str
    heading: str
    level: int
    paragraphs: list[str] = field(default_factory=list)
    page: int | None = None


def sections(version: Readable) -> list[Section]:
    """The version's text in sections: from its outline when it came with one, else by headings typed as headings."""
    made = _from_outline(version.outline) if version.outline else _from_text(version.text)
    for number, section in enumerate(made, 1):
        section.anchor = f"s{number}"
    return [s for s in made if s.heading or s.paragraphs or s.page]


def _from_outline(outline: Sequence[dict[str, Any]]) -> list[Section]:
    top = min((part.get("level", 1) for part in outline if part.get("heading")), default=1)
    return [
        Section(
            "",
            str(part.get("heading", "")),
            2 if part.get("level", 1) <= top else 3,
            [str(p) for p in part.get("paragraphs", [])],
            part.get("page"),
        )
        for part in outline
    ]


def _from_text(text: str) -> list[Section]:
    pages = text.split(PAGE_BREAK)
    made: list[Section] = []
    for number, page in enumerate(pages, 1):
        made.append(Section("", "", 2, page=number if len(pages) > 1 else None))
        for paragraph in paragraphs(page):
            first, _rest, more = paragraph.partition("\n")
            if _is_heading(first):
                made.append(Section("", first.lstrip("# "), 3 if _DEEPER.match(first) else 2))
                paragraph = more.strip()
            if paragraph:
                made[-1].paragraphs.append(paragraph)
    if not any(s.level == 2 and s.heading for s in made):
        for section in made:
            section.level = 2
    return made


def _is_heading(line: str) -> bool:
    return (
        bool(_NUMBERED.match(line))
        and len(line) <= LONGEST_HEADING
        and not line.rstrip().endswith(("。", "、", "，"))
    )


def flat(version: Readable) -> list[str]:
    """Headings and paragraphs one after another: what is compared between versions."""
    return [text for s in sections(version) for text in ([s.heading] if s.heading else []) + s.paragraphs]


def compare(old: Readable, new: Readable) -> tuple[list[Change], int]:
    """Every paragraph of both, and how many places differ."""
    found = changes(flat(old), flat(new))
    return found, count(found)


@transaction.atomic
def comment(material: Material, *, by: Person, key: UUID, text: str) -> Post:
    """Words seen exactly by whoever sees the material's content (R95); the same ``key`` twice is one message."""
    try:
        with transaction.atomic():
            made, is_new = Post.objects.get_or_create(
                pk=key,
                defaults={
                    "item_id": material.pk,
                    "council_id": material.council_id,
                    "author": by,
                    "text": text,
                },
            )
    except IntegrityError as taken:
        raise WrongState(_("画面を開き直してから、もう一度お願いします。")) from taken
    if made.author_id != by.pk or made.item_id != material.pk:
        raise WrongState(_("画面を開き直してから、もう一度お願いします。"))
    if is_new:
        journal.record("comment_material", made)
    return made

"""Papers made in the background: ordered once per text, told apart by kind; knows no paper of its own.

Apps register what a kind means (``register``); whoever runs the making asks ``ordered``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from confidentiality import journal, outbox
from confidentiality.models import PrintJob

PDF = "application/pdf"
WANTED = "paper.wanted"


@dataclass(frozen=True)
class Paper:
    """A paper that can be made: whose readers may have it, the hash of what is printed, its file, the making."""

    kind: str
    item_id: UUID
    text_hash: str
    name: str
    content_type: str
    make: Callable[[], bytes]


class Changed(Exception):
    """The text is not any more the one that was ordered."""


_kinds: dict[str, Callable[[PrintJob], Paper]] = {}
_marked: set[str] = set()


def register(kinds: dict[str, Callable[[PrintJob], Paper]], *, marked: Iterable[str] = ()) -> None:
    """Say how the papers of these kinds are read again when their job is due, with the orderer's rights.

    ``marked``: those of which a copy carries its reader's name on every page.
    """
    _kinds.update(kinds)
    _marked.update(marked)


def is_marked(kind: str) -> bool:
    return kind in _marked


def order(paper: Paper, *, by: Any) -> PrintJob:
    """Queue the paper unless the same text has been printed or is being printed; returns its job."""
    with transaction.atomic():
        job, is_new = PrintJob.objects.exclude(state=PrintJob.State.FAILED).get_or_create(
            item_id=paper.item_id, kind=paper.kind, text_hash=paper.text_hash, defaults={"requested_by": by}
        )
        journal.record("order_paper", job, kind=paper.kind, hash=paper.text_hash)
        if is_new:
            outbox.enqueue(WANTED, job)
    return job


def ordered(job: PrintJob) -> Paper:
    """The paper a job asks for, as this reader may have it now. Raises Changed, or DoesNotExist when they may not."""
    paper = _kinds[job.kind](job)
    if paper.text_hash != job.text_hash:
        raise Changed
    return paper

"""Adds lines to the journal; refuses content, titles and anything that is not an id or a word of ours."""

import json
from typing import Any
from uuid import UUID

from django.db import connection, models

from confidentiality.acting import current_reader

_LINE = "insert into confidentiality_entry (at, actor_id, role, verb, item_id, subject, subject_id, note)"
_INSERT = f"{_LINE} values (app.at(), app.user_id(), %s, %s, %s, %s, %s, %s)"


def reading_sql(verb: str, model: type[models.Model], *, note: str, source: str) -> str:
    """SQL of a person's line for each row of ``source``, which hands out the item ``%(item)s`` of the kind ``model``.

    For a page that reads what it shows in the same statement: the words are ours, ``note`` is SQL of a jsonb.
    """
    return (
        f"{_LINE} select app.at(), app.user_id(), 'person', '{verb}', %(item)s, '{model._meta.label_lower}', %(item)s,"
        f" {note} from {source}"
    )


def record(verb: str, subject: models.Model | None = None, *, item: UUID | None = None, **note: Any) -> None:
    """Write one line for the reader of this transaction; it is committed before the first byte goes out.

    ``note`` holds ids, numbers and words of our vocabulary only.
    """
    who = current_reader()
    system = isinstance(who, str)
    if system:
        note["reason"] = who.removeprefix("system: ")
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            [
                "system" if system else "person",
                verb,
                item or getattr(subject, "item_id", None),
                subject._meta.label_lower if subject is not None else "",
                subject.pk if subject is not None and isinstance(subject.pk, UUID) else None,
                json.dumps(note, default=str, ensure_ascii=False),
            ],
        )

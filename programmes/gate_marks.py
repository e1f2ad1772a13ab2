"""What those who may only know that a gate exists are told of it: date, state, and the result once decided (4.3)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from confidentiality.models import Item
from programmes.models import Project, StageGate


@dataclass(frozen=True)
class Mark:
    """A gate without its words: no name, no criteria, no report, no remark, and nobody who judged."""

    pk: UUID
    title: str
    state: str
    report_due: date
    decision_due: date
    decided_at: datetime | None
    result: str

    @property
    def is_closed(self) -> bool:
        return self.state in StageGate.CLOSED

    @property
    def state_words(self) -> Any:
        return StageGate.State(self.state).label

    @property
    def result_words(self) -> Any:
        return StageGate.Result(self.result).label if self.result else ""


def marks_of(project: Project) -> list[Mark]:
    """Gates of the project the reader may know of, newest first; the database says which. Two statements."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.gate_marks(%s)", [project.pk])
        rows = cursor.fetchall()
    titles = dict(Item.objects.filter(pk__in=[row[0] for row in rows]).values_list("pk", "public_title"))
    return [Mark(pk, titles[pk], *rest) for pk, *rest in rows if pk in titles]

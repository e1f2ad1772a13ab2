"""What those who may only know that a project exists are told of it: number, name, house, state, period (4.3); no plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse

from confidentiality import audience
from confidentiality.acting import principals
from confidentiality.models import Item
from programmes.funding import PROJECT_KNOWERS
from programmes.models import Project


@dataclass(frozen=True)
class Mark:
    """A project without its words: nobody's name, no purpose, no sum, no partner."""

    pk: UUID
    code: str
    title: str
    state: str
    organisation: str
    concept_id: UUID
    fund_id: UUID
    starts_on: date | None
    ends_on: date | None

    @property
    def state_words(self) -> Any:
        return Project.State(self.state).label

    @property
    def url(self) -> str:
        return reverse("project_known", args=[self.pk])


def marks_of(projects: Iterable[UUID]) -> dict[UUID, Mark]:
    """Marks by project, of those the reader may know of; the database says which. One statement, none for no project."""
    wanted = list(set(projects))
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("select * from app.project_marks(%s::uuid[])", [wanted])
        return {row[0]: Mark(*row) for row in cursor.fetchall()}


def only_knows() -> bool:
    """Whether an office lets this reader know of projects that somebody else reads; asks nothing of the database."""
    return not principals().isdisjoint(audience.office(kind) for kind in PROJECT_KNOWERS)


def known(**of: Any) -> QuerySet[Item]:
    """The projects the reader may know of, by their numbers; ``container_id`` for those of one concept."""
    return Item.objects.filter(kind="programmes.project", **of).order_by("public_title", "pk")


def told(items: Iterable[Item]) -> list[tuple[Item, Mark | None]]:
    """Each with its mark; without one what is under an agreement, of which the number is all that is said."""
    found = list(items)
    marks = marks_of(item.pk for item in found)
    return [(item, marks.get(item.pk)) for item in found]

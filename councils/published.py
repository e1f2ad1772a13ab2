"""Papers everybody may read: found as somebody signed out finds them; publishes nothing and names no reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from confidentiality.models import StoredFile
from councils.models import Material, MaterialVersion

A_PAGE = 20


class Place(NamedTuple):
    """Where a paper was handed out: the published summary of that meeting, its number and day, and 資料１."""

    summary: UUID
    number: int
    held_on: date
    label: str


@dataclass(frozen=True)
class Paper:
    """A published paper in a list, with the public meetings it was handed out at."""

    pk: UUID
    title: str
    source: str
    places: list[Place] = field(default_factory=list)


def published(pk: UUID) -> Material | None:
    """The paper, if everybody may read it now. Asked within ``acting_as(None)``."""
    return Material.objects.filter(pk=pk, disclosure=Material.Disclosure.PUBLIC).first()


def newest(material: Material) -> MaterialVersion | None:
    return (
        MaterialVersion.objects.filter(item_id=material.pk).select_related("file").order_by("-number").first()
    )


def of_council(council: UUID, page: int) -> tuple[list[Paper], bool]:
    """One page of a council's published papers, newest first, and whether more follow. Two queries."""
    rows = (
        Material.objects.filter(council_id=council, disclosure=Material.Disclosure.PUBLIC)
        .order_by("-created", "pk")
        .values_list("pk", "title", "source_body")
    )
    found = list(rows[(page - 1) * A_PAGE : page * A_PAGE + 1])
    where = places(council)
    return [Paper(*row, where[row[0]]) for row in found[:A_PAGE]], len(found) > A_PAGE


def of_summary(summary: UUID) -> list[tuple[Paper, str]]:
    """The published papers of the meeting this summary is about, in its order, each with its number there."""
    where = places(summary)
    titles = {pk: (title, source) for pk, title, source in _titles(where)}
    labels = [(place.label, pk) for pk, found in where.items() for place in found]
    return [(Paper(pk, *titles[pk]), label) for label, pk in labels if pk in titles]


def _titles(pks: Iterable[UUID]) -> Iterable[tuple[UUID, str, str]]:
    return Material.objects.filter(pk__in=list(pks)).values_list("pk", "title", "source_body")


def places(of: UUID) -> dict[UUID, list[Place]]:
    """{paper: its places} of a council's papers, of one paper, or of the papers of one summary's meeting."""
    found: dict[UUID, list[Place]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute("select material, summary, number, held_on, label from app.public_places(%s)", [of])
        for material, *place in cursor.fetchall():
            found[material].append(Place(*place))
    return found


def file_name(material: Material, stored: StoredFile) -> str:
    """By the paper's published title: what its provider called the file may name people or folders."""
    safe = "".join(c for c in material.title if c.isprintable() and c not in '<>:"/\\|?*').strip(" .")[:80]
    return (safe or str(material.pk)) + PurePath(stored.name).suffix.lower()

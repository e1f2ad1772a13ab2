"""The papers a reader may know of, newest first; by content-free title where the content is not theirs."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self
from uuid import UUID

from django.db import connection

from councils.addresses import address_of
from councils.models import Council, Material

A_PAGE, LOOK_AHEAD = 50, 150
_VISIBLE = """
select i.id, i.container_id, p.created, i.public_title, i.kind = 'councils.material'
  from app.visible_page(%s, %s, %s, %s) p join confidentiality_item i on i.id = p.id
 order by p.created desc, p.id desc
"""


@dataclass(frozen=True)
class Cursor:
    """Where a page ended; the next one begins after it."""

    created: datetime
    pk: UUID

    @classmethod
    def read(cls, text: str) -> Self:
        """From an address; anything unreadable starts at the newest."""
        at, _underscore, pk = text.rpartition("_")
        try:
            created = datetime.fromisoformat(at.replace("Z", "+00:00"))
            return cls(created if created.tzinfo else created.replace(tzinfo=UTC), UUID(pk))
        except ValueError:
            return cls(datetime(9999, 1, 1, tzinfo=UTC), UUID(int=2**128 - 1))

    def __str__(self) -> str:
        return f"{self.created.isoformat().replace('+00:00', 'Z')}_{self.pk}"


@dataclass(slots=True)
class Volume:
    """One paper on the shelf; ``disclosure`` is empty where its content is not the reader's."""

    pk: UUID
    council_id: UUID | None
    created: datetime
    title: str
    url: str = ""
    disclosure: str = ""
    source: str = ""
    version: int = 0
    council: str = ""
    council_url: str = ""


def shelf(cursor: Cursor, council: UUID | None) -> tuple[list[Volume], Cursor | None, dict[UUID, str]]:
    """One page, where the next begins (None: nowhere), and {council: name}. Three queries, however many papers."""
    rows, onward = _page(cursor, council)
    ids, names = [row.pk for row in rows], Material.classes()
    mine = {
        pk: rest
        for pk, *rest in Material.objects.filter(pk__in=ids)
        .order_by("pk", "-versions__number")
        .distinct("pk")
        .values_list("pk", "title", "disclosure", "source_body", "versions__number")
    }
    wanted = {row.council_id for row in rows} | ({council} if council else set())
    councils = dict(Council.objects.filter(pk__in=wanted).values_list("pk", "name"))
    to_material, to_council = address_of("material"), address_of("council")
    for row in rows:
        row.url = to_material(row.pk)  # to one who may know the title only, that page says what is missing
        if row.council_id in councils:
            row.council, row.council_url = councils[row.council_id], to_council(row.council_id)
        if row.pk in mine:
            row.title, disclosure, row.source, number = mine[row.pk]
            row.disclosure, row.version = names[disclosure], number or 0
    return rows, onward, councils


def _page(cursor: Cursor, council: UUID | None) -> tuple[list[Volume], Cursor | None]:
    """Asks the database again only where nothing but other items came, so a page is never empty before the last."""
    while True:
        with connection.cursor() as db:
            db.execute(_VISIBLE, [cursor.created, cursor.pk, LOOK_AHEAD, council])
            found = db.fetchall()
        rows = [Volume(*row[:4]) for row in found if row[4]]
        if len(rows) > A_PAGE:
            last = rows[A_PAGE - 1]
            return rows[:A_PAGE], Cursor(last.created, last.pk)
        end = None if len(found) < LOOK_AHEAD else Cursor(found[-1][2], found[-1][0])
        if rows or end is None:
            return rows, end
        cursor = end

"""The papers a reader may know of, newest first; by content-free title where the content is not theirs."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self
from uuid import UUID

from django.db import connection

from councils.addresses import address_of
from councils.models import Material

A_PAGE, LOOK_AHEAD = 50, 150
_VISIBLE = """
select id::text, container_id::text, created, public_title, found from (
  select i.id, i.container_id, p.created, i.public_title, i.kind, count(*) over () found
    from app.visible_page(%s, %s, %s, %s) p join confidentiality_item i on i.id = p.id) x
 where kind = 'councils.material' order by created desc, id desc limit %s
"""
_LAST = "select created, id::text from app.visible_page(%s, %s, %s, %s) order by created, id limit 1"
_CONTENT = """
select m.item_ptr_id::text, m.title, m.disclosure, m.source_body,
       (select max(v.number) from councils_materialversion v where v.item_id = m.item_ptr_id)
  from councils_material m where m.item_ptr_id = any(%s::uuid[])
"""
_COUNCILS = "select item_ptr_id::text, name from councils_council where item_ptr_id = any(%s::uuid[])"


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
    """One paper on the shelf; ``disclosure`` is empty where its content is not the reader's. Ids are text."""

    pk: str
    council_id: str | None
    created: datetime
    title: str
    url: str = ""
    disclosure: str = ""
    source: str = ""
    version: int = 0
    council: str = ""
    council_url: str = ""


def shelf(cursor: Cursor, council: UUID | None) -> tuple[list[Volume], Cursor | None, str]:
    """One page, where the next begins (None: nowhere), and the name of ``council``. Three queries, however many papers.

    Written as SQL: for a row each, composing a query costs more than answering it.
    """
    rows, onward = _page(cursor, council)
    words = {code: str(word) for code, word in Material.classes().items()}
    mine = {pk: rest for pk, *rest in _ask(_CONTENT, [row.pk for row in rows])}
    wanted = {row.council_id for row in rows if row.council_id} | ({str(council)} if council else set())
    councils = dict(_ask(_COUNCILS, list(wanted)))
    to_material, to_council = address_of("material"), address_of("council")
    for row in rows:
        row.url = to_material(row.pk)  # to one who may know the title only, that page says what is missing
        if row.council_id in councils:
            row.council, row.council_url = councils[row.council_id], to_council(row.council_id)
        if row.pk in mine:
            row.title, disclosure, row.source, number = mine[row.pk]
            row.disclosure, row.version = words[disclosure], number or 0
    return rows, onward, councils.get(str(council), "")


def _ask(sql: str, ids: list[str]) -> list[tuple[Any, ...]]:
    if not ids:
        return []
    with connection.cursor() as db:
        db.execute(sql, [ids])
        return db.fetchall()


def _page(cursor: Cursor, council: UUID | None) -> tuple[list[Volume], Cursor | None]:
    """Asks the database again only where mostly other items came, so a page is never empty before the last."""
    while True:
        asked = [cursor.created, cursor.pk, LOOK_AHEAD, council]
        with connection.cursor() as db:
            db.execute(_VISIBLE, [*asked, A_PAGE + 1])
            found = db.fetchall()
            rows = [Volume(*row[:4]) for row in found]
            if len(rows) > A_PAGE:
                last = rows[A_PAGE - 1]
                return rows[:A_PAGE], Cursor(last.created, UUID(last.pk))
            if found and found[0][4] < LOOK_AHEAD:
                return rows, None
            db.execute(_LAST, asked)
            last = db.fetchone()
        if last is None:
            return rows, None
        cursor = Cursor(last[0], UUID(last[1]))
        if rows:
            return rows, cursor

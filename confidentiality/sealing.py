"""Chains journal entries by digest, writes checkpoints, and names the first broken row; never edits an entry."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from itertools import islice
from typing import Any

from django.db import connection

from confidentiality.models import Entry, Link

GENESIS = "0" * 64
CHUNK = 2000
_SEALER = 7_216_001  # advisory lock: one sealer at a time


@dataclass(frozen=True)
class Finding:
    """The first place where the chain and the entries disagree."""

    position: int
    entry: int | None
    sentence: str


def digest(previous: str, entry: Entry) -> str:
    """SHA-256 over the previous digest and every column of the entry, instants in UTC."""
    row: list[Any] = [
        entry.pk,
        entry.at.astimezone(UTC).isoformat(),
        str(entry.actor_id),
        entry.role,
        entry.verb,
        str(entry.item_id),
        entry.subject,
        str(entry.subject_id),
        entry.note,
    ]
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def seal(limit: int = 5000) -> int:
    """Link entries not yet sealed. Entries of running transactions wait: an id is taken before its commit."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [_SEALER])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(
            "select e.id from confidentiality_entry e"
            " where not exists (select 1 from confidentiality_link l where l.entry_id = e.id)"
            " and e.xmin::text::bigint < (pg_snapshot_xmin(pg_current_snapshot())::text::bigint %% 4294967296)"
            " order by e.id limit %s",
            [limit],
        )
        ready_ids = [row[0] for row in cursor.fetchall()]
    last = Link.objects.order_by("-position").first()
    previous = last.digest if last else GENESIS
    ready = Entry.objects.filter(pk__in=ready_ids).order_by("pk")
    links = []
    for entry in ready:
        previous = digest(previous, entry)
        links.append(Link(entry=entry, digest=previous))
    Link.objects.bulk_create(links)
    return len(links)


def checkpoint() -> dict[str, Any]:
    """Position, count and digest of the chain's end: to be kept by another administrator, elsewhere."""
    last = Link.objects.order_by("-position").first()
    return {
        "position": last.position if last else 0,
        "entries": Link.objects.count(),
        "digest": last.digest if last else GENESIS,
    }


def unsealed() -> int:
    """Entries that wait for their seal; a few seconds' worth while the worker runs."""
    return Entry.objects.filter(link=None).count()


def verify(kept: dict[str, Any] | None = None) -> Finding | None:
    """None when every link holds (and the kept checkpoint is still in the chain), else the first break.

    What the chain alone cannot see, the loss of its newest rows or a chain rebuilt from the start, the checkpoint does.
    """
    previous, seen = GENESIS, kept is None or kept["position"] == 0
    for count, (position, entry_id, digest_, entry) in enumerate(_links(), 1):
        if entry is None:
            return Finding(position, entry_id, "封だけが残り、記録の行がありません。")
        previous = digest(previous, entry)
        if previous != digest_:
            return Finding(position, entry_id, "この行か、その前で、書き換え・削除・入替えがあります。")
        if kept and position == kept["position"]:
            if digest_ != kept["digest"] or count != kept["entries"]:
                return Finding(position, entry_id, "控えと一致しません。記録全体が作り直されています。")
            seen = True
    if seen:
        return None
    return Finding(kept["position"], None, "控えにある行がありません。末尾が切り取られています。")


def _links() -> Iterator[tuple[int, int, str, Entry | None]]:
    """Links in order with their entries; an outer join, so that a lost entry is a finding and not a gap."""
    rows = Link.objects.order_by("position").values_list("position", "entry_id", "digest").iterator(CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        found = Entry.objects.in_bulk([entry_id for _position, entry_id, _digest in chunk])
        for position, entry_id, digest_ in chunk:
            yield position, entry_id, digest_, found.get(entry_id)

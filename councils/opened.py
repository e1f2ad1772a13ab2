"""One opened paper and what stands round it: its bar, text, versions, where it was handed out, talk; in one statement.

Row security answers each part for this transaction's reader. Written as SQL because composing eight queries costs more
than answering them.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.http import Http404, HttpRequest

from confidentiality import grants, journal
from confidentiality.acting import current_reader, known
from confidentiality.doors import Besides
from confidentiality.marking import SEAL, Seal, seal
from confidentiality.models import Designation
from councils.addresses import address_of
from councils.models import Council, Material

_FIRST = f"""
versions as materialized (
  select id, number, created, change_note, text, outline, file_id from councils_materialversion where item_id = %(item)s),
chosen as (
  select v.id, v.number, v.created, v.change_note, v.text, v.outline, f.name as file, f.size
    from versions v left join confidentiality_storedfile f on f.id = v.file_id
   where v.number = coalesce(%(wanted)s::int, v.number) order by v.number desc limit 1),
noted as ({journal.reading_sql("read_material", Material, note="jsonb_build_object('version', number)", source="chosen")})
"""
_COLUMNS = f"""
(select to_jsonb(chosen) from chosen),
(select jsonb_agg(jsonb_build_array(number, created) order by number desc) from versions),
(select jsonb_agg(jsonb_build_array(i.id, i.public_title, h.label) order by h.number, i.created)
   from councils_handout h join confidentiality_item i on i.id = h.meeting_id where h.item_id = %(item)s),
(select jsonb_agg(jsonb_build_array(concat_ws('　', a.family_name, a.given_name), p.created, p.text) order by p.created)
   from councils_post p join accounts_person a on a.id = p.author_id where p.item_id = %(item)s),
(select concat_ws('　', family_name, given_name) from accounts_person where id = found.custodian_id),
(select public_title from confidentiality_item where id = found.council_id),
exists (select from councils_reading r join chosen on r.version_id = chosen.id where r.person_id = app.user_id()),
({SEAL}),
(select id from confidentiality_principal where kind = 'council' and ref = found.council_id and part = ''),
({grants.rights_sql(Council, "found.council_id", "app.user_id()")})
"""


def _asked(request: HttpRequest) -> dict[str, int | None]:
    wanted = request.GET.get("version", "")
    if wanted and not (wanted.isdecimal() and len(wanted) < 10):
        raise Http404
    return {"wanted": int(wanted) if wanted else None}


# For the door of a paper: what ``told`` reads comes with the paper itself.
AROUND = Besides(first=_FIRST, columns=_COLUMNS, asks=_asked)
_ALONE = f"""with {_FIRST} select {_COLUMNS}
from (select %(council)s::uuid council_id, %(custodian)s::uuid custodian_id) found"""


class Version(NamedTuple):
    """One state of the paper, as a list names it."""

    number: int
    created: datetime


@dataclass(frozen=True)
class Opened:
    """The state of the paper that is read; ``size`` of its file in bytes."""

    number: int
    created: datetime
    change_note: str
    text: str
    outline: list[dict[str, Any]]
    file: str | None
    size: int | None


class Place(NamedTuple):
    """A meeting the paper was handed out at."""

    url: str
    meeting: str
    label: str


class Comment(NamedTuple):
    author: str
    created: datetime
    text: str


@dataclass(frozen=True)
class Around:
    """``council`` is empty for those who may not know it; ``designation`` is the newest one's id and state."""

    version: Opened | None
    designation: tuple[UUID, str] | None
    versions: list[Version]
    places: list[Place]
    comments: list[Comment]
    provider: str
    council: str
    is_finished: bool
    seal: Seal

    @property
    def designation_words(self) -> str:
        return Designation.State(self.designation[1]).label if self.designation else ""


def opened(material: Material, wanted: int | None = None) -> Around:
    """Everything the page of ``material`` shows: the version ``wanted``, else the newest; asked apart from its door."""
    keys = {
        "item": material.pk,
        "council": material.council_id,
        "custodian": material.custodian_id,
        "wanted": wanted,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ALONE, keys)
        return told(material, cursor.fetchone())


def told(material: Material, answer: tuple[Any, ...]) -> Around:
    """What the columns of ``AROUND`` answered.

    Opening a paper is reading it: where there is a version, the statement that hands it out writes the journal's line.
    What the reader may do in its council is remembered on the way, where ``councils.rights`` looks for it.
    """
    reader = current_reader()
    if isinstance(reader, str):
        raise TypeError("a paper is opened for a person")
    *lists, provider, council, is_finished, bar, members, rights = answer
    known()["principal", "council", str(material.council_id), ""] = members
    grants.remember(material.council_id, reader, rights)
    version, versions, places, comments = (json.loads(part) if part else None for part in lists)
    bar = json.loads(bar)
    designation = bar[0][0] if bar[0] else None  # the newest
    to_meeting = address_of("meeting")
    return Around(
        _version(version) if version else None,
        (UUID(designation[0]), designation[1]) if designation else None,
        [Version(number, _at(created)) for number, created in versions or ()],
        [Place(to_meeting(pk), meeting, label) for pk, meeting, label in places or ()],
        [Comment(author, _at(created), text) for author, created, text in comments or ()],
        provider or "",
        council or "",
        is_finished,
        seal(material, bar),
    )


def _version(row: dict[str, Any]) -> Opened:
    del row["id"]
    return Opened(**{**row, "created": _at(row["created"])})


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)

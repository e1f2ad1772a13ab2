"""What stands on a protected page and on a copy: label, who, until when; refuses to decide who may look."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.dates import last_day, last_moment
from accounts.japanese import wareki_date, wareki_datetime
from accounts.phrasing import in_japanese
from confidentiality.acting import database_now
from confidentiality.guards import CONTENT
from confidentiality.models import Designation, Item
from confidentiality.wording import may_leave

PUBLIC, SHARED, NARROW, AGREED = 0, 1, 2, 3
# One JSON value, so that a page which asks for more can ask in the same statement. The wording is asked for apart, and
# only where one may be in force: a guarded table costs its policy even where it answers nothing.
SEAL = f"""
with now as (select app.at() at),
agreements as materialized (
  select id, state, in_force_id, created from confidentiality_designation where item_id = %(item)s),
base as (
  select trim(p.kind || ' ' || p.part) kind, b.valid_until
    from confidentiality_baseaudience b join confidentiality_principal p on p.id = b.principal_id, now
   where b.item_id = %(item)s and b.depth = {CONTENT}
     and coalesce(b.valid_from <= at, true) and coalesce(b.valid_until > at, true)),
kinds as (
  select array_agg(kind) kinds, case when bool_and(valid_until is not null) then max(valid_until) end ends from base)
select jsonb_build_array(
       (select jsonb_agg(jsonb_build_array(id, state, in_force_id) order by created desc) from agreements),
       (select i.is_born_sealed and coalesce(i.unsealed_at > at, true) from confidentiality_item i, now where i.id = %(item)s),
       kinds.kinds, kinds.ends,
       case when kinds.kinds && '{{everybody,signed_in}}' and not exists (select from agreements where in_force_id is not null)
            then 0 else (select count(distinct person_id) from app.who_can_see(%(item)s, {CONTENT}::smallint, null)) end)
  from kinds
"""
_IN_FORCE = """
select designation_id, number, handling, valid_until from confidentiality_designationversion
 where id = any(%s) and valid_from <= app.at() and valid_until > app.at() limit 1
"""


class Terms(NamedTuple):
    """What the wording in force says of a copy: the agreement's id, the version's number, its handling."""

    designation: UUID
    number: int
    handling: str


@dataclass(frozen=True)
class Seal:
    """The bar of a protected page. ``until`` is exclusive; ``version`` is the wording in force, if one is."""

    level: int
    label: str | Promise
    who: str
    until: datetime | None
    why: str
    version: Terms | None = None

    @property
    def label_words(self) -> str:
        return str(self.label)

    @property
    def until_words(self) -> str:
        return _("%(day)sまで") % {"day": last_moment(self.until)} if self.until else ""

    @property
    def lets_copies_leave(self) -> bool:
        return self.version is None or may_leave(self.version.handling)

    @property
    def lets_print(self) -> bool:
        return self.version is None or "印刷：可" in self.version.handling


def in_force(item: Item, now: datetime) -> Designation | None:
    """The designation whose window holds at ``now``, with its wording; None outside one."""
    return (
        Designation.objects.select_related("item", "candidate", "in_force")
        .filter(item_id=item.pk, in_force__valid_from__lte=now, in_force__valid_until__gt=now)
        .first()
    )


_ANY = UUID(int=0)


@cache
def _access() -> str:
    """Where a page says why it may be seen; every protected page names it, so it is looked up once."""
    return reverse("item_access", args=[_ANY])


def seal_of(item: Item) -> Seal:
    """The bar for ``item`` at this instant, in one query; in two where an agreement was ever in force."""
    with connection.cursor() as cursor:
        cursor.execute(SEAL, {"item": item.pk})
        return seal(item, json.loads(cursor.fetchone()[0]))


def seal(item: Item, told: list[Any]) -> Seal:
    """The bar for ``item`` from what ``SEAL`` answered."""
    agreements, waits, kinds, ends, people = told
    why, kinds = _access().replace(str(_ANY), str(item.pk)), set(kinds or ())
    if (live := _live([UUID(version) for *_, version in agreements or () if version])) is not None:
        designation, number, handling, until = live
        who = ngettext("保持者%(n)s名", "保持者%(n)s名", people) % {"n": people}
        return Seal(AGREED, gettext_lazy("守秘の指定"), who, until, why, Terms(designation, number, handling))
    base_ends = datetime.fromisoformat(ends) if ends else None
    if waits:
        return Seal(AGREED, gettext_lazy("同意待ち"), _("提供者のみ"), None, why)
    if "everybody" in kinds:
        return Seal(PUBLIC, gettext_lazy("公開"), _("どなたでも"), base_ends, why)
    if "signed_in" in kinds:
        return Seal(SHARED, gettext_lazy("登録者限り"), _("サインインした方"), base_ends, why)
    who = ngettext("%(n)s名", "%(n)s名", people) % {"n": people}
    if "council" in kinds:
        return Seal(SHARED, gettext_lazy("協議会限り"), who, base_ends, why)
    if kinds == {"capacity secretariat"}:
        return Seal(NARROW, gettext_lazy("事務局限り"), who, base_ends, why)
    return Seal(NARROW, gettext_lazy("関係者限り"), who, base_ends, why)


def _live(versions: list[UUID]) -> tuple[UUID, int, str, datetime] | None:
    """The wording whose window holds now: its agreement, number, handling and exclusive end."""
    if not versions:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_IN_FORCE, [versions])
        return cursor.fetchone()


def count_readers(item: Item, at: datetime | None = None) -> int:
    """How many people see its content, as far as the reader may ask."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(distinct person_id) from app.who_can_see(%s, %s::smallint, %s)",
            [item.pk, CONTENT, at],
        )
        return cursor.fetchone()[0]


def copy_number(item: Item) -> int:
    """The number of the copy about to leave; counted by the journal's lines of ``take_copy``, one at a time."""
    with connection.cursor() as cursor:
        cursor.execute("select app.next_copy(%s)", [item.pk])
        return cursor.fetchone()[0]


def stamp_lines(item: Item, seal: Seal, person: Any, copy: int) -> Sequence[str]:
    """The mark on every page of a copy (R126). Official papers are Japanese, whatever the reader's language."""
    first = in_japanese(seal.label)
    if seal.version is not None:
        first += f"　第{seal.version.number}版　{seal.version.handling}"
    if seal.until:
        first += f"　{wareki_date(last_day(seal.until), weekday=False, fullwidth=False)}まで"
    return [
        first,
        f"閲覧者　{person.name}　{wareki_datetime(database_now(), fullwidth=False)}",
        f"写し{copy}　{item.pk}",
    ]

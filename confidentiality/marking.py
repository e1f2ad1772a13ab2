"""What stands on a protected page and on a copy: label, who, until when; refuses to decide who may look."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.japanese import in_tokyo, wareki_date, wareki_datetime
from confidentiality.acting import database_now
from confidentiality.guards import CONTENT
from confidentiality.models import BaseAudience, Designation, DesignationVersion, Item
from confidentiality.wording import may_leave

PUBLIC, SHARED, NARROW, AGREED = 0, 1, 2, 3


@dataclass(frozen=True)
class Seal:
    """The bar of a protected page. ``until`` is exclusive; ``version`` is the wording in force, if one is."""

    level: int
    label: str
    who: str
    until: datetime | None
    why: str
    designation: Designation | None = None
    version: DesignationVersion | None = None

    @property
    def until_words(self) -> str:
        return _("%(day)sまで") % {"day": last_moment(self.until)} if self.until else ""

    @property
    def lets_copies_leave(self) -> bool:
        return self.version is None or may_leave(self.version.handling)

    @property
    def lets_print(self) -> bool:
        return self.version is None or "印刷：可" in self.version.handling


def day_words(moment: datetime) -> str:
    """A day in Japan in plain words: 2027年3月31日, or 31 March 2027."""
    local = in_tokyo(moment)
    if get_language() == "en":
        return local.strftime("%-d %B %Y")
    return f"{local.year}年{local.month}月{local.day}日"


def instant_words(moment: datetime) -> str:
    """The same with hour and minute."""
    return f"{day_words(moment)} {in_tokyo(moment):%H:%M}"


def last_moment(until: datetime) -> str:
    """An exclusive end in words: the day before when it is midnight in Japan, else the day and the minute."""
    local = in_tokyo(until)
    if (local.hour, local.minute, local.second, local.microsecond) == (0, 0, 0, 0):
        return day_words(until - timedelta(microseconds=1))
    return instant_words(until)


def in_force(item: Item, now: datetime) -> Designation | None:
    """The designation whose window holds at ``now``, with its wording; None outside one."""
    return (
        Designation.objects.select_related("item", "candidate", "in_force")
        .filter(item_id=item.pk, in_force__valid_from__lte=now, in_force__valid_until__gt=now)
        .first()
    )


def seal_of(item: Item) -> Seal:
    """The bar for ``item`` at this instant. At most four queries."""
    now, why = database_now(), reverse("item_access", args=[item.pk])
    live = in_force(item, now)
    if live is not None:
        version = live.in_force
        people = count_readers(item)
        who = ngettext("保持者%(n)s名", "保持者%(n)s名", people) % {"n": people}
        return Seal(AGREED, _("守秘の指定"), who, version.valid_until, why, live, version)
    if item.is_born_sealed and (item.unsealed_at is None or item.unsealed_at > now):
        return Seal(AGREED, _("同意待ち"), _("提供者のみ"), None, why)
    return _base_seal(item, now, why)


def _base_seal(item: Item, now: datetime, why: str) -> Seal:
    rows = BaseAudience.objects.filter(item_id=item.pk, depth=CONTENT).select_related("principal")
    open_now = [
        r
        for r in rows
        if (r.valid_from is None or r.valid_from <= now) and (r.valid_until is None or r.valid_until > now)
    ]
    kinds = {(r.principal.kind, r.principal.part) for r in open_now}
    until = (
        max((r.valid_until for r in open_now), default=None) if all(r.valid_until for r in open_now) else None
    )
    if ("everybody", "") in kinds:
        return Seal(PUBLIC, _("公開"), _("どなたでも"), until, why)
    if ("signed_in", "") in kinds:
        return Seal(SHARED, _("登録者限り"), _("サインインした方"), until, why)
    people = count_readers(item)
    who = ngettext("%(n)s名", "%(n)s名", people) % {"n": people}
    if any(kind == "council" for kind, _part in kinds):
        return Seal(SHARED, _("協議会限り"), who, until, why)
    if kinds == {("capacity", "secretariat")}:
        return Seal(NARROW, _("事務局限り"), who, until, why)
    return Seal(NARROW, _("関係者限り"), who, until, why)


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
    first = seal.label
    if seal.version is not None:
        first += f"　第{seal.version.number}版　{seal.version.handling}"
    if seal.until:
        last = in_tokyo(seal.until - timedelta(microseconds=1)).date()
        first += f"　{wareki_date(last, weekday=False, fullwidth=False)}まで"
    return [
        first,
        f"閲覧者　{person.name}　{wareki_datetime(database_now(), fullwidth=False)}",
        f"写し{copy}　{item.pk}",
    ]

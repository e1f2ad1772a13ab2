"""The register of who may be asked, as a sheet: out as it stands, in as a list of people to ask; with one fault nobody is asked (R37)."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.fields import to_ascii, today
from accounts.japanese import in_tokyo
from accounts.models import Person
from accounts.phrasing import listed
from programmes import scouts
from programmes.imports import Column, Row, Sheet, Unreadable, Wrong, day, read, text
from programmes.models import Fund, ScoutEntry, TechnologyField

MOST = 500  # people of one list
MAIL, FUNCTIONS, FIELDS = (
    gettext_lazy("メールアドレス"),
    gettext_lazy("役割"),
    gettext_lazy("専門の技術分野"),
)
LANGUAGES, UNTIL, NOTE = gettext_lazy("審査できる言語"), gettext_lazy("期限"), gettext_lazy("備考")
HEADING = (
    gettext_lazy("氏名"),
    MAIL,
    FUNCTIONS,
    FIELDS,
    LANGUAGES,
    UNTIL,
    NOTE,
    gettext_lazy("状態"),
    gettext_lazy("依頼した日"),
    gettext_lazy("承諾した日"),
    gettext_lazy("理由"),
)
_NAMES = ("is_reviewer", "is_scout", "is_evaluator")


class Faulty(Exception):
    """A list that cannot be taken as it is; ``sheet`` knows every fault."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.sheet = sheet


def _parts(raw: str) -> list[str]:
    for sign in ("，", ",", "・", "／", "/", ";", "；", "\n"):
        raw = raw.replace(sign, "、")
    return [part.strip() for part in raw.split("、") if part.strip()]


def _functions(raw: str) -> tuple[str, ...]:
    words = {str(ScoutEntry._meta.get_field(n).verbose_name): n for n in _NAMES}
    found = []
    for part in _parts(raw):
        if part not in words:
            raise Wrong(
                _("「%(raw)s」は選べません。次のどれかを、「、」で区切って入力してください：%(words)s")
                % {"raw": part, "words": listed(words)}
            )
        found.append(words[part])
    return tuple(found)


def _fields_reader(known: dict[str, UUID]) -> Any:
    def read_fields(raw: str) -> list[UUID]:
        if raw in known:
            return [known[raw]]
        found = []
        for part in (p.strip() for p in raw.replace("\n", "、").split("、") if p.strip()):
            if part not in known:
                raise Wrong(
                    _("「%(raw)s」という技術分野はありません。分野の名称を「、」で区切って入力してください。")
                    % {"raw": part}
                )
            found.append(known[part])
        return sorted(set(found))

    return read_fields


def columns() -> tuple[Column, ...]:
    """One query: the names of the fields."""
    known = {name: pk for pk, name in TechnologyField.objects.values_list("pk", "name")}
    return (
        Column("email", MAIL, text(254), required=True),
        Column("functions", FUNCTIONS, _functions, required=True),
        Column("fields", FIELDS, _fields_reader(known), empty=[], also=(gettext_lazy("技術分野"),)),
        Column("languages", LANGUAGES, text(100), also=(gettext_lazy("言語"),)),
        Column("until", UNTIL, day(), empty=None),
        Column("note", NOTE, text(2_000)),
    )


def look_at(fund: Fund, data: bytes, *, by: Person) -> tuple[Sheet, dict[int, Person]]:
    """Read a list and name every fault; the people of its rows by row. Raises Unreadable."""
    sheet = read(data, columns(), most=MOST)
    wanted = {to_ascii(row.values["email"] or "").lower() for row in sheet.rows}
    people = {p.email: p for p in Person.objects.filter(email__in=wanted, is_active=True)}
    register = scouts.register_of(fund)
    present = set(
        ScoutEntry.objects.filter(item=register, person__in=people.values()).values_list(
            "person_id", flat=True
        )
        if register
        else ()
    )
    found: dict[int, Person] = {}
    for row in sheet.rows:
        person = people.get(to_ascii(row.values["email"] or "").lower())
        _judge(sheet, row, person, present, found, by)
    return sheet, found


def _judge(
    sheet: Sheet, row: Row, person: Person | None, present: set, found: dict[int, Person], by: Person
) -> None:
    until = row.values["until"]
    if until is not None and until < today():
        sheet.blame(row, "until", _("今日より後の日を入力してください。"))
    if not row.values["email"]:
        return
    if person is None:
        sheet.blame(row, "email", _("このメールアドレスの利用者は登録されていません。"))
    elif person.pk == by.pk:
        sheet.blame(row, "email", _("自分を名簿に加えることはできません。"))
    elif person.pk in present:
        sheet.blame(row, "email", _("この方は、すでに名簿にあります。"))
    elif earlier := next((n for n, p in found.items() if p.pk == person.pk), None):
        sheet.blame(row, "email", _("%(row)s行目と同じ方です。") % {"row": earlier})
    else:
        found[row.number] = person


@transaction.atomic
def take(fund: Fund, *, by: Person, data: bytes) -> int:
    """Ask everybody of a list, or nobody. Raises Unreadable, Faulty."""
    sheet, people = look_at(fund, data, by=by)
    if sheet.faults:
        raise Faulty(sheet)
    for row in sheet.rows:
        scouts.enter(fund, by=by, person=people[row.number], **said(row))
    return len(sheet.rows)


def said(row: Row) -> dict[str, Any]:
    words = {name: row.values[name] for name in ("fields", "languages", "until", "note")}
    return {**words, **{name: name in (row.values["functions"] or ()) for name in _NAMES}}


def lines(rows: Iterable[ScoutEntry]) -> Iterator[tuple]:
    """The register as a sheet; two queries however long it is."""
    names = scouts.field_names()
    for one in rows:
        yield (
            one.person.name,
            one.person.email,
            "、".join(one.functions),
            "、".join(names[f] for f in one.fields if f in names),
            one.languages,
            f"{one.until:%Y/%m/%d}" if one.until else "",
            one.note,
            str(one.get_state_display()),
            f"{in_tokyo(one.asked_at):%Y/%m/%d}",
            f"{in_tokyo(one.agreed_at):%Y/%m/%d}" if one.agreed_at else "",
            one.reason,
        )


__all__ = ["HEADING", "Faulty", "Unreadable", "columns", "lines", "look_at", "said", "take"]

"""Keeps fields, technologies and what is considered before a choice; refuses to choose (a verb does)."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction
from django.db.models import Func, Max, QuerySet, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from accounts.phrasing import in_japanese
from confidentiality import audience, journal
from confidentiality.models import Item
from confidentiality.verbs import Gone, Refused, WrongState, lock
from programmes.models import CriticalTechnology, NarrowingDecision, TechnologyBook, TechnologyField
from programmes.rights import is_staff

BOOK = gettext_lazy("技術の検討記録")


@transaction.atomic
def add_field(*, by: Person, name: str, parent: TechnologyField | None) -> TechnologyField:
    """A field, or a part of one (R5)."""
    if not is_staff(None, by):
        raise Refused("add_field")
    made = TechnologyField.objects.create(name=name, parent=parent, order=_last_order() + 1)
    journal.record("add_field", made)
    return made


def _last_order() -> int:
    return TechnologyField.objects.aggregate(n=Max("order"))["n"] or 0


def _field_held(field: TechnologyField, by: Person, act: str) -> TechnologyField:
    """The field as it is now, held until the transaction ends, for somebody of the office."""
    if not is_staff(None, by):
        raise Refused(act)
    fresh = TechnologyField.objects.select_for_update().filter(pk=field.pk).first()
    if fresh is None:
        raise Gone
    return fresh


@transaction.atomic
def edit_field(field: TechnologyField, *, by: Person, name: str, parent: TechnologyField | None) -> None:
    """Another name, or another place in the tree; never below itself (R5)."""
    fresh = _field_held(field, by, "edit_field")
    if parent is not None and parent.pk in {f.pk for f in below(fresh)}:
        raise WrongState(_("分野を、その分野自身やその下の分野の下には移せません。"))
    fresh.name, fresh.parent = name, parent
    fresh.save()
    journal.record("edit_field", fresh)


def below(field: TechnologyField) -> list[TechnologyField]:
    """The field and everything under it; one query."""
    parts: dict[Any, list[TechnologyField]] = {}
    for one in TechnologyField.objects.all():
        parts.setdefault(one.parent_id, []).append(one)
    found, waiting = [], [field]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += parts.get(one.pk, [])
    return found


@transaction.atomic
def move_field(field: TechnologyField, *, by: Person, step: str) -> None:
    """One place up or down among the parts of the same field; at the end nothing happens."""
    fresh = _field_held(field, by, "move_field")
    row = list(TechnologyField.objects.select_for_update().filter(parent_id=fresh.parent_id))
    at = next(n for n, one in enumerate(row) if one.pk == fresh.pk)
    to = at - 1 if step == "up" else at + 1
    if not 0 <= to < len(row):
        return
    row[at], row[to] = row[to], row[at]
    for n, one in enumerate(row, 1):
        TechnologyField.objects.filter(pk=one.pk).update(order=n)
    journal.record("move_field", fresh, step=step)


@transaction.atomic
def merge_field(field: TechnologyField, *, by: Person, into: TechnologyField) -> TechnologyField:
    """Its technologies and its parts go to ``into``, then the empty field goes; no technology is lost (R5)."""
    fresh = _field_held(field, by, "merge_field")
    target = _field_held(into, by, "merge_field")
    if target.pk in {f.pk for f in below(fresh)}:
        raise WrongState(_("分野を、その分野自身やその下の分野には統合できません。"))
    moved = CriticalTechnology.objects.filter(field=fresh).update(field=target)
    TechnologyField.objects.filter(parent=fresh).update(parent=target)
    with connection.cursor() as cursor:  # of registers the office does not read
        cursor.execute("select app.hand_scouts_over(%s, %s)", [fresh.pk, target.pk])
    journal.record("merge_field", fresh, into=str(target.pk), technologies=moved)
    fresh.delete()
    return target


@transaction.atomic
def remove_field(field: TechnologyField, *, by: Person) -> None:
    """Only an empty one: no technology, no part."""
    fresh = _field_held(field, by, "remove_field")
    if CriticalTechnology.objects.filter(field=fresh).exists() or fresh.parts.exists():
        raise WrongState(
            _("重要技術または下の分野があるため、削除できません。ほかの分野に統合してください。")
        )
    journal.record("remove_field", fresh)
    fresh.delete()


@transaction.atomic
def save_technology(
    *, by: Person, technology: CriticalTechnology | None = None, **fields: Any
) -> CriticalTechnology:
    """Register or correct a technology; both risks are part of it (R6, R7). Public examples are taken off first."""
    if not is_staff(technology, by):
        raise Refused("save_technology")
    if technology is not None:
        lock(technology.pk)
        made = CriticalTechnology.objects.get(pk=technology.pk)
        if made.is_public_example:
            raise WrongState(_("公開している間は変更できません。公開を取り下げてから直してください。"))
        for name, value in fields.items():
            setattr(made, name, value)
        made.save()
    else:
        made = CriticalTechnology.objects.create(custodian=by, public_title=in_japanese("重要技術"), **fields)
        book = TechnologyBook.objects.create(
            technology=made, container=made, custodian=by, public_title=in_japanese(BOOK)
        )
        for item in (made, book):
            audience.open_to(item, audience.office("programme_staff"))
        Item.objects.filter(pk__in=[made.pk, book.pk]).update(custodian=None)
    journal.record("save_technology", made)
    return made


@transaction.atomic
def consider(decision: NarrowingDecision, *, by: Person, **words: str) -> NarrowingDecision:
    """Write down the considerations of an open decision (R8)."""
    if not is_staff(decision, by):
        raise Refused("consider")
    lock(decision.pk)
    fresh = NarrowingDecision.objects.get(pk=decision.pk)
    if fresh.state != NarrowingDecision.State.OPEN:
        raise WrongState(
            _("決定した絞込みは変更できません。")
            if fresh.state in (fresh.State.CLOSED, fresh.State.SUPERSEDED)
            else _("考慮事項がそろった後は変更できません。「考慮事項を直す」で検討に戻してください。")
        )
    for name, text in words.items():
        setattr(fresh, name, text)
    fresh.save()
    journal.record("consider", fresh)
    return fresh


def names_of(decisions: Iterable[Any]) -> dict[Any, str]:
    """What each choice was about, as far as the reader may read the technology itself. One statement, none for none."""
    wanted = list(decisions)
    rows = NarrowingDecision.objects.filter(pk__in=wanted).values_list("pk", "technology__name")
    return dict(rows) if wanted else {}


def tree(
    fields: Sequence[TechnologyField], technologies: Sequence[CriticalTechnology]
) -> list[tuple[int, TechnologyField, list[CriticalTechnology]]]:
    """[(depth from 0, field, its technologies)], each field right behind the one it is a part of."""
    parts: dict[Any, list[TechnologyField]] = {}
    for field in fields:
        parts.setdefault(field.parent_id, []).append(field)
    held: dict[Any, list[CriticalTechnology]] = {}
    for technology in technologies:
        held.setdefault(technology.field_id, []).append(technology)
    found: list[tuple[int, TechnologyField, list[CriticalTechnology]]] = []
    waiting = [(0, field) for field in reversed(parts.get(None, []))]
    while waiting:
        depth, field = waiting.pop()
        found.append((depth, field, held.get(field.pk, [])))
        waiting += [(depth + 1, part) for part in reversed(parts.get(field.pk, []))]
    return found


def held_by_field() -> dict[UUID, int]:
    """{field: how many technologies of it this reader may read}; fields without one are left out. One query."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.technologies_by_field()")
        return dict(cursor.fetchall())


def in_tree_order(fields: Sequence[TechnologyField]) -> list[tuple[int, TechnologyField]]:
    """[(depth from 0, field)], each field right behind the one it is a part of."""
    return [(depth, field) for depth, field, _held in tree(fields, ())]


def placed(rows: QuerySet, fields: Sequence[TechnologyField]) -> QuerySet:
    """The technologies in the order of the tree, ``fields`` being in it; within a field by name."""
    order = Value([field.pk for field in fields], ArrayField(models.UUIDField()))
    place = Func(order, "field_id", function="array_position", output_field=models.IntegerField())
    return rows.annotate(place=place).order_by("place", "name", "pk")


def listed(*, q: str = "", field: TechnologyField | None = None, state: str = "") -> Any:
    """The technologies of a list by name, without their long texts; a field stands for its parts too."""
    rows = CriticalTechnology.objects.defer("description", "risk_misuse", "risk_dependency")
    if q.strip():
        rows = rows.filter(name__icontains=q.strip())
    if field is not None:
        rows = rows.filter(field__in=[f.pk for f in below(field)])
    if state:
        rows = rows.filter(state=state)
    return rows.order_by("name", "pk")

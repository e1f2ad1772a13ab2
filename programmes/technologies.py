"""Keeps fields, technologies and what is considered before a choice; refuses to choose (a verb does)."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.phrasing import in_japanese
from confidentiality import audience, journal
from confidentiality.models import Item
from confidentiality.verbs import Refused, WrongState, lock
from programmes.models import CriticalTechnology, NarrowingDecision, TechnologyField
from programmes.rights import is_staff


@transaction.atomic
def add_field(*, by: Person, name: str, parent: TechnologyField | None) -> TechnologyField:
    """A field, or a part of one (R5)."""
    if not is_staff(None, by):
        raise Refused("add_field")
    made = TechnologyField.objects.create(name=name, parent=parent, order=TechnologyField.objects.count() + 1)
    journal.record("add_field", made)
    return made


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
        audience.open_to(made, audience.office("programme_staff"))
        Item.objects.filter(pk=made.pk).update(custodian=None)
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
        raise WrongState(_("決定した絞込みは変更できません。"))
    for name, text in words.items():
        setattr(fresh, name, text)
    fresh.save()
    journal.record("consider", fresh)
    return fresh


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

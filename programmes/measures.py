"""Writes measures down before anybody carries them out; refuses to move their states (verbs do)."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.phrasing import in_japanese
from confidentiality import audience, journal
from confidentiality.models import Item
from confidentiality.verbs import Refused, WrongState, lock
from programmes.models import PolicyMeasure
from programmes.rights import is_staff

ORDER = tuple(PolicyMeasure.Pillar.values)


@transaction.atomic
def add(*, by: Person, pillar: str, nature: str, text: str, source: str, purpose: str = "") -> PolicyMeasure:
    """A policy or measure, seen by the office until somebody carries it out or it is published (R26)."""
    if not is_staff(None, by):
        raise Refused("add_measure")
    made = PolicyMeasure.objects.create(
        custodian=by,
        public_title=in_japanese("施策"),
        pillar=pillar,
        nature=nature,
        order=_next(pillar, nature),
        text=text,
        source=source,
        purpose=purpose,
    )
    audience.open_to(made, audience.office("programme_staff"))
    Item.objects.filter(pk=made.pk).update(custodian=None)
    journal.record("add_measure", made, pillar=pillar)
    return made


def _next(pillar: str, nature: str) -> int:
    last = PolicyMeasure.objects.filter(pillar=pillar, nature=nature).aggregate(n=Max("order"))["n"]
    return (last or 0) + 1


@transaction.atomic
def reword(measure: PolicyMeasure, *, by: Person, **fields: Any) -> PolicyMeasure:
    """Change the words of one that nobody carries out and nobody outside reads yet."""
    if not is_staff(measure, by):
        raise Refused("reword_measure")
    lock(measure.pk)
    fresh = PolicyMeasure.objects.get(pk=measure.pk)
    if fresh.is_public or fresh.state != PolicyMeasure.State.LISTED:
        raise WrongState(_("公開した施策と、担当を決めた施策の文面は変更できません。"))
    if (fields["pillar"], fields["nature"]) != (fresh.pillar, fresh.nature):
        fresh.order = _next(fields["pillar"], fields["nature"])
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save()
    journal.record("reword_measure", fresh)
    return fresh


def by_pillar(rows: Sequence[PolicyMeasure]) -> list[tuple[Any, list[PolicyMeasure], list[PolicyMeasure]]]:
    """[(pillar's name, basic policies, measures)] in the order 知る・育てる・生かす・守る; pillars without rows too."""
    policy = PolicyMeasure.Nature.POLICY
    return [
        (
            PolicyMeasure.Pillar(pillar).label,
            [m for m in rows if m.pillar == pillar and m.nature == policy],
            [m for m in rows if m.pillar == pillar and m.nature != policy],
        )
        for pillar in ORDER
    ]


def purpose_tabs(address: Callable[[str], str], wanted: str) -> list[tuple[Any, str, bool]]:
    """[(words, address, whether it is shown)] of a list that can be narrowed to one purpose (R20)."""
    every = [("", _("目的を問わない")), *PolicyMeasure.Purpose.choices]
    return [(label, address(value), wanted == value) for value, label in every]

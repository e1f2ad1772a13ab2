"""Measures under a section of an older guideline: which they are, what follows the section, the move; moves none by itself (R3)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Person
from confidentiality import journal, outbox
from confidentiality.asking import AT
from confidentiality.verbs import Refused, WrongState, lock
from programmes.models import Guideline, GuidelineSection, MeasureTie, PolicyMeasure
from programmes.rights import is_staff

State = PolicyMeasure.State
OPEN = (State.PLANNED, State.UNDERWAY)


def on_old(at: Any = AT) -> QuerySet:
    """Measures still to be carried out whose section belongs to a version that is no longer in force; the first due first."""
    return (
        PolicyMeasure.objects.filter(state__in=OPEN, section__item__superseded_at__lte=at)
        .select_related("owner", "section", "section__item")
        .order_by("due", "pillar", "order", "pk")
    )


def history(measure: PolicyMeasure) -> list[MeasureTie]:
    """From which section to which, the last move first."""
    rows = MeasureTie.objects.filter(item=measure)
    return list(rows.select_related("was__item", "section__item", "tied_by"))


@dataclass(frozen=True)
class Offer:
    """What follows an old section in the version in force: the section, and how it was found."""

    section: GuidelineSection | None
    found: str  # "same" words, "changed" words, of the same "kind", or "" where none is known


class Successors:
    """The sections of the version in force, by what they were written from; two queries, however many are asked for."""

    def __init__(self) -> None:
        self.current = Guideline.current().first()
        self.sections: list[GuidelineSection] = []
        if self.current is not None:
            rows = self.current.sections.exclude(kind=GuidelineSection.Kind.HEADING).order_by("order")
            self.sections = list(rows)
        origins = dict(
            GuidelineSection.objects.filter(item__document=Guideline.Document.GUIDELINE).values_list(
                "pk", "origin_id"
            )
        )
        self._follows: dict[UUID, GuidelineSection] = {}
        for section in self.sections:
            place, met = section.origin_id, {section.pk}
            while place is not None and place not in met:
                met.add(place)
                self._follows.setdefault(place, section)
                place = origins.get(place)

    def of(self, old: GuidelineSection) -> Offer:
        """The section cloned from it, over any number of versions; else the only one of its kind; else none."""
        if (found := self._follows.get(old.pk)) is not None:
            same = (found.heading, found.text) == (old.heading, old.text)
            return Offer(found, "same" if same else "changed")
        alike = [s for s in self.sections if s.kind == old.kind]
        return Offer(alike[0], "kind") if len(alike) == 1 else Offer(None, "")


def fingerprint(measures: Sequence[PolicyMeasure], current: Guideline | None) -> str:
    """SHA-256 of how these measures stand and which version is in force: an act is done to exactly what was shown."""
    rows = sorted([str(m.pk), str(m.section_id), m.state] for m in measures)
    whole = json.dumps([str(current.pk) if current else "", rows])
    return hashlib.sha256(whole.encode()).hexdigest()


@transaction.atomic
def retie(
    chosen: Mapping[UUID, UUID], *, by: Person, listed: Sequence[UUID], shown: str, reason: str = ""
) -> int:
    """Put each of the ``chosen`` measures under the section named for it; all or none (R3).

    ``listed``: every measure the page showed, ``shown`` their fingerprint. The old tie is kept (``MeasureTie``), the people
    who carry a measure out are told. Raises WrongState when one of them, or the version in force, has changed meanwhile.
    """
    if not is_staff(None, by):
        raise Refused("retie_measure")
    for pk in sorted(listed):
        lock(pk)
    fresh = {m.pk: m for m in PolicyMeasure.objects.filter(pk__in=listed)}
    current = Guideline.current().first()
    if len(fresh) != len(set(listed)) or fingerprint(list(fresh.values()), current) != shown:
        raise WrongState(_("表示した後に、施策か現行の版が変わりました。画面を開き直してください。"))
    if not chosen:
        raise WrongState(_("結び付け直す施策を、一つ以上選んでください。"))
    open_sections = {s.pk: s for s in current.sections.all()} if current is not None else {}
    for pk, section in chosen.items():
        measure = fresh[pk]
        if not measure.is_open or measure.section_id is None or section not in open_sections:
            raise WrongState(_("表示した後に、施策か現行の版が変わりました。画面を開き直してください。"))
        MeasureTie.objects.create(
            item=measure, was_id=measure.section_id, section_id=section, reason=reason, tied_by=by
        )
        journal.record("retie_measure", measure, was=str(measure.section_id), now=str(section))
        outbox.enqueue("measure.retied", measure)
    return len(chosen)

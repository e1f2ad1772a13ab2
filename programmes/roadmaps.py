"""Draws the roadmap of a technology up; refuses to move its milestones (verbs do) (R14)."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from confidentiality import journal
from confidentiality.verbs import Refused, WrongState, lock
from programmes.models import RoadmapMilestone, TechnologyBook
from programmes.rights import is_staff


@transaction.atomic
def add_milestone(
    book: TechnologyBook, *, by: Person, key: UUID | None = None, **fields: Any
) -> RoadmapMilestone:
    """A step with its day and who answers for it; the same ``key`` twice is one step."""
    if not is_staff(book, by):
        raise Refused("add_milestone")
    lock(book.pk)
    if key is not None and (found := RoadmapMilestone.objects.filter(pk=key, item=book).first()):
        return found
    made = RoadmapMilestone.objects.create(item=book, **fields, **({"id": key} if key else {}))
    made.report(by, made.state, _("到達点を加えました。"))
    journal.record("add_milestone", made)
    return made


@transaction.atomic
def edit_milestone(milestone: RoadmapMilestone, *, by: Person, why: str, **fields: Any) -> RoadmapMilestone:
    """Other words or another party; the day is moved by a verb, with its reason."""
    if not is_staff(milestone, by):
        raise Refused("edit_milestone")
    lock(milestone.item_id)
    fresh = RoadmapMilestone.objects.get(pk=milestone.pk)
    if not fresh.is_open:
        raise WrongState(_("達成した到達点と取りやめた到達点は直せません。取組に戻してから直してください。"))
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save()
    fresh.report(by, fresh.state, why)
    journal.record("edit_milestone", fresh)
    return fresh

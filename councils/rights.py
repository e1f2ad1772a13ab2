"""Who may act in a council: a right held by name, and a standing in the council at this instant."""

from django.apps import apps
from django.db import models

from confidentiality import audience, grants
from confidentiality.acting import known, principals

MANAGE, CHAIR, RECORD = "manage", "chair", "record"


def inside(subject: models.Model, person: models.Model) -> bool:
    """The reader of this transaction is an active, pledged member of the subject's council now."""
    kept, council = known(), subject.council_id
    key = ("inside", council)
    if key not in kept:
        kept[key] = audience.council(council) in principals()
    return kept[key]


def _council() -> type[models.Model]:
    return apps.get_model("councils", "Council")  # models ask about rights, so this module cannot import them


def _holds(right: str, subject: models.Model, person: models.Model) -> bool:
    # A right outlives nobody's membership: without the standing it is worth nothing.
    return inside(subject, person) and grants.holds(right, _council(), subject.council_id, person)


def manages(subject: models.Model, person: models.Model) -> bool:
    """The secretariat's right."""
    return _holds(MANAGE, subject, person)


def chairs(subject: models.Model, person: models.Model) -> bool:
    return _holds(CHAIR, subject, person)


def manages_or_chairs(subject: models.Model, person: models.Model) -> bool:
    return manages(subject, person) or chairs(subject, person)


def keeps_record(subject: models.Model, person: models.Model) -> bool:
    """Takes and corrects the minutes."""
    return manages(subject, person) or _holds(RECORD, subject, person)


def provides(subject: models.Model, person: models.Model) -> bool:
    """The provider (custodian) of the item, while a member."""
    item = getattr(subject, "item", subject)
    return item.custodian_id == person.pk and inside(subject, person)


def is_own(subject: models.Model, person: models.Model) -> bool:
    """The row is about this very person (an invitation, a membership)."""
    return subject.person_id == person.pk


def own_or_manages(subject: models.Model, person: models.Model) -> bool:
    return is_own(subject, person) or manages(subject, person)

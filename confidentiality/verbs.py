"""A verb is a right, a transition and a journal line under one lock; nothing else changes a state."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, models, transaction
from django.utils.translation import gettext as _
from django_fsm import can_proceed, transition

from confidentiality import journal
from confidentiality.acting import known

Allows = Callable[[models.Model, models.Model], bool]


class Refused(PermissionDenied):
    """The thing is visible, but this act on it is not this person's: 403."""


class WrongState(Exception):
    """The verb does not apply (any more): 409, with a sentence for the reader."""


class Gone(Exception):
    """The database does not answer for this reader: 404."""


@dataclass(frozen=True)
class Verb:
    """What the button says, who may press it."""

    name: str
    label: str
    allows: Allows


def verb(
    label: str, *, allows: Allows, source: str | Sequence[str], target: Any = None, field: str = "state"
) -> Callable:
    """Declare a method as a verb of its model: label for the button, right, from-states and to-state.

    The method gets ``by`` (the person) and keyword details; it returns None or a dict for the journal.
    """

    def declare(method: Callable) -> Callable:
        sources = list(source) if not isinstance(source, str) else source
        made = transition(field=field, source=sources, target=target)(method)
        made.verb = Verb(method.__name__, label, allows)
        return made

    return declare


def verbs_of(model: type[models.Model]) -> dict[str, Verb]:
    found = {}
    for name in dir(model):
        made = getattr(model, name, None) if not name.startswith("__") else None
        if callable(made) and isinstance(getattr(made, "verb", None), Verb):
            found[name] = made.verb
    return found


def offered(subject: models.Model, person: models.Model) -> list[Verb]:
    """The verbs this person can use on this thing now: for buttons."""
    return [
        v
        for name, v in verbs_of(type(subject)).items()
        if can_proceed(getattr(subject, name)) and v.allows(subject, person)
    ]


def can(name: str, subject: models.Model, person: models.Model) -> bool:
    method = getattr(subject, name)
    return can_proceed(method) and method.verb.allows(subject, person)


def lock(item_id: Any) -> None:
    """Hold the item's row until the transaction ends; every verb and every rebuild of access takes this lock."""
    with connection.cursor() as cursor:
        cursor.execute("select app.lock_item(%s)", [item_id])


def perform(name: str, subject: models.Model, /, *, by: models.Model, **details: Any) -> models.Model:
    """Lock, read afresh, ask right and state again, move, save, journal; all or nothing.

    Raises Gone (hidden or vanished), Refused (not this person's), WrongState (too late, or not yet).
    Returns the fresh row.
    """
    with transaction.atomic():
        lock(subject.item_id)
        known().clear()  # the right is asked again under the lock, never remembered from before it
        fresh = type(subject)._default_manager.filter(pk=subject.pk).first()
        if fresh is None:
            raise Gone
        method = getattr(fresh, name)
        if not method.verb.allows(fresh, by):
            raise Refused(name)
        if not can_proceed(method):
            raise WrongState(
                _("この操作は、いまの状態（%(state)s）ではできません。画面を開き直してください。")
                % {"state": fresh.get_state_display()}
            )
        was = fresh.state
        made = method(by=by, **details)
        note = made if isinstance(made, dict) else {}  # a text names the state the method chose
        fresh.save()
        journal.record(name, fresh, was=was, now=fresh.state, **note)
    return fresh

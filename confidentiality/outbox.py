"""What must follow an act, written in the act's own transaction; ids only, never words of content."""

from collections.abc import Callable
from typing import Any

from django.db import models

from confidentiality.acting import current_reader
from confidentiality.models import Effect, OutboxMessage

_consumers: dict[str, list[Callable]] = {}


def enqueue(topic: str, subject: models.Model | None = None, **note: Any) -> None:
    """Leave a message for the relay; it exists if and only if the act does."""
    who = current_reader()
    OutboxMessage.objects.create(
        topic=topic,
        item_id=getattr(subject, "item_id", None),
        actor_id=None if isinstance(who, str) else who,
        note={**note, **({"subject": str(subject.pk)} if subject is not None else {})},
    )


def on(topic: str) -> Callable:
    """Register a consumer ``(message) -> None``; it runs as the system, at least once: mark effects with ``once``."""

    def declare(consumer: Callable) -> Callable:
        _consumers.setdefault(topic, []).append(consumer)
        return consumer

    return declare


def consumers(topic: str) -> list[Callable]:
    return _consumers.get(topic, [])


def once(message: OutboxMessage, kind: str) -> bool:
    """True the first time this effect of this message is claimed; the claim commits with the effect."""
    return Effect.objects.get_or_create(message=message, kind=kind)[1]

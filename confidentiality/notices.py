"""Who is told of what, in neutral words; recipients and content are decided when the letter is sent, not before.

A message about an act becomes one message for each person concerned; each of these, at the instant it is sent, asks
the database as that person whether they may still see the thing, and whether anything is still asked of them. Apps say
what there is to tell (``register``); this module knows no topic of its own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from accounts import sign_in
from accounts.models import Person
from confidentiality import letters, outbox
from confidentiality.acting import acting_as
from confidentiality.models import OutboxMessage

LETTER = "letter"
Who = Callable[[Any], Iterable[Person]]
Still = Callable[[Any, Person], bool]


@dataclass(frozen=True)
class Notice:
    """One topic: of which thing it speaks, which page it links to, who is concerned, and what must still be true.

    ``who`` is asked as the system, which sees every row; ``still`` as the person. ``asks``: the thing waits for the
    reader, so the one who set it going is told too. ``of``: what of the thing the page's address names. Who is asked
    to do something is led to where it is done. ``invites``: whoever has never signed in gets their invitation with it.
    """

    model: type[models.Model]
    page: str
    who: Who
    still: Still = lambda subject, person: True
    asks: bool = False
    of: tuple[str, ...] = ("pk",)
    invites: bool = False

    def path(self, subject: Any) -> str:
        return letters.place_of(self.page, *(getattr(subject, name) for name in self.of))


NOTICES: dict[str, Notice] = {}


def register(notices: dict[str, Notice]) -> None:
    """Tell of these topics of the outbox from now on: ``outbox.enqueue(topic, subject)`` becomes letters."""
    for topic, notice in notices.items():
        if topic in NOTICES:
            raise ValueError(f"{topic} is told already")
        NOTICES[topic] = notice
        outbox.on(topic)(_tell(topic))


def in_state(*states: str) -> Still:
    """What is told stays true while the thing is in one of these states."""
    return lambda subject, person: subject.state in states


def _tell(topic: str) -> Callable[[OutboxMessage], None]:
    """The consumer of one topic: one letter for each person concerned, queued once."""
    notice = NOTICES[topic]

    def consume(message: OutboxMessage) -> None:
        subject = notice.model._default_manager.filter(pk=message.note["subject"]).first()
        for person in {p.pk: p for p in notice.who(subject)}.values() if subject is not None else ():
            told_already = person.pk == message.actor_id and not notice.asks
            if person.is_active and not told_already and outbox.once(message, f"mail {person.pk}"):
                outbox.enqueue(LETTER, subject, notice=topic, person=str(person.pk), act=str(message.pk))

    return consume


@outbox.on(LETTER)
def deliver_letter(message: OutboxMessage) -> None:
    """Send one letter, if its reader may see the thing now and it still concerns them."""
    notice, note = NOTICES[message.note["notice"]], message.note
    person = Person.objects.filter(pk=note["person"], is_active=True).first()
    if (
        person is None
        or not _concerns(notice, note["subject"], person)
        or not outbox.once(message, f"mail {person.pk}")
    ):
        return
    subject = notice.model._default_manager.get(pk=note["subject"])
    path = notice.path(subject)
    if notice.invites and not person.has_usable_password():
        # Issued here and never queued: the outbox is read by others, the secret only by its addressee.
        letters.send_invitation(person, sign_in.issue_invitation(person, by=_asker(note["act"])), path)
    else:
        letters.send_notice(person, path)


def _concerns(notice: Notice, pk: str, person: Person) -> bool:
    with acting_as(person):
        subject = notice.model._default_manager.filter(pk=pk).first()
        return subject is not None and notice.still(subject, person)


def _asker(act: str) -> Person | None:
    sent = OutboxMessage.objects.filter(pk=act).select_related("actor").first()
    return sent.actor if sent else None

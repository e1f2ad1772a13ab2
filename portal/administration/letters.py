"""Sends the letter by which a new person first signs in, after the commit; its words are those of every invitation."""

from functools import partial

from django.db import transaction
from django.urls import reverse

from accounts.models import Person
from confidentiality import letters


def send_invitation(person: Person, secret: str) -> None:
    """The secret is in the letter alone, never in a queue or a log; a mail host that fails undoes nothing."""
    transaction.on_commit(partial(letters.send_invitation, person, secret, reverse("home")), robust=True)

"""Writes sign-ins, refused ones and changes of factors in the journal; ids and words of ours, never what was typed."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, user_logged_in
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.db import connection
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.models import Person
from confidentiality import journal
from confidentiality.acting import acting_as


def _record(verb: str, person: Person | None, **note: Any) -> None:
    """One line by the person themselves, whoever the request belonged to when it began."""
    if person is not None and person.pk:
        with acting_as(person):
            journal.record(verb, person, **note)


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: Person, **kwargs: Any) -> None:
    methods = [
        record.get("method", "") for record in request.session.get("account_authentication_methods", ())
    ]
    _record("sign_in", user, methods=methods)


@receiver(user_logged_out)
def signed_out(request: HttpRequest, user: Person | None, **kwargs: Any) -> None:
    if connection.in_atomic_block:  # a page of ours; sessions that end by the clock leave no line
        _record("sign_out", user)


@receiver(user_login_failed)
def refused(credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Left with the request: its answer undoes everything else it wrote."""
    if request is not None:
        person = (
            Person.objects.filter(email=str(credentials.get("email", "")).lower())
            .values_list("pk", flat=True)
            .first()
        )
        request.refusal = {"act": "sign_in", **({"person": person} if person else {})}


@receiver([password_changed, password_reset])
def new_password(user: Person, **kwargs: Any) -> None:
    _record("change_password", user)


@receiver(authenticator_added)
def factor_added(user: Person, authenticator: Any, **kwargs: Any) -> None:
    _record("add_factor", user, kind=authenticator.type)


@receiver(authenticator_removed)
def factor_removed(user: Person, authenticator: Any, **kwargs: Any) -> None:
    _record("drop_factor", user, kind=authenticator.type)

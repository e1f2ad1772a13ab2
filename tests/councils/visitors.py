"""Browsers of the cast for page tests: signed in, signed in anew, or nobody; and a council still being set up."""

import time
from typing import Any

from django.test import Client
from django.urls import reverse

from confidentiality.acting import acting_as
from confidentiality.verbs import perform
from councils import founding
from councils.models import Council
from tests.cast import World


def browser(person: Any = None, *, afresh: bool = False) -> Client:
    """A client of this person; ``afresh`` has just given the password again, as consents and pledges need."""
    client = Client()
    if person is not None:
        client.force_login(person)
    if afresh:
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "password", "at": time.time(), "reauthenticated": True}
        ]
        session["account_authentication_methods_user"] = str(person.pk)
        session.save()
    return client


def status(person: Any, name: str, *args: Any) -> int:
    return browser(person).get(reverse(name, args=args)).status_code


def proposed(
    world: World,
    *,
    named: tuple[str, ...] = ("tanaka", "ito"),
    invited: bool = True,
    collecting: bool = False,
    **fields: Any,
) -> Council:
    """A council that 山本 of the ministry proposes, with candidates who have their letters."""
    by = world.yamamoto
    with acting_as(by):
        council = founding.propose_council(
            by=by,
            organisation=world.organisations["ministry"],
            establishing_organisation=world.organisations["ministry"],
            **{
                "prospectus": "新しい協議会の趣旨",
                "code": "new-one",
                "name": "新設試験協議会",
                "purpose": "目的の文",
                "scope": "対象の文",
                "need_note": "必要の理由",
                **fields,
            },
        )
        for key in named:
            seat = founding.nominate(
                council,
                by=by,
                person=world.people[key],
                organisation=world.organisations["company"],
                capacity="implementer",
                selection_reason="選任の理由の文",
            )
            world.seats[f"{key} new"] = perform("invite", seat, by=by) if invited else seat
        if collecting:
            council = perform("collect_consents", council, by=by)
    return council


def consent(world: World, council: Council, key: str, decision: str = "agree") -> None:
    person = world.people[key]
    with acting_as(person):
        paper = Council.objects.get(pk=council.pk).prospectus
        founding.answer_prospectus(paper, by=person, decision=decision, text_hash=paper.text_hash)

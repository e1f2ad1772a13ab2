"""Every letter of the demonstration's life leads its receiver to a page that opens, and to where the thing is done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from accounts.models import Person
from confidentiality.acting import acting_as
from confidentiality.models import Item, OutboxMessage
from confidentiality.notices import NOTICES as ALL
from confidentiality.tasks import deliver
from councils import desk, minutes
from councils.models import Meeting
from councils.notices import NOTICES
from councils.standing import Standing
from portal.demo import calls, fund, gates, outcomes, policy, project, proposals, story, technologies
from portal.demo import minutes as demo_minutes
from programmes import desk as programmes_desk
from tests.councils import minutes_cast as cast
from tests.councils.visitors import browser

LINK = re.compile(r"^https?://[^/]+(/\S*)$", re.M)

# What the demonstration's life brings about, and the page on which each of these is done.
DONE_AT = {
    "seat.invited": "seat",
    "council.consent_asked": "prospectus",
    "rules.proposed": "rules_version",
    "designation.consent_open": "designation",
    "record.confirming": "record_confirm",
    "summary.attendee_check": "minutes_summary",
    "summary.chair_approval": "summary_approve",
    "summary.disclosure_check": "summary_disclosure",
    # of the programme
    "concept.agreement_asked": "concept_text",
    "call.check_asked": "call_clauses",
    "payment.requested": "payment",
    "payment.checked": "payment",
    "evaluation.named": "evaluation_declare",
    "gate.report_due": "gate",
    "gate.reported": "gate",
    "gate.evaluation_open": "gate_dossier",
    "gate.heard": "gate_dossier",
    "gate.judged": "gate_dossier",
    "disclosure.opened": "disclosure",
    "disclosure.exception": "disclosure_answer",
    "measure.assigned": "measure",
    "proposal.invited": "proposal",
    "proposal.submitted": "proposal",
}
# What evaluators got: their sight ends with the decision of their gate.
OF_EVALUATORS = {"evaluation.named", "gate.evaluation_open", "gate.discussion", "gate.heard"}


class Letter(NamedTuple):
    topic: str
    to: Person
    path: str
    answered: int = 0


def relay() -> list[Letter]:
    """Deliver until nothing waits; the letters that went out."""
    told = []
    while waiting := list(OutboxMessage.objects.filter(done_at=None).order_by("created")):
        for message in waiting:
            before = len(mail.outbox)
            deliver(str(message.pk))
            told += [
                Letter(
                    message.note["notice"],
                    Person.objects.get(email=sent.to[0]),
                    LINK.search(sent.body)[1],
                )
                for sent in mail.outbox[before:]
            ]
    return told


@pytest.fixture
def letters(db, settings, monkeypatch) -> list[Letter]:
    """Every letter of the story, sent as soon as the person who caused it has done their part."""
    settings.DEMO = True
    told: list[Letter] = []
    browsers: dict[Person, Client] = {}

    def opened(one: Letter) -> Letter:
        if one.to not in browsers:
            browsers[one.to] = browser(one.to, afresh=True)
        return one._replace(answered=browsers[one.to].get(one.path).status_code)

    @contextmanager
    def acting_and_writing(person: Person) -> Iterator[None]:
        with acting_as(person):
            yield
        told.extend(opened(one) for one in relay())

    for module in (
        story,
        demo_minutes,
        fund,
        project,
        technologies,
        calls,
        gates,
        outcomes,
        policy,
        proposals,
    ):
        monkeypatch.setattr(module, "acting_as", acting_and_writing)
    call_command("load_demo")
    return told


def every_letter_opens_for_its_receiver_and_leads_to_where_the_thing_is_done(letters: list[Letter]) -> None:
    topics = {letter.topic for letter in letters}
    assert set(DONE_AT) <= topics, set(DONE_AT) - topics
    for topic, page in DONE_AT.items():
        assert {resolve(one.path).url_name for one in letters if one.topic == topic} == {page}, topic
    assert not {(one.topic, str(one.to), one.path) for one in letters if one.answered != 200}

    # Read again at the end, it opens for as long as its receiver may see what it is about.
    browsers = {one.to: browser(one.to, afresh=True) for one in letters}
    closed = {
        (one.topic, str(one.to), one.path)
        for one in {(letter.to.pk, letter.path): letter for letter in letters}.values()
        if browsers[one.to].get(one.path).status_code != 200
    }
    ended = {one for one in closed if one[0] in OF_EVALUATORS}
    assert closed == ended and ended, closed


def the_desks_lead_to_pages_that_open(letters: list[Letter]) -> None:
    """What a letter asks for, the desk shows too; every task of everybody opens."""
    for person in {letter.to for letter in letters}:
        with acting_as(person):
            tasks = [*desk.tasks(Standing.of(person)), *programmes_desk.tasks(person)]
        client = browser(person, afresh=True)
        for task in tasks:
            assert client.get(task.url).status_code == 200, (str(person), task.what, task.url)


def the_meetings_belong_to_the_council_and_its_members_see_the_announced_ones(letters: list[Letter]) -> None:
    meetings = list(Meeting.objects.filter(council__is_demo=True).order_by("number"))
    assert len(meetings) == 3 and all(meeting.custodian_id is None for meeting in meetings)
    assert (
        not Item.objects.filter(custodian__isnull=False, container__in=[m.council_id for m in meetings])
        .exclude(kind="councils.material")
        .exists()
    )
    member = next(letter.to for letter in letters if letter.topic == "record.confirming")
    with acting_as(member):
        assert Meeting.objects.filter(pk__in=[m.pk for m in meetings]).count() == 3


def test_the_letters_desks_and_meetings_of_the_demonstration_open_for_their_people(letters):
    """Told once for all three: the telling takes most of the time."""
    every_letter_opens_for_its_receiver_and_leads_to_where_the_thing_is_done(letters)
    the_desks_lead_to_pages_that_open(letters)
    the_meetings_belong_to_the_council_and_its_members_see_the_announced_ones(letters)


@pytest.mark.parametrize(
    ("state", "key", "page"),
    [
        ("attendee_check", "tanaka", "minutes_summary"),
        ("chair_approval", "suzuki", "summary_approve"),
        ("disclosure_check", "sato", "summary_disclosure"),
        ("approved", "sato", "summary_publish"),
    ],
)
def test_each_step_of_a_summary_waits_on_the_desk_at_its_own_page(world, state, key, page):
    cast.summary_in(world, cast.held_meeting(world), state)
    assert page in pages_on_the_desk(world.people[key])


def test_a_record_to_confirm_waits_on_the_desk_at_its_own_page(world):
    record = cast.written_record(world, cast.held_meeting(world))
    with acting_as(world.sato):
        minutes.send_for_confirmation(record, by=world.sato, confirm_by=timezone.now() + cast.LATER)
    assert "record_confirm" in pages_on_the_desk(world.tanaka)
    assert "record_confirm" not in pages_on_the_desk(world.ito)  # was not there


def pages_on_the_desk(person: Person) -> list[str]:
    with acting_as(person):
        return [resolve(task.url).url_name for task in desk.tasks(Standing.of(person))]


def test_every_page_a_notice_names_takes_what_the_notice_gives_it():
    """A wrong number of ids would silently lead to the desk."""

    class Thing:
        pk = item_id = meeting_id = council_id = fund_id = proposal_id = request_id = (
            "00000000-0000-0000-0000-000000000007"
        )
        number = 1

    for topic, notice in {**NOTICES, **ALL}.items():
        assert resolve(notice.path(Thing())).url_name == notice.page, topic

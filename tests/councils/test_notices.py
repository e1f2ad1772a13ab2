"""Mails: neutral words, one recipient, an opaque link; whoever may not see the thing when it is sent hears nothing."""

import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

import confidentiality
import councils
from accounts.models import Invitation, Person
from accounts.sign_in import find_invitation
from confidentiality import agreements, letters, notices, outbox
from confidentiality.acting import acting_as, acting_as_system
from confidentiality.models import OutboxMessage
from confidentiality.tasks import deliver
from confidentiality.verbs import WrongState, perform
from councils import board, founding, seating
from councils.models import Membership
from tests.cast import MEMBERS, VOTERS, agree, make_designation, make_material
from tests.councils.visitors import consent, proposed

CANARY = "ひみつの件名"
SUBJECT = "伴走：ご対応のお願いがあります"


@pytest.fixture
def quiet(world):
    """The world with nothing waiting in its outbox."""
    OutboxMessage.objects.update(done_at=timezone.now())
    return world


def relay() -> list[str]:
    """Deliver until nothing waits; who got mail, in no order."""
    mail.outbox.clear()
    while waiting := list(OutboxMessage.objects.filter(done_at=None).values_list("pk", flat=True)):
        for pk in waiting:
            deliver(str(pk))
    return sorted(address.split("@")[0] for message in mail.outbox for address in message.to)


def link_of(message) -> str:
    return re.search(r"^https?://\S+$", message.body, re.M)[0]


def newcomer(world, email="hajimete@example.jp") -> Membership:
    with acting_as(world.sato):
        return seating.nominate(
            world.quantum,
            by=world.sato,
            email=email,
            name={"family_name": "初", "given_name": "参加"},
            invite=True,
            capacity="expert",
            organisation=world.organisations["university"],
            selection_reason="理由",
        )


# The letter of invitation ---------------------------------------------------------------------------


def test_a_newcomers_letter_carries_a_secret_that_is_written_nowhere(quiet):
    seat = newcomer(quiet)
    assert relay() == ["hajimete"]
    link = link_of(mail.outbox[0])
    secret, after = re.search(r"/invitation/([^/?]+)/\?next=(\S+)", link).groups()
    assert find_invitation(secret).person == seat.person
    assert after == reverse("seat", args=[seat.pk]).replace("/", "%2F")
    with connection.cursor() as cursor:
        for table in (
            "confidentiality_outboxmessage",
            "confidentiality_entry",
            "confidentiality_effect",
            "accounts_invitation",
            "django_session",
        ):
            cursor.execute(f"select count(*) from {table} t where t::text like %s", [f"%{secret}%"])
            assert cursor.fetchone()[0] == 0, table
    assert not seat.person.has_usable_password()


def test_a_letter_names_no_council_and_one_addressee(quiet):
    newcomer(quiet)
    relay()
    (letter,) = mail.outbox
    assert (
        letter.subject == SUBJECT
        and letter.to == ["hajimete@example.jp"]
        and not letter.cc
        and not letter.bcc
    )
    assert (
        "量子" not in letter.message().as_string()
        and "量子" not in letter.body
        and "協議会" not in letter.body
    )


def test_a_second_delivery_of_the_same_message_sends_nothing(quiet):
    seat = newcomer(quiet)
    relay()
    assert OutboxMessage.objects.filter(note__subject=str(seat.pk)).update(done_at=None) == 2
    assert relay() == [] and Invitation.objects.count() == 1


def test_a_letter_sent_again_ends_the_one_before_and_is_not_sent_twice_at_once(quiet):
    seat = newcomer(quiet)
    relay()
    first = re.search(r"/invitation/([^/?]+)/", link_of(mail.outbox[0]))[1]
    with acting_as(quiet.sato), pytest.raises(WrongState):
        perform("send_letter_again", seat, by=quiet.sato)
    Membership.objects.filter(pk=seat.pk).update(invited_at=timezone.now() - timedelta(minutes=11))
    with acting_as(quiet.sato):
        perform("send_letter_again", seat, by=quiet.sato)
        with pytest.raises(WrongState):
            perform("send_letter_again", seat, by=quiet.sato)
    assert relay() == ["hajimete"]
    second = re.search(r"/invitation/([^/?]+)/", link_of(mail.outbox[0]))[1]
    assert find_invitation(first) is None and find_invitation(second) is not None


def test_somebody_who_has_a_password_gets_no_secret(quiet):
    with acting_as(quiet.sato):
        seat = founding.nominate(
            quiet.quantum,
            by=quiet.sato,
            person=quiet.inoue,
            organisation=quiet.organisations["company"],
            capacity="expert",
            selection_reason="理由",
        )
        perform("invite", seat, by=quiet.sato)
    assert relay() == ["inoue"]
    assert (
        link_of(mail.outbox[0]).endswith(reverse("seat", args=[seat.pk])) and not Invitation.objects.exists()
    )


def test_a_candidate_who_declined_or_was_removed_meanwhile_gets_no_letter(quiet):
    seat = newcomer(quiet)
    with acting_as(quiet.sato):
        perform("remove", seat, by=quiet.sato)
    assert relay() == [] and not Invitation.objects.exists()


def test_a_person_switched_off_gets_no_letter(quiet):
    Person.objects.filter(pk=newcomer(quiet).person_id).update(is_active=False)
    assert relay() == []


# Set-up ---------------------------------------------------------------------------------------------


def test_those_whose_consent_is_missing_are_asked_and_asked_again_when_the_words_change(quiet):
    council = proposed(quiet, collecting=True)
    relay()
    consent(quiet, council, "tanaka")
    with acting_as(quiet.yamamoto):
        perform("stall", council, by=quiet.yamamoto)
        perform("collect_consents", council, by=quiet.yamamoto)
    assert relay() == ["ito"]
    assert link_of(mail.outbox[0]).endswith(reverse("prospectus", args=[council.pk]))
    with acting_as(quiet.yamamoto):
        founding.revise_prospectus(council.prospectus, by=quiet.yamamoto, text="改めた趣旨")
    assert relay() == ["ito", "tanaka"]


def test_a_consent_given_before_the_mail_goes_out_stops_it(quiet):
    council = proposed(quiet, collecting=True)
    consent(quiet, council, "tanaka")
    OutboxMessage.objects.filter(topic="seat.invited").update(done_at=timezone.now())
    assert relay() == ["ito"]


def test_a_refusal_is_told_to_the_secretariat(quiet):
    council = proposed(quiet, collecting=True)
    relay()
    consent(quiet, council, "ito", "refuse")
    assert relay() == ["yamamoto"]


def test_rules_are_put_to_those_who_have_not_accepted_them(quiet):
    with acting_as(quiet.sato):
        version = founding.draft_rules(quiet.quantum, by=quiet.sato, text=CANARY)
        perform("propose", version, by=quiet.sato)
    with acting_as(quiet.tanaka):
        founding.accept_rules(version, by=quiet.tanaka, text_hash=version.text_hash)
    assert relay() == sorted(set(VOTERS) - {"tanaka"})
    assert {link_of(m) for m in mail.outbox} == {
        letters._address(reverse("rules_version", args=[quiet.quantum.pk, 2]))
    }


def test_a_written_question_goes_to_those_who_decide(quiet):
    with acting_as(quiet.suzuki):
        board.ask_in_writing(
            quiet.quantum,
            by=quiet.suzuki,
            key=uuid4(),
            title=CANARY,
            text="文",
            answer_by=timezone.now() + timedelta(days=3),
        )
    assert relay() == sorted(VOTERS)  # the chair asked, and is asked too
    assert not any(CANARY in m.message().as_string() + m.body for m in mail.outbox)


# Designations ---------------------------------------------------------------------------------------


def test_each_step_of_a_designation_reaches_its_people_and_names_nothing(quiet):
    material = make_material(quiet.quantum, quiet.tanaka, title=CANARY, public_title=CANARY, sealed=True)
    designation = make_designation(quiet, material, until="described", title=CANARY)
    others = sorted(set(MEMBERS) - {"tanaka"})
    assert relay() == others
    with acting_as(quiet.tanaka):
        agreements.open_discussion(designation, by=quiet.tanaka)
    relay()
    with acting_as(quiet.sato):
        agreements.open_consent(designation, by=quiet.sato, answer_by=timezone.now() + timedelta(days=7))
    assert relay() == sorted(VOTERS)
    assert {link_of(m) for m in mail.outbox} == {
        letters._address(reverse("designation", args=[designation.pk]))
    }
    for key in VOTERS:
        agree(quiet.people[key], designation)
    assert relay() == sorted(set(MEMBERS) - {VOTERS[-1]})
    with acting_as(quiet.tanaka):
        agreements.lift(designation, by=quiet.tanaka, note=CANARY)
    assert relay() == others
    for message in mail.outbox:
        assert (
            CANARY not in message.message().as_string() + message.body
            and message.subject == SUBJECT
            and len(message.to) == 1
        )


def test_a_refusal_reaches_provider_and_secretariat_only(quiet):
    designation = make_designation(quiet, make_material(quiet.quantum, quiet.tanaka, sealed=True))
    relay()
    agree(quiet.ito, designation, "refuse")
    assert relay() == ["sato", "tanaka"]


def test_whoever_left_or_lost_sight_before_the_mail_goes_out_hears_nothing(quiet):
    designation = make_designation(quiet, make_material(quiet.quantum, quiet.tanaka, sealed=True))
    OutboxMessage.objects.exclude(topic="designation.consent_open").update(done_at=timezone.now())
    for pk in OutboxMessage.objects.filter(done_at=None).values_list("pk", flat=True):
        deliver(str(pk))  # the letters are queued, none is sent yet
    with acting_as(quiet.ito):
        seating.leave(quiet.seats["ito"], by=quiet.ito, returned_note="なし", shown="")
    agree(quiet.watanabe, designation)
    assert relay() == sorted(set(VOTERS) - {"ito", "watanabe"})


def test_nobody_outside_the_council_is_ever_written_to(quiet):
    make_designation(quiet, make_material(quiet.quantum, quiet.tanaka, sealed=True), until="in_force")
    assert set(relay()) <= set(MEMBERS)


def test_a_message_about_something_out_of_sight_is_not_sent_to_whoever_is_named_in_it(quiet):
    """Even a forged letter in the outbox asks the database first."""
    designation = make_designation(quiet, make_material(quiet.quantum, quiet.tanaka, sealed=True))
    OutboxMessage.objects.update(done_at=timezone.now())
    with acting_as_system("test"):
        outbox.enqueue(
            notices.LETTER,
            designation,
            notice="designation.described",
            person=str(quiet.kato.pk),
            act=str(uuid4()),
        )
    assert relay() == []


def test_one_address_that_fails_holds_nobody_else_back(quiet, settings, monkeypatch):
    with acting_as(quiet.sato):
        board.ask_in_writing(
            quiet.quantum,
            by=quiet.sato,
            key=uuid4(),
            title="件",
            text="文",
            answer_by=timezone.now() + timedelta(days=3),
        )
    deliver(str(OutboxMessage.objects.get(topic="consultation.opened").pk))
    Person.objects.filter(pk=quiet.ito.pk).update(email="ito@example.jp\nBcc: everybody@example.jp")
    mail.outbox.clear()
    for message in OutboxMessage.objects.filter(topic=notices.LETTER, done_at=None):
        try:
            deliver(str(message.pk))
        except ValueError:
            assert message.note["person"] == str(quiet.ito.pk)
    assert sorted(m.to[0].split("@")[0] for m in mail.outbox) == sorted(set(VOTERS) - {"ito"})
    assert OutboxMessage.objects.filter(topic=notices.LETTER, done_at=None).count() == 1


# Completeness ---------------------------------------------------------------------------------------


def test_every_topic_that_is_queued_has_a_consumer():
    """A topic nobody listens to would be forgotten silently."""
    queued = set()
    for package in (confidentiality, councils):
        for module in Path(package.__file__).parent.rglob("*.py"):
            queued |= set(re.findall(r"enqueue\(\s*\"([a-z_.]+)\"", module.read_text()))
    assert queued and [topic for topic in sorted(queued) if not outbox.consumers(topic)] == []

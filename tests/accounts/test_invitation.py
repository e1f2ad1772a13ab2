"""The letter that lets somebody in: once, discreetly, and with one answer for every letter that does not."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation, Person
from accounts.sign_in import INVITATION_DAYS, issue_invitation

GOOD = "nagai-aikotoba-2026"
FIELDS = {"password": GOOD, "again": GOOD}


@pytest.fixture
def invited(world):
    person = Person.objects.create_user("hajimete@example.jp", None, family_name="初", given_name="参加")
    return person, issue_invitation(person, by=world.sato)


def open_letter(client: Client, secret: str, **query):
    return client.get(reverse("invitation", args=[secret]), query)


def test_a_letter_sets_the_first_password_and_signs_in_at_the_place_it_named(world, invited):
    person, secret = invited
    client, seat = Client(), reverse("seat", args=[world.seats["matsumoto"].pk])
    opened = open_letter(client, secret, next=seat)
    assert opened.status_code == 302 and secret not in opened["Location"]
    shown = client.get(opened["Location"])
    assert shown.status_code == 200 and "初　参加" in shown.content.decode()
    done = client.post(opened["Location"], FIELDS)
    assert (done.status_code, done["Location"]) == (302, seat)
    assert client.session["_auth_user_id"] == str(person.pk)
    assert Person.objects.get(pk=person.pk).check_password(GOOD)


def test_without_a_place_it_goes_home(invited):
    client = Client()
    open_letter(client, invited[1])
    assert client.post(reverse("invitation_open"), FIELDS)["Location"] == reverse("home")


@pytest.mark.parametrize(
    "evil",
    [
        "https://evil.example/",
        "//evil.example/",
        "javascript:alert(1)",
        "/\\evil.example/",
        "https:///evil.example",
    ],
)
def test_a_letter_never_leads_out_of_the_portal(invited, evil):
    client = Client()
    opened = open_letter(client, invited[1], next=evil)
    assert "evil" not in opened["Location"]
    done = client.post(reverse("invitation_open") + "?next=" + evil, FIELDS)
    assert done["Location"] == reverse("home")


def test_unknown_used_and_expired_letters_are_one_answer(invited):
    person, secret = invited
    answers = [open_letter(Client(), "x" * 43)]
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answers.append(open_letter(Client(), secret))
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=1), accepted_at=timezone.now())
    answers.append(open_letter(Client(), secret))
    Invitation.objects.update(accepted_at=None)
    Person.objects.filter(pk=person.pk).update(is_active=False)
    answers.append(open_letter(Client(), secret))
    answers.append(Client().get(reverse("invitation_open")))
    bodies = {
        re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", a.content.decode()).replace(
            a.wsgi_request.get_full_path(), ""
        )
        for a in answers
    }
    assert {a.status_code for a in answers} == {404} and len(bodies) == 1
    assert "この招待は使えません" in bodies.pop()


def test_opening_the_link_uses_nothing_up(invited):
    """Mail scanners follow links."""
    for _look in range(3):
        assert open_letter(Client(), invited[1]).status_code == 302
        assert Client().head(reverse("invitation", args=[invited[1]])).status_code == 302
    assert Invitation.objects.get().accepted_at is None
    assert Client().post(reverse("invitation", args=[invited[1]]), FIELDS).status_code == 405


def test_a_letter_works_once(invited):
    person, secret = invited
    first, second = Client(), Client()
    for client in (first, second):
        open_letter(client, secret)
    assert first.post(reverse("invitation_open"), FIELDS).status_code == 302
    other = "betsu-no-aikotoba-2026"
    assert second.post(reverse("invitation_open"), {"password": other, "again": other}).status_code == 404
    assert Person.objects.get(pk=person.pk).check_password(GOOD)
    assert open_letter(Client(), secret).status_code == 404


def test_a_new_letter_ends_the_one_before_even_in_an_open_browser(world, invited):
    person, secret = invited
    client = Client()
    open_letter(client, secret)
    issue_invitation(person, by=world.sato)
    assert client.post(reverse("invitation_open"), FIELDS).status_code == 404
    assert not Person.objects.get(pk=person.pk).has_usable_password()


def test_the_secret_stays_out_of_later_addresses_and_referrers(invited):
    client = Client()
    opened = open_letter(client, invited[1])
    shown = client.get(opened["Location"])
    assert opened["Referrer-Policy"] == "no-referrer"
    assert (
        shown["Referrer-Policy"] == "same-origin"
    )  # without any, browsers post the form from the origin "null"
    for answer in (opened, shown):
        assert "no-store" in answer["Cache-Control"]
        assert invited[1] not in answer.content.decode() and invited[1] not in answer.get("Location", "")
    assert invited[1] not in str(dict(client.session))


def test_weak_or_unequal_passwords_come_back_with_the_reason_and_use_nothing_up(invited):
    client = Client()
    open_letter(client, invited[1])
    for wrong in (
        {"password": "short", "again": "short"},
        {"password": GOOD, "again": GOOD + "x"},
        {"password": "", "again": ""},
        {"password": "hajimete@example.jp", "again": "hajimete@example.jp"},
    ):
        answer = client.post(reverse("invitation_open"), wrong)
        assert answer.status_code == 422 and "か所を直してください" in answer.content.decode()
        assert GOOD not in answer.content.decode()
    assert Invitation.objects.get().accepted_at is None


def test_somebody_signed_in_as_another_person_is_told_to_sign_out_first(world, invited):
    client = Client()
    client.force_login(world.tanaka)
    answer = open_letter(client, invited[1])
    assert (
        answer.status_code == 200
        and "田中" in answer.content.decode()
        and "初" not in answer.content.decode()
    )
    assert "invitation" not in client.session
    assert client.get(reverse("invitation_open")).status_code == 404


def test_guessing_passwords_of_a_letter_is_slowed_down(invited):
    from django.core.cache import cache

    cache.clear()
    client = Client()
    open_letter(client, invited[1])
    codes = [
        client.post(reverse("invitation_open"), {"password": "x", "again": "x"}).status_code
        for _try in range(25)
    ]
    cache.clear()
    assert codes[0] == 422 and codes[-1] == 429


def test_a_letter_lasts_two_weeks(invited):
    left = Invitation.objects.get().expires_at - timezone.now()
    assert timedelta(days=INVITATION_DAYS - 1) < left <= timedelta(days=INVITATION_DAYS)

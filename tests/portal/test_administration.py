"""The administrator's desk: accounts, places, offices and wordings, nobody else's business, and no content anywhere."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.fields import today
from accounts.models import Invitation, Office, Person
from accounts.sign_in import SealedSeeds
from confidentiality import naming
from confidentiality.models import Entry
from portal.administration.acts import ACTS
from tests.cast import PEOPLE, make_material
from tests.councils.visitors import browser

LISTS = ("people", "person_add", "organisations", "organisation_add", "duty_texts")
NEWCOMER = {
    "email": "Shinki@Example.jp",
    "family_name": "髙﨑",
    "given_name": "新",
    "family_kana": "たかさき",
    "given_kana": "しん",
    "english_name": "",
}


@pytest.fixture
def desk(world) -> Client:
    """A browser of 吉田, who holds the office and has just given the password."""
    return browser(world.yoshida, afresh=True)


def addresses(world) -> list[str]:
    one = reverse("person_edit", args=[world.tanaka.pk])
    return [
        *(reverse(name) for name in LISTS),
        one,
        *(f"{one}{act}/" for act in ACTS),
        reverse("organisation_edit", args=[world.organisations["company"].pk]),
    ]


def press(client: Client, someone: Person, act: str, **data) -> object:
    return client.post(reverse("person_act", args=[someone.pk, act]), data)


def lines(verb: str) -> list[Entry]:
    return list(Entry.objects.filter(verb=verb).order_by("id"))


def shown(answer) -> str:
    return answer.content.decode()


# Whose business it is --------------------------------------------------------------------------------------


def test_the_desk_is_there_for_the_administrator_and_for_nobody_else(world):
    for key in [*PEOPLE, None]:
        client = browser(world.people[key] if key else None, afresh=bool(key))
        for address in addresses(world):
            expected = {200, 409} if key == "yoshida" else {404} if key else {302}
            assert client.get(address).status_code in expected, (key, address)
            if key != "yoshida":
                assert client.post(address, NEWCOMER).status_code in expected, (key, address)
    assert not Person.objects.filter(email__iexact=NEWCOMER["email"]).exists()


def test_an_office_that_is_over_or_not_yet_begun_opens_nothing(world):
    office = Office.objects.get(person=world.yoshida)
    Office.objects.filter(pk=office.pk).update(valid_until=timezone.now())
    office.refresh_from_db()
    office.save()
    assert browser(world.yoshida).get(reverse("people")).status_code == 404
    Office.objects.create(
        person=world.yoshida, kind="administrator", valid_from=timezone.now() + timedelta(hours=1)
    )
    assert browser(world.yoshida).get(reverse("people")).status_code == 404


def test_a_superuser_flag_opens_nothing(world):
    Person.objects.filter(pk=world.inoue.pk).update(is_superuser=True)
    assert browser(world.inoue).get(reverse("people")).status_code == 404


def test_the_administrator_meets_no_content(world, desk):
    """The walk of all addresses asks the same with every token there is; here, of what lies nearest."""
    secret = "ひみつの題名と本文"
    material = make_material(world.quantum, world.tanaka, title=secret, public_title="公の題名", text=secret)
    for address in [*addresses(world), reverse("home"), reverse("material_list"), reverse("council_list")]:
        page = shown(desk.get(address))
        assert secret not in page and "公の題名" not in page and world.quantum.name not in page, address
    for name, pk in (
        ("council", world.quantum.pk),
        ("council_members", world.quantum.pk),
        ("material", material.pk),
    ):
        assert desk.get(reverse(name, args=[pk])).status_code == 404


def test_somebody_who_is_not_there_and_an_act_that_is_none_are_not_found(desk, world):
    assert desk.get(reverse("person_edit", args=[uuid4()])).status_code == 404
    assert desk.get(reverse("organisation_edit", args=[uuid4()])).status_code == 404
    for act in ("destroy", "edit"):
        assert desk.get(reverse("person_act", args=[world.tanaka.pk, act])).status_code == 404
    assert desk.get(reverse("person_act", args=[uuid4(), "close"])).status_code == 404


# People ----------------------------------------------------------------------------------------------------


def test_a_new_person_gets_a_letter_and_sees_nothing_yet(world, desk, django_capture_on_commit_callbacks):
    place = {"place-organisation": world.organisations["tank"].pk, "place-title": "研究員"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(reverse("person_add"), {**NEWCOMER, **place})
    person = Person.objects.get(email="shinki@example.jp")
    assert answer["Location"] == reverse("person_edit", args=[person.pk])
    assert person.name == "髙﨑　新" and not person.has_usable_password()
    assert person.affiliations.get().printed == "試験研究所 研究員"
    (letter,) = mail.outbox
    assert letter.to == ["shinki@example.jp"] and "髙﨑　新 様" in letter.body
    secret = re.search(r"/invitation/([^/]+)/", letter.body)[1]
    newcomer = Client()
    opened = newcomer.get(reverse("invitation", args=[secret]))
    done = newcomer.post(
        opened["Location"], {"password": "hajimete-no-aikotoba", "again": "hajimete-no-aikotoba"}
    )
    assert done["Location"] == reverse("home")
    assert newcomer.get(reverse("council", args=[world.quantum.pk])).status_code == 404
    (line,) = lines("add_person")
    assert (line.actor, line.subject, line.subject_id) == (world.yoshida, "accounts.person", person.pk)
    assert secret not in str(list(Entry.objects.values_list("note", flat=True)))


def test_a_registration_that_cannot_be_is_refused_whole(world, desk):
    for wrong in (
        {**NEWCOMER, "email": "TANAKA@example.jp", "place-organisation": world.organisations["tank"].pk},
        {**NEWCOMER, "email": "x", "place-organisation": world.organisations["tank"].pk},
        NEWCOMER,
        {},
    ):
        answer = desk.post(reverse("person_add"), wrong)
        assert answer.status_code == 422 and "か所を直してください" in shown(answer)
    assert (
        not Person.objects.filter(email__icontains="shinki").exists()
        and mail.outbox == []
        and lines("add_person") == []
    )


def test_names_are_kept_byte_for_byte(desk, world):
    page = reverse("person_edit", args=[world.tanaka.pk])
    fields = {
        "email": world.tanaka.email,
        "family_name": "塚本",
        "given_name": "猪之助",
        "family_kana": "つかもと",
    }
    assert desk.post(page, fields).status_code == 302
    world.tanaka.refresh_from_db()
    assert (world.tanaka.family_name, world.tanaka.given_name) == ("塚本", "猪之助")
    assert lines("edit_person")[0].note == {"fields": ["family_name", "given_name", "family_kana"]}


def test_a_changed_address_ends_letters_to_the_one_before(desk, world, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert press(desk, world.tanaka, "invite").status_code == 302
    secret = re.search(r"/invitation/([^/]+)/", mail.outbox[-1].body)[1]
    desk.post(
        reverse("person_edit", args=[world.tanaka.pk]), {"email": "tanaka2@example.jp", "family_name": "田中"}
    )
    assert Client().get(reverse("invitation", args=[secret])).status_code == 404
    assert (
        desk.post(
            reverse("person_edit", args=[world.tanaka.pk]), {"email": "ito@example.jp", "family_name": "田中"}
        ).status_code
        == 422
    )


def test_people_are_found_by_any_part_of_name_reading_and_address(desk, world):
    world.tanaka.family_kana = "たなか"
    world.tanaka.save()
    for query in ("田中", "たなか", "tanaka@", "企業", "田中　企業", "田中 企業"):
        page = shown(desk.get(reverse("people"), {"q": query}))
        assert world.tanaka.name in page and world.ito.name not in page, query
    assert "条件に合う利用者はいません" in shown(desk.get(reverse("people"), {"q": "だれでもない"}))


def test_the_list_says_who_is_invited_who_is_in_and_who_is_closed(desk, world):
    Person.objects.create_user("machi@example.jp", None, family_name="待")
    Person.objects.filter(pk=world.ito.pk).update(is_active=False)
    rows = {row.split("</th>")[0]: row for row in shown(desk.get(reverse("people"))).split("<tr>")}
    row = {
        name: next(r for r in rows.values() if name in r)
        for name in ("待", world.ito.name, world.tanaka.name)
    }
    assert "招待中" in row["待"] and "停止中" in row[world.ito.name] and "利用中" in row[world.tanaka.name]


# Places and offices ----------------------------------------------------------------------------------------


def test_a_move_ends_the_place_before_and_keeps_it_on_record(world, desk):
    before = world.tanaka.affiliations.get()
    answer = press(
        desk,
        world.tanaka,
        "move",
        organisation=world.organisations["tank"].pk,
        department="第1部",
        title="部長",
    )
    assert answer.status_code == 302
    before.refresh_from_db()
    now = world.tanaka.affiliations.exclude(pk=before.pk).get()
    assert before.valid_until == now.valid_from and now.valid_until is None
    assert world.tanaka.affiliation_on(timezone.now()) == now
    page = shown(desk.get(reverse("person_edit", args=[world.tanaka.pk])))
    assert "試験工業 担当" in page and "試験研究所第1部 部長" in page
    assert lines("move_person")[0].note == {"affiliation": str(now.pk)}
    assert press(desk, world.tanaka, "move", organisation="").status_code == 422


def test_an_office_begins_at_once_and_ends_on_its_day_or_by_hand(world, desk):
    last = today() + timedelta(days=30)
    dated = {"until_year": last.year, "until_month": last.month, "until_day": last.day}
    assert press(desk, world.inoue, "appoint", kind="records_officer", **dated).status_code == 302
    office = world.inoue.offices.get()
    assert (office.valid_until - office.valid_from) > timedelta(days=29)
    assert press(desk, world.inoue, "appoint", kind="records_officer").status_code == 409
    assert "すでに与えられています" in shown(press(desk, world.inoue, "appoint", kind="records_officer"))
    past = {"until_year": "2020", "until_month": "1", "until_day": "1"}
    assert press(desk, world.inoue, "appoint", kind="auditor", **past).status_code == 422
    assert press(desk, world.inoue, "appoint", kind="emperor").status_code == 422
    assert press(desk, world.inoue, "dismiss", office=office.pk).status_code == 302
    office.refresh_from_db()
    assert office.valid_until <= timezone.now()
    assert "終了" in shown(desk.get(reverse("person_edit", args=[world.inoue.pk])))
    assert [(e.verb, e.note) for e in Entry.objects.filter(subject_id=world.inoue.pk).order_by("id")] == [
        ("appoint_person", {"office": "records_officer"}),
        ("dismiss_person", {"office": "records_officer"}),
    ]


def test_an_office_works_from_the_next_request_until_it_is_ended(world, desk):
    client = browser(world.inoue)
    assert client.get(reverse("people")).status_code == 404
    press(desk, world.inoue, "appoint", kind="administrator")
    assert client.get(reverse("people")).status_code == 200
    press(desk, world.inoue, "dismiss", office=world.inoue.offices.get().pk)
    assert client.get(reverse("people")).status_code == 404


def test_giving_offices_and_taking_factors_away_asks_for_the_password_again(world):
    client = browser(world.yoshida)
    Authenticator.objects.create(
        user=world.inoue, type="totp", data={"secret": SealedSeeds().encrypt("A" * 32)}
    )
    for act, data in (("appoint", {"kind": "auditor"}), ("release", {})):
        answer = press(client, world.inoue, act, **data)
        assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert not world.inoue.offices.exists() and Authenticator.objects.filter(user=world.inoue).exists()


def test_the_last_administrator_stays(world, desk):
    office = Office.objects.get(person=world.yoshida)
    answer = press(desk, world.yoshida, "dismiss", office=office.pk)
    assert answer.status_code == 409 and "最後のシステム管理者です" in shown(answer)
    assert "ご自身の利用は止められません" in shown(press(desk, world.yoshida, "close"))
    press(desk, world.inoue, "appoint", kind="administrator")
    assert press(browser(world.inoue, afresh=True), world.yoshida, "close").status_code == 302
    assert desk.get(reverse("people")).status_code == 302
    assert (
        press(
            browser(world.inoue, afresh=True), world.inoue, "dismiss", office=world.inoue.offices.get().pk
        ).status_code
        == 409
    )


def test_an_office_of_somebody_else_cannot_be_ended_from_here(world, desk):
    press(desk, world.inoue, "appoint", kind="records_officer")
    assert (
        press(desk, world.inoue, "dismiss", office=Office.objects.get(person=world.kimura).pk).status_code
        == 422
    )
    assert Office.objects.get(person=world.kimura).valid_until is None


# Closing and opening ---------------------------------------------------------------------------------------


def test_closing_an_account_ends_an_open_session_and_every_letter_at_once(world, desk):
    client = browser(world.tanaka)
    assert client.get(reverse("council", args=[world.quantum.pk])).status_code == 200
    press(desk, world.tanaka, "invite")
    assert press(desk, world.tanaka, "close").status_code == 302
    assert client.get(reverse("council", args=[world.quantum.pk])).status_code == 302
    assert not Invitation.objects.filter(
        person=world.tanaka, accepted_at=None, expires_at__gt=timezone.now()
    ).exists()
    assert [
        entry.verb
        for entry in Entry.objects.filter(subject_id=world.tanaka.pk, actor=world.yoshida).order_by("id")
    ] == ["invite_person", "close_person"]


def test_a_closed_account_has_no_acts_but_being_opened_again(world, desk):
    press(desk, world.tanaka, "close")
    for act in ("close", "invite", "move", "appoint"):
        assert press(desk, world.tanaka, act).status_code == 409, act
        assert desk.get(reverse("person_act", args=[world.tanaka.pk, act])).status_code == 409
    page = shown(desk.get(reverse("person_edit", args=[world.tanaka.pk])))
    assert "利用を再開する" in page and "利用を止める" not in page and "停止中" in page
    assert press(desk, world.tanaka, "reopen").status_code == 302
    assert browser(world.tanaka).get(reverse("home")).status_code == 200
    assert press(desk, world.tanaka, "reopen").status_code == 409


def test_nothing_happens_by_looking_at_a_page(world, desk):
    before = Entry.objects.count()
    for act in ACTS:
        desk.get(reverse("person_act", args=[world.tanaka.pk, act]))
    world.tanaka.refresh_from_db()
    assert world.tanaka.is_active and Entry.objects.count() == before


def test_the_factors_of_somebody_who_lost_their_devices_are_taken_away(world, desk):
    Authenticator.objects.create(
        user=world.tanaka, type="totp", data={"secret": SealedSeeds().encrypt("A" * 32)}
    )
    assert "ご本人であることを確かめてください" in shown(
        desk.get(reverse("person_act", args=[world.tanaka.pk, "release"]))
    )
    assert press(desk, world.tanaka, "release").status_code == 302
    assert not Authenticator.objects.filter(user=world.tanaka).exists()
    assert press(desk, world.tanaka, "release").status_code == 409


def test_every_line_the_desk_writes_has_words(world):
    for verb in (
        *(f"{act}_person" for act in (*ACTS, "add", "edit")),
        "add_organisation",
        "edit_organisation",
        "publish_duty_text",
    ):
        assert naming.act_word(verb) != naming.act_word("no such verb"), verb

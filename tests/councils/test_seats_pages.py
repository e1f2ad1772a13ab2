"""A seat from nomination to the duty that outlasts it, in the browser: whose pages, which text, once is once."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import Affiliation, Organisation, Person
from confidentiality.acting import acting_as
from confidentiality.models import Entry, OutboxMessage
from confidentiality.verbs import WrongState, perform
from councils import founding, seating
from councils.models import Council, DutyText, Membership, OrganisationInvitation, Pledge
from tests.cast import MEMBERS, PEOPLE, make_designation, make_material
from tests.councils.visitors import browser, proposed, status

OWN = ("seat", "seat_decline", "seat_pledge", "seat_leave")
POSTED = ("seat_briefed", "seat_accept", "seat_decline", "seat_pledge", "seat_leave")
MANAGED = ("seat_manage", "seat_replace")


def hidden(name, content):
    return re.search(rf'name="{name}" value="(\w+)"', content)[1]


def body(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def make_ready(world, key="matsumoto") -> Membership:
    """The candidate has read and accepted, and accepted the rules; the pledge is what is missing."""
    person, seat = world.people[key], world.seats[key]
    with acting_as(person):
        perform("acknowledge_briefing", seat, by=person)
        perform("accept", seat, by=person)
        rules = world.quantum.rules.get(state="in_force")
        founding.accept_rules(rules, by=person, text_hash=rules.text_hash)
    return seat


def sign(world, seat, key="matsumoto", name="松本 候補", text_hash=None, afresh=True):
    text_hash = text_hash or DutyText.current("pledge").text_hash
    return browser(world.people[key], afresh=afresh).post(
        reverse("seat_pledge", args=[seat.pk]), {"name": name, "text_hash": text_hash}
    )


# Whose pages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OWN)
def test_a_candidates_seat_is_their_own_refused_to_the_secretariat_and_hidden_from_members(world, name):
    seat = world.seats["matsumoto"]
    for key in PEOPLE:
        mine = 302 if name in ("seat_pledge", "seat_leave") else 200
        expected = mine if key == "matsumoto" else 403 if key == "sato" else 404
        assert status(world.people[key], name, seat.pk) == expected, key
    assert status(None, name, seat.pk) == 302


@pytest.mark.parametrize("name", POSTED)
def test_nobody_acts_on_anothers_seat(world, name):
    seat = world.seats["matsumoto"]
    for key in PEOPLE:
        if key == "matsumoto":
            continue
        answer = browser(world.people[key], afresh=True).post(
            reverse(name, args=[seat.pk]),
            {"name": "松本 候補", "text_hash": DutyText.current("pledge").text_hash, "returned_note": "なし"},
        )
        assert answer.status_code == (403 if key == "sato" else 404), key
    assert Membership.objects.get(pk=seat.pk).state == "invited"


def test_who_was_considered_and_why_is_read_by_the_secretariat_and_the_candidate_alone(world):
    """Asked of the database itself, rows and their history alike; a seat that was never taken stays so."""
    seat, events = world.seats["matsumoto"], Membership._meta.get_field("events").related_model
    for turn in ("invited", "removed"):
        for key in PEOPLE:
            with acting_as(world.people[key]):
                seen = Membership.objects.filter(pk=seat.pk).exists()
                history = events.objects.filter(pgh_obj_id=seat.pk).exists()
            assert (seen, history) == (key in ("sato", "matsumoto"),) * 2, (turn, key)
        if turn == "invited":
            with acting_as(world.sato):
                perform("remove", seat, by=world.sato)


def test_a_members_history_as_a_candidate_stays_the_secretariats(world):
    events = Membership._meta.get_field("events").related_model
    states = {}
    for key in ("sato", "ito", "tanaka"):
        with acting_as(world.people[key]):
            states[key] = set(
                events.objects.filter(pgh_obj_id=world.seats["tanaka"].pk).values_list("state", flat=True)
            )
    assert "nominated" in states["sato"] == states["tanaka"]
    assert states["ito"] <= {"active"}


@pytest.mark.parametrize("name", MANAGED)
def test_the_secretariats_page_of_a_seat_is_theirs_alone(world, name):
    seat = world.seats["tanaka"]
    for key in PEOPLE:
        expected = 200 if key == "sato" else 403 if key in MEMBERS else 404
        assert status(world.people[key], name, seat.pk) == expected, key


@pytest.mark.parametrize(
    "verb",
    [
        "remove",
        "start_leaving",
        "appoint_chair",
        "relieve_chair",
        "send_letter_again",
        "invite",
        "activate",
        "leave",
    ],
)
def test_the_secretariats_verbs_are_refused_to_members_and_hidden_from_the_rest(world, verb):
    seat = world.seats["tanaka"]
    for key in PEOPLE:
        if key == "sato":
            continue
        expected = 403 if key in MEMBERS else 404
        assert status(world.people[key], "seat_verb", seat.pk, verb) == expected, key
        assert (
            browser(world.people[key])
            .post(reverse("seat_verb", args=[seat.pk, verb]), {"returned_note": "x"})
            .status_code
            == expected
        )
    assert Membership.objects.get(pk=seat.pk).state == "active"
    assert status(world.sato, "seat_verb", seat.pk, "save") == 404
    assert status(world.sato, "seat_verb", seat.pk, "sign_pledge") == 404


def test_the_secretariat_never_signs_accepts_or_declines_for_somebody(world):
    seat = world.seats["matsumoto"]
    for verb in ("accept", "decline", "acknowledge_briefing", "sign_pledge"):
        assert browser(world.sato).post(reverse("seat_verb", args=[seat.pk, verb])).status_code == 404


# The way in -----------------------------------------------------------------------------------------


def test_a_candidate_reads_duties_penalties_and_titles_only_before_accepting(world):
    material = make_material(world.quantum, world.tanaka, title="秘密の題名", text="秘密の本文", sealed=True)
    make_designation(
        world, material, until="in_force", title="装置の試験条件", subject="秘密の対象", extent="秘密の範囲"
    )
    shown = body(browser(world.matsumoto), "seat", world.seats["matsumoto"].pk)
    for words in (
        "dutyの試験文面",
        "penaltyの試験文面",
        "装置の試験条件",
        "5名",
        "研究の成果",
        "あなたが同意した対象のほかに、守秘の義務を負うものはありません",
    ):
        assert words in shown, words
    assert "秘密の" not in shown
    assert "参加を承諾する" not in shown


def test_scopes_of_a_council_are_told_to_nobody_without_a_seat_there(world):
    make_designation(world, make_material(world.quantum, world.tanaka, sealed=True), until="in_force")
    for key in ("kato", "yoshida", "saito"):
        with acting_as(world.people[key]):
            assert seating.live_scopes(world.quantum.pk) == [], key
    with acting_as(world.matsumoto):
        assert [s.title for s in seating.live_scopes(world.quantum.pk)] == ["装置の試験条件に関する資料"]


def test_the_whole_way_in_goes_step_by_step(world):
    client, seat = browser(world.matsumoto, afresh=True), world.seats["matsumoto"]
    early = client.post(reverse("seat_accept", args=[seat.pk]))
    assert early.status_code == 409 and "先に、守秘義務の説明を" in early.content.decode()
    shown = hidden("shown", body(client, "seat", seat.pk))
    for _press in range(2):
        assert client.post(reverse("seat_briefed", args=[seat.pk]), {"shown": shown}).status_code == 302
    assert "参加を承諾する" in body(client, "seat", seat.pk)
    assert [client.post(reverse("seat_accept", args=[seat.pk])).status_code for _press in range(2)] == [
        302,
        409,
    ]
    assert "誓約書を読む" in body(client, "seat", seat.pk)
    assert [sign(world, seat).status_code for _press in range(2)] == [302, 409]
    assert Pledge.objects.filter(membership=seat).count() == 1
    assert Membership.objects.get(pk=seat.pk).state == "pledged"  # the rules are still missing
    assert status(world.matsumoto, "council_members", world.quantum.pk) == 403
    rules = world.quantum.rules.get(state="in_force")
    assert (
        client.post(
            reverse("rules_version", args=[world.quantum.pk, 1]), {"text_hash": rules.text_hash}
        ).status_code
        == 302
    )
    assert Membership.objects.get(pk=seat.pk).state == "active"
    assert status(world.matsumoto, "council_members", world.quantum.pk) == 200
    assert "在籍しています" in body(client, "seat", seat.pk)


def test_a_changed_explanation_is_read_again_before_going_on(world):
    client, seat = browser(world.matsumoto), world.seats["matsumoto"]
    shown = hidden("shown", body(client, "seat", seat.pk))
    DutyText.objects.create(kind="penalty", number=2, text="改めた罰則")
    answer = client.post(reverse("seat_briefed", args=[seat.pk]), {"shown": shown})
    assert answer.status_code == 409 and Membership.objects.get(pk=seat.pk).briefed_at is None
    assert (
        client.post(reverse("seat_briefed", args=[seat.pk]), {}).status_code == 409
    )  # nor without saying what was shown
    assert "改めた罰則" in body(client, "seat", seat.pk)


def test_a_pledge_needs_a_fresh_sign_in_the_very_text_and_ones_own_name(world):
    seat = make_ready(world)
    stale = sign(world, seat, afresh=False)
    assert stale.status_code == 302 and "reauthenticate" in stale["Location"]
    other_name = sign(world, seat, name="鈴木 座長")
    assert other_name.status_code == 409 and "一致しません" in other_name.content.decode()
    DutyText.objects.create(kind="pledge", number=2, text="改めた誓約")
    changed = sign(world, seat, text_hash=DutyText.objects.get(kind="pledge", number=1).text_hash)
    assert changed.status_code == 409 and "改めた誓約" in changed.content.decode()
    assert not Pledge.objects.filter(membership=seat).exists()
    assert sign(world, seat, name="").status_code == 422
    assert sign(world, seat).status_code == 302
    pledge = Pledge.objects.get(membership=seat)
    assert (pledge.signed_name, pledge.text.number) == ("松本 候補", 2)
    assert Membership.objects.get(pk=seat.pk).state == "active"


def test_what_is_sent_again_after_a_fresh_sign_in_may_come_back_and_the_session_goes_on(world):
    """The password is asked for in between; what was typed is judged then, on a page that sends to its own address."""
    from tests.cast import PASSWORD

    client, seat = browser(world.matsumoto), make_ready(world)
    address, form = (
        reverse("seat_pledge", args=[seat.pk]),
        {"text_hash": DutyText.current("pledge").text_hash},
    )
    asked = client.post(address, {**form, "name": "ちがう 氏名"})
    judged = client.post(asked["Location"], {"password": PASSWORD})
    assert judged.status_code == 409 and f'action="{address}"' in judged.content.decode()
    assert client.post(address, {**form, "name": ""}).status_code == 422
    assert client.post(address, {**form, "name": "松本 候補"}).status_code == 302
    assert Membership.objects.get(pk=seat.pk).state == "active"


def test_the_receipt_shows_what_was_signed_even_when_the_text_has_changed_since(world):
    seat = make_ready(world)
    sign(world, seat)
    DutyText.objects.create(kind="pledge", number=2, text="後から変わった文面")
    shown = body(browser(world.matsumoto), "seat_receipt", seat.pk)
    assert (
        "pledgeの試験文面" in shown
        and Pledge.objects.get(membership=seat).text_hash in shown
        and "後から変わった文面" not in shown
    )
    assert status(world.tanaka, "seat_receipt", seat.pk) == 403
    assert status(world.yoshida, "seat_receipt", seat.pk) == 404


def test_declining_closes_what_was_open_and_leaves_no_duty(world):
    client, seat = browser(world.matsumoto), world.seats["matsumoto"]
    assert client.get(reverse("seat_decline", args=[seat.pk])).status_code == 200
    assert Membership.objects.get(pk=seat.pk).state == "invited"
    assert [client.post(reverse("seat_decline", args=[seat.pk])).status_code for _press in range(2)] == [
        302,
        409,
    ]
    assert {
        status(world.matsumoto, name, world.quantum.pk) for name in ("council", "prospectus", "council_rules")
    } == {404}
    shown = body(client, "seat", seat.pk)
    assert "辞退を受け付けました" in shown and "量子試験協議会" in shown
    assert "目的" not in shown


def test_a_candidate_of_a_listed_council_declines_too_and_keeps_it_only_while_it_is_listed(world):
    with acting_as(world.sato):
        perform("list_publicly", world.quantum, by=world.sato)
        seat = founding.nominate(
            world.quantum,
            by=world.sato,
            person=world.inoue,
            organisation=world.organisations["company"],
            capacity="expert",
            selection_reason="理由",
        )
        perform("invite", seat, by=world.sato)
    with acting_as(world.sato):
        perform("take_off_public", world.quantum, by=world.sato)
    assert status(world.inoue, "council", world.quantum.pk) == 200
    with acting_as(world.sato):
        perform("list_publicly", world.quantum, by=world.sato)
    assert browser(world.inoue).post(reverse("seat_decline", args=[seat.pk])).status_code == 302
    assert status(world.inoue, "council", world.quantum.pk) == 200
    assert status(world.inoue, "prospectus", world.quantum.pk) == 404
    with acting_as(world.sato):
        perform("take_off_public", world.quantum, by=world.sato)
    assert status(world.inoue, "council", world.quantum.pk) == 404


def test_a_removed_candidate_keeps_nothing_and_can_be_named_again(world):
    with acting_as(world.sato):
        perform("remove", world.seats["matsumoto"], by=world.sato)
    assert {
        status(world.matsumoto, name, world.quantum.pk) for name in ("council", "prospectus", "council_rules")
    } == {404}
    with acting_as(world.sato):
        founding.nominate(
            world.quantum,
            by=world.sato,
            person=world.matsumoto,
            organisation=world.organisations["university"],
            capacity="expert",
            selection_reason="再び",
        )
    assert status(world.matsumoto, "council", world.quantum.pk) == 200


# Nominating -----------------------------------------------------------------------------------------


def named(world, **changes):
    return {
        "step": "save",
        "email": "hajimete@example.jp",
        "family_name": "髙﨑",
        "given_name": "塚",
        "family_kana": "たかさき",
        "given_kana": "つか",
        "organisation": str(world.organisations["university"].pk),
        "title": "教授",
        "capacity": "expert",
        "selection_reason": "詳しい",
        **changes,
    }


def nominate(world, person=None, council=None, **changes):
    council = council or world.quantum
    return browser(person or world.sato).post(
        reverse("member_nominate", args=[council.pk]), named(world, **changes)
    )


def test_a_candidate_is_named_by_exact_address_and_nobody_is_listed(world):
    client, address = browser(world.sato), reverse("member_nominate", args=[world.quantum.pk])
    first = client.get(address).content.decode()
    assert not any(f"{family}　{given}" in first for key, (family, given) in PEOPLE.items() if key != "sato")
    for part in ("kato", "kat", "加藤", "kato@example", "kat_@example.jp", "%@example.jp"):
        answer = client.post(address, {"step": "look", "email": part})
        assert "別社" not in answer.content.decode(), part
    found = client.post(address, {"step": "look", "email": "ＫＡＴＯ@example.jp"}).content.decode()
    assert "加藤　別社" in found and 'name="family_name"' not in found
    unknown = client.post(address, {"step": "look", "email": "hajimete@example.jp"}).content.decode()
    assert 'name="family_name"' in unknown


def test_a_new_person_has_no_password_no_affiliation_and_their_name_byte_for_byte(world):
    assert nominate(world).status_code == 302
    person = Person.objects.get(email="hajimete@example.jp")
    assert person.name == "髙﨑　塚" and not person.has_usable_password()
    assert not Affiliation.objects.filter(person=person).exists()
    seat = Membership.objects.get(person=person)
    assert (seat.state, seat.title, seat.organisation) == (
        "nominated",
        "教授",
        world.organisations["university"],
    )
    assert not OutboxMessage.objects.filter(topic="seat.invited", note__subject=str(seat.pk)).exists()


def test_being_named_for_an_organisation_gives_none_of_its_sight(world):
    """Else a secretary could read what a ministry shares within itself, by naming somebody invented."""
    from confidentiality import audience
    from confidentiality.acting import principals

    nominate(world, organisation=str(world.organisations["needs"].pk), step="invite")
    with acting_as(Person.objects.get(email="hajimete@example.jp")):
        assert audience.organisation(world.organisations["needs"].pk) not in principals()


def test_naming_twice_is_once(world):
    assert [nominate(world, step="invite").status_code for _press in range(2)] == [302, 409]
    assert Membership.objects.filter(person__email="hajimete@example.jp").count() == 1
    assert (
        OutboxMessage.objects.filter(topic="seat.invited").count()
        == 1
        + OutboxMessage.objects.filter(topic="seat.invited")
        .exclude(note__subject=str(Membership.objects.get(person__email="hajimete@example.jp").pk))
        .count()
    )


def test_an_existing_person_keeps_their_own_name(world):
    assert nominate(world, email="inoue@example.jp").status_code == 302
    assert Person.objects.get(pk=world.inoue.pk).name == "井上　無所属"


def test_somebody_switched_off_is_not_invited(world):
    Person.objects.filter(pk=world.inoue.pk).update(is_active=False)
    assert nominate(world, email="inoue@example.jp").status_code == 409


def test_an_incomplete_nomination_comes_back_with_its_words(world):
    answer = nominate(world, selection_reason="")
    assert (
        answer.status_code == 422
        and "髙﨑" in answer.content.decode()
        and not Person.objects.filter(email="hajimete@example.jp").exists()
    )


def test_organisations_are_narrowed_without_losing_what_was_typed(world):
    Organisation.objects.create(name="絞り込み大学", kind="university")
    answer = nominate(world, step="narrow", words="絞り込み", selection_reason="途中まで書いた理由")
    shown = answer.content.decode()
    assert (
        answer.status_code == 200
        and "絞り込み大学" in shown
        and "試験工業" not in shown
        and "途中まで書いた理由" in shown
    )
    assert "1件に絞り込みました" in shown and "か所を直してください" not in shown
    everything = nominate(world, step="narrow", words="どこにもない").content.decode()
    assert "試験工業" in everything


def test_nobody_but_the_secretariat_names_anybody(world):
    for key, expected in (
        ("suzuki", 403),
        ("matsumoto", 403),
        ("kobayashi", 404),
        ("yoshida", 404),
        ("saito", 404),
    ):
        assert nominate(world, world.people[key]).status_code == expected, key
    assert not Person.objects.filter(email="hajimete@example.jp").exists()


# Leaving and replacing ------------------------------------------------------------------------------


def leave(world, key, **changes):
    form = {
        "returned_note": "紙は返却し、ファイルは消去しました。",
        "understood": "on",
        "shown": DutyText.current("leaving").text_hash,
        **changes,
    }
    return browser(world.people[key], afresh=True).post(
        reverse("seat_leave", args=[world.seats[key].pk]), form
    )


def test_leaving_shows_the_duty_that_goes_on_and_ends_sight_at_once(world):
    make_designation(
        world,
        make_material(world.quantum, world.tanaka, sealed=True),
        until="in_force",
        title="続く義務の件名",
    )
    shown = body(browser(world.ito, afresh=True), "seat_leave", world.seats["ito"].pk)
    assert "leavingの試験文面" in shown and "続く義務の件名" in shown
    assert leave(world, "ito").status_code == 302
    seat = Membership.objects.get(pk=world.seats["ito"].pk)
    assert seat.state == "former" and seat.returned_note.startswith("紙は返却し")
    assert {
        status(world.ito, name, world.quantum.pk)
        for name in ("council", "council_members", "council_board", "prospectus", "council_rules")
    } == {404}
    gone = body(browser(world.ito), "seat", seat.pk)
    assert "それぞれの指定の終了日まで続きます" in gone and "紙は返却し" in gone
    entry = Entry.objects.filter(verb="leave", subject_id=seat.pk).latest("id")
    assert entry.note["notice"] == DutyText.current("leaving").text_hash


def test_leaving_needs_confirmation_reading_and_a_fresh_sign_in(world):
    assert leave(world, "ito", returned_note="").status_code == 422
    assert leave(world, "ito", understood="").status_code == 422
    DutyText.objects.create(kind="leaving", number=2, text="改めた説明")
    assert (
        leave(world, "ito", shown=DutyText.objects.get(kind="leaving", number=1).text_hash).status_code == 409
    )
    stale = browser(world.ito).post(
        reverse("seat_leave", args=[world.seats["ito"].pk]), {"returned_note": "なし", "understood": "on"}
    )
    assert stale.status_code == 302 and "reauthenticate" in stale["Location"]
    assert Membership.objects.get(pk=world.seats["ito"].pk).state == "active"


def test_leaving_twice_is_once(world):
    assert [leave(world, "ito").status_code for _press in range(2)] == [302, 302]
    assert Entry.objects.filter(verb="leave", subject_id=world.seats["ito"].pk).count() == 1


def test_a_former_member_reads_no_rules_written_after_they_left(world):
    leave(world, "ito")
    with acting_as(world.sato):
        version = founding.draft_rules(world.quantum, by=world.sato, text="退任後の規約")
        perform("propose", version, by=world.sato)
    with acting_as(world.ito):
        from councils.models import Prospectus, Rules

        assert not Rules.objects.exists() and not Prospectus.objects.exists()
        assert not Council.objects.filter(pk=world.quantum.pk).exists()


def test_another_person_takes_over_as_a_new_seat_and_history_stays(world):
    seat = world.seats["tanaka"]
    form = named(
        world, step="invite", organisation=str(world.organisations["company"].pk), capacity="implementer"
    )
    client = browser(world.sato)
    assert [
        client.post(reverse("seat_replace", args=[seat.pk]), form).status_code for _press in range(2)
    ] == [302, 409]
    heir = Membership.objects.get(person__email="hajimete@example.jp")
    assert heir.replaces == seat and heir.state == "invited"
    assert Membership.objects.get(pk=seat.pk).state == "leaving"
    assert status(world.tanaka, "council_members", world.quantum.pk) == 200  # until they have left
    assert "退任の手続中です" in body(browser(world.tanaka), "seat", seat.pk)
    assert (
        client.post(
            reverse("seat_verb", args=[seat.pk, "leave"]), {"returned_note": "11月20日に電話で確認"}
        ).status_code
        == 302
    )
    assert status(world.tanaka, "council_members", world.quantum.pk) == 404
    shown = client.get(reverse("council_members", args=[world.quantum.pk])).content.decode()
    assert "田中　企業" in shown and "元構成員" in shown and "髙﨑　塚" in shown


def test_the_chair_is_one_person_and_the_right_goes_with_the_seat(world):
    client, heir = browser(world.sato), world.seats["ito"]
    press = lambda seat, verb: client.post(reverse("seat_verb", args=[seat.pk, verb])).status_code  # noqa: E731
    assert press(heir, "appoint_chair") == 409
    assert press(world.seats["suzuki"], "relieve_chair") == 302
    assert press(heir, "appoint_chair") == 302
    assert status(world.ito, "consultation_new", world.quantum.pk) == 200
    assert status(world.suzuki, "consultation_new", world.quantum.pk) == 403


# Ministries asked to take part ----------------------------------------------------------------------


def test_a_ministry_asked_is_recorded_once_with_its_answer(world):
    client, tank = browser(world.sato), world.organisations["tank"]
    for _press in range(2):
        assert (
            client.post(
                reverse("organisation_invite", args=[world.quantum.pk]),
                {"organisation": str(tank.pk), "note": "備考"},
            ).status_code
            == 302
        )
    answer = reverse("organisation_answer", args=[world.quantum.pk, tank.pk])
    assert client.post(answer, {"state": "accepted"}).status_code == 302
    found = OrganisationInvitation.objects.get(organisation=tank)
    assert found.state == "accepted" and found.answered_at is not None
    shown = browser(world.tanaka).get(reverse("council_members", args=[world.quantum.pk])).content.decode()
    assert "試験研究所" in shown and "参加" in shown
    assert client.post(answer, {"state": "x"}).status_code == 404
    assert (
        client.post(
            reverse("organisation_answer", args=[world.quantum.pk, uuid4()]), {"state": "accepted"}
        ).status_code
        == 404
    )
    for key, expected in (("tanaka", 403), ("kobayashi", 404), ("yoshida", 404)):
        assert browser(world.people[key]).post(answer, {"state": "declined"}).status_code == expected
        assert (
            browser(world.people[key])
            .post(reverse("organisation_invite", args=[world.quantum.pk]), {"organisation": str(tank.pk)})
            .status_code
            == expected
        )


def test_a_seat_of_a_set_up_still_under_way_waits_without_harm(world):
    council = proposed(world, invited=False)
    seat = Membership.objects.get(council=council, person=world.tanaka)
    assert "招請の準備中です" in body(browser(world.tanaka), "seat", seat.pk)
    with acting_as(world.yamamoto):
        perform("invite", seat, by=world.yamamoto)
        perform("collect_consents", council, by=world.yamamoto)
    assert "設置の同意をお願いしています" in body(browser(world.tanaka), "seat", seat.pk)
    with acting_as(world.tanaka), pytest.raises(WrongState):
        perform("sign_pledge", seat, by=world.tanaka, name="田中 企業", text_hash="x")

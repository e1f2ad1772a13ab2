"""Set-up, rules, board and written consultations in the browser: who reaches what, and once is once."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from confidentiality import audience
from confidentiality.acting import acting_as
from confidentiality.guards import CONTENT
from confidentiality.models import BaseAudience, Item, OutboxMessage
from confidentiality.verbs import Refused, WrongState, perform
from councils import board, founding, seating
from councils.models import (
    Consultation,
    ConsultationAnswer,
    Council,
    Decision,
    EstablishmentConsent,
    Membership,
    Post,
    Prospectus,
    Room,
    Rules,
    RulesAcceptance,
    RulesTemplate,
)
from tests.cast import MEMBERS, PEOPLE, VOTERS, make_designation, make_material
from tests.councils.visitors import browser, consent, proposed, status

INSIDE = ("council_members", "council_founding", "council_board")
MANAGED = ("member_nominate", "organisation_invite", "council_revise", "rules_new")
PROPOSAL = {
    "council_kind": "general",
    "name": "提案の協議会",
    "need_note": "必要",
    "purpose": "目的",
    "scope": "対象",
    "text": "趣旨",
}


def page(person, name, *args, **query):
    return browser(person).get(reverse(name, args=args), query)


def hidden(name, content):
    """The value of a form's hidden field."""
    return re.search(rf'name="{name}" value="(\w+)"', content)[1]


# Who reaches what -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", INSIDE)
def test_what_members_share_is_not_there_for_outsiders_and_refused_to_a_candidate(world, name):
    for key in PEOPLE:
        expected = 200 if key in MEMBERS else 403 if key == "matsumoto" else 404
        assert status(world.people[key], name, world.quantum.pk) == expected, key
    assert status(None, name, world.quantum.pk) == 302


@pytest.mark.parametrize("name", MANAGED)
def test_the_secretariats_pages_are_refused_to_members_and_hidden_from_the_rest(world, name):
    for key in PEOPLE:
        expected = 200 if key == "sato" else 403 if key in (*MEMBERS, "matsumoto") else 404
        assert status(world.people[key], name, world.quantum.pk) == expected, key


@pytest.mark.parametrize("name", ["council", "prospectus", "council_rules"])
def test_a_candidate_reads_council_prospectus_and_rules_and_a_former_member_does_not(world, name):
    for key in PEOPLE:
        expected = 200 if key in (*MEMBERS, "matsumoto") else 404
        assert status(world.people[key], name, world.quantum.pk) == expected, key


def test_a_hidden_council_and_none_at_all_are_the_same_answer(world):
    for name in (*INSIDE, *MANAGED, "council", "prospectus", "council_rules"):
        hidden, missing = page(world.yoshida, name, world.quantum.pk), page(world.yoshida, name, uuid4())
        assert (hidden.status_code, hidden.content) == (
            missing.status_code,
            missing.content,
        ) and hidden.status_code == 404


def test_a_listed_council_shows_everybody_its_purpose_and_nothing_of_its_members(world):
    with acting_as(world.sato):
        perform("list_publicly", world.quantum, by=world.sato)
    shown = page(world.kato, "council", world.quantum.pk)
    assert shown.status_code == 200 and "目的" in shown.content.decode()
    assert not re.search("鈴木|田中|座長|構成員の名簿|設置の経緯", shown.content.decode())
    assert status(world.kato, "prospectus", world.quantum.pk) == 404
    assert {status(world.kato, name, world.quantum.pk) for name in (*INSIDE, *MANAGED)} == {403}
    with acting_as(world.sato):
        perform("take_off_public", world.quantum, by=world.sato)
    assert status(world.kato, "council", world.quantum.pk) == 404


def test_the_founder_who_leaves_keeps_nothing(world):
    """The room belongs to the council, not to whoever typed its name first."""
    with acting_as(world.sato):
        seat = founding.nominate(
            world.quantum,
            by=world.sato,
            person=world.yamamoto,
            capacity="secretariat",
            selection_reason="後任",
            organisation=world.organisations["ministry"],
        )
        perform("invite", seat, by=world.sato)
    with acting_as(world.yamamoto):
        perform("acknowledge_briefing", seat, by=world.yamamoto)
        perform("accept", seat, by=world.yamamoto)
        rules = world.quantum.rules.get()
        founding.accept_rules(rules, by=world.yamamoto, text_hash=rules.text_hash)
        from councils.models import DutyText

        seating.sign_pledge(
            seat, by=world.yamamoto, name=world.yamamoto.name, text_hash=DutyText.current("pledge").text_hash
        )
    assert Membership.objects.get(pk=seat.pk).state == "active"
    with acting_as(world.sato):
        seating.leave(world.seats["sato"], by=world.sato, returned_note="なし", shown="")
    with acting_as(world.sato):
        assert not any(m.objects.filter(council=world.quantum).exists() for m in (Room, Prospectus, Rules))
        assert not Council.objects.filter(pk=world.quantum.pk).exists()
        assert Item.objects.filter(container=world.quantum).count() == 0
    assert status(world.sato, "council", world.quantum.pk) == 404
    assert status(world.yamamoto, "member_nominate", world.quantum.pk) == 200


def test_the_last_secretary_cannot_leave(world):
    with acting_as(world.sato), pytest.raises(WrongState):
        seating.leave(world.seats["sato"], by=world.sato, returned_note="なし", shown="")
    with acting_as(world.sato), pytest.raises(WrongState):
        perform("remove", world.seats["sato"], by=world.sato)


# My councils ----------------------------------------------------------------------------------------


def test_my_list_says_what_waits_for_me_and_names_nobody_elses_council(world):
    assert "海洋試験協議会" not in page(world.tanaka, "council_list").content.decode()
    invited = page(world.matsumoto, "council_list").content.decode()
    assert reverse("seat", args=[world.seats["matsumoto"].pk]) in invited and "参加の説明を読み" in invited
    gone = page(world.saito, "council_list").content.decode()
    assert "量子試験協議会" in gone and reverse("council", args=[world.quantum.pk]) not in gone
    assert "参加している協議会はありません" in page(world.yoshida, "council_list").content.decode()


def test_an_open_consent_round_waits_in_the_list_until_it_is_answered(world):
    designation = make_designation(world, make_material(world.quantum, world.tanaka, sealed=True))
    address = reverse("designation", args=[designation.pk])
    assert address in page(world.ito, "council_list").content.decode()
    assert address not in page(world.sato, "council_list").content.decode()
    from tests.cast import agree

    agree(world.ito, designation)
    assert address not in page(world.ito, "council_list").content.decode()


def test_the_list_asks_the_same_queries_for_one_council_and_for_fifty(world, django_assert_num_queries):
    client = browser(world.inoue)

    def seat_in(number: int) -> None:
        with acting_as(world.yamamoto):
            council = founding.propose_council(
                by=world.yamamoto,
                organisation=world.organisations["ministry"],
                establishing_organisation=world.organisations["ministry"],
                prospectus="趣旨",
                code=f"many-{number}",
                name=f"協議会{number}",
                purpose="目的",
                scope="対象",
                need_note="必要",
            )
            seat = founding.nominate(
                council,
                by=world.yamamoto,
                person=world.inoue,
                organisation=world.organisations["company"],
                capacity="expert",
                selection_reason="理由",
            )
            perform("invite", seat, by=world.yamamoto)
            perform("collect_consents", council, by=world.yamamoto)

    seat_in(0)
    client.get(reverse("council_list"))
    with django_assert_num_queries(LIST_QUERIES):
        client.get(reverse("council_list"))
    for number in range(1, 50):
        seat_in(number)
    with django_assert_num_queries(LIST_QUERIES):
        shown = client.get(reverse("council_list")).content.decode()
    assert "協議会49" in shown


def test_candidates_and_those_who_left_are_named_to_the_secretariat_alone(world):
    for key in ("tanaka", "suzuki"):
        shown = page(world.people[key], "council_members", world.quantum.pk).content.decode()
        assert "松本" not in shown and "斎藤" not in shown and "@example.jp" not in shown
    shown = page(world.sato, "council_members", world.quantum.pk).content.decode()
    assert "松本" in shown and "斎藤" in shown


def test_the_roll_asks_the_same_queries_for_one_member_and_for_fifty(world, django_assert_num_queries):
    from accounts.models import Person

    client = browser(world.sato)
    client.get(reverse("council_members", args=[world.quantum.pk]))
    with django_assert_num_queries(ROLL_QUERIES):
        client.get(reverse("council_members", args=[world.quantum.pk]))
    with acting_as(world.sato):
        for number in range(50):
            person = Person.objects.create_user(f"many{number}@example.jp", None, family_name=f"多{number}")
            founding.nominate(
                world.quantum,
                by=world.sato,
                person=person,
                organisation=world.organisations["company"],
                capacity="expert",
                selection_reason="理由",
            )
    with django_assert_num_queries(ROLL_QUERIES):
        assert "多49" in client.get(reverse("council_members", args=[world.quantum.pk])).content.decode()


def test_the_overview_shows_rounds_and_asks_the_same_queries_for_one_and_for_fifty(
    world, django_assert_num_queries
):
    client = browser(world.suzuki)
    make_designation(world, make_material(world.quantum, world.tanaka, sealed=True), title="同意を求める件0")
    client.get(reverse("council", args=[world.quantum.pk]))
    with django_assert_num_queries(OVERVIEW_QUERIES):
        shown = client.get(reverse("council", args=[world.quantum.pk])).content.decode()
    assert "同意を求める件0" in shown and "5名中0名が同意しました" in shown
    for number in range(1, 50):
        make_designation(
            world, make_material(world.quantum, world.tanaka, sealed=True), title=f"同意を求める件{number}"
        )
    with django_assert_num_queries(OVERVIEW_QUERIES):
        assert "同意を求める件49" in client.get(reverse("council", args=[world.quantum.pk])).content.decode()


LIST_QUERIES, ROLL_QUERIES, OVERVIEW_QUERIES, BOARD_QUERIES = 14, 16, 21, 15


# Proposing ------------------------------------------------------------------------------------------


def test_only_those_who_act_for_a_ministry_propose_a_council(world):
    for key in PEOPLE:
        expected = 200 if key in ("sato", "ito", "kobayashi", "yamamoto") else 404
        assert status(world.people[key], "council_propose") == expected, key
    for key in ("tanaka", "yoshida"):
        ministry = world.organisations["ministry"]
        answer = browser(world.people[key]).post(
            reverse("council_propose"), {**PROPOSAL, "organisation": str(ministry.pk), "key": str(uuid4())}
        )
        assert answer.status_code == 404 and not Council.objects.filter(name="提案の協議会").exists()


def test_a_ministry_cannot_propose_in_the_name_of_another(world):
    answer = browser(world.yamamoto).post(
        reverse("council_propose"),
        {**PROPOSAL, "organisation": str(world.organisations["needs"].pk), "key": str(uuid4())},
    )
    assert answer.status_code == 422 and not Council.objects.filter(name="提案の協議会").exists()


def test_proposing_twice_from_one_page_makes_one_council(world):
    client, key = browser(world.yamamoto), str(uuid4())
    for _press in range(2):
        answer = client.post(
            reverse("council_propose"),
            {**PROPOSAL, "organisation": str(world.organisations["ministry"].pk), "key": key},
        )
        assert answer.status_code == 302 and answer["Location"] == reverse("council_founding", args=[key])
    assert Council.objects.filter(name="提案の協議会").count() == 1
    assert status(world.yamamoto, "council_founding", key) == 200
    assert status(world.kobayashi, "council", key) == 404


def test_somebody_elses_key_opens_nothing(world):
    answer = browser(world.yamamoto).post(
        reverse("council_propose"),
        {**PROPOSAL, "organisation": str(world.organisations["ministry"].pk), "key": str(world.ocean.pk)},
    )
    assert answer.status_code == 409 and "海洋" not in answer.content.decode()


def test_a_half_filled_proposal_comes_back_with_its_words(world):
    answer = browser(world.yamamoto).post(
        reverse("council_propose"), {**PROPOSAL, "purpose": "", "key": str(uuid4())}
    )
    assert answer.status_code == 422
    assert "提案の協議会" in answer.content.decode() and "か所を直してください" in answer.content.decode()


# Consents to the prospectus -------------------------------------------------------------------------


def answer_in_browser(person, council, decision="agree", text_hash=None, afresh=True):
    text_hash = text_hash or Council.objects.get(pk=council.pk).prospectus.text_hash
    return browser(person, afresh=afresh).post(
        reverse("prospectus", args=[council.pk]),
        {"decision": decision, "text_hash": text_hash, "comment": ""},
    )


def test_a_consent_needs_a_fresh_sign_in(world):
    council = proposed(world, collecting=True)
    answer = answer_in_browser(world.tanaka, council, afresh=False)
    assert answer.status_code == 302 and "reauthenticate" in answer["Location"]
    assert not EstablishmentConsent.objects.filter(item__council=council).exists()


def test_a_nominee_consents_once_however_often_they_press(world):
    council = proposed(world, collecting=True)
    for _press in range(2):
        assert answer_in_browser(world.tanaka, council).status_code == 302
    assert EstablishmentConsent.objects.filter(item__council=council).count() == 1
    shown = page(world.tanaka, "prospectus", council.pk).content.decode()
    assert "回答を受け付けました" in shown and council.prospectus.text_hash in shown


def test_nobody_else_answers_a_prospectus(world):
    council = proposed(world, collecting=True)
    for key, expected in (("yamamoto", 403), ("suzuki", 404), ("yoshida", 404), ("kobayashi", 404)):
        assert answer_in_browser(world.people[key], council).status_code == expected, key
    assert answer_in_browser(None if False else world.matsumoto, council).status_code == 404
    assert not EstablishmentConsent.objects.filter(item__council=council).exists()


def test_a_changed_word_voids_consents_and_says_so_before_saving(world):
    council = proposed(world, collecting=True)
    consent(world, council, "tanaka")
    stale = council.prospectus.text_hash
    client, address = browser(world.yamamoto), reverse("council_revise", args=[council.pk])
    form = {
        "name": council.name,
        "english_name": "",
        "purpose": council.purpose,
        "scope": council.scope,
        "need_note": "必要の理由",
        "legal_basis": "",
        "text": "新しい協議会の趣旨",
        "consent_days": "14",
        "confirm_days": "7",
    }
    assert client.post(address, form).status_code == 302  # nothing changed: nothing voided
    asked = client.post(address, {**form, "text": "新しい協議会の趣旨。一語を足した"})
    assert asked.status_code == 200 and "同意した1名に、改めて" in asked.content.decode()
    assert Prospectus.objects.get(council=council).text_hash == stale
    assert (
        client.post(address, {**form, "text": "新しい協議会の趣旨。一語を足した", "sure": "yes"}).status_code
        == 302
    )
    assert Prospectus.objects.get(council=council).text_hash != stale
    overview = client.get(reverse("council_founding", args=[council.pk])).content.decode()
    assert (
        "2名中0名が、いまの文面に同意しました" in overview
        and "未回答（前の文面に回答済）" in overview
        and stale in overview
    )
    late = answer_in_browser(world.ito, council, text_hash=stale)
    assert late.status_code == 409 and "一語を足した" in late.content.decode()
    assert page(world.tanaka, "prospectus", council.pk).content.decode().count("文面が変わりました") == 1


def test_line_ends_of_a_browser_change_no_word(world):
    council = proposed(world, prospectus="一行目\n二行目", collecting=True)
    consent(world, council, "tanaka")
    form = {
        "name": council.name,
        "purpose": council.purpose,
        "scope": council.scope,
        "need_note": "必要の理由",
        "text": "一行目\r\n二行目",
        "consent_days": "１４",
        "confirm_days": "7",
    }
    assert browser(world.yamamoto).post(reverse("council_revise", args=[council.pk]), form).status_code == 302
    assert [m.person for m in council.missing_consents()] == [world.ito]


def test_a_refusal_stalls_the_council_until_something_changes(world):
    council = proposed(world, collecting=True)
    consent(world, council, "tanaka")
    for _press in range(2):
        assert answer_in_browser(world.ito, council, "refuse").status_code == 302
    council = Council.objects.get(pk=council.pk)
    assert (
        council.state == "stalled" and EstablishmentConsent.objects.filter(item__council=council).count() == 2
    )
    again = browser(world.yamamoto).post(reverse("council_verb", args=[council.pk, "collect_consents"]))
    assert again.status_code == 409 and "いまの文面に同意しない方" in again.content.decode()
    with acting_as(world.yamamoto):
        founding.revise_prospectus(council.prospectus, by=world.yamamoto, text="改めた趣旨")
    assert (
        browser(world.yamamoto)
        .post(reverse("council_verb", args=[council.pk, "collect_consents"]))
        .status_code
        == 302
    )


def test_somebody_who_declined_no_longer_holds_the_set_up_back(world):
    council = proposed(world, collecting=True)
    consent(world, council, "tanaka")
    with acting_as(world.ito):
        perform("decline", world.seats["ito new"], by=world.ito)
    with acting_as(world.yamamoto):
        assert perform("adopt_rules", council, by=world.yamamoto).state == "rules_adopting"


def test_a_fund_council_is_not_set_up_without_its_representative(world):
    council = proposed(world, council_kind="designated_fund")
    answer = browser(world.yamamoto).post(reverse("council_verb", args=[council.pk, "collect_consents"]))
    assert answer.status_code == 409 and "研究代表者" in answer.content.decode()
    assert (
        browser(world.yamamoto).post(reverse("council_verb", args=[council.pk, "abandon"])).status_code == 409
    )


def test_an_abandoned_set_up_stays_with_its_secretariat_alone(world):
    council = proposed(world)
    assert (
        browser(world.yamamoto).post(reverse("council_verb", args=[council.pk, "abandon"])).status_code == 302
    )
    assert status(world.yamamoto, "council_founding", council.pk) == 200


def test_who_answered_stays_on_record_and_later_candidates_are_not_named_to_members(world):
    shown = page(world.tanaka, "council_founding", world.quantum.pk).content.decode()
    assert "鈴木　座長" in shown and "斎藤　退任" in shown and "松本" not in shown


# Verbs of the council -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "verb",
    [
        "suspend",
        "resume",
        "list_publicly",
        "take_off_public",
        "start_dissolving",
        "dissolve",
        "abandon",
        "establish",
    ],
)
def test_nobody_but_the_secretariat_presses_the_councils_verbs(world, verb):
    for key in PEOPLE:
        expected = 200 if key == "sato" else 403 if key in (*MEMBERS, "matsumoto") else 404
        assert status(world.people[key], "council_verb", world.quantum.pk, verb) == expected, key
        if key != "sato":
            assert (
                browser(world.people[key])
                .post(reverse("council_verb", args=[world.quantum.pk, verb]), {"reason": "x"})
                .status_code
                == expected
            )
    assert Council.objects.get(pk=world.quantum.pk).state == "active"
    assert status(world.sato, "council_verb", world.quantum.pk, "save") == 404


def test_looking_at_a_check_page_changes_nothing_and_a_second_press_comes_too_late(world):
    client, address = browser(world.sato), reverse("council_verb", args=[world.quantum.pk, "suspend"])
    assert client.get(address).status_code == 200
    assert Council.objects.get(pk=world.quantum.pk).state == "active"
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "点検のため"}).status_code == 302
    assert client.post(address, {"reason": "点検のため"}).status_code == 409
    assert Post.objects.filter(council=world.quantum).count() == 1


def test_a_suspended_council_is_closed_to_members_and_open_to_its_secretariat(world):
    with acting_as(world.sato):
        perform("suspend", world.quantum, by=world.sato, reason="点検")
    for name in ("council", "council_members", "council_rules", "prospectus"):
        assert status(world.tanaka, name, world.quantum.pk) == 404, name
    mine = browser(world.tanaka)
    listed = mine.get(reverse("council_list")).content.decode()
    assert "量子試験協議会" in listed and "活動を停止しています" in listed
    own = mine.get(reverse("seat", args=[world.seats["tanaka"].pk])).content.decode()
    assert "活動を停止しています" in own and "量子試験協議会" in own
    assert status(world.matsumoto, "prospectus", world.quantum.pk) == 200  # asked, and still deciding
    assert status(world.sato, "council_members", world.quantum.pk) == 200
    with acting_as(world.sato):
        perform("resume", world.quantum, by=world.sato)
    for name in ("council", "council_members", "council_rules", "prospectus"):
        assert status(world.tanaka, name, world.quantum.pk) == 200, name


def test_a_member_can_leave_a_suspended_council_and_keeps_its_name(world):
    with acting_as(world.sato):
        perform("suspend", world.quantum, by=world.sato, reason="")
    leaving = browser(world.suzuki, afresh=True)
    asked = leaving.get(reverse("seat_leave", args=[world.seats["suzuki"].pk]))
    assert asked.status_code == 200
    with acting_as(world.suzuki):
        seating.leave(world.seats["suzuki"], by=world.suzuki, returned_note="なし", shown="")
        assert Item.objects.get(pk=world.quantum.pk).public_title == "量子試験協議会"
    assert not world.quantum.rights.filter(user=world.suzuki).exists()


def test_a_candidate_reads_no_answers_of_others_to_the_prospectus_and_the_rules(world):
    """They read both texts; who consented, and what they wrote to the secretariat, is the room's and each one's own."""
    for key, count in (("matsumoto", 0), ("saito", 1), ("tanaka", 6), ("sato", 6), ("kato", 1)):
        with acting_as(world.people[key]):
            assert EstablishmentConsent.objects.count() == count, key
            assert RulesAcceptance.objects.count() == count, key
    with acting_as(world.matsumoto):
        assert world.quantum.prospectus.text and world.quantum.rules.get().text


def test_what_a_candidate_was_shown_by_name_closes_when_they_sit(world):
    """A second opening would outlast a suspension; standing is the only one left."""
    who = audience.person(world.tanaka.pk)
    for item in (world.quantum, world.quantum.prospectus):
        assert not BaseAudience.objects.filter(
            item_id=item.pk, principal_id=who, depth=CONTENT, valid_until=None
        ).exists()


def test_a_council_is_not_dissolved_over_undecided_things(world):
    with acting_as(world.sato):
        asked = board.ask_in_writing(
            world.quantum,
            by=world.sato,
            key=uuid4(),
            title="件",
            text="文",
            answer_by=timezone.now() + timedelta(days=3),
        )
        perform("start_dissolving", world.quantum, by=world.sato)
        with pytest.raises(WrongState):
            perform("dissolve", world.quantum, by=world.sato)
        perform("withdraw", asked, by=world.sato)
    make_designation(world, make_material(world.quantum, world.tanaka, sealed=True), until="described")
    with acting_as(world.sato), pytest.raises(WrongState):
        perform("dissolve", world.quantum, by=world.sato)


def test_a_whole_set_up_goes_through_the_browser(world):
    """Propose, name, ask, consent, rules, accept, pledge, set up: nothing else is touched by hand."""
    RulesTemplate.objects.create(name="標準の規約", text="第1条　目的")
    staff, council = browser(world.yamamoto), uuid4()
    staff.post(
        reverse("council_propose"),
        {**PROPOSAL, "organisation": str(world.organisations["ministry"].pk), "key": str(council)},
    )
    staff.post(
        reverse("member_nominate", args=[council]),
        {
            "step": "invite",
            "email": "tanaka@example.jp",
            "organisation": str(world.organisations["company"].pk),
            "capacity": "implementer",
            "is_chair": "on",
            "selection_reason": "装置に詳しい",
        },
    )
    seat = Membership.objects.get(council_id=council, person=world.tanaka)
    assert seat.state == "invited"
    assert staff.post(reverse("council_verb", args=[council, "collect_consents"])).status_code == 302
    member = browser(world.tanaka, afresh=True)
    member.post(
        reverse("prospectus", args=[council]),
        {"decision": "agree", "text_hash": Prospectus.objects.get(council=council).text_hash},
    )
    shown = member.get(reverse("seat", args=[seat.pk])).content.decode()
    assert (
        member.post(reverse("seat_briefed", args=[seat.pk]), {"shown": hidden("shown", shown)}).status_code
        == 302
    )
    assert member.post(reverse("seat_accept", args=[seat.pk])).status_code == 302
    assert staff.post(reverse("council_verb", args=[council, "adopt_rules"])).status_code == 302
    assert "第1条" in staff.get(reverse("rules_new", args=[council])).content.decode()
    staff.post(reverse("rules_new", args=[council]), {"text": "第1条　目的"})
    assert status(world.tanaka, "rules_version", council, 1) == 404  # a draft is the secretariat's
    staff.post(reverse("rules_verb", args=[council, 1, "propose"]))
    member.post(
        reverse("rules_version", args=[council, 1]),
        {"text_hash": Rules.objects.get(council_id=council).text_hash},
    )
    staff.post(reverse("rules_verb", args=[council, 1, "bring_into_force"]))
    shown = member.get(reverse("seat_pledge", args=[seat.pk])).content.decode()
    member.post(
        reverse("seat_pledge", args=[seat.pk]), {"name": "田中 企業", "text_hash": hidden("text_hash", shown)}
    )
    assert status(world.tanaka, "council_members", council) == 403
    assert staff.post(reverse("council_verb", args=[council, "establish"])).status_code == 302
    assert (
        Council.objects.get(pk=council).state == "active"
        and Membership.objects.get(pk=seat.pk).state == "active"
    )
    assert status(world.tanaka, "council_members", council) == 200
    assert status(world.suzuki, "council", council) == 404


# Rules ----------------------------------------------------------------------------------------------


def new_version(world, text="第2版の本文") -> Rules:
    with acting_as(world.sato):
        version = founding.draft_rules(world.quantum, by=world.sato, text=text)
        return perform("propose", version, by=world.sato)


def test_a_draft_of_the_rules_is_not_there_for_members(world):
    with acting_as(world.sato):
        founding.draft_rules(world.quantum, by=world.sato, text="まだ見せない案")
    for key in ("tanaka", "matsumoto"):
        assert status(world.people[key], "rules_version", world.quantum.pk, 2) == 404
        assert "第2版" not in page(world.people[key], "council_rules", world.quantum.pk).content.decode()
    assert status(world.sato, "rules_version", world.quantum.pk, 2) == 200


def test_only_one_version_of_the_rules_is_under_way(world):
    client = browser(world.sato)
    for expected in (302, 409):
        assert (
            client.post(reverse("rules_new", args=[world.quantum.pk]), {"text": "案"}).status_code == expected
        )
    assert Rules.objects.filter(council=world.quantum).count() == 2


def test_rules_come_into_force_when_every_member_accepted_exactly_this_text(world):
    version = new_version(world)
    for key in VOTERS[:-1]:
        answer = browser(world.people[key], afresh=True).post(
            reverse("rules_version", args=[world.quantum.pk, 2]), {"text_hash": version.text_hash}
        )
        assert answer.status_code == 302
    early = browser(world.sato).post(reverse("rules_verb", args=[world.quantum.pk, 2, "bring_into_force"]))
    assert early.status_code == 409 and "1名" in early.content.decode()
    with acting_as(world.people[VOTERS[-1]]):
        founding.accept_rules(version, by=world.people[VOTERS[-1]], text_hash=version.text_hash)
    assert (
        browser(world.sato)
        .post(reverse("rules_verb", args=[world.quantum.pk, 2, "bring_into_force"]))
        .status_code
        == 302
    )
    assert {r.number: r.state for r in Rules.objects.filter(council=world.quantum)} == {
        1: "superseded",
        2: "in_force",
    }


def test_rules_changed_after_being_shown_are_not_accepted_unread(world):
    version = new_version(world)
    stale = version.text_hash
    with acting_as(world.sato):
        perform("take_back", version, by=world.sato)
        founding.reword_rules(version, by=world.sato, text="変えた本文")
        perform("propose", version, by=world.sato)
    answer = browser(world.tanaka, afresh=True).post(
        reverse("rules_version", args=[world.quantum.pk, 2]), {"text_hash": stale}
    )
    assert answer.status_code == 409 and "変えた本文" in answer.content.decode()
    assert not RulesAcceptance.objects.filter(rules__number=2).exists()


def test_accepting_rules_twice_is_once_and_nobody_accepts_for_others(world):
    version = new_version(world)
    client = browser(world.tanaka, afresh=True)
    for _press in range(2):
        assert (
            client.post(
                reverse("rules_version", args=[world.quantum.pk, 2]), {"text_hash": version.text_hash}
            ).status_code
            == 302
        )
    assert RulesAcceptance.objects.filter(rules=version).count() == 1
    for key, expected in (("yoshida", 404), ("saito", 404), ("kobayashi", 404)):
        answer = browser(world.people[key], afresh=True).post(
            reverse("rules_version", args=[world.quantum.pk, 2]), {"text_hash": version.text_hash}
        )
        assert answer.status_code == expected


def test_members_and_candidates_press_no_verb_of_the_rules(world):
    new_version(world)
    for key, expected in (("tanaka", 403), ("suzuki", 403), ("matsumoto", 403), ("yoshida", 404)):
        for verb in ("propose", "take_back", "bring_into_force"):
            assert (
                browser(world.people[key])
                .post(reverse("rules_verb", args=[world.quantum.pk, 2, verb]))
                .status_code
                == expected
            ), key


def test_candidates_do_not_hold_new_rules_back(world):
    assert world.matsumoto not in [m.person for m in new_version(world).missing()]


# Board ----------------------------------------------------------------------------------------------


def test_a_message_is_read_by_members_and_posted_once(world):
    client, form = browser(world.tanaka), {"text": "次回の進め方について", "key": str(uuid4())}
    for _press in range(2):
        assert client.post(reverse("council_board", args=[world.quantum.pk]), form).status_code == 302
    assert Post.objects.filter(council=world.quantum).count() == 1
    assert "次回の進め方について" in page(world.ito, "council_board", world.quantum.pk).content.decode()
    for key in ("matsumoto", "saito", "yoshida", "kobayashi"):
        answer = browser(world.people[key]).post(
            reverse("council_board", args=[world.quantum.pk]), {**form, "key": str(uuid4())}
        )
        assert answer.status_code == (403 if key == "matsumoto" else 404)
    assert Post.objects.filter(council=world.quantum).count() == 1


def test_a_message_is_plain_text(world):
    browser(world.tanaka).post(
        reverse("council_board", args=[world.quantum.pk]),
        {"text": "<b>太字</b><script>x</script>", "key": str(uuid4())},
    )
    shown = page(world.ito, "council_board", world.quantum.pk).content.decode()
    assert "&lt;b&gt;太字" in shown and "<script>x" not in shown


def test_a_key_of_another_council_posts_nothing(world):
    with acting_as(world.kato):
        theirs = board.post(world.ocean, by=world.kato, key=uuid4(), text="海洋の連絡")
    answer = browser(world.tanaka).post(
        reverse("council_board", args=[world.quantum.pk]), {"text": "横取り", "key": str(theirs.pk)}
    )
    assert answer.status_code == 409 and "海洋" not in answer.content.decode()
    assert status(world.tanaka, "board_thread", world.quantum.pk, theirs.pk) == 404


def test_replies_stand_under_their_message(world):
    with acting_as(world.tanaka):
        first = board.post(world.quantum, by=world.tanaka, key=uuid4(), text="質問です")
    answer = browser(world.ito).post(
        reverse("board_thread", args=[world.quantum.pk, first.pk]), {"text": "回答です", "key": str(uuid4())}
    )
    assert answer.status_code == 302
    shown = page(world.suzuki, "board_thread", world.quantum.pk, first.pk).content.decode()
    assert "質問です" in shown and "回答です" in shown and "返信1件" in shown


def test_the_board_asks_the_same_queries_for_one_thread_and_for_fifty(world, django_assert_num_queries):
    client = browser(world.tanaka)

    def thread(number: int) -> None:
        with acting_as(world.tanaka):
            first = board.post(world.quantum, by=world.tanaka, key=uuid4(), text=f"連絡{number}")
            board.post(world.quantum, by=world.tanaka, key=uuid4(), text="返信", reply_to=first)
            Consultation.objects.create(
                item_id=world.quantum.room.pk,
                council=world.quantum,
                title=f"件{number}",
                text="文",
                answer_by=timezone.now() + timedelta(days=1),
                asked_by=world.tanaka,
            )

    thread(0)
    client.get(reverse("council_board", args=[world.quantum.pk]))
    with django_assert_num_queries(BOARD_QUERIES):
        client.get(reverse("council_board", args=[world.quantum.pk]))
    for number in range(1, 50):
        thread(number)
    with django_assert_num_queries(BOARD_QUERIES):
        shown = client.get(reverse("council_board", args=[world.quantum.pk])).content.decode()
    assert "連絡49" in shown and "連絡5<" not in shown and "?page=2" in shown


# Written consultations ------------------------------------------------------------------------------


def asked(world) -> Consultation:
    with acting_as(world.sato):
        return board.ask_in_writing(
            world.quantum,
            by=world.sato,
            key=uuid4(),
            title="予算の配分について",
            text="諮る文",
            answer_by=timezone.now() + timedelta(days=3),
        )


def reply(world, key, consultation, answer="yes"):
    return browser(world.people[key]).post(
        reverse("consultation", args=[consultation.pk]), {"answer": answer, "comment": f"{key}の意見"}
    )


def test_secretariat_and_chair_ask_in_writing_and_nobody_else(world):
    for key in PEOPLE:
        expected = 200 if key in ("sato", "suzuki") else 403 if key in (*MEMBERS, "matsumoto") else 404
        assert status(world.people[key], "consultation_new", world.quantum.pk) == expected, key


def test_asking_twice_from_one_page_asks_once(world):
    day = timezone.localdate() + timedelta(days=5)
    form = {
        "title": "件名",
        "text": "諮る文",
        "answer_by_year": str(day.year),
        "answer_by_month": str(day.month),
        "answer_by_day": str(day.day),
        "key": str(uuid4()),
    }
    client = browser(world.sato)
    for _press in range(2):
        assert client.post(reverse("consultation_new", args=[world.quantum.pk]), form).status_code == 302
    assert Consultation.objects.filter(council=world.quantum).count() == 1
    assert OutboxMessage.objects.filter(topic="consultation.opened").count() == 1
    past = {**form, "answer_by_year": "2020", "key": str(uuid4())}
    assert client.post(reverse("consultation_new", args=[world.quantum.pk]), past).status_code == 422


def test_a_consultation_is_members_only_and_answered_by_those_who_decide(world):
    consultation = asked(world)
    for key in PEOPLE:
        assert status(world.people[key], "consultation", consultation.pk) == (
            200 if key in MEMBERS else 404
        ), key
    assert reply(world, "sato", consultation).status_code == 403  # the secretariat has no vote
    assert reply(world, "tanaka", consultation).status_code == 302
    assert reply(world, "tanaka", consultation).status_code == 302
    assert reply(world, "matsumoto", consultation).status_code == 404
    assert ConsultationAnswer.objects.filter(consultation=consultation).count() == 1


def test_answers_are_shown_by_name_only_after_the_closing(world):
    consultation = asked(world)
    reply(world, "tanaka", consultation, "no")
    assert "tanakaの意見" not in page(world.ito, "consultation", consultation.pk).content.decode()
    assert "5名中1名が回答しました" in page(world.ito, "consultation", consultation.pk).content.decode()
    for key in VOTERS:
        if key != "tanaka":
            reply(world, key, consultation)
    closing = reverse("consultation_verb", args=[consultation.pk, "conclude"])
    assert browser(world.tanaka).post(closing).status_code == 403
    assert [browser(world.sato).post(closing).status_code for _press in range(2)] == [302, 409]
    assert Consultation.objects.get(pk=consultation.pk).state == "not_agreed"
    assert "tanakaの意見" in page(world.ito, "consultation", consultation.pk).content.decode()
    assert not Decision.objects.filter(council=world.quantum).exists()
    assert reply(world, "tanaka", consultation).status_code == 409


def test_what_everybody_agreed_to_in_writing_becomes_a_decision_once(world):
    consultation = asked(world)
    early = browser(world.sato).post(reverse("consultation_verb", args=[consultation.pk, "conclude"]))
    assert early.status_code == 409 and "5名" in early.content.decode()
    for key in VOTERS:
        reply(world, key, consultation)
    assert (
        browser(world.sato).post(reverse("consultation_verb", args=[consultation.pk, "conclude"])).status_code
        == 302
    )
    assert [d.text for d in Decision.objects.filter(council=world.quantum)] == ["予算の配分について"]


def test_an_observer_does_not_decide(world):
    Membership.objects.filter(pk=world.seats["ito"].pk).update(capacity="observer")
    consultation = asked(world)
    assert reply(world, "ito", consultation).status_code == 403
    with acting_as(world.ito), pytest.raises(Refused):
        board.answer(consultation, by=world.ito, answer="yes")
    for key in VOTERS:
        if key != "ito":
            reply(world, key, consultation)
    with acting_as(world.sato):
        assert board.conclude(consultation, by=world.sato).state == "agreed"

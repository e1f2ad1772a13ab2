"""Decisions, actions and support: who records, who acts, and that nothing leaves the circle of the item it is about."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.fields import today
from confidentiality import audience
from confidentiality.acting import acting_as
from confidentiality.verbs import Refused, WrongState, perform
from councils import followup, handouts
from councils.models import ActionItem, ActionReport, Decision, SupportAction
from tests.cast import MEMBERS, PEOPLE, make_designation
from tests.councils.papers import plan
from tests.councils.test_meeting_pages import browser, status


def assign(world, key="tanaka", *, days=3, **more) -> ActionItem:
    with acting_as(world.sato):
        return followup.assign_action(
            world.quantum,
            by=world.sato,
            text="費用を試算する",
            owner=world.seats[key],
            due_on=today() + timedelta(days=days),
            **more,
        )


def secret_of(world, *keys):
    """A paper by 田中 that, once agreed, only these members hold."""
    with acting_as(world.tanaka):
        material = handouts.add_material(
            world.quantum, by=world.tanaka, title="秘密", public_title="中立", disclosure="sealed", text="x"
        )
        seats = [audience.membership(world.seats[key].pk) for key in keys]
    make_designation(world, material, scoped=seats, until="in_force")
    return material


@pytest.mark.parametrize("name", ["action", "support"])
def test_a_follow_up_is_there_for_members_only(world, name):
    subject = assign(world)
    if name == "support":
        with acting_as(world.tanaka):
            subject = followup.request_support(
                world.quantum,
                by=world.tanaka,
                support_kind="staff",
                text="x",
                provider=world.organisations["needs"],
            )
    for key in PEOPLE:
        assert status(world.people[key], name, subject.pk) == (200 if key in MEMBERS else 404), key


def test_what_is_decided_about_a_paper_is_seen_by_its_holders_only(world):
    secret = secret_of(world, "suzuki")
    with acting_as(world.suzuki):
        decision = followup.record_decision(world.quantum, by=world.suzuki, text="CANARYを採る", about=secret)
        action = followup.assign_action(
            world.quantum,
            by=world.suzuki,
            text="CANARYを試す",
            owner=world.seats["tanaka"],
            due_on=today(),
            decision=decision,
        )
    for key in MEMBERS:
        page = (
            browser(world.people[key])
            .get(reverse("decisions", args=[world.quantum.pk]) + "?show=all")
            .content.decode()
        )
        assert ("CANARY" in page) == (key in ("suzuki", "tanaka")), key
        assert status(world.people[key], "action", action.pk) == (
            200 if key in ("suzuki", "tanaka") else 404
        ), key
    with acting_as(world.suzuki), pytest.raises(WrongState):
        followup.assign_action(
            world.quantum,
            by=world.suzuki,
            text="x",
            owner=world.seats["ito"],
            due_on=today(),
            decision=decision,
        )
    with acting_as(world.suzuki), pytest.raises(WrongState):
        followup.reassign_action(action, by=world.suzuki, owner=world.seats["ito"], due_on=today())


def test_a_recorder_cannot_write_about_what_they_do_not_read_nor_in_another_council(world):
    secret = secret_of(world, "suzuki")
    with acting_as(world.sato):
        with pytest.raises(WrongState):
            followup.record_decision(world.quantum, by=world.sato, text="x", about=secret.item_ptr)
        with pytest.raises(WrongState):
            followup.assign_action(
                world.quantum, by=world.sato, text="x", owner=world.seats["kato"], due_on=today()
            )
        with pytest.raises(Refused):
            followup.record_decision(world.ocean, by=world.sato, text="x")


def test_a_number_taken_by_a_hidden_decision_is_passed_over(world):
    meeting, secret = plan(world), secret_of(world, "suzuki")
    with acting_as(world.suzuki):
        followup.record_decision(world.quantum, by=world.suzuki, text="x", meeting=meeting, about=secret)
    with acting_as(world.sato):
        assert followup.record_decision(world.quantum, by=world.sato, text="y", meeting=meeting).number == 2


def test_the_form_records_a_decision_and_offers_only_papers_the_recorder_reads(world):
    secret_of(world, "suzuki")
    page = browser(world.sato).get(reverse("decision_new", args=[world.quantum.pk])).content.decode()
    assert "秘密</option>" not in page
    assert (
        "秘密</option>"
        in browser(world.suzuki).get(reverse("decision_new", args=[world.quantum.pk])).content.decode()
    )
    assert (
        browser(world.suzuki).post(reverse("decision_new", args=[world.quantum.pk]), {"text": ""}).status_code
        == 422
    )
    assert (
        browser(world.suzuki)
        .post(reverse("decision_new", args=[world.quantum.pk]), {"text": "試作を進める"})
        .status_code
        == 302
    )
    with acting_as(world.ito):
        assert Decision.objects.get().text == "試作を進める"


def test_the_form_assigns_an_action_with_a_typed_date(world):
    fields = {
        "text": "x",
        "owner": str(world.seats["tanaka"].pk),
        "due_on_year": "R8",
        "due_on_month": "12",
        "due_on_day": "１",
        "is_lead": "on",
    }
    assert (
        browser(world.sato)
        .post(reverse("action_new", args=[world.quantum.pk]), {**fields, "due_on_month": "13"})
        .status_code
        == 422
    )
    assert (
        browser(world.sato)
        .post(
            reverse("action_new", args=[world.quantum.pk]), {**fields, "owner": str(world.seats["kato"].pk)}
        )
        .status_code
        == 422
    )
    assert browser(world.sato).post(reverse("action_new", args=[world.quantum.pk]), fields).status_code == 302
    with acting_as(world.ito):
        made = ActionItem.objects.get()
    assert made.is_lead and made.due_on.isoformat() == "2026-12-01"


def test_an_owner_starts_reports_or_gives_back_and_others_may_not(world):
    action = assign(world)

    def act(person, verb, **data) -> int:
        return browser(person).post(reverse("action_act", args=[action.pk, verb]), data).status_code

    assert act(world.ito, "start") == 403 and act(world.kobayashi, "start") == 404
    assert act(world.tanaka, "start") == 302 and act(world.tanaka, "start") == 409
    assert act(world.tanaka, "report_done", note="") == 422
    assert act(world.tanaka, "hand_back", note="装置がないため") == 302
    assert act(world.tanaka, "drop", note="x") == 403 and act(world.ito, "report_done", note="x") == 403
    fields = {
        "owner": str(world.seats["ito"].pk),
        "due_on_year": "2026",
        "due_on_month": "12",
        "due_on_day": "20",
    }
    assert act(world.sato, "reassign", **fields) == 302
    assert act(world.tanaka, "report_done", note="x") == 403
    assert act(world.ito, "report_done", note="試算を配りました。") == 302
    assert act(world.ito, "unknown") == 404
    with acting_as(world.suzuki):
        assert ActionItem.objects.get(pk=action.pk).state == "done"
        assert [r.text for r in ActionReport.objects.filter(action=action)] == [
            "装置がないため",
            "試算を配りました。",
        ]


def test_lists_are_filtered_by_their_address(world):
    assign(world, days=-2)
    done = assign(world, "ito", days=5, is_lead=True)
    with acting_as(world.ito):
        perform("report_done", done, by=world.ito, note="済み")
    mine = assign(world, "ito", days=9)
    address = reverse("decisions", args=[world.quantum.pk])
    links = {
        show: len(browser(world.ito).get(f"{address}?show={show}").context["actions"])
        for show in ("open", "late", "mine", "lead", "done", "all", "?")
    }
    assert links == {"open": 2, "late": 1, "mine": 1, "lead": 1, "done": 1, "all": 3, "?": 2}
    assert browser(world.ito).get(f"{address}?show=mine").context["actions"][0]["pk"] == mine.pk
    assert "2日過ぎています" in browser(world.ito).get(address).content.decode()


def test_the_list_costs_the_same_for_one_and_for_fifty(world, django_assert_num_queries):
    address, client = reverse("decisions", args=[world.quantum.pk]), browser(world.ito)
    assign(world)
    with acting_as(world.sato):
        followup.record_decision(world.quantum, by=world.sato, text="x")
    client.get(address)
    with django_assert_num_queries(12):
        client.get(address)
    for _n in range(49):
        assign(world)
        with acting_as(world.sato):
            followup.record_decision(world.quantum, by=world.sato, text="x")
    with django_assert_num_queries(12):
        client.get(address)


def test_support_is_answered_by_the_body_that_was_asked_or_the_secretariat(world):
    fields = {
        "support_kind": "facilities",
        "text": "試験場を借りたい",
        "provider": str(world.organisations["needs"].pk),
    }
    assert (
        browser(world.tanaka)
        .post(reverse("support_new", args=[world.quantum.pk]), {**fields, "text": ""})
        .status_code
        == 422
    )
    assert (
        browser(world.tanaka).post(reverse("support_new", args=[world.quantum.pk]), fields).status_code == 302
    )
    with acting_as(world.sato):
        support = SupportAction.objects.get()

    def act(person, verb, **data) -> int:
        return browser(person).post(reverse("support_act", args=[support.pk, verb]), data).status_code

    assert act(world.tanaka, "accept") == 403 and act(world.kobayashi, "accept") == 404
    assert act(world.ito, "refuse", answer="") == 409
    assert act(world.ito, "accept", answer="12月から使えます") == 302
    assert act(world.sato, "finish") == 302
    page = browser(world.watanabe).get(reverse("support_list", args=[world.quantum.pk])).content.decode()
    assert "試験場を借りたい" in page and "実施済" in page


def test_leads_of_implementation_are_listed(world):
    assign(world, "ito", is_lead=True)
    page = browser(world.tanaka).get(reverse("support_list", args=[world.quantum.pk])).content.decode()
    assert "費用を試算する" in page and "試験庁" in page


def test_whoever_left_acts_no_more_on_what_they_owned(world):
    action = assign(world)
    with acting_as(world.tanaka):
        seat = world.seats["tanaka"]
        perform("start_leaving", seat, by=world.tanaka)
        perform("leave", seat, by=world.tanaka, returned_note="返却した")
    assert status(world.tanaka, "action", action.pk) == 404
    assert timezone.now() and status(world.sato, "action", action.pk) == 200

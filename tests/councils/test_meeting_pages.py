"""A meeting's pages: who reaches them, what a non-holder reads; as many queries for one paper as for fifty."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from confidentiality.acting import acting_as
from confidentiality.verbs import Refused, perform
from councils import followup, handouts, meetings, timetable
from councils.models import Handout, Meeting, Membership
from tests.cast import MEMBERS, PEOPLE, make_designation
from tests.councils.papers import held, paper, plan, seat

READ = ("meeting", "meeting_read", "meeting_points", "attendance", "meeting_now")
MANAGE = (
    "meeting_edit",
    "meeting_reschedule",
    "meeting_cancel",
    "meeting_announce",
    "meeting_start_record",
    "meeting_close",
    "agenda",
    "attendance_add",
    "handout_renumber",
)


def browser(person) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def status(person, name, pk, *more) -> int:
    return browser(person).get(reverse(name, args=[pk, *more])).status_code


# Who reaches what -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", READ)
def test_members_reach_an_announced_meeting_and_for_all_others_it_is_not_there(world, name):
    meeting = plan(world)
    for key in PEOPLE:
        expected = (302 if name == "meeting_now" else 200) if key in MEMBERS else 404
        assert status(world.people[key], name, meeting.pk) == expected, key
    assert status(None, name, meeting.pk) == 302


@pytest.mark.parametrize("name", MANAGE)
def test_the_secretariats_tools_are_refused_to_members_and_hidden_from_the_rest(world, name):
    meeting = plan(world)
    for key in PEOPLE:
        opens = 302 if name == "handout_renumber" else 200  # its numbers are in order: back to the meeting
        expected = opens if key == "sato" else 403 if key in MEMBERS else 404
        assert status(world.people[key], name, meeting.pk) == expected, key


def test_a_planned_meeting_is_the_secretariats_and_the_chairs_until_it_is_announced(world):
    meeting = plan(world, announced=False)
    seen = {key for key in PEOPLE if status(world.people[key], "meeting", meeting.pk) == 200}
    assert seen == {"sato", "suzuki"}
    with acting_as(world.sato):
        meetings.announce_meeting(meeting, by=world.sato)
    assert {key for key in PEOPLE if status(world.people[key], "meeting", meeting.pk) == 200} == set(MEMBERS)


def test_a_secretary_who_leaves_loses_the_meetings_they_planned(world):
    meeting = plan(world)
    Membership.objects.filter(pk=world.seats["sato"].pk).update(
        state="former", valid_until=timezone.now() - timedelta(seconds=1)
    )
    assert status(world.sato, "meeting", meeting.pk) == 404


@pytest.mark.parametrize("name", ["meeting_list", "decisions", "support_list"])
def test_a_councils_lists_are_for_its_members(world, name):
    for key in PEOPLE:
        got = status(world.people[key], name, world.quantum.pk)
        assert got == 200 if key in MEMBERS else got in (403, 404), key
    assert status(world.yamamoto, name, world.quantum.pk) == 404


@pytest.mark.parametrize("name", ["meeting_plan", "decision_new", "action_new"])
def test_only_those_who_run_the_council_reach_its_forms(world, name):
    allowed = {"sato"} if name == "meeting_plan" else {"sato", "suzuki"}
    assert {key for key in PEOPLE if status(world.people[key], name, world.quantum.pk) == 200} == allowed


def test_posting_past_the_page_is_refused_as_the_page_is(world):
    meeting = plan(world)
    point = meeting.agenda.get()
    for person, expected in (
        (world.tanaka, 403),
        (world.kobayashi, 404),
        (world.yoshida, 404),
        (world.saito, 404),
        (world.matsumoto, 404),
    ):
        for name, pk in (
            ("meeting_announce", meeting.pk),
            ("meeting_cancel", meeting.pk),
            ("meeting_hold", meeting.pk),
            ("meeting_current", meeting.pk),
            ("attendance_mark", meeting.pk),
            ("attendance_refresh", meeting.pk),
            ("agenda_carry", meeting.pk),
            ("agenda_item_move", point.pk),
            ("agenda_item_remove", point.pk),
        ):
            assert (
                browser(person).post(reverse(name, args=[pk]), {"reason": "x", "number": 1}).status_code
                == expected
            ), (person, name)
    with acting_as(world.sato):
        assert Meeting.objects.get(pk=meeting.pk).state == "announced"
        assert meeting.agenda.count() == 1


def test_the_acts_themselves_refuse_whoever_may_not(world):
    meeting = plan(world)
    with acting_as(world.tanaka):
        for act in (
            lambda: meetings.plan_meeting(
                world.quantum, by=world.tanaka, starts_at=None, ends_at=None, place=""
            ),
            lambda: meetings.add_agenda_item(meeting, by=world.tanaka, title="x", topic=1),
            lambda: meetings.record_presence(meeting, by=world.tanaka, present=[]),
            lambda: followup.record_decision(world.quantum, by=world.tanaka, text="x"),
            lambda: handouts.renumber(meeting, by=world.tanaka),
        ):
            with pytest.raises(Refused):
                act()


# What a reader reads --------------------------------------------------------------------------------


def test_a_non_holder_reads_the_content_free_title_and_the_way_to_the_designation_only(world):
    meeting = plan(world)
    material, _handout = paper(
        world, meeting, by=world.sato, title="CANARY内容", public_title="装置の資料", disclosure="council"
    )
    with acting_as(world.tanaka):
        secret = handouts.add_material(
            world.quantum,
            by=world.tanaka,
            title="CANARY秘密",
            public_title="試験の条件",
            disclosure="sealed",
            text="CANARY本文",
        )
    designation = make_designation(world, secret, scoped=[seat(world, "suzuki")], until="described")
    with acting_as(world.sato):
        handouts.hand_out(meeting, secret, by=world.sato)
    page = browser(world.sato).get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert "試験の条件" in page and "CANARY秘密" not in page and "CANARY本文" not in page
    assert "同意前" in page and reverse("designation", args=[designation.pk]) in page
    assert (
        reverse("material", args=[secret.pk]) not in page and reverse("material", args=[material.pk]) in page
    )
    own = browser(world.tanaka).get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert "CANARY秘密" in own


def test_once_agreed_holders_get_the_link_and_others_read_that_they_do_not_hold_it(world):
    meeting = plan(world)
    with acting_as(world.tanaka):
        secret = handouts.add_material(
            world.quantum,
            by=world.tanaka,
            title="CANARY秘密",
            public_title="試験の条件",
            disclosure="sealed",
            text="x",
        )
    make_designation(world, secret, scoped=[seat(world, "suzuki")], until="in_force")
    with acting_as(world.sato):
        handouts.hand_out(meeting, secret, by=world.sato)
    pages = {
        key: browser(world.people[key]).get(reverse("meeting", args=[meeting.pk])).content.decode()
        for key in MEMBERS
    }
    assert {key for key in MEMBERS if "CANARY秘密" in pages[key]} == {"suzuki", "tanaka"}
    assert all("あなたは保持者ではありません" in pages[key] for key in set(MEMBERS) - {"suzuki", "tanaka"})
    reading = {
        key: browser(world.people[key]).get(reverse("meeting_read", args=[meeting.pk])).content.decode()
        for key in MEMBERS
    }
    assert {key for key in MEMBERS if "試験の条件" in reading[key] or "CANARY秘密" in reading[key]} == {
        "suzuki",
        "tanaka",
    }


def test_papers_for_the_secretariat_alone_are_not_even_counted_by_members(world):
    meeting = plan(world)
    paper(world, meeting, title="ひとつめ")
    paper(world, meeting, title="CANARY事務局", public_title="CANARY件名", disclosure="secretariat")
    _m, third = paper(world, meeting, title="ふたつめ")
    assert third.label == "資料２"
    for key in ("suzuki", "tanaka"):
        for name in ("meeting", "meeting_read"):
            page = browser(world.people[key]).get(reverse(name, args=[meeting.pk])).content.decode()
            assert "CANARY" not in page and "資料３" not in page and "事務局限り" not in page
        assert (
            "CANARY"
            not in browser(world.people[key])
            .get(reverse("meeting_paper", args=[meeting.pk, "handouts"]))
            .content.decode()
        )
    assert "CANARY事務局" in browser(world.sato).get(reverse("meeting", args=[meeting.pk])).content.decode()


def test_official_papers_read_the_same_for_holder_and_non_holder(world):
    meeting = plan(world)
    with acting_as(world.tanaka):
        secret = handouts.add_material(
            world.quantum,
            by=world.tanaka,
            title="CANARY秘密",
            public_title="試験の条件",
            disclosure="sealed",
            text="x",
        )
    make_designation(world, secret, scoped=[seat(world, "suzuki")], until="in_force")
    with acting_as(world.sato):
        handouts.hand_out(meeting, secret, by=world.sato)
    for name in ("notice", "agenda", "handouts", "attendees"):
        sheets = {
            browser(world.people[key])
            .get(reverse("meeting_paper", args=[meeting.pk, name]))
            .content.decode()
            .split("<article")[1]
            .split("</article>")[0]
            for key in ("sato", "suzuki", "tanaka", "ito")
        }
        assert len(sheets) == 1 and "CANARY" not in sheets.pop()


def test_an_official_paper_is_made_as_pdf_and_its_name_says_nothing(world):
    meeting = plan(world)
    answer = browser(world.suzuki).get(reverse("meeting_paper_pdf", args=[meeting.pk, "agenda"]))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert f"quantum-{meeting.number}-agenda.pdf" in answer["Content-Disposition"]
    assert (
        browser(world.suzuki).get(reverse("meeting_paper_pdf", args=[meeting.pk, "nothing"])).status_code
        == 404
    )


def test_the_page_of_a_meeting_asks_as_often_for_two_hundred_papers_as_for_one(
    world, django_assert_num_queries
):
    meeting, client = plan(world, points=3), browser(world.suzuki)
    paper(world, meeting, point=1)
    client.get(reverse("meeting", args=[meeting.pk]))
    with django_assert_num_queries(14):
        client.get(reverse("meeting", args=[meeting.pk]))
    with acting_as(world.sato):
        for n in range(49):
            material = handouts.add_material(
                world.quantum,
                by=world.sato,
                title=f"題{n}",
                public_title="件",
                disclosure="council",
                text="x",
            )
            handouts.hand_out(
                meeting, material, by=world.sato, agenda_item=meeting.agenda.get(number=1 + n % 3)
            )
    with django_assert_num_queries(14):
        page = client.get(reverse("meeting", args=[meeting.pk]))
    assert page.content.decode().count("資料") > 50


def test_main_points_come_from_published_summaries_and_decisions_only(world):
    first = held(world)
    with acting_as(world.sato):
        followup.record_decision(world.quantum, by=world.sato, text="試作を進める", meeting=first)
    page = browser(world.ito).get(reverse("meeting_points", args=[plan(world).pk])).content.decode()
    assert "試作を進める" in page


def test_a_list_of_fifty_meetings_costs_as_much_as_a_list_of_one(world, django_assert_num_queries):
    meeting, client = plan(world), browser(world.ito)
    address = reverse("meeting_list", args=[world.quantum.pk])
    client.get(address)
    with django_assert_num_queries(14):
        client.get(address)
    for _n in range(50):
        plan(world)
    with django_assert_num_queries(14):
        page = client.get(address)
    numbers = [m["number"] for m in page.context["meetings"]]
    while page.context["next"]:
        page = client.get(address + page.context["next"])
        numbers += [m["number"] for m in page.context["meetings"]]
    assert (
        sorted(numbers) == list(range(meeting.number, 52))
        and client.get(f"{address}?before=x").status_code == 200
    )


def test_the_timetable_counts_only_what_the_reader_may_read(world):
    meeting = plan(world)
    paper(world, meeting)
    paper(world, meeting, disclosure="secretariat")
    with acting_as(world.ito):
        assert len(timetable.papers([meeting.pk])) == Handout.objects.filter(meeting=meeting).count() == 1
    with acting_as(world.sato):
        assert len(timetable.papers([meeting.pk])) == 2


def test_the_record_starts_only_after_the_meeting_was_held(world):
    meeting = plan(world)
    assert browser(world.sato).post(reverse("meeting_start_record", args=[meeting.pk])).status_code == 409
    done = held(world)
    answer = browser(world.sato).post(reverse("meeting_start_record", args=[done.pk]))
    assert answer.status_code == 302 and answer["Location"] == reverse("minutes_record", args=[done.pk])
    with acting_as(world.sato):
        perform("close", done, by=world.sato)
    assert status(world.sato, "handout_add", done.pk) == 403

"""A meeting's pages: who reaches them, what a non-holder reads, what the secretariat does; the same queries for 20 and 200 papers."""
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from confidentiality.acting import acting_as
from confidentiality.verbs import Refused, WrongState, perform
from councils import followup, handouts, meetings, timetable
from councils.models import AgendaItem, Attendance, Handout, Material, Meeting, Membership
from tests.cast import MEMBERS, PEOPLE, make_designation
from tests.councils.papers import held, paper, plan

READ = ("meeting", "meeting_read", "meeting_points", "attendance", "meeting_now")
MANAGE = ("meeting_edit", "meeting_reschedule", "meeting_cancel", "meeting_announce", "meeting_start_record", "meeting_close", "agenda",
          "attendance_add", "handout_renumber")


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
        expected = 200 if key == "sato" else 403 if key in MEMBERS else 404
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
    Membership.objects.filter(pk=world.seats["sato"].pk).update(state="former", valid_until=timezone.now() - timedelta(seconds=1))
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
    for person, expected in ((world.tanaka, 403), (world.kobayashi, 404), (world.yoshida, 404), (world.saito, 404), (world.matsumoto, 404)):
        for name, pk in (("meeting_announce", meeting.pk), ("meeting_cancel", meeting.pk), ("meeting_hold", meeting.pk), ("meeting_current", meeting.pk),
                         ("attendance_mark", meeting.pk), ("attendance_refresh", meeting.pk), ("agenda_carry", meeting.pk),
                         ("agenda_item_move", point.pk), ("agenda_item_remove", point.pk)):
            assert browser(person).post(reverse(name, args=[pk]), {"reason": "x", "number": 1}).status_code == expected, (person, name)
    with acting_as(world.sato):
        assert Meeting.objects.get(pk=meeting.pk).state == "announced"
        assert meeting.agenda.count() == 1


def test_the_acts_themselves_refuse_whoever_may_not(world):
    meeting = plan(world)
    with acting_as(world.tanaka):
        for act in (lambda: meetings.plan_meeting(world.quantum, by=world.tanaka, starts_at=None, ends_at=None, place=""),
                    lambda: meetings.add_agenda_item(meeting, by=world.tanaka, title="x", topic=1),
                    lambda: meetings.record_presence(meeting, by=world.tanaka, present=[]),
                    lambda: followup.record_decision(world.quantum, by=world.tanaka, text="x"),
                    lambda: handouts.renumber(meeting, by=world.tanaka)):
            with pytest.raises(Refused):
                act()


# What a reader reads --------------------------------------------------------------------------------

def test_a_non_holder_reads_the_content_free_title_and_the_way_to_the_designation_only(world):
    meeting = plan(world)
    material, _handout = paper(world, meeting, by=world.sato, title="CANARY内容", public_title="装置の資料", disclosure="council")
    sealed = Material.objects.create  # noqa: F841  the sealed one below goes the long way, as people do
    with acting_as(world.tanaka):
        secret = handouts.add_material(world.quantum, by=world.tanaka, title="CANARY秘密", public_title="試験の条件", disclosure="sealed", text="CANARY本文")
    designation = make_designation(world, secret, scoped=[_seat(world, "suzuki")], until="described")
    with acting_as(world.sato):
        handouts.hand_out(meeting, secret, by=world.sato)
    page = browser(world.sato).get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert "試験の条件" in page and "CANARY秘密" not in page and "CANARY本文" not in page
    assert "同意前" in page and reverse("designation", args=[designation.pk]) in page
    assert reverse("material", args=[secret.pk]) not in page and reverse("material", args=[material.pk]) in page
    own = browser(world.tanaka).get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert "CANARY秘密" in own


def _seat(world, key) -> int:
    from confidentiality import audience

    with acting_as(world.sato):
        return audience.membership(world.seats[key].pk)


def test_once_agreed_holders_get_the_link_and_others_read_that_they_do_not_hold_it(world):
    meeting = plan(world)
    with acting_as(world.tanaka):
        secret = handouts.add_material(world.quantum, by=world.tanaka, title="CANARY秘密", public_title="試験の条件", disclosure="sealed", text="x")
    make_designation(world, secret, scoped=[_seat(world, "suzuki")], until="in_force")
    with acting_as(world.sato):
        handouts.hand_out(meeting, secret, by=world.sato)
    pages = {key: browser(world.people[key]).get(reverse("meeting", args=[meeting.pk])).content.decode() for key in MEMBERS}
    assert {key for key in MEMBERS if "CANARY秘密" in pages[key]} == {"suzuki", "tanaka"}
    assert all("あなたは保持者ではありません" in pages[key] for key in set(MEMBERS) - {"suzuki", "tanaka"})
    reading = {key: browser(world.people[key]).get(reverse("meeting_read", args=[meeting.pk])).content.decode() for key in MEMBERS}
    assert {key for key in MEMBERS if "試験の条件" in reading[key] or "CANARY秘密" in reading[key]} == {"suzuki", "tanaka"}


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
        assert "CANARY" not in browser(world.people[key]).get(reverse("meeting_paper", args=[meeting.pk, "handouts"])).content.decode()
    assert "CANARY事務局" in browser(world.sato).get(reverse("meeting", args=[meeting.pk])).content.decode()


def test_official_papers_read_the_same_for_holder_and_non_holder(world):
    meeting = plan(world)
    with acting_as(world.tanaka):
        secret = handouts.add_material(world.quantum, by=world.tanaka, title="CANARY秘密", public_title="試験の条件", disclosure="sealed", text="x")
    make_designation(world, secret, scoped=[_seat(world, "suzuki")], until="in_force")
    with acting_as(world.sato):
        handouts.hand_out(meeting, secret, by=world.sato)
    for name in ("notice", "agenda", "handouts", "attendees"):
        sheets = {browser(world.people[key]).get(reverse("meeting_paper", args=[meeting.pk, name])).content.decode().split("<article")[1].split("</article>")[0]
                  for key in ("sato", "suzuki", "tanaka", "ito")}
        assert len(sheets) == 1 and "CANARY" not in sheets.pop()


def test_an_official_paper_is_made_as_pdf_and_its_name_says_nothing(world):
    meeting = plan(world)
    answer = browser(world.suzuki).get(reverse("meeting_paper_pdf", args=[meeting.pk, "agenda"]))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert f"quantum-{meeting.number}-agenda.pdf" in answer["Content-Disposition"]
    assert browser(world.suzuki).get(reverse("meeting_paper_pdf", args=[meeting.pk, "nothing"])).status_code == 404


def test_the_page_of_a_meeting_asks_as_often_for_two_hundred_papers_as_for_one(world, django_assert_num_queries):
    meeting, client = plan(world, points=3), browser(world.suzuki)
    paper(world, meeting, point=1)
    client.get(reverse("meeting", args=[meeting.pk]))
    with django_assert_num_queries(18):
        client.get(reverse("meeting", args=[meeting.pk]))
    with acting_as(world.sato):
        for n in range(49):
            material = handouts.add_material(world.quantum, by=world.sato, title=f"題{n}", public_title="件", disclosure="council", text="x")
            handouts.hand_out(meeting, material, by=world.sato, agenda_item=meeting.agenda.get(number=1 + n % 3))
    with django_assert_num_queries(18):
        page = client.get(reverse("meeting", args=[meeting.pk]))
    assert page.content.decode().count("資料") > 50


# The life of a meeting ------------------------------------------------------------------------------

FORM = {"day_year": "2026", "day_month": "12", "day_day": "1", "starts": "１０：００", "ends": "12:00", "place": "第1会議室",
        "is_closed": "on", "closed_reason": "関係者で検討するため"}


def test_the_secretary_plans_with_full_width_digits_and_goes_on_to_the_agenda(world):
    answer = browser(world.sato).post(reverse("meeting_plan", args=[world.quantum.pk]), FORM)
    with acting_as(world.sato):
        meeting = Meeting.objects.get()
    assert answer.status_code == 302 and answer["Location"] == reverse("agenda", args=[meeting.pk])
    assert meeting.starts_at.isoformat() == "2026-12-01T01:00:00+00:00" and meeting.number == 1


def test_a_meeting_that_ends_before_it_begins_is_sent_back_with_what_was_typed(world):
    answer = browser(world.sato).post(reverse("meeting_plan", args=[world.quantum.pk]), {**FORM, "ends": "9:00"})
    assert answer.status_code == 422
    assert "終了時刻は、開始時刻より後にしてください。" in answer.content.decode() and "関係者で検討するため" in answer.content.decode()


def test_a_meeting_without_agenda_is_not_announced(world):
    meeting = plan(world, points=0, announced=False)
    answer = browser(world.sato).post(reverse("meeting_announce", args=[meeting.pk]))
    assert answer.status_code == 409 and "議題を1件以上" in answer.content.decode()


def test_every_member_is_expected_with_affiliation_and_title_of_that_day(world):
    meeting = plan(world)
    with acting_as(world.sato):
        lines = {a.name: a for a in meeting.attendances.all()}
    assert set(lines) == {world.people[k].name for k in MEMBERS if k != "sato"}
    assert (lines[world.tanaka.name].affiliation, lines[world.tanaka.name].title) == ("試験工業", "担当")
    assert lines[world.suzuki.name].group == "座長"


def test_attendance_is_frozen_once_the_meeting_is_held(world):
    meeting = held(world)
    with acting_as(world.sato):
        row = meeting.attendances.get(membership__person=world.tanaka)
        assert row.is_present and row.frozen_at and not meeting.attendances.get(membership__person=world.ito).is_present
        for act in (lambda: meetings.edit_attendance(row, by=world.sato, affiliation="別の所属"), lambda: meetings.add_guest(meeting, by=world.sato, name="x"),
                    lambda: meetings.record_presence(meeting, by=world.sato, present=[]), lambda: meetings.refresh_attendance(meeting, by=world.sato)):
            with pytest.raises(WrongState):
                act()
        assert Attendance.objects.get(pk=row.pk).affiliation == row.affiliation == "試験工業"


def test_a_meeting_is_not_held_before_it_begins_nor_without_anybody(world):
    soon, past = plan(world), plan(world, days=-1)
    with acting_as(world.sato):
        with pytest.raises(WrongState):
            meetings.hold_meeting(soon, by=world.sato, present=list(soon.attendances.values_list("pk", flat=True)))
        with pytest.raises(WrongState):
            meetings.hold_meeting(past, by=world.sato, present=[])


def test_holding_goes_through_a_check_page_that_changes_nothing(world):
    meeting, client = plan(world, days=-1), browser(world.sato)
    with acting_as(world.sato):
        row = meeting.attendances.get(membership__person=world.tanaka)
    check = client.post(reverse("attendance_mark", args=[meeting.pk]), {"present": [str(row.pk)], "hold": "1"})
    assert check.status_code == 200 and world.tanaka.name in check.content.decode()
    with acting_as(world.sato):
        assert Meeting.objects.get(pk=meeting.pk).state == "announced"
    assert client.post(reverse("meeting_hold", args=[meeting.pk]), {"present": [str(row.pk), "not-an-id"]}).status_code == 302
    with acting_as(world.sato):
        assert Meeting.objects.get(pk=meeting.pk).state == "held"
    assert client.post(reverse("meeting_hold", args=[meeting.pk]), {"present": [str(row.pk)]}).status_code == 409


def test_a_member_answers_for_themself_alone_and_may_change_it(world):
    meeting, client = plan(world), browser(world.tanaka)
    for reply in ("online", "absent"):
        assert client.post(reverse("meeting_reply", args=[meeting.pk]), {"reply": reply}).status_code == 302
    assert client.post(reverse("meeting_reply", args=[meeting.pk]), {"reply": "none"}).status_code == 422
    with acting_as(world.sato):
        assert {a.membership.person_id: a.reply for a in meeting.attendances.all() if a.reply != "none"} == {world.tanaka.pk: "absent"}
    assert browser(world.sato).post(reverse("meeting_reply", args=[meeting.pk]), {"reply": "online"}).status_code == 403
    assert browser(world.kobayashi).post(reverse("meeting_reply", args=[meeting.pk]), {"reply": "online"}).status_code == 404


def test_a_moved_meeting_asks_again_and_shows_both_dates(world):
    meeting = plan(world)
    browser(world.tanaka).post(reverse("meeting_reply", args=[meeting.pk]), {"reply": "online"})
    answer = browser(world.sato).post(reverse("meeting_reschedule", args=[meeting.pk]), FORM)
    assert answer.status_code == 302
    page = browser(world.tanaka).get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert "日程が変わりました" in page and "2026年12月1日" in page
    with acting_as(world.sato):
        assert set(meeting.attendances.values_list("reply", flat=True)) == {"none"}


def test_a_cancelled_meeting_says_why_and_gives_its_number_back(world):
    meeting = plan(world)
    assert browser(world.sato).post(reverse("meeting_cancel", args=[meeting.pk]), {"reason": ""}).status_code == 422
    assert browser(world.sato).post(reverse("meeting_cancel", args=[meeting.pk]), {"reason": "会場が使えないため"}).status_code == 302
    assert "会場が使えないため" in browser(world.tanaka).get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert plan(world).number == meeting.number == 1


def test_agenda_items_move_by_buttons_and_close_ranks(world):
    meeting, client = plan(world, points=3, announced=False), browser(world.sato)

    def titles() -> list[str]:
        with acting_as(world.sato):
            return [f"{p.number}{p.title[-1]}" for p in meeting.agenda.order_by("number")]

    with acting_as(world.sato):
        first, second, third = meeting.agenda.order_by("number")
    client.post(reverse("agenda_item_move", args=[third.pk]), {"direction": "up"})
    assert titles() == ["11", "23", "32"]
    client.post(reverse("agenda_item_move", args=[first.pk]), {"direction": "up"})
    assert titles() == ["11", "23", "32"]
    client.post(reverse("agenda_item_remove", args=[first.pk]))
    assert titles() == ["13", "22"]
    assert client.post(reverse("agenda", args=[meeting.pk]), {"title": "x", "kind": "report", "minutes": "１０"}).status_code == 422
    assert client.post(reverse("agenda", args=[meeting.pk]), {"title": "x", "kind": "report", "minutes": "１０", "topic": "4"}).status_code == 302
    assert titles()[-1] == "3x"


def test_the_agenda_stays_as_it_was_once_the_meeting_is_held(world):
    meeting = held(world)
    with acting_as(world.sato):
        point = AgendaItem.objects.get(item=meeting)
    assert browser(world.sato).post(reverse("agenda_item_remove", args=[point.pk])).status_code == 409
    assert browser(world.sato).post(reverse("agenda", args=[meeting.pk]), {"title": "x", "kind": "report", "minutes": "10", "topic": "4"}).status_code == 409


def test_what_is_still_open_opens_the_next_agenda(world):
    with acting_as(world.sato):
        action = followup.assign_action(world.quantum, by=world.sato, text="費用を試算する", owner=world.seats["tanaka"], due_on=timezone.now().date())
    meeting = plan(world, points=1)
    with acting_as(world.sato):
        assert [p.title for p in meeting.agenda.order_by("number")] == ["対応事項の確認", "議題の名1"]
        meetings.carry_action(meeting, action, by=world.sato)
        with pytest.raises(WrongState):
            meetings.carry_action(meeting, action, by=world.sato)
    page = browser(world.ito).get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert page.index("費用を試算する") < page.index("議題の名1")


def test_words_of_a_stricter_item_do_not_travel_onto_the_agenda(world):
    with acting_as(world.tanaka):
        secret = handouts.add_material(world.quantum, by=world.tanaka, title="秘密", public_title="件", disclosure="sealed", text="x")
    make_designation(world, secret, scoped=[_seat(world, "suzuki")], until="in_force")
    with acting_as(world.suzuki):
        action = followup.assign_action(world.quantum, by=world.suzuki, text="CANARYの温度を変える", owner=world.seats["tanaka"],
                                        due_on=timezone.now().date(), about=secret)
        with pytest.raises(WrongState):
            followup.assign_action(world.quantum, by=world.suzuki, text="x", owner=world.seats["ito"], due_on=timezone.now().date(), about=secret)
    meeting = plan(world)
    with acting_as(world.sato), pytest.raises(Refused):  # the chair sees the action, but the agenda is the secretariat's
        meetings.carry_action(meeting, action, by=world.suzuki)
    for key in MEMBERS:
        page = browser(world.people[key]).get(reverse("meeting", args=[meeting.pk])).content.decode()
        assert ("CANARY" in page) == (key in ("suzuki", "tanaka")), key


def test_the_current_point_is_set_by_the_secretary_and_polled_by_open_pages(world):
    meeting = plan(world, days=-0.01)
    assert browser(world.sato).post(reverse("meeting_current", args=[meeting.pk]), {"number": "1"}).status_code == 302
    part = browser(world.ito).get(reverse("meeting_now", args=[meeting.pk]), headers={"HX-Request": "true"}).content.decode()
    assert "いま議題1" in part and 'hx-trigger="every 15s"' in part and "<html" not in part
    assert browser(world.sato).post(reverse("meeting_current", args=[meeting.pk]), {"number": "9"}).status_code == 409
    assert "every 15s" not in browser(world.ito).get(reverse("meeting", args=[plan(world).pk])).content.decode()


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
        page = client.get(address).content.decode()
    assert "第51回" in page and "第1回" not in page and meeting.number == 1
    assert "第1回" in client.get(f"{address}?before=2").content.decode()


def test_the_timetable_counts_only_what_the_reader_may_read(world):
    meeting = plan(world)
    paper(world, meeting)
    paper(world, meeting, disclosure="secretariat")
    with acting_as(world.ito):
        assert len(timetable.papers([meeting.pk], world.ito)) == Handout.objects.filter(meeting=meeting).count() == 1
    with acting_as(world.sato):
        assert len(timetable.papers([meeting.pk], world.sato)) == 2


def test_the_record_starts_only_after_the_meeting_was_held(world):
    meeting = plan(world)
    assert browser(world.sato).post(reverse("meeting_start_record", args=[meeting.pk])).status_code == 409
    done = held(world)
    answer = browser(world.sato).post(reverse("meeting_start_record", args=[done.pk]))
    assert answer.status_code == 302 and answer["Location"] == reverse("minutes_record", args=[done.pk])
    with acting_as(world.sato):
        perform("close", done, by=world.sato)
    assert status(world.sato, "handout_add", done.pk) == 403

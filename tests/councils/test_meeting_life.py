"""A meeting from plan to record: what its secretariat does in which order, what stays, and what does not travel."""

import pytest
from django.urls import reverse
from django.utils import timezone

from confidentiality.acting import acting_as
from confidentiality.verbs import Refused, WrongState
from councils import followup, handouts, meetings
from councils.models import AgendaItem, Attendance, Meeting
from tests.cast import MEMBERS, make_designation
from tests.councils.papers import held, plan, seat
from tests.councils.test_meeting_pages import browser

FORM = {
    "day_year": "2026",
    "day_month": "12",
    "day_day": "1",
    "starts": "１０：００",
    "ends": "12:00",
    "place": "第1会議室",
    "is_closed": "on",
    "closed_reason": "関係者で検討するため",
}


def test_the_secretary_plans_with_full_width_digits_and_goes_on_to_the_agenda(world):
    answer = browser(world.sato).post(reverse("meeting_plan", args=[world.quantum.pk]), FORM)
    with acting_as(world.sato):
        meeting = Meeting.objects.get()
    assert answer.status_code == 302 and answer["Location"] == reverse("agenda", args=[meeting.pk])
    assert meeting.starts_at.isoformat() == "2026-12-01T01:00:00+00:00" and meeting.number == 1


def test_a_meeting_that_ends_before_it_begins_is_sent_back_with_what_was_typed(world):
    answer = browser(world.sato).post(
        reverse("meeting_plan", args=[world.quantum.pk]), {**FORM, "ends": "9:00"}
    )
    assert answer.status_code == 422
    assert (
        "終了時刻は、開始時刻より後にしてください。" in answer.content.decode()
        and "関係者で検討するため" in answer.content.decode()
    )


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
        assert (
            row.is_present
            and row.frozen_at
            and not meeting.attendances.get(membership__person=world.ito).is_present
        )
        for act in (
            lambda: meetings.edit_attendance(row, by=world.sato, affiliation="別の所属"),
            lambda: meetings.add_guest(meeting, by=world.sato, name="x"),
            lambda: meetings.record_presence(meeting, by=world.sato, present=[]),
            lambda: meetings.refresh_attendance(meeting, by=world.sato),
        ):
            with pytest.raises(WrongState):
                act()
        assert Attendance.objects.get(pk=row.pk).affiliation == row.affiliation == "試験工業"


def test_a_meeting_is_not_held_before_it_begins_nor_without_anybody(world):
    soon, past = plan(world), plan(world, days=-1)
    with acting_as(world.sato):
        with pytest.raises(WrongState):
            meetings.hold_meeting(
                soon, by=world.sato, present=list(soon.attendances.values_list("pk", flat=True))
            )
        with pytest.raises(WrongState):
            meetings.hold_meeting(past, by=world.sato, present=[])


def test_holding_goes_through_a_check_page_that_changes_nothing(world):
    meeting, client = plan(world, days=-1), browser(world.sato)
    with acting_as(world.sato):
        row = meeting.attendances.get(membership__person=world.tanaka)
    check = client.post(
        reverse("attendance_mark", args=[meeting.pk]), {"present": [str(row.pk)], "hold": "1"}
    )
    assert check.status_code == 200 and world.tanaka.name in check.content.decode()
    with acting_as(world.sato):
        assert Meeting.objects.get(pk=meeting.pk).state == "announced"
    assert (
        client.post(
            reverse("meeting_hold", args=[meeting.pk]), {"present": [str(row.pk), "not-an-id"]}
        ).status_code
        == 302
    )
    with acting_as(world.sato):
        assert Meeting.objects.get(pk=meeting.pk).state == "held"
    assert (
        client.post(reverse("meeting_hold", args=[meeting.pk]), {"present": [str(row.pk)]}).status_code == 409
    )


def test_a_member_answers_for_themself_alone_and_may_change_it(world):
    meeting, client = plan(world), browser(world.tanaka)
    for reply in ("online", "absent"):
        assert client.post(reverse("meeting_reply", args=[meeting.pk]), {"reply": reply}).status_code == 302
    assert client.post(reverse("meeting_reply", args=[meeting.pk]), {"reply": "none"}).status_code == 422
    with acting_as(world.sato):
        assert {a.membership.person_id: a.reply for a in meeting.attendances.all() if a.reply != "none"} == {
            world.tanaka.pk: "absent"
        }
    assert (
        browser(world.sato).post(reverse("meeting_reply", args=[meeting.pk]), {"reply": "online"}).status_code
        == 403
    )
    assert (
        browser(world.kobayashi)
        .post(reverse("meeting_reply", args=[meeting.pk]), {"reply": "online"})
        .status_code
        == 404
    )


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
    assert (
        browser(world.sato).post(reverse("meeting_cancel", args=[meeting.pk]), {"reason": ""}).status_code
        == 422
    )
    assert (
        browser(world.sato)
        .post(reverse("meeting_cancel", args=[meeting.pk]), {"reason": "会場が使えないため"})
        .status_code
        == 302
    )
    assert (
        "会場が使えないため"
        in browser(world.tanaka).get(reverse("meeting", args=[meeting.pk])).content.decode()
    )
    assert plan(world).number == meeting.number == 1


def test_agenda_items_move_by_buttons_and_close_ranks(world):
    meeting, client = plan(world, points=3, announced=False), browser(world.sato)

    def titles() -> list[str]:
        with acting_as(world.sato):
            return [f"{p.number}{p.title[-1]}" for p in meeting.agenda.order_by("number")]

    with acting_as(world.sato):
        first, _second, third = meeting.agenda.order_by("number")
    client.post(reverse("agenda_item_move", args=[third.pk]), {"direction": "up"})
    assert titles() == ["11", "23", "32"]
    client.post(reverse("agenda_item_move", args=[first.pk]), {"direction": "up"})
    assert titles() == ["11", "23", "32"]
    client.post(reverse("agenda_item_remove", args=[first.pk]))
    assert titles() == ["13", "22"]
    assert (
        client.post(
            reverse("agenda", args=[meeting.pk]), {"title": "x", "kind": "report", "minutes": "１０"}
        ).status_code
        == 422
    )
    assert (
        client.post(
            reverse("agenda", args=[meeting.pk]),
            {"title": "x", "kind": "report", "minutes": "１０", "topic": "4"},
        ).status_code
        == 302
    )
    assert titles()[-1] == "3x"


def test_the_agenda_stays_as_it_was_once_the_meeting_is_held(world):
    meeting = held(world)
    with acting_as(world.sato):
        point = AgendaItem.objects.get(item=meeting)
    assert browser(world.sato).post(reverse("agenda_item_remove", args=[point.pk])).status_code == 409
    assert (
        browser(world.sato)
        .post(
            reverse("agenda", args=[meeting.pk]),
            {"title": "x", "kind": "report", "minutes": "10", "topic": "4"},
        )
        .status_code
        == 409
    )


def test_what_is_still_open_opens_the_next_agenda(world):
    with acting_as(world.sato):
        action = followup.assign_action(
            world.quantum,
            by=world.sato,
            text="費用を試算する",
            owner=world.seats["tanaka"],
            due_on=timezone.now().date(),
        )
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
        secret = handouts.add_material(
            world.quantum, by=world.tanaka, title="秘密", public_title="件", disclosure="sealed", text="x"
        )
    make_designation(world, secret, scoped=[seat(world, "suzuki")], until="in_force")
    with acting_as(world.suzuki):
        action = followup.assign_action(
            world.quantum,
            by=world.suzuki,
            text="CANARYの温度を変える",
            owner=world.seats["tanaka"],
            due_on=timezone.now().date(),
            about=secret,
        )
        with pytest.raises(WrongState):
            followup.assign_action(
                world.quantum,
                by=world.suzuki,
                text="x",
                owner=world.seats["ito"],
                due_on=timezone.now().date(),
                about=secret,
            )
    meeting = plan(world)
    with (
        acting_as(world.sato),
        pytest.raises(Refused),
    ):  # the chair sees the action, but the agenda is the secretariat's
        meetings.carry_action(meeting, action, by=world.suzuki)
    for key in MEMBERS:
        page = browser(world.people[key]).get(reverse("meeting", args=[meeting.pk])).content.decode()
        assert ("CANARY" in page) == (key in ("suzuki", "tanaka")), key


def test_the_current_point_is_set_by_the_secretary_and_polled_by_open_pages(world):
    meeting = plan(world, days=-0.01)
    assert (
        browser(world.sato).post(reverse("meeting_current", args=[meeting.pk]), {"number": "1"}).status_code
        == 302
    )
    part = (
        browser(world.ito)
        .get(reverse("meeting_now", args=[meeting.pk]), headers={"HX-Request": "true"})
        .content.decode()
    )
    assert "いま議題1" in part and 'hx-trigger="every 15s"' in part and "<html" not in part
    assert (
        browser(world.sato).post(reverse("meeting_current", args=[meeting.pk]), {"number": "9"}).status_code
        == 409
    )
    assert (
        "every 15s" not in browser(world.ito).get(reverse("meeting", args=[plan(world).pk])).content.decode()
    )

"""A deadline that ends with the day is shown as that day on every page, and one at five o'clock with its hour."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.fields import end_of_day, today
from accounts.japanese import TOKYO
from confidentiality import asking
from confidentiality.acting import acting_as
from confidentiality.models import Designation
from confidentiality.verbs import WrongState
from councils import board
from councils.forms.board import ConsultationForm
from councils.models import Consultation, Membership, MinutesRecord, MinutesSummary
from tests.cast import make_designation, make_material
from tests.councils import minutes_cast as cast
from tests.councils.visitors import browser

LAST = today() + timedelta(days=3)
ENDS = {"00:00": end_of_day(LAST), "17:00": datetime.combine(LAST, time(17), TOKYO)}


def said(day) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def body(person, name, *args) -> str:
    answer = browser(person).get(reverse(name, args=args))
    assert answer.status_code == 200, name
    return answer.content.decode().split("<main", 1)[1]


def is_right(page: str, hour: str) -> None:
    """The last day and あと3日; the hour only when there is one; nowhere the day after."""
    assert said(LAST) in page and "あと3日" in page
    assert said(LAST + timedelta(days=1)) not in page and "あと4日" not in page
    assert ("17:00" in page) == (hour == "17:00")


@pytest.mark.parametrize("hour", ENDS)
def test_a_written_consultation(world, hour):
    with acting_as(world.sato):
        asked = board.ask_in_writing(
            world.quantum, by=world.sato, key=uuid4(), title="件", text="文", answer_by=ENDS[hour]
        )
    Consultation.objects.filter(pk=asked.pk).update(created=timezone.now() - timedelta(days=30))
    is_right(body(world.tanaka, "consultation", asked.pk), hour)
    listed = body(world.tanaka, "council_board", world.quantum.pk)
    assert said(LAST) in listed and said(LAST + timedelta(days=1)) not in listed
    desk = body(world.tanaka, "home")
    assert said(LAST) in desk and "あと3日" in desk and "あと4日" not in desk
    waiting = body(world.tanaka, "council", world.quantum.pk)
    assert "あと3日" in waiting and "あと4日" not in waiting


@pytest.mark.parametrize("hour", ENDS)
def test_the_confirmation_of_a_record(world, hour):
    meeting = cast.held_meeting(world)
    record = cast.written_record(world, meeting)
    with acting_as(world.sato):
        from councils import minutes

        minutes.send_for_confirmation(record, by=world.sato, confirm_by=ENDS[hour])
    for key, name, pk in (
        ("sato", "minutes_record", meeting.pk),
        ("tanaka", "record_confirm", record.pk),
    ):
        is_right(body(world.people[key], name, pk).replace("19:00", ""), hour)
    assert "あと3日" in body(world.tanaka, "home")
    assert MinutesRecord.objects.get(pk=record.pk).confirm_by == ENDS[hour]


@pytest.mark.parametrize("hour", ENDS)
def test_the_answer_to_a_draft_summary(world, hour):
    meeting = cast.held_meeting(world)
    summary = cast.summary_in(world, meeting, "attendee_check")
    MinutesSummary.objects.filter(pk=summary.pk).update(check_by=ENDS[hour])
    is_right(body(world.tanaka, "minutes_summary", meeting.pk), hour)


@pytest.mark.parametrize("hour", ENDS)
def test_the_answer_to_a_designation(world, hour):
    sealed = make_material(world.quantum, world.tanaka, sealed=True)
    designation = make_designation(world, sealed)
    Designation.objects.filter(pk=designation.pk).update(answer_by=ENDS[hour])
    for name in ("designation", "designation_answer"):
        page = body(world.ito, name, designation.pk)
        assert f"{said(LAST)}{' 17:00' if hour == '17:00' else ''}" in page and "あと3日" in page, name
    listed = body(world.ito, "designation_list")
    assert said(LAST) in listed and "あと3日" in listed and said(LAST + timedelta(days=1)) not in listed


@pytest.mark.parametrize("hour", ENDS)
def test_an_answer_that_comes_too_late_names_the_last_day(world, hour):
    designation = make_designation(world, make_material(world.quantum, world.tanaka, sealed=True))
    past = ENDS[hour] - timedelta(days=10)
    Designation.objects.filter(pk=designation.pk).update(answer_by=past)
    with acting_as(world.ito):
        fresh = Designation.objects.select_related("item", "candidate", "in_force").get(pk=designation.pk)
        with pytest.raises(WrongState) as late:
            asking.asked_about(fresh, asking.own_seat(fresh, world.ito))
    assert said(LAST - timedelta(days=10)) in str(late.value) and ("17:00" in str(late.value)) == (
        hour == "17:00"
    )


@pytest.mark.parametrize("hour", ENDS)
def test_the_end_of_a_term(world, hour):
    Membership.objects.filter(pk=world.seats["tanaka"].pk).update(valid_until=ENDS[hour])
    page = body(world.sato, "seat_manage", world.seats["tanaka"].pk)
    assert said(LAST) in page and said(LAST + timedelta(days=1)) not in page


def test_a_consultation_typed_for_a_day_ends_with_that_day():
    form = ConsultationForm(
        {
            "title": "件",
            "text": "文",
            "key": str(uuid4()),
            **{f"answer_by_{n}": str(getattr(LAST, n)) for n in ("year", "month", "day")},
        }
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["answer_by"] == end_of_day(LAST)


def test_no_page_writes_an_exclusive_end_as_if_it_were_a_moment():
    """Each goes through |until or |jdate:"until"; a bare |jdate would show the day after."""
    wrong = re.compile(
        r"(?:answer_by|confirm_by|check_by|valid_until|bound_until|ends_on)\s*\|\s*jdate(?!:.until)"
    )
    found = [
        str(path)
        for path in Path(settings.ROOT, "templates").rglob("*.html")
        if wrong.search(path.read_text(encoding="utf-8"))
    ]
    assert not found

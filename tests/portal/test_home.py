"""The desk: each task appears by state, goes by being done, and costs the same however much there is."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.fields import today
from accounts.models import Organisation
from confidentiality import agreements, audience
from confidentiality.acting import acting_as
from confidentiality.desk import Task
from confidentiality.models import Designation
from confidentiality.verbs import perform
from councils import awaited, desk, followup, handouts, meetings, news
from councils.models import Attendance, Meeting, MinutesRecord, MinutesSummary, RemarkSuggestion
from councils.standing import Standing
from tests.cast import PEOPLE, agree, make_council, make_designation, make_material
from tests.councils.papers import held, paper, plan


def tasks(person) -> list[Task]:
    with acting_as(person):
        return desk.tasks(Standing.of(person))


def whats(person) -> str:
    return "\n".join(t.what for t in tasks(person))


def home(person) -> str:
    client = Client()
    client.force_login(person)
    answer = client.get(reverse("home"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_everybody_has_a_desk_and_the_outside_has_an_empty_one(world):
    for key in PEOPLE:
        page = home(world.people[key])
        if key in ("inoue", "nakamura", "yamamoto", "yoshida", "kimura"):
            assert "対応が必要なものはありません" in page, key
    assert Client().get(reverse("home")).status_code == 302


def test_a_candidate_is_asked_about_their_seat_and_about_nothing_else(world):
    plan(world)
    make_designation(world, make_material(world.quantum, world.tanaka, sealed=True))
    assert {t.url for t in tasks(world.matsumoto)} == {reverse("seat", args=[world.seats["matsumoto"].pk])}


def test_a_former_member_is_asked_nothing_and_is_told_that_sight_ended(world):
    plan(world)
    assert tasks(world.saito) == []
    assert "見られなくなりました" in home(world.saito)


def test_the_other_councils_secretary_learns_of_nothing(world):
    paper(world, plan(world))
    make_designation(world, make_material(world.quantum, world.tanaka, sealed=True))
    assert tasks(world.kobayashi) == []
    page = home(world.kobayashi)
    assert "量子" not in page and "第1回" not in page


def test_a_consent_is_asked_for_until_it_is_given(world):
    designation = make_designation(world, make_material(world.quantum, world.tanaka, sealed=True))
    where = reverse("designation", args=[designation.pk])
    assert where in {t.url for t in tasks(world.suzuki)}
    agree(world.suzuki, designation)
    assert where not in {t.url for t in tasks(world.suzuki)}
    assert where in {t.url for t in tasks(world.ito)}


def test_whoever_joined_later_is_asked_before_their_first_sight(world):
    material = make_material(world.quantum, world.tanaka, sealed=True)
    designation = make_designation(world, material, until="in_force")
    assert reverse("designation", args=[designation.pk]) not in {t.url for t in tasks(world.ito)}
    with acting_as(world.tanaka):
        seat = audience.membership(world.seats["ito"].pk)
        agreements.drop_holder(designation, by=world.tanaka, principal=seat)
    assert reverse("designation", args=[designation.pk]) in {t.url for t in tasks(world.ito)}


def test_a_meeting_asks_for_an_answer_and_for_reading_until_both_are_done(world):
    meeting = plan(world)
    material, _handout = paper(world, meeting)
    assert "出欠を回答する" in whats(world.tanaka) and "資料を読む（1点）" in whats(world.tanaka)
    with acting_as(world.tanaka):
        meetings.answer_attendance(meeting, by=world.tanaka, reply=Attendance.Reply.VENUE)
        handouts.finish_reading(material, by=world.tanaka)
    assert tasks(world.tanaka) == []
    with acting_as(world.sato):
        handouts.replace_version(material, by=world.sato, change_note="数値を直した", text="x")
    assert "資料を読む（1点）" in whats(world.tanaka)
    assert "第2版" in home(world.tanaka)


def test_what_the_reader_cannot_read_is_not_on_the_reading_list(world):
    meeting = plan(world)
    with acting_as(world.tanaka):
        secret = handouts.add_material(
            world.quantum, by=world.tanaka, title="CANARY", public_title="中立", disclosure="sealed", text="x"
        )
    make_designation(world, secret, until="described")
    with acting_as(world.sato):
        handouts.hand_out(meeting, secret, by=world.sato)
    assert "資料を読む" not in whats(world.ito)
    assert "CANARY" not in home(world.ito) and "CANARY" not in home(world.sato)


def test_a_sealed_paper_waits_for_its_provider_alone(world):
    with acting_as(world.tanaka):
        secret = handouts.add_material(
            world.quantum,
            by=world.tanaka,
            title="x",
            public_title="中立の件名",
            disclosure="sealed",
            text="x",
        )
    assert {t.url for t in tasks(world.tanaka)} == {reverse("designation_draft", args=[secret.pk])}
    assert tasks(world.suzuki) == []
    designation = make_designation(world, secret, until="draft")
    assert {t.url for t in tasks(world.tanaka)} == {reverse("designation", args=[designation.pk])}


def test_an_action_waits_for_its_owner_and_returned_for_the_secretariat(world):
    with acting_as(world.sato):
        action = followup.assign_action(
            world.quantum,
            by=world.sato,
            text="CANARYを試算する",
            owner=world.seats["tanaka"],
            due_on=today() - timedelta(days=2),
        )
    assert tasks(world.tanaka)[0].url == reverse("action", args=[action.pk])
    assert "2日過ぎています" in home(world.tanaka) and "CANARY" not in home(world.tanaka)
    with acting_as(world.tanaka):
        perform("hand_back", action, by=world.tanaka, note="装置がないため")
    assert tasks(world.tanaka) == [] and "決め直す" in whats(world.sato)
    with acting_as(world.sato):
        followup.reassign_action(
            action, by=world.sato, owner=world.seats["ito"], due_on=timezone.now().date()
        )
    assert "決め直す" not in whats(world.sato) and "報告する" in whats(world.ito)


def test_support_waits_for_the_body_that_was_asked(world):
    with acting_as(world.tanaka):
        support = followup.request_support(
            world.quantum,
            by=world.tanaka,
            support_kind="staff",
            text="x",
            provider=world.organisations["needs"],
        )
    assert {t.url for t in tasks(world.ito)} == {reverse("support", args=[support.pk])}
    with acting_as(world.tanaka):
        assert [a.missing for a in awaited.awaited(Standing.of(world.tanaka))] == [("試験庁",)]


def test_support_of_a_body_without_a_seat_is_passed_on_by_the_secretariat(world):
    with acting_as(world.tanaka):
        support = followup.request_support(
            world.quantum,
            by=world.tanaka,
            support_kind="staff",
            text="x",
            provider=Organisation.objects.create(name="試験港湾局", kind="ministry"),
        )
    assert reverse("support", args=[support.pk]) in {t.url for t in tasks(world.sato)}


def test_the_secretariat_is_led_from_one_step_of_a_meeting_to_the_next(world):
    meeting = plan(world, announced=False)
    assert "開催を通知する" in whats(world.sato) and "開催を通知する" not in whats(world.suzuki)
    with acting_as(world.sato):
        meetings.announce_meeting(meeting, by=world.sato)
    assert "開催を通知する" not in whats(world.sato)
    with acting_as(world.sato):
        [reply] = [a for a in awaited.awaited(Standing.of(world.sato)) if "出欠" in a.what]
    assert reply.asked == 5 and reply.answered == 0
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=timezone.now() - timedelta(hours=3), ends_at=timezone.now() - timedelta(hours=1)
    )
    assert "開催済みにする" in whats(world.sato)
    with acting_as(world.sato):
        meetings.hold_meeting(
            meeting, by=world.sato, present=[meeting.attendances.get(membership__person=world.tanaka).pk]
        )
    assert "記録を作り始める" in whats(world.sato)


def test_rounds_that_end_are_chased_and_those_that_are_past_are_looked_at(world):
    designation = make_designation(world, make_material(world.quantum, world.tanaka, sealed=True))
    assert "確かめる" not in whats(world.sato)
    with acting_as(world.sato):
        [waiting] = [a for a in awaited.awaited(Standing.of(world.sato)) if "同意" in a.what]
    assert (waiting.asked, len(waiting.missing)) == (5, 5)
    Designation.objects.filter(pk=designation.pk).update(answer_by=timezone.now() + timedelta(days=1))
    assert "まだ回答していない5名に確かめる" in whats(world.sato)
    Designation.objects.filter(pk=designation.pk).update(answer_by=timezone.now() - timedelta(days=1))
    assert "回答期限を過ぎた" in whats(world.sato)


def test_minutes_wait_for_those_who_were_there_then_for_the_chair(world):
    from councils import minutes

    meeting = held(world)
    with acting_as(world.sato):
        record = minutes.open_record(meeting, by=world.sato)
    assert "確認へ回す" in whats(world.sato)
    MinutesRecord.objects.filter(pk=record.pk).update(
        state="confirming", confirm_by=timezone.now() + timedelta(days=7)
    )
    with acting_as(world.sato):
        audience.open_to(record, audience.council(world.quantum.pk))
    assert "議事の記録を確認する" in whats(world.tanaka) and "議事の記録を確認する" not in whats(world.ito)
    assert "承認する" not in whats(world.suzuki)
    MinutesRecord.objects.filter(pk=record.pk).update(confirm_by=timezone.now() - timedelta(seconds=1))
    assert "議事の記録を承認する" in whats(world.suzuki)


@pytest.mark.parametrize("key", ["sato", "suzuki", "tanaka"])
def test_the_desk_costs_the_same_for_one_item_and_for_fifty(world, key, django_assert_num_queries):
    literal = {"sato": 37, "suzuki": 24, "tanaka": 25}[key]
    client = Client()
    client.force_login(world.people[key])

    def fill() -> None:
        meeting = plan(world)
        paper(world, meeting)
        make_designation(world, make_material(world.quantum, world.tanaka, sealed=True))
        with acting_as(world.sato):
            followup.assign_action(
                world.quantum,
                by=world.sato,
                text="x",
                owner=world.seats["tanaka"],
                due_on=timezone.now().date(),
            )

    fill()
    client.get(reverse("home"))
    with django_assert_num_queries(literal):
        client.get(reverse("home"))
    for _n in range(24):
        fill()
    with django_assert_num_queries(literal):
        page = client.get(reverse("home")).content.decode()
    assert page.count("<li>") > 40


def test_the_desk_costs_the_same_for_one_council_and_for_eleven(world, django_assert_num_queries):
    client = Client()
    client.force_login(world.tanaka)
    paper(world, plan(world))
    client.get(reverse("home"))
    with django_assert_num_queries(23):
        client.get(reverse("home"))
    for n in range(10):
        more = make_council(
            world,
            f"more-{n}",
            f"追加{n}協議会",
            "kobayashi",
            [("tanaka", "implementer", {"is_representative": True})],
        )
        plan(world, council=more, by=world.kobayashi)
    with django_assert_num_queries(23):
        page = client.get(reverse("home")).content.decode()
    assert "追加9協議会" in page


def test_one_block_that_fails_leaves_the_others(world, monkeypatch):
    plan(world)

    def broken(standing):
        Meeting.objects.raw("select nothing from nowhere")[0]

    monkeypatch.setattr(news, "coming", broken)
    page = home(world.tanaka)
    assert "今後の会合を表示できません" in page and "出欠を回答する" in page


def test_counts_stand_in_heading_and_window_title(world):
    plan(world)
    page = home(world.tanaka)
    assert "<title>(1) ホーム" in page and "やることが1件あります" in page
    assert RemarkSuggestion.objects.count() == MinutesSummary.objects.count() == 0

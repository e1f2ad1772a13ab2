"""The pages of the minutes over HTTP: who gets which, forms without scripts, conflicts, fixed numbers of queries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.fields import today
from confidentiality.acting import acting_as
from councils import minutes
from councils.models import (
    ActionItem,
    Decision,
    MinutesRecord,
    MinutesSummary,
    RecordReply,
    Remark,
    RemarkSpeaker,
    RemarkSuggestion,
)
from tests.councils import minutes_cast as cast
from tests.councils.minutes_cast import signed_in


@pytest.fixture
def meeting(world):
    return cast.held_meeting(world)


def status(person, name, pk, *more) -> int:
    client = Client()
    if person is not None:
        signed_in(client, person)
    return client.get(reverse(name, args=[pk, *more])).status_code


def boxes(day) -> dict[str, int]:
    return {"day_year": day.year, "day_month": day.month, "day_day": day.day}


def test_who_gets_the_page_of_the_record_at_each_step(world, meeting):
    expected = {
        "sato": 200,
        "suzuki": 200,
        "tanaka": 200,
        "ito": 200,
        "kobayashi": 404,
        "inoue": 404,
        "yoshida": 404,
        "saito": 404,
        "matsumoto": 404,
    }
    assert {k: status(world.people[k], "minutes_record", meeting.pk) for k in expected} == expected
    record = cast.written_record(world, meeting)
    secret = "守る範囲を明確にしてほしい。"
    for key in expected:
        body = (
            signed_in(Client(), world.people[key])
            .get(reverse("minutes_record", args=[meeting.pk]))
            .content.decode()
        )
        assert (secret in body) is (key in ("sato", "suzuki")), key
    with acting_as(world.sato):
        minutes.send_for_confirmation(record, by=world.sato, confirm_by=timezone.now() + timedelta(days=1))
    for key, sees in (("tanaka", True), ("ito", True), ("kobayashi", False), ("inoue", False)):
        body = (
            signed_in(Client(), world.people[key])
            .get(reverse("minutes_record", args=[meeting.pk]))
            .content.decode()
        )
        assert (secret in body) is sees, key
    assert Client().get(reverse("minutes_record", args=[meeting.pk])).status_code == 302


def test_only_secretariat_and_chair_read_speakers_and_each_speaker_their_own_mark(world, meeting):
    cast.confirming(
        world,
        meeting,
        said=[("論点", "takahashi", "高橋の述べたこと。"), ("論点", "tanaka", "田中の述べたこと。")],
    )
    pages = {
        k: signed_in(Client(), world.people[k])
        .get(reverse("minutes_record", args=[meeting.pk]))
        .content.decode()
        for k in ("suzuki", "tanaka", "ito")
    }
    assert "<strong>高橋　代表</strong>" in pages["suzuki"]
    assert (
        "<strong>" not in pages["tanaka"].split('id="remarks-h"')[1].split("<aside")[0]
        and pages["tanaka"].count("あなたの発言</span>") == 1
    )
    assert "あなたの発言</span>" not in pages["ito"]


def test_the_secretariat_writes_a_record_with_plain_forms(world, meeting):
    client = signed_in(Client(), world.sato)
    assert client.post(reverse("record_open", args=[meeting.pk])).status_code == 302
    record = MinutesRecord.objects.get(meeting=meeting)
    added = client.post(
        reverse("remark_add", args=[record.pk]),
        {"speaker": "田中 企業", "topic": "体制", "text": "発言。", "in_summary": "on"},
    )
    assert added.status_code == 302 and added.url.endswith("#new")
    remark = Remark.objects.get()
    assert RemarkSpeaker.objects.get(remark=remark).person == world.tanaka and remark.in_summary
    assert (
        client.post(
            reverse("remark_add", args=[record.pk]), {"speaker": "", "topic": "", "text": ""}
        ).status_code
        == 422
    )
    client.post(
        reverse("remark", args=[remark.pk]),
        {
            "short": "1",
            "shown": remark.version,
            "speaker": "招いた専門家",
            "topic": "体制",
            "text": "直した発言。",
        },
    )
    remark.refresh_from_db()
    line = RemarkSpeaker.objects.get(remark=remark)
    assert (remark.text, remark.in_summary, line.name, line.person) == (
        "直した発言。",
        False,
        "招いた専門家",
        None,
    )
    client.post(reverse("record_explain", args=[record.pk]), {"text": "事務局から、資料の内容について説明。"})
    record.refresh_from_db()
    assert record.explanation.startswith("事務局から")
    assert (
        client.get(reverse("remark_delete", args=[remark.pk])).status_code == 200
        and Remark.objects.count() == 1
    )
    client.post(reverse("remark_delete", args=[remark.pk]))
    assert not Remark.objects.exists()


def test_a_save_by_htmx_answers_with_the_time_and_the_next_version(world, meeting):
    record = cast.written_record(world, meeting)
    remark, client = record.remarks.first(), signed_in(Client(), world.sato)
    sent = {
        "short": "1",
        "shown": remark.version,
        "speaker": "鈴木 座長",
        "topic": remark.topic,
        "text": "指針を先に。",
        "in_summary": "on",
    }
    answer = client.post(reverse("remark", args=[remark.pk]), sent, headers={"HX-Request": "true"})
    remark.refresh_from_db()
    body = answer.content.decode()
    assert answer.status_code == 200 and "保存済み" in body and remark.version in body and "<html" not in body
    late = client.post(
        reverse("remark", args=[remark.pk]), {**sent, "text": "別の人の文。"}, headers={"HX-Request": "true"}
    )
    assert (
        late.status_code == 409
        and "指針を先に。" in late.content.decode()
        and "別の人の文。" in late.content.decode()
    )
    page = client.post(reverse("remark", args=[remark.pk]), {**sent, "text": "別の人の文。"})
    assert page.status_code == 409 and "<ins>" in page.content.decode() and "<del>" in page.content.decode()
    wrong = client.post(
        reverse("remark", args=[remark.pk]), {**sent, "text": ""}, headers={"HX-Request": "true"}
    )
    assert wrong.status_code == 422 and "保存していません" in wrong.content.decode()


def test_moving_a_remark_saves_what_was_typed_in_it(world, meeting):
    record = cast.written_record(world, meeting)
    last, client = record.remarks.last(), signed_in(Client(), world.sato)
    client.post(
        reverse("remark", args=[last.pk]),
        {
            "short": "1",
            "shown": last.version,
            "speaker": "田中 企業",
            "topic": last.topic,
            "text": "打ちかけの文。",
            "in_summary": "on",
            "move": "up",
        },
    )
    assert [r.text for r in record.remarks.all()] == [
        "指針を先に定めるべき。",
        "打ちかけの文。",
        "成果の公開を基本とすべき。",
    ]


def test_members_cannot_write_and_are_told_so_only_where_they_may_know(world, meeting):
    record = cast.confirming(world, meeting)
    remark = record.remarks.first()
    tanaka, kato = signed_in(Client(), world.tanaka), signed_in(Client(), world.kato)
    for name, pk in (
        ("remark", remark.pk),
        ("remark_delete", remark.pk),
        ("remark_decision", remark.pk),
        ("record_send", record.pk),
        ("remark_action", remark.pk),
    ):
        assert tanaka.get(reverse(name, args=[pk])).status_code == 403, name
        assert kato.get(reverse(name, args=[pk])).status_code == 404, name
    for verb, code in (
        ("approve", 403),
        ("archive", 403),
        ("take_back", 403),
        ("nonsense", 404),
        ("delete", 404),
    ):
        assert tanaka.get(reverse("record_step", args=[record.pk, verb])).status_code == code, verb
    assert tanaka.post(reverse("remark_add", args=[record.pk]), {"text": "x"}).status_code == 403


def test_a_remark_becomes_a_decision_or_somebodys_action(world, meeting):
    record = cast.written_record(world, meeting)
    remark, client = record.remarks.first(), signed_in(Client(), world.sato)
    assert client.get(reverse("remark_decision", args=[remark.pk])).status_code == 200
    client.post(reverse("remark_decision", args=[remark.pk]), {"text": "指針を先に定める。"})
    assert Decision.objects.get().remark_id == remark.pk
    day = today() + timedelta(days=30)
    sent = {
        "text": "案を作る",
        "owner": str(world.seats["tanaka"].pk),
        **{k.replace("day_", "due_on_", 1): v for k, v in boxes(day).items()},
    }
    client.post(reverse("remark_action", args=[remark.pk]), sent)
    client.post(
        reverse("remark_action", args=[remark.pk]),
        {**sent, "due_on_0": day.year, "due_on_1": day.month, "due_on_2": day.day},
    )
    assert {a.owner.person for a in ActionItem.objects.all()} == {world.tanaka}


def test_an_attendee_confirms_from_a_phone_with_one_press_each(world, meeting):
    record = cast.confirming(
        world,
        meeting,
        said=[("論点", "tanaka", f"{n}つ目の発言。") for n in (1, 2, 3)]
        + [("論点", "suzuki", "座長の発言。")],
    )
    client, url = signed_in(Client(), world.tanaka), reverse("record_confirm", args=[record.pk])
    page = client.get(url).content.decode()
    assert (
        page.index("1つ目の発言。") < page.index("3つ目の発言。") < page.index("座長の発言。")
        and "確認した" in page
        and "鈴木" not in page.split("<main")[1]
    )
    with acting_as(world.tanaka):
        one, two, three = (line.remark for line in minutes.own_lines(record, world.tanaka))
    client.post(url, {"ask": "confirm", "remark": f"{one.pk}:{one.version}"})
    assert not RecordReply.objects.exists()
    bad = client.post(url, {"ask": "suggest", "remark": two.pk, "text": two.text, "reason": "理由"})
    assert bad.status_code == 422 and "文が変わっていません" in bad.content.decode()
    client.post(
        url, {"ask": "suggest", "remark": two.pk, "text": "2つ目の発言を直す。", "reason": "言い間違い"}
    )
    client.post(url, {"ask": "question", "remark": three.pk, "reason": "出してよいか"})
    assert RecordReply.objects.get().person == world.tanaka and RemarkSuggestion.objects.count() == 2
    assert "確認は済んでいます" in client.get(url).content.decode()
    stale = client.post(url, {"ask": "confirm", "remark": f"{three.pk}:older"})
    assert stale.status_code == 409
    assert (
        status(world.ito, "record_confirm", record.pk) == 403
        and status(world.kato, "record_confirm", record.pk) == 404
    )


def test_nobody_confirms_for_another_even_by_naming_the_remark(world, meeting):
    record = cast.confirming(world, meeting)
    with acting_as(world.suzuki):
        theirs = minutes.own_lines(record, world.suzuki)[0].remark
    client, url = signed_in(Client(), world.tanaka), reverse("record_confirm", args=[record.pk])
    client.post(url, {"ask": "confirm", "remark": f"{theirs.pk}:{theirs.version}"})
    client.post(url, {"ask": "suggest", "remark": theirs.pk, "text": "人の発言", "reason": "勝手に"})
    assert (
        RemarkSpeaker.objects.get(remark=theirs).confirmed_at is None
        and not RemarkSuggestion.objects.exists()
    )


def test_the_record_goes_to_approval_on_pages_that_say_what_happens(world, meeting):
    record = cast.written_record(world, meeting)
    sato, suzuki = signed_in(Client(), world.sato), signed_in(Client(), world.suzuki)
    url = reverse("record_send", args=[record.pk])
    assert "回答なし" in sato.get(url).content.decode()
    assert sato.post(url, {"day_0": "2020", "day_1": "1", "day_2": "1"}).status_code == 422
    day = today() + timedelta(days=3)
    assert (
        sato.post(
            url,
            {
                f"day_{n}": v
                for n, v in zip(("year", "month", "day"), (day.year, day.month, day.day), strict=True)
            }
            | {"day_0": day.year, "day_1": day.month, "day_2": day.day},
        ).status_code
        == 302
    )
    assert suzuki.post(reverse("record_step", args=[record.pk, "approve"])).status_code == 409
    cast.confirm_all(world, record)
    assert suzuki.post(reverse("record_step", args=[record.pk, "approve"])).status_code == 302
    assert sato.post(reverse("record_addendum", args=[record.pk]), {"text": "追記する。"}).status_code == 302
    page = (
        signed_in(Client(), world.tanaka).get(reverse("minutes_record", args=[meeting.pk])).content.decode()
    )
    assert "追記する。" in page and "承認済" in page


def test_the_summary_goes_its_way_over_http_to_the_public_page(world, meeting):
    cast.approved(world, meeting)
    cast.listed(world)
    sato, suzuki, tanaka = (signed_in(Client(), world.people[k]) for k in ("sato", "suzuki", "tanaka"))
    page = reverse("minutes_summary", args=[meeting.pk])
    assert "記録から作る" in sato.get(page).content.decode()
    assert tanaka.post(reverse("summary_compose", args=[meeting.pk])).status_code == 403
    sato.post(reverse("summary_compose", args=[meeting.pk]))
    summary = MinutesSummary.objects.get(meeting=meeting)
    assert (
        "指針を先に定めるべき。" in sato.get(page).content.decode()
        and "指針を先に定めるべき。" not in tanaka.get(page).content.decode()
    )
    form = sato.get(reverse("summary_edit", args=[summary.pk])).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    assert (
        sato.post(
            reverse("summary_edit", args=[summary.pk]),
            {**sent, "body": sent["body"].replace("すべき", "するべき")},
        ).status_code
        == 302
    )
    again = sato.post(reverse("summary_edit", args=[summary.pk]), {**sent, "place": "別の人の場所"})
    assert again.status_code == 409 and "別の人の場所" in again.content.decode()
    day = today() + timedelta(days=3)
    sato.post(
        reverse("summary_send", args=[summary.pk]),
        {
            "day_0": day.year,
            "day_1": day.month,
            "day_2": day.day,
            "day_year": day.year,
            "day_month": day.month,
            "day_day": day.day,
        },
    )
    assert (
        tanaka.post(
            reverse("summary_reply", args=[summary.pk]), {"answer": "correct", "text": ""}
        ).status_code
        == 422
    )
    for key in cast.PRESENT:
        assert (
            signed_in(Client(), world.people[key])
            .post(reverse("summary_reply", args=[summary.pk]), {"answer": "fine"})
            .status_code
            == 302
        )
    assert sato.post(reverse("summary_step", args=[summary.pk, "submit_to_chair"])).status_code == 302
    summary.refresh_from_db()
    assert suzuki.post(reverse("summary_approve", args=[summary.pk]), {"shown": "stale"}).status_code == 409
    assert (
        suzuki.post(reverse("summary_approve", args=[summary.pk]), {"shown": summary.text_hash}).status_code
        == 302
    )
    assert "指摘はありません" in sato.get(reverse("summary_disclosure", args=[summary.pk])).content.decode()
    assert (
        sato.post(reverse("summary_disclosure", args=[summary.pk]), {"shown": summary.text_hash}).status_code
        == 302
    )
    unconfirmed = Client()
    unconfirmed.force_login(world.sato)
    assert (
        unconfirmed.get(reverse("summary_publish", args=[summary.pk])).status_code == 302
    )  # sign in again first
    assert Client().get(reverse("public_summary", args=[summary.pk])).status_code == 404
    assert sato.get(reverse("summary_publish", args=[summary.pk])).status_code == 200
    assert (
        sato.post(reverse("summary_publish", args=[summary.pk]), {"shown": summary.text_hash}).status_code
        == 302
    )
    assert (
        "公開を基本とするべき" in Client().get(reverse("public_summary", args=[summary.pk])).content.decode()
    )


def test_a_correction_is_edited_looked_at_and_published(world, meeting):
    summary = cast.summary_in(world, meeting, "published")
    client, url = signed_in(Client(), world.sato), reverse("summary_correct", args=[summary.pk])
    form = client.get(url).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {
        "reason": "誤記",
        "body": form["body"].value().replace("基本とすべき", "原則とすべき"),
    }
    check = client.post(url, {**sent, "step": "check"})
    assert (
        check.status_code == 200
        and "<ins>" in check.content.decode()
        and MinutesSummary.objects.get(pk=summary.pk).editions.count() == 1
    )
    assert client.post(url, {**sent, "step": "publish"}).status_code == 302
    page = Client().get(reverse("public_summary", args=[summary.pk])).content.decode()
    assert "原則とすべき" in page and "訂正版" in page and "誤記" in page
    first = Client().get(reverse("public_edition", args=[summary.pk, 1])).content.decode()
    assert "基本とすべき" in first and "以前の版" in first
    assert Client().get(reverse("public_edition", args=[summary.pk, 3])).status_code == 404


def test_the_pages_ask_the_database_as_often_for_fifty_remarks_as_for_one(
    world, meeting, django_assert_num_queries
):
    record = cast.written_record(world, meeting, [("論点", "tanaka", "一つ目。")])
    counts = {"sato": 26, "suzuki": 22}
    for n in (1, 50):
        if n == 50:
            with acting_as(world.sato):
                for k in range(49):
                    minutes.add_remark(
                        record,
                        by=world.sato,
                        text=f"{k}",
                        topic=f"論点{k % 5}",
                        speaker=cast.attendance(meeting, world.tanaka),
                    )
        for key, queries in counts.items():
            client = signed_in(Client(), world.people[key])
            with django_assert_num_queries(queries):
                client.get(reverse("minutes_record", args=[meeting.pk]))


def test_an_attendees_pages_ask_the_database_as_often_for_fifty_remarks_as_for_one(
    world, meeting, django_assert_num_queries
):
    for number, n in ((2, 1), (3, 50)):
        said = [(f"論点{k % 5}", "tanaka", f"{k}つ目。") for k in range(n)] + [("論点", "suzuki", "座長。")]
        held = cast.held_meeting(world, number=number)
        record = cast.confirming(world, held, said=said)
        client = signed_in(Client(), world.tanaka)
        with django_assert_num_queries(17):
            client.get(reverse("record_confirm", args=[record.pk]))
        with acting_as(world.sato):
            minutes.compose_summary(record, by=world.sato)
        secretary = signed_in(Client(), world.sato)
        with django_assert_num_queries(18):
            secretary.get(reverse("minutes_summary", args=[held.pk]))

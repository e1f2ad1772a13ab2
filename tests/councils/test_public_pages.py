"""The public pages: what everybody may see and nothing else, the same for whoever asks."""

from __future__ import annotations

import re
import uuid
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.fields import TOKYO
from confidentiality.acting import acting_as, acting_as_system
from confidentiality.models import OutboxMessage
from confidentiality.tasks import deliver
from councils import minutes, tasks
from councils.models import MinutesSummary, SummaryEdition
from tests.councils import minutes_cast as cast
from tests.councils.minutes_cast import signed_in

ADDRESSES = ("public_summary", "public_summary_pdf")


@pytest.fixture
def meeting(world):
    return cast.held_meeting(world)


def answer(client: Client, url: str) -> tuple[int, dict, bytes]:
    response = client.get(url)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, dict(response.headers), body


@pytest.mark.parametrize(
    "state", ["drafting", "attendee_check", "chair_approval", "disclosure_check", "approved"]
)
def test_what_is_not_published_answers_like_what_never_was(world, meeting, state):
    """Byte for byte, also for the secretary who reads the draft inside."""
    summary = cast.summary_in(world, meeting, state)
    for client in (Client(), signed_in(Client(), world.sato), signed_in(Client(), world.kato)):
        for name in ADDRESSES:
            hidden, missing = (answer(client, reverse(name, args=[pk])) for pk in (summary.pk, uuid.uuid4()))
            assert hidden[0] == 404 and hidden == missing, name
        for name in ("public_edition", "public_edition_pdf"):
            assert answer(client, reverse(name, args=[summary.pk, 1])) == answer(
                client, reverse(name, args=[uuid.uuid4(), 1])
            )
    assert str(summary.pk).encode() not in answer(Client(), reverse("public_home"))[2]


def test_a_council_is_public_once_it_is_listed(world, meeting):
    hidden, missing = (
        answer(Client(), reverse("public_council", args=[pk])) for pk in (world.quantum.pk, uuid.uuid4())
    )
    assert hidden[0] == 404 and hidden == missing
    assert (
        answer(signed_in(Client(), world.sato), reverse("public_council", args=[world.quantum.pk]))[0] == 404
    )
    cast.listed(world)
    page = Client().get(reverse("public_council", args=[world.quantum.pk])).content.decode()
    assert "量子試験協議会" in page and "試験省" in page and "公開した議事要旨はまだありません" in page
    home = Client().get(reverse("public_home")).content.decode()
    assert "量子試験協議会" in home and "海洋試験協議会" not in home


def test_a_published_summary_shows_the_paper_in_its_order_and_no_name_but_the_list(world, meeting):
    summary = cast.summary_in(world, meeting, "published")
    page = Client().get(reverse("public_summary", args=[summary.pk])).content.decode()
    main = page.split("<main", 1)[1].split("</main>")[0]
    order = [
        "議事要旨</h1>",
        "１ 日時",
        "２ 場所",
        "３ 出席者",
        "鈴木",
        "４ 議事概要",
        "（１）意見交換",
        "《枠組み》",
        "指針を先に定めるべき。",
        "《体制》",
        "以上",
        summary.text_hash,
    ]
    places = [main.index(words) for words in order]
    assert places == sorted(places)
    body = main.split("４ 議事概要")[1]
    assert not any(name in body for name in ("鈴木", "高橋", "田中", "佐藤", "伊藤"))
    assert re.findall(r"<h([1-6])", main) == ["1", "2", "2", "2", "2", "3", "4", "4", "2"]
    assert 'hreflang="en"' in page and 'hreflang="ja"' in page and 'lang="ja"' in main


def test_the_frame_speaks_english_on_request_and_the_paper_stays_japanese(world, meeting):
    summary = cast.summary_in(world, meeting, "published")
    response = Client().get(reverse("public_summary", args=[summary.pk]) + "?lang=en")
    page = response.content.decode()
    assert (
        '<html lang="en"' in page
        and response["Content-Language"] == "en"
        and "指針を先に定めるべき。" in page
    )
    again = Client().get(reverse("public_summary", args=[summary.pk])).content.decode()
    assert '<html lang="ja"' in again


def test_a_page_of_an_unlisted_council_names_no_council_page(world, meeting):
    summary = cast.summary_in(world, meeting, "published")
    page = Client().get(reverse("public_summary", args=[summary.pk])).content.decode()
    assert str(world.quantum.pk) not in page
    cast.listed(world)
    assert (
        str(world.quantum.pk) in Client().get(reverse("public_summary", args=[summary.pk])).content.decode()
    )


def deliver_all(topic: str) -> None:
    for message in OutboxMessage.objects.filter(topic=topic, done_at=None):
        deliver(str(message.pk))


def test_the_official_pdf_follows_publication_and_a_correction_keeps_the_first(world, meeting, monkeypatch):
    monkeypatch.setattr(tasks.make_pdf, "delay", tasks.make_pdf)  # the worker of this test is the test itself
    summary = cast.summary_in(world, meeting, "published")
    assert Client().get(reverse("public_summary_pdf", args=[summary.pk])).status_code == 404
    assert "PDFは作成中です" in Client().get(reverse("public_summary", args=[summary.pk])).content.decode()
    deliver_all("summary.published")
    deliver_all("paper.wanted")
    status, headers, first = answer(Client(), reverse("public_summary_pdf", args=[summary.pk]))
    assert status == 200 and first.startswith(b"%PDF") and headers["Content-Type"] == "application/pdf"
    assert "minutes-1-gijiyoshi-20260113.pdf" in headers["Content-Disposition"]
    with acting_as(world.sato):
        minutes.correct_summary(
            summary,
            by=world.sato,
            shown=summary.text_hash,
            reason="誤記",
            on=datetime(2026, 2, 1, tzinfo=TOKYO).date(),
            place="別の部屋",
        )
    deliver_all("summary.corrected")
    deliver_all("paper.wanted")
    second = answer(Client(), reverse("public_summary_pdf", args=[summary.pk]))[2]
    assert (
        second != first and answer(Client(), reverse("public_edition_pdf", args=[summary.pk, 1]))[2] == first
    )
    assert [e.file is not None for e in SummaryEdition.objects.filter(item=summary)] == [True, True]
    deliver_all("summary.published")  # a second delivery does nothing
    assert SummaryEdition.objects.filter(item=summary).count() == 2


def test_public_lists_ask_the_database_as_often_for_fifty_as_for_one(world, django_assert_num_queries):
    cast.listed(world)
    for n in (1, 50):
        for number in range(MinutesSummary.objects.count() + 1, n + 1):
            meeting = cast.held_meeting(world, number=number)
            with acting_as_system("test"):
                summary = MinutesSummary.objects.create(
                    council=world.quantum,
                    container=world.quantum,
                    meeting=meeting,
                    number=number,
                    held_on=meeting.starts_at.date(),
                    public_title="議事要旨",
                    state="published",
                    published_at=meeting.ends_at,
                    printed={"title": f"量子試験協議会（第{number}回）議事要旨"},
                )
                from confidentiality import audience

                audience.open_to(summary, audience.EVERYBODY)
        with django_assert_num_queries(13):
            home = Client().get(reverse("public_home")).content.decode()
        with django_assert_num_queries(14):
            council = Client().get(reverse("public_council", args=[world.quantum.pk])).content.decode()
    assert home.count("回）議事要旨") == 20 == council.count("回）議事要旨")
    older = Client().get(reverse("public_council", args=[world.quantum.pk]) + "?before=31").content.decode()
    assert "第30回" in older and "第31回" not in older


def test_nothing_of_the_inside_can_be_asked_for_by_somebody_signed_out(world, meeting):
    """With the summary public, every inner address still sends to the sign-in page, with nothing in it."""
    summary = cast.summary_in(world, meeting, "published")
    for name, pk in (
        ("minutes_summary", meeting.pk),
        ("minutes_record", meeting.pk),
        ("summary_pdf", summary.pk),
        ("summary_docx", summary.pk),
        ("summary_edit", summary.pk),
        ("summary_disclosure", summary.pk),
        ("summary_correct", summary.pk),
    ):
        response = Client().get(reverse(name, args=[pk]))
        assert response.status_code == 302 and response.url.startswith("/accounts/login/"), name
    for key in ("kato", "inoue"):  # signed in and outside: the summary is everybody's, its steps are not
        client = signed_in(Client(), world.people[key])
        for name in (
            "summary_edit",
            "summary_disclosure",
            "summary_correct",
            "summary_approve",
            "summary_publish",
            "summary_withhold",
        ):
            assert client.get(reverse(name, args=[summary.pk])).status_code in (403, 404), name
        assert client.get(reverse("minutes_summary", args=[meeting.pk])).status_code == 404

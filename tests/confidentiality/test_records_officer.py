"""A records officer keeps the sheets of speakers and reads no word of any record; no page offers what does not open."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Office
from confidentiality import explaining
from confidentiality.acting import acting_as, acting_as_system
from confidentiality.guards import TITLE
from confidentiality.models import Item, PrintJob, StoredFile
from councils import minutes
from councils.models import (
    MinutesRecord,
    Remark,
    RemarkSpeaker,
    RemarkSuggestion,
    SpeakerSheet,
    SummaryReply,
)
from tests.councils import minutes_cast as cast
from tests.councils.visitors import browser

WORDS = "秘すべき発言の言葉"


@pytest.fixture
def officer(world):
    Office.objects.create(person=world.inoue, kind="records_officer")
    return world.inoue


@pytest.fixture
def record(world, officer) -> MinutesRecord:
    """A record under confirmation with a correction asked for, and its paper with speakers on file."""
    made = cast.written_record(world, cast.held_meeting(world), [("題", "tanaka", WORDS)])
    with acting_as(world.sato):
        minutes.send_for_confirmation(made, by=world.sato, confirm_by=timezone.now() + cast.LATER)
    remark = Remark.objects.get(item=made)
    with acting_as(world.tanaka):
        minutes.suggest(remark, by=world.tanaka, reason="言い過ぎた", text=WORDS + "の修正")
    sheet = SpeakerSheet.objects.get(record=made)
    with acting_as_system("test"):
        file = StoredFile.objects.create(
            item_id=sheet.pk,
            name="発言者入り.pdf",
            content_type="application/pdf",
            size=1,
            sha256="0",
            key="k",
        )
        PrintJob.objects.create(item_id=sheet.pk, kind="speakers_pdf", text_hash="0", file=file)
    return made


def test_the_office_reads_who_spoke_and_no_word(record, officer):
    sheet = minutes.sheet_id(record.meeting_id)
    with acting_as(officer):
        assert Item.objects.get(pk=sheet).public_title == "発言者の控え"
        assert RemarkSpeaker.objects.get().name or RemarkSpeaker.objects.get().attendance_id
        for model in (
            SpeakerSheet,
            MinutesRecord,
            Remark,
            RemarkSuggestion,
            SummaryReply,
            StoredFile,
            PrintJob,
        ):
            assert not model._default_manager.exists(), model
        reader = next(r for r in explaining.readers(Item.objects.get(pk=sheet), depth=TITLE))
        assert reader.person_id == officer.pk and reader.depth == TITLE


def test_the_office_writes_nothing_on_a_sheet(record, officer):
    with acting_as(officer):
        assert RemarkSpeaker.objects.update(name="書換え") == 0
        assert RemarkSpeaker.objects.all().delete()[0] == 0
    assert not RemarkSpeaker.objects.filter(name="書換え").exists() and RemarkSpeaker.objects.count() == 1


def test_other_offices_and_a_dismissed_officer_read_nothing(world, record, officer):
    for person in (world.yoshida, world.kimura):
        with acting_as(person):
            assert not RemarkSpeaker.objects.exists() and not SpeakerSheet.objects.exists()
    Office.objects.filter(person=officer).update(valid_until=timezone.now())
    with acting_as(officer):
        assert not RemarkSpeaker.objects.exists()
        assert not Item.objects.filter(pk=minutes.sheet_id(record.meeting_id)).exists()


def test_every_link_an_officer_is_offered_opens(record, officer):
    """From the desk and from the sheet's own page on, as far as links lead inside the portal."""
    client, seen = browser(officer, afresh=True), set()
    sheet = minutes.sheet_id(record.meeting_id)
    waiting = [
        reverse("home"),
        reverse("item_access", args=[sheet]),
        reverse("my_records"),
        reverse("council_list"),
    ]
    while waiting:
        path = waiting.pop()
        if path in seen or re.match(r"/(accounts/|static/|demo/|api/)", path):
            continue
        seen.add(path)
        response = client.get(path)
        assert response.status_code in (200, 302), (path, response.status_code)
        if response.streaming or response.status_code == 302:
            continue
        body = response.content.decode()
        assert WORDS not in body, path
        waiting += [link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"#?]*)', body)]
    assert len(seen) > 8
    for name, pk in (
        ("minutes_record", record.meeting_id),
        ("record_speakers_pdf", record.pk),
        ("record_pdf", record.pk),
    ):
        assert client.get(reverse(name, args=[pk])).status_code == 404, name

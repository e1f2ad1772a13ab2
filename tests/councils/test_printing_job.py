"""Papers made in the background: once per text, with the rights of who asked, and with no speaker where none may be."""

from __future__ import annotations

import hashlib
import io
from datetime import timedelta

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from confidentiality import agreements, files
from confidentiality.acting import acting_as, acting_as_system
from confidentiality.models import Designation, DesignationVersion, Entry, OutboxMessage, PrintJob, StoredFile
from confidentiality.tasks import deliver
from confidentiality.verbs import perform
from councils import minutes, papers, tasks
from councils.models import MinutesRecord, MinutesSummary, RemarkSpeaker, SpeakerSheet
from tests.canaries import readable
from tests.cast import make_designation, make_material
from tests.councils import minutes_cast as cast
from tests.councils.minutes_cast import signed_in

CANARY = "発言者甲乙丙丁"


@pytest.fixture
def meeting(world):
    return cast.held_meeting(world)


def order(client: Client, name: str, pk) -> PrintJob:
    response = client.post(reverse(name, args=[pk]))
    assert response.status_code == 302, response.content.decode()[:300]
    return PrintJob.objects.get(pk=response.url.strip("/").split("/")[-1])


def download(client: Client, job: PrintJob) -> bytes:
    return b"".join(client.get(reverse("print_job_file", args=[job.pk])).streaming_content)


def with_canary(world, record) -> None:
    with acting_as(world.sato):
        remark = minutes.add_remark(
            record, by=world.sato, text="名のない発言。", topic="枠組み", speaker_name=CANARY
        )
        assert RemarkSpeaker.objects.get(remark=remark).name == CANARY


def test_a_draft_is_ordered_followed_and_taken(world, meeting):
    summary = cast.summary_in(world, meeting, "drafting")
    client = signed_in(Client(), world.sato)
    assert "作成する" in client.get(reverse("summary_pdf", args=[summary.pk])).content.decode()
    job = order(client, "summary_pdf", summary.pk)
    assert order(client, "summary_pdf", summary.pk) == job  # the same text is printed once
    assert OutboxMessage.objects.filter(topic="paper.wanted").count() == 1
    waiting = client.get(reverse("print_job", args=[job.pk]), headers={"HX-Request": "true"}).content.decode()
    assert "順番を待っています" in waiting and 'hx-trigger="every 1s"' in waiting and "<html" not in waiting
    assert client.get(reverse("print_job_file", args=[job.pk])).status_code == 404
    assert tasks.make_pdf(str(job.pk)) == "done" == tasks.make_pdf(str(job.pk))
    done = client.get(reverse("print_job", args=[job.pk]), headers={"HX-Request": "true"})
    assert "hx-trigger" not in done.content.decode() and "HX-Trigger" in done.headers
    page = client.get(reverse("print_job", args=[job.pk])).content.decode()
    assert "ダウンロードする" in page and "<main" in page
    assert (
        download(client, job).startswith(b"%PDF")
        and StoredFile.objects.filter(item_id=job.item_id).count() == 1
    )
    assert Entry.objects.get(verb="take_copy", item_id=job.item_id).note["copy"] == 1
    assert "佐藤" in everything_in(download(client, job)) and "写し2" in everything_in(
        download(client, job)
    ).replace("写し3", "写し2")
    assert "ダウンロードする" in client.get(reverse("summary_pdf", args=[summary.pk])).content.decode()


def test_the_order_goes_through_the_outbox_with_ids_only(world, meeting, monkeypatch):
    taken = []
    monkeypatch.setattr(tasks.make_pdf, "delay", lambda *args: taken.append(args))
    summary = cast.summary_in(world, meeting, "drafting")
    job = order(signed_in(Client(), world.sato), "summary_docx", summary.pk)
    message = OutboxMessage.objects.get(topic="paper.wanted")
    assert message.note == {"subject": str(job.pk)}
    deliver(str(message.pk))
    assert taken == [(str(job.pk),)]


def test_a_draft_belongs_to_the_record_and_never_becomes_public_with_the_summary(world, meeting):
    summary = cast.summary_in(world, meeting, "approved")
    job = order(signed_in(Client(), world.sato), "summary_pdf", summary.pk)
    assert tasks.make_pdf(str(job.pk)) == "done"
    with acting_as(world.sato):
        minutes.publish_summary(summary, by=world.sato, shown=summary.text_hash)
    with acting_as(None):
        assert not PrintJob.objects.exists() and not StoredFile.objects.exists()
    for key, code in (("sato", 200), ("tanaka", 200), ("kato", 404), ("inoue", 404)):
        assert (
            signed_in(Client(), world.people[key]).get(reverse("print_job", args=[job.pk])).status_code
            == code
        ), key


def test_exports_of_the_inside_ask_for_the_password_again(world, meeting):
    summary = cast.summary_in(world, meeting, "drafting")
    record = MinutesRecord.objects.get(meeting=meeting)
    client = signed_in(Client(), world.sato, recently=False)
    for name, pk in (
        ("summary_pdf", summary.pk),
        ("summary_docx", summary.pk),
        ("record_pdf", record.pk),
        ("record_speakers_pdf", record.pk),
    ):
        assert "reauthenticate" in client.get(reverse(name, args=[pk])).url, name


def test_a_paper_is_made_with_the_rights_of_who_asked_at_that_moment(world, meeting):
    record = cast.confirming(world, meeting)
    job = order(signed_in(Client(), world.tanaka), "record_pdf", record.pk)
    with acting_as(world.tanaka):
        seat = world.seats["tanaka"]
        perform("start_leaving", seat, by=world.tanaka)
        perform("leave", seat, by=world.tanaka, returned_note="返却済み")
    assert tasks.make_pdf(str(job.pk)) == "failed"
    job.refresh_from_db()
    assert job.problem and job.file is None
    assert (
        order(signed_in(Client(), world.ito), "record_pdf", record.pk).pk != job.pk
    )  # a failed one blocks nobody


def test_a_text_changed_between_order_and_making_is_not_printed(world, meeting):
    summary = cast.summary_in(world, meeting, "drafting")
    job = order(signed_in(Client(), world.sato), "summary_pdf", summary.pk)
    with acting_as(world.sato):
        minutes.save_printed(summary, by=world.sato, shown=summary.text_hash, place="別の部屋")
    assert tasks.make_pdf(str(job.pk)) == "failed"
    assert (
        "本文が変わりました"
        in signed_in(Client(), world.sato).get(reverse("print_job", args=[job.pk])).content.decode()
    )


def test_what_cannot_be_printed_is_said_in_a_sentence(world, meeting):
    summary = cast.summary_in(world, meeting, "drafting")
    with acting_as(world.sato):
        summary = minutes.save_printed(summary, by=world.sato, shown=summary.text_hash, place="\U0001f600")
    job = order(signed_in(Client(), world.sato), "summary_pdf", summary.pk)
    assert tasks.make_pdf(str(job.pk)) == "failed"
    assert PrintJob.objects.get(pk=job.pk).problem.startswith("印刷用の書体にない文字")


def everything_in(data: bytes) -> str:
    """Text, metadata, attachments and the structure of a PDF or the parts of a Word file."""
    found = readable(data, "")
    if data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found += str(pdf.docinfo) + (
                pdf.Root.Metadata.read_bytes().decode() if "/Metadata" in pdf.Root else ""
            )
            found += "".join(
                name + spec.get_file().read_bytes().decode(errors="ignore")
                for name, spec in pdf.attachments.items()
            )
            found += "".join(
                str(obj) for obj in pdf.objects if isinstance(obj, pikepdf.String | pikepdf.Dictionary)
            )
    return found


def test_no_speaker_in_any_paper_but_the_one_of_the_sheet(world, meeting):
    """Hostile: text, metadata, attachment and every string of each file are searched, and so is every page."""
    record = cast.written_record(world, meeting)
    with_canary(world, record)
    with acting_as(world.sato):
        summary = minutes.compose_summary(record, by=world.sato)
        minutes.send_for_confirmation(record, by=world.sato, confirm_by=timezone.now() + timedelta(days=1))
    sato, tanaka = signed_in(Client(), world.sato), signed_in(Client(), world.tanaka)
    for name, pk in (("summary_pdf", summary.pk), ("summary_docx", summary.pk), ("record_pdf", record.pk)):
        job = order(sato, name, pk)
        assert tasks.make_pdf(str(job.pk)) == "done", PrintJob.objects.get(pk=job.pk).problem
        assert CANARY not in everything_in(download(sato, job)), name
        job.refresh_from_db()
        kept = everything_in(files.read(job.file))  # before the reader's own mark
        assert CANARY not in kept and "佐藤" not in kept and "sato" not in kept, name
    job = order(sato, "record_speakers_pdf", record.pk)
    assert tasks.make_pdf(str(job.pk)) == "done"
    whole = everything_in(download(sato, job))
    assert CANARY in whole.replace("\n", "") and "協議会限り" in whole
    assert tanaka.get(reverse("record_speakers_pdf", args=[record.pk])).status_code == 403
    for name in ("print_job", "print_job_file"):
        assert tanaka.get(reverse(name, args=[job.pk])).status_code == 404
    assert CANARY not in "".join(str(e.note) for e in Entry.objects.all())
    with acting_as(world.tanaka):
        assert not PrintJob.objects.filter(pk=job.pk).exists() and not SpeakerSheet.objects.exists()


def test_a_remark_under_a_guarded_material_is_in_nobodys_copy(world, meeting):
    from confidentiality.models import Item

    material = make_material(world.quantum, world.sato, title="図面", public_title="図面")
    record = cast.written_record(world, meeting)
    with acting_as(world.sato):
        minutes.add_remark(
            record,
            by=world.sato,
            text="図面の寸法は極秘の数値である。",
            topic="体制",
            cover=Item.objects.get(pk=material.pk),
        )
        assert "極秘の数値" not in str(papers.record_form(record, {}))
        hashes = {papers.record_pdf(MinutesRecord.objects.get(pk=record.pk)).text_hash}
    with acting_as(world.suzuki):
        hashes.add(papers.record_pdf(MinutesRecord.objects.get(pk=record.pk)).text_hash)
    assert len(hashes) == 1  # one text for every reader, so one file


def test_the_record_prints_its_own_digest(world, meeting):
    record = cast.approved(world, meeting)
    with acting_as(world.sato):
        paper = papers.record_pdf(record)
        text = readable(paper.make(), "").replace("\n", "")
    assert paper.text_hash in text and "承認" in text and "《" not in text and "枠組み" in text


def test_a_damaged_file_is_not_handed_out(world, meeting):
    summary = cast.summary_in(world, meeting, "drafting")
    client = signed_in(Client(raise_request_exception=False), world.sato)
    job = order(client, "summary_docx", summary.pk)
    tasks.make_pdf(str(job.pk))
    job.refresh_from_db()
    with acting_as_system("test"):
        assert hashlib.sha256(files.read(job.file)).hexdigest() == job.file.sha256
        StoredFile.objects.filter(pk=job.file_id).update(sha256="0" * 64)
    assert client.get(reverse("print_job_file", args=[job.pk])).status_code == 500


def test_a_published_edition_nobody_ordered_gets_its_pdf_with_the_next_tidying(world, meeting):
    summary = cast.summary_in(world, meeting, "published")
    assert tasks.tidy_deadlines() == 0 == tasks.tidy_deadlines()
    job = PrintJob.objects.get(kind="edition_pdf", item_id=summary.pk)
    assert tasks.make_pdf(str(job.pk)) == "done" and summary.editions.get().file is not None


# Deadlines ------------------------------------------------------------------------------------------


def test_rounds_whose_time_is_over_lapse_once_and_ends_are_said_once(world):
    late, over, running = (
        make_material(world.quantum, world.tanaka, sealed=True, title=f"資料{n}") for n in range(3)
    )
    lapsing = make_designation(world, late, until="consent_open")
    ending = make_designation(world, over, until="in_force")
    going = make_designation(world, running, until="consent_open")
    Designation.objects.filter(pk=lapsing.pk).update(answer_by=timezone.now() - timedelta(seconds=1))
    DesignationVersion.objects.filter(pk=ending.in_force_id).update(
        valid_until=timezone.now() - timedelta(microseconds=1)
    )
    assert tasks.tidy_deadlines() == 2 and tasks.tidy_deadlines() == 0
    states = dict(Designation.objects.values_list("pk", "state"))
    assert (states[lapsing.pk], states[ending.pk], states[going.pk]) == ("lapsed", "expired", "consent_open")
    assert Entry.objects.filter(verb__in=["lapse", "expire"]).count() == 2


def test_one_agreement_that_cannot_be_tidied_stops_no_other(world, monkeypatch, caplog):
    first, second = (
        make_designation(world, make_material(world.quantum, world.tanaka, sealed=True, title=f"資料{n}"))
        for n in range(2)
    )
    Designation.objects.update(answer_by=timezone.now() - timedelta(seconds=1))
    lapse, broken = agreements.lapse, min(first.pk, second.pk)

    def failing(designation):
        if designation.pk == broken:
            raise RuntimeError("broken")
        return lapse(designation)

    monkeypatch.setattr(agreements, "lapse", failing)
    assert tasks.tidy_deadlines() == 1
    assert str(broken) in caplog.text


def test_a_summary_of_the_old_world_without_a_whole_text_breaks_no_page(world, meeting):
    """What other code may leave half-filled is shown as missing."""
    with acting_as(world.sato):
        minutes.open_record(meeting, by=world.sato)
        summary = minutes.make_summary(
            meeting,
            by=world.sato,
            printed={"title": "x", "sections": [{"heading": "節", "paragraphs": [], "topics": []}]},
        )
    client = signed_in(Client(), world.sato)
    for name in (
        "summary_edit",
        "summary_disclosure",
        "summary_approve",
        "summary_publish",
        "summary_pdf",
        "summary_docx",
    ):
        assert client.get(reverse(name, args=[summary.pk])).status_code in (200, 403), name
    assert MinutesSummary.objects.get(pk=summary.pk).state == "drafting"

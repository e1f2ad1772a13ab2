"""Meetings, the record of what was said with its speakers apart, and the summary."""

from django.db import models

from confidentiality.acting import acting_as
from confidentiality.models import PrintJob
from councils import meetings, minutes, records
from councils.models import AgendaItem, Attendance, RecordReply, Remark, RemarkSpeaker, SummaryReply
from tests.access_scenes.papers import paper
from tests.access_scenes.stage import Rows, last, named, planned_meeting, scene, told_meeting
from tests.cast import World, make_designation
from tests.councils.minutes_cast import (
    approved,
    confirm_all,
    confirming,
    held_meeting,
    summary_in,
    written_record,
)


def meeting_rows(meeting: models.Model) -> Rows:
    return [meeting, last(AgendaItem, item=meeting), last(Attendance, item=meeting)]


@scene("会合：予定（通知の前）")
def meeting_planned(world: World) -> Rows:
    with acting_as(world.sato):
        meeting = planned_meeting(world)
        Attendance.objects.create(item=meeting, membership=world.seats["tanaka"], name="田中")
    return meeting_rows(meeting)


@scene("会合：開催を通知した")
def meeting_announced(world: World) -> Rows:
    meeting = told_meeting(world)
    with acting_as(world.tanaka):
        meetings.answer_attendance(meeting, by=world.tanaka, reply="venue")
    return meeting_rows(meeting)


def record_rows(world: World, record: models.Model) -> Rows:
    """The record with what 鈴木 said in it."""
    line = RemarkSpeaker.objects.get(remark__item=record, person=world.suzuki)
    return [record, line.remark, record.speaker_sheet, line]


@scene("議事の記録：作成中")
def record_drafting(world: World) -> Rows:
    return record_rows(world, written_record(world, held_meeting(world)))


@scene("議事の記録：発言者の確認中")
def record_confirming(world: World) -> Rows:
    record = confirming(world, held_meeting(world))
    rows = record_rows(world, record)
    with acting_as(world.suzuki):
        records.suggest(rows[1], by=world.suzuki, reason="理由", text="別の言い方")
    confirm_all(world, record, ("tanaka",))
    return [*rows, rows[1].suggestions.get(), RecordReply.objects.get(item=record, person=world.tanaka)]


@scene("議事の記録：承認済")
def record_approved(world: World) -> Rows:
    record = approved(world, held_meeting(world))
    with acting_as(world.sato):
        addendum = records.add_addendum(record, by=world.sato, text="追記")
    return [*record_rows(world, record), addendum]


@scene("議事の記録：守秘の資料を引用した発言（保持者はニーズ省庁だけ、記録は確認中）")
def remark_covered(world: World) -> Rows:
    material = paper(world, "council")
    record = confirming(world, held_meeting(world))
    remark = record.remarks.order_by("order").last()
    Remark.objects.filter(pk=remark.pk).update(cover=material)
    make_designation(world, material, until="in_force", scoped=named(world, "ito"))
    return [Remark.objects.get(pk=remark.pk)]


@scene("議事要旨：作成中")
def summary_drafting(world: World) -> Rows:
    return [summary_in(world, held_meeting(world), "drafting")]


@scene("議事要旨：出席者の確認中")
def summary_checked(world: World) -> Rows:
    summary = summary_in(world, held_meeting(world), "attendee_check")
    with acting_as(world.tanaka):
        minutes.reply_to_summary(summary, by=world.tanaka, answer="fine")
    job = PrintJob.objects.create(
        item=summary, kind="summary-draft", text_hash="0" * 64, requested_by=world.sato
    )
    return [summary, SummaryReply.objects.get(summary=summary), job]


@scene("議事要旨：公開した")
def summary_published(world: World) -> Rows:
    summary = summary_in(world, held_meeting(world), "published")
    return [
        summary,
        summary.editions.get(),
        SummaryReply.objects.get(summary=summary, person=world.tanaka),
        summary.meeting.record,
        summary.meeting.record.speaker_sheet,
    ]

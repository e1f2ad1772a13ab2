"""Records the invented meetings: remarks with speakers held apart, confirmation, summary, publication."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Person
from confidentiality.acting import acting_as
from confidentiality.verbs import perform
from councils import disclosure, minutes
from councils.models import Meeting, MinutesRecord, MinutesSummary


def record_meeting(story: Any, meeting: Meeting, told: dict) -> None:
    """Take the meeting as far as told: its record under confirmation, or its summary published."""
    by = story.secretary
    with acting_as(by):
        record = minutes.open_record(meeting, by=by)
        minutes.explain(record, by=by, text=told["explanation"])
        for said in told["remarks"]:
            speaker = meeting.attendances.get(membership=story.seats[said["speaker"]])
            minutes.add_remark(
                record,
                by=by,
                text=said["text"],
                speaker=speaker,
                topic=said["topic"].strip("《》"),
                summary_text=said["summary"],
            )
        minutes.send_for_confirmation(record, by=by, confirm_by=timezone.now() + timedelta(days=4))
    if told.get("published"):
        publish(story, meeting, record)
    else:
        confirm(story.people["chair"], record)


def confirm(person: Person, record: MinutesRecord) -> None:
    """The person confirms their own remarks as they stand."""
    with acting_as(person):
        fresh = MinutesRecord.objects.get(pk=record.pk)
        lines = minutes.own_lines(fresh, person)
        minutes.confirm_remarks(
            fresh, by=person, shown={line.remark_id: line.remark.version for line in lines}
        )


def publish(story: Any, meeting: Meeting, record: MinutesRecord) -> None:
    everyone, secretary, chair, second = (
        story.people,
        story.secretary,
        story.people["chair"],
        story.people["secretariat2"],
    )
    members = [m["person"] for m in story.data["members"]]
    for key in (*members, "secretariat", "secretariat2"):
        confirm(everyone[key], record)
    with acting_as(chair):
        minutes.approve_record(MinutesRecord.objects.get(pk=record.pk), by=chair)
    with acting_as(secretary):
        summary = minutes.compose_summary(MinutesRecord.objects.get(pk=record.pk), by=secretary)
        minutes.send_to_attendees(summary, by=secretary, check_by=timezone.now() + timedelta(days=4))
    for key in (*members, "secretariat", "secretariat2"):
        with acting_as(everyone[key]):
            minutes.reply_to_summary(
                MinutesSummary.objects.get(pk=summary.pk), by=everyone[key], answer="fine"
            )
    with acting_as(secretary):
        minutes.submit_to_chair(MinutesSummary.objects.get(pk=summary.pk), by=secretary)
    with acting_as(chair):
        draft = MinutesSummary.objects.get(pk=summary.pk)
        minutes.approve_summary(draft, by=chair, shown=draft.text_hash)
    with acting_as(second):
        draft = MinutesSummary.objects.get(pk=summary.pk)
        harmless = [f.key for f in disclosure.check(draft.printed, meeting) if not f.is_certain]
        minutes.clear_summary(draft, by=second, shown=draft.text_hash, looked_at=harmless)
    with acting_as(secretary):
        ready = MinutesSummary.objects.get(pk=summary.pk)
        minutes.publish_summary(ready, by=secretary, shown=ready.text_hash)
        perform("close", Meeting.objects.get(pk=meeting.pk), by=secretary)

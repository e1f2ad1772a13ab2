"""The acts of minutes: the anonymous summary from its making to its editions, and the record it is made from.

Nothing here reads a speaker.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.japanese import in_tokyo, wareki_date, wareki_range
from accounts.phrasing import in_japanese
from confidentiality import journal, outbox
from confidentiality.verbs import Gone, Refused, WrongState, lock, perform
from councils import disclosure, notation
from councils.models import Meeting, MinutesRecord, MinutesSummary, Remark, SummaryReply
from councils.paper import EXPLANATION, Attendee, PrintedMinutes, Section, Topic, in_kana_order, title_line
from councils.records import (
    Conflict,
    add_addendum,
    add_remark,
    approve_record,
    belonging_to_council,
    confirm_remarks,
    decide_suggestion,
    delete_remark,
    edit_remark,
    explain,
    make_record,
    move_remark,
    open_record,
    own_attendance,
    own_lines,
    send_for_confirmation,
    sheet_id,
    suggest,
)
from councils.rights import keeps_record

DISCUSSION = "意見交換"


def compose(record: MinutesRecord, *, in_order_of_speaking: bool = False) -> PrintedMinutes:
    """The anonymous form of a record: attendees of the day, remarks by topic, numbers by what exists (R87, R88).

    Remarks under one topic come in an order that says nothing about who spoke when, unless asked for. Remarks that
    reproduce a guarded material are left out, whoever composes.
    """
    meeting = record.meeting
    lines = meeting.as_printed
    remarks = record.remarks.filter(in_summary=True, cover=None).order_by("order", "pk")
    topics: dict[str, list[Remark]] = {}
    for remark in remarks:
        topics.setdefault(remark.topic, []).append(remark)
    for said in [] if in_order_of_speaking else topics.values():
        said.sort(key=lambda remark: remark.pk)  # random ids: no order of speech
    sections = (
        [Section(EXPLANATION, tuple(record.explanation.split("\n\n")))] if record.explanation.strip() else []
    )
    if topics:
        sections.append(
            Section(
                DISCUSSION,
                (),
                tuple(
                    Topic(heading, tuple(remark.summary_text or remark.text for remark in said))
                    for heading, said in topics.items()
                ),
            )
        )
    return PrintedMinutes(
        title=lines.get("title") or title_line(meeting.council.name, meeting.number),
        date_line=lines.get("date_line") or wareki_range(meeting.starts_at, meeting.ends_at),
        place=lines.get("place") or meeting.place,
        attendees=tuple(printed_attendees(meeting)),
        sections=tuple(sections),
        label=lines.get("label") or "",
        **({"headings": tuple(lines["headings"])} if lines.get("headings") else {}),
        starts_at=in_tokyo(meeting.starts_at),
        ends_at=in_tokyo(meeting.ends_at),
    )


def printed_attendees(meeting: Meeting) -> list[Attendee]:
    """Who was there, with affiliation and title of that day; no secretariat, no absentees, in kana order (R84)."""
    present = meeting.attendances.filter(is_present=True).exclude(
        Q(membership__capacity="secretariat") | Q(group="事務局")
    )
    lines = [
        Attendee.of(" ".join(a.name.split()), "", a.affiliation, [a.title] if a.title else [], kana=a.kana)
        for a in present.order_by("print_order", "pk")
    ]
    return lines if meeting.as_printed else in_kana_order(lines)


@transaction.atomic
def compose_summary(record: MinutesRecord, *, by: Any, in_order_of_speaking: bool = False) -> MinutesSummary:
    """Make the summary from the record, or make it anew while it is being drafted."""
    if not keeps_record(record, by):
        raise Refused("compose_summary")
    lock(record.meeting_id)
    summary = MinutesSummary.objects.filter(meeting_id=record.meeting_id).first()
    if summary is None:
        summary = make_summary(record.meeting, by=by)
    if summary.state != MinutesSummary.State.DRAFTING:
        raise WrongState(_("作成中のときだけ、記録から作り直せます。"))
    summary.printed = compose(record, in_order_of_speaking=in_order_of_speaking).to_dict()
    summary.label = (summary.printed["label"] or "")[:30]
    summary.save(update_fields=["printed", "label"])
    journal.record("compose_summary", summary, hash=summary.text_hash)
    return summary


def make_summary(meeting: Meeting, *, by: Any, **fields: Any) -> MinutesSummary:
    """The item with its first readers, still empty; for compose_summary and the import."""
    return belonging_to_council(
        MinutesSummary,
        meeting,
        by,
        meeting=meeting,
        number=meeting.number,
        held_on=in_tokyo(meeting.starts_at).date(),
        public_title=in_japanese("議事要旨"),
        **fields,
    )


def _summary_as_shown(summary: MinutesSummary, shown: str) -> MinutesSummary:
    """The summary afresh under its lock; raises Conflict when its text is not the one that was shown."""
    lock(summary.pk)
    fresh = MinutesSummary.objects.filter(pk=summary.pk).first()
    if fresh is None:
        raise Gone
    if fresh.text_hash != shown:
        raise Conflict(fresh)
    return fresh


@transaction.atomic
def save_printed(summary: MinutesSummary, *, by: Any, shown: str, **parts: Any) -> MinutesSummary:
    """Change the printed text (title, place, attendees, sections …) while it is drafted or checked by attendees.

    ``shown`` is the hash of the text the form was made from. Raises Conflict, WrongState, ValueError (not the form).
    """
    summary = _summary_as_shown(summary, shown)
    if not keeps_record(summary, by):
        raise Refused("edit_summary")
    if summary.state not in (MinutesSummary.State.DRAFTING, MinutesSummary.State.ATTENDEE_CHECK):
        raise WrongState(
            _("座長の承認へ進んだ議事要旨は変更できません。「作成に戻す」を押してから直してください。")
        )
    summary.printed = PrintedMinutes.from_dict({**summary.printed, **parts}).to_dict()
    summary.label = (summary.printed["label"] or "")[:30]
    summary.save(update_fields=["printed", "label"])
    journal.record("edit_summary", summary, was=shown, now=summary.text_hash)
    return summary


@transaction.atomic
def send_to_attendees(summary: MinutesSummary, *, by: Any, check_by: datetime) -> MinutesSummary:
    summary = perform("send_to_attendees", summary, by=by, check_by=check_by)
    outbox.enqueue("summary.attendee_check", summary)
    return summary


@transaction.atomic
def reply_to_summary(summary: MinutesSummary, *, by: Any, answer: str, text: str = "") -> SummaryReply:
    """An attendee's answer to the draft; kept on the sheet of speakers, because the summary itself becomes public."""
    lock(summary.pk)
    summary = MinutesSummary.objects.filter(pk=summary.pk).first()
    if summary is None:
        raise Gone
    attendance = own_attendance(summary.meeting_id, by)
    if attendance is None:
        raise Refused("reply_to_summary")
    if summary.state != MinutesSummary.State.ATTENDEE_CHECK:
        raise WrongState(_("いまは議事要旨への回答を受け付けていません。"))
    reply = SummaryReply.objects.create(
        item_id=sheet_id(summary.meeting_id),
        summary=summary,
        membership_id=attendance.membership_id,
        person=by,
        answer=answer,
        text=text,
    )
    journal.record("reply_to_summary", summary, answer=answer, hash=summary.text_hash)
    if answer == SummaryReply.Answer.CORRECT:
        outbox.enqueue("summary.correction_asked", summary)
    return reply


@transaction.atomic
def submit_to_chair(summary: MinutesSummary, *, by: Any) -> MinutesSummary:
    summary = perform("submit_to_chair", summary, by=by)
    outbox.enqueue("summary.chair_approval", summary)
    return summary


@transaction.atomic
def approve_summary(summary: MinutesSummary, *, by: Any, shown: str) -> MinutesSummary:
    """The chair approves exactly the text on their screen."""
    summary = perform("approve", _summary_as_shown(summary, shown), by=by)
    outbox.enqueue("summary.disclosure_check", summary)
    return summary


@transaction.atomic
def clear_summary(
    summary: MinutesSummary, *, by: Any, shown: str, looked_at: Sequence[str] = ()
) -> MinutesSummary:
    """Say that nothing in exactly this text stands against publication; by another person than who approved.

    ``looked_at`` are keys of uncertain findings the person has judged harmless; certain ones cannot be waved through.
    """
    summary = _summary_as_shown(summary, shown)
    found = disclosure.check(summary.printed, summary.meeting)
    left = [f for f in found if f.is_certain or f.key not in looked_at]
    summary = perform("clear_for_disclosure", summary, by=by, findings=[f.as_json() for f in left])
    journal.record("check_disclosure", summary, hash=shown, judged=len(found) - len(left))
    return summary


@transaction.atomic
def publish_summary(summary: MinutesSummary, *, by: Any, shown: str) -> MinutesSummary:
    """Open exactly the checked text to everybody; the official PDF follows."""
    summary = _summary_as_shown(summary, shown)
    if any(f.is_certain for f in disclosure.check(summary.printed, summary.meeting)):
        raise WrongState(_("確認の後に、公開できない語が見つかりました。「公開前の点検」を開いてください。"))
    summary = perform("publish_summary", summary, by=by)
    outbox.enqueue("summary.published", summary)
    return summary


@transaction.atomic
def correct_summary(
    summary: MinutesSummary,
    *,
    by: Any,
    shown: str,
    reason: str,
    on: date,
    looked_at: Sequence[str] = (),
    **parts: Any,
) -> MinutesSummary:
    """Publish a corrected edition dated ``on``; the earlier one and its hash stay readable."""
    summary = _summary_as_shown(summary, shown)
    printed = PrintedMinutes.from_dict({**summary.printed, **parts}).to_dict()
    if printed == summary.printed:
        raise WrongState(_("本文が変わっていません。訂正する箇所を直してください。"))
    printed["correction"] = _correction_line(on)
    left = [f for f in disclosure.check(printed, summary.meeting) if f.is_certain or f.key not in looked_at]
    if left:
        raise WrongState(_("公開できない語が%(n)s件あります。本文を直してください。") % {"n": len(left)})
    summary = perform("correct_summary", summary, by=by, printed=printed, reason=reason)
    outbox.enqueue("summary.corrected", summary)
    return summary


def _correction_line(on: date) -> str:
    return f"（訂正版：{wareki_date(on, weekday=False)}）"


def body_text(summary: MinutesSummary) -> str:
    """The body as people edit it."""
    return notation.write_body(summary.printed.get("sections") or [])


__all__ = [
    "Conflict",
    "add_addendum",
    "add_remark",
    "approve_record",
    "approve_summary",
    "body_text",
    "clear_summary",
    "compose",
    "compose_summary",
    "confirm_remarks",
    "correct_summary",
    "decide_suggestion",
    "delete_remark",
    "edit_remark",
    "explain",
    "make_record",
    "make_summary",
    "move_remark",
    "open_record",
    "own_attendance",
    "own_lines",
    "printed_attendees",
    "publish_summary",
    "reply_to_summary",
    "save_printed",
    "send_for_confirmation",
    "send_to_attendees",
    "sheet_id",
    "submit_to_chair",
    "suggest",
]

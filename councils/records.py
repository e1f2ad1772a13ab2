"""The full record of a meeting: who takes it down, who confirms it, how it closes.

No function here copies a speaker anywhere but into the sheet of speakers.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.phrasing import in_japanese
from confidentiality import audience, journal, outbox
from confidentiality.acting import database_now
from confidentiality.guards import TITLE
from confidentiality.models import Item
from confidentiality.verbs import Gone, Refused, WrongState, lock, perform
from councils.models import (
    Attendance,
    Meeting,
    MinutesRecord,
    RecordAddendum,
    RecordReply,
    Remark,
    RemarkSpeaker,
    RemarkSuggestion,
    SpeakerSheet,
)
from councils.rights import keeps_record, manages


class Conflict(Exception):
    """Somebody else saved a change since the text was shown; ``current`` is the row as it stands now."""

    def __init__(self, current: Any) -> None:
        super().__init__()
        self.current = current


def sheet_id(meeting_id: uuid.UUID) -> uuid.UUID:
    """The id of a meeting's sheet of speakers: attendees write on it (their answers) without ever reading it."""
    return uuid.uuid5(meeting_id, "speakers")


@transaction.atomic
def open_record(meeting: Meeting, *, by: Any) -> MinutesRecord:
    """The record of a held meeting with its sheet of speakers; twice is once. Secretariat and chair read both.

    They belong to the council and not to who opened them: sight of them ends with the seat.
    """
    if not manages(meeting, by):
        raise Refused("open_record")
    lock(meeting.pk)
    found = MinutesRecord.objects.filter(meeting_id=meeting.pk).first()
    if found:
        return found
    meeting = Meeting.objects.get(pk=meeting.pk)
    if meeting.state == Meeting.State.HELD:
        meeting = perform("start_record", meeting, by=by)
    if meeting.state not in (Meeting.State.RECORDED, Meeting.State.CLOSED):
        raise WrongState(_("会合を「開催済み」にしてから、記録を作り始めてください。"))
    record = make_record(meeting, by=by)
    journal.record("open_record", record)
    return record


def make_record(meeting: Meeting, *, by: Any, **fields: Any) -> MinutesRecord:
    """The two items with their readers; for open_record and the import."""
    record = belonging_to_council(
        MinutesRecord, meeting, by, meeting=meeting, public_title=in_japanese("議事の記録"), **fields
    )
    sheet = belonging_to_council(
        SpeakerSheet,
        meeting,
        by,
        id=sheet_id(meeting.pk),
        record=record,
        public_title=in_japanese("発言者の控え"),
    )
    audience.open_to(sheet, audience.office("records_officer"), depth=TITLE)
    return record


def belonging_to_council(model: type, meeting: Meeting, by: Any, /, **fields: Any) -> Any:
    council = meeting.council_id
    made = model.objects.create(custodian=by, container_id=council, council_id=council, **fields)
    audience.open_to(made, audience.capacity(council, "secretariat"), audience.capacity(council, "chair"))
    Item.objects.filter(pk=made.pk).update(custodian=None)
    made.custodian = None
    return made


def _editable(record: MinutesRecord, by: Any) -> MinutesRecord:
    """The record afresh under its lock. Raises Gone, Refused or WrongState (approved records never change)."""
    lock(record.pk)
    fresh = MinutesRecord.objects.filter(pk=record.pk).first()
    if fresh is None:
        raise Gone
    if not keeps_record(fresh, by):
        raise Refused("edit_record")
    if not fresh.is_editable:
        raise WrongState(_("承認された記録は変更できません。訂正は「追記」で残してください。"))
    return fresh


@transaction.atomic
def explain(record: MinutesRecord, *, by: Any, text: str) -> MinutesRecord:
    """The secretariat's explanation as the summary prints it; empty when none was held (R88)."""
    record = _editable(record, by)
    record.explanation = text
    record.save(update_fields=["explanation"])
    journal.record("explain", record)
    return record


@transaction.atomic
def add_remark(
    record: MinutesRecord,
    *,
    by: Any,
    text: str,
    speaker: Attendance | None = None,
    speaker_name: str = "",
    **wording: Any,
) -> Remark:
    """One more remark at the end of the record; the speaker goes to the sheet and nowhere else (R86)."""
    record = _editable(record, by)
    last = Remark.objects.filter(item=record).aggregate(n=Max("order"))["n"]
    remark = Remark.objects.create(
        item=record, text=text, order=0 if last is None else last + 1, updated_by=by, **wording
    )
    _set_speaker(remark, record, speaker, speaker_name)
    journal.record("add_remark", remark)
    return remark


@transaction.atomic
def edit_remark(
    remark: Remark,
    *,
    by: Any,
    shown: str,
    speaker: Attendance | None = None,
    speaker_name: str = "",
    **wording: Any,
) -> Remark:
    """Save a changed wording. ``shown`` is the version the form was made from; raises Conflict when it is not the last.

    A wording changed after its speaker confirmed it waits for them again.
    """
    record = _editable(remark.item, by)
    fresh = Remark.objects.filter(pk=remark.pk).first()
    if fresh is None:
        raise Gone
    was = fresh.text
    if fresh.version != shown and any(getattr(fresh, name) != wording[name] for name in wording):
        raise Conflict(fresh)
    for name, value in wording.items():
        setattr(fresh, name, value)
    fresh.updated_at, fresh.updated_by = database_now(), by
    fresh.save()
    if was != fresh.text:
        RemarkSpeaker.objects.filter(remark=fresh).update(confirmed_at=None)
    _set_speaker(fresh, record, speaker, speaker_name)
    journal.record("edit_remark", fresh)
    return fresh


def _set_speaker(remark: Remark, record: MinutesRecord, speaker: Attendance | None, name: str) -> None:
    if speaker is None and not name:
        RemarkSpeaker.objects.filter(remark=remark).delete()
        return
    person = speaker.membership.person_id if speaker and speaker.membership_id else None
    line = RemarkSpeaker.objects.filter(remark=remark).first()
    if line is None:
        RemarkSpeaker.objects.create(
            item_id=record.speaker_sheet.pk, remark=remark, attendance=speaker, person_id=person, name=name
        )
    elif (line.attendance_id, line.name) != (speaker.pk if speaker else None, name):
        RemarkSpeaker.objects.filter(pk=line.pk).update(
            attendance=speaker, person_id=person, name=name, confirmed_at=None
        )


@transaction.atomic
def move_remark(remark: Remark, *, by: Any, up: bool) -> None:
    """One place up or down among the remarks this reader sees; at the end nothing happens."""
    record = _editable(remark.item, by)
    rows = list(Remark.objects.filter(item=record).order_by("order", "pk").values_list("pk", "order"))
    place = next(n for n, (key, _order) in enumerate(rows) if key == remark.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return
    for key, order in ((rows[place][0], rows[other][1]), (rows[other][0], rows[place][1])):
        Remark.objects.filter(pk=key).update(order=order)
    journal.record("move_remark", remark)


@transaction.atomic
def delete_remark(remark: Remark, *, by: Any) -> None:
    """Take a remark out while the record is being made; one its speaker has written about stays."""
    _editable(remark.item, by)
    if remark.suggestions.exists():
        raise WrongState(_("発言者から申出のある発言は削除できません。本文を直してください。"))
    journal.record("delete_remark", remark)
    RemarkSpeaker.objects.filter(remark=remark).delete()
    Remark.objects.filter(pk=remark.pk)._raw_delete(
        "default"
    )  # the web may not delete suggestions, and there are none


# The speakers' word ---------------------------------------------------------------------------------


def own_attendance(meeting_id: uuid.UUID, person: Any) -> Attendance | None:
    """The row by which this person was there, or None."""
    return Attendance.objects.filter(item_id=meeting_id, membership__person=person, is_present=True).first()


def own_lines(record: MinutesRecord, person: Any) -> list[RemarkSpeaker]:
    """This person's own remarks, in the record's order, through their own lines on the sheet."""
    found = RemarkSpeaker.objects.filter(remark__item=record, person=person).select_related("remark")
    return sorted(found, key=lambda line: (line.remark.order, line.remark_id))


def _confirming(record: MinutesRecord, by: Any) -> tuple[MinutesRecord, Attendance]:
    lock(record.pk)
    record = MinutesRecord.objects.filter(pk=record.pk).first()
    attendance = own_attendance(record.meeting_id, by) if record else None
    if record is None:
        raise Gone
    if attendance is None:
        raise Refused("confirm_record")
    if record.state != MinutesRecord.State.CONFIRMING:
        raise WrongState(_("いまは発言の確認を受け付けていません。"))
    return record, attendance


@transaction.atomic
def confirm_remarks(record: MinutesRecord, *, by: Any, shown: Mapping[uuid.UUID, str]) -> bool:
    """Confirm own remarks as they were shown ({remark id: version}); True once nothing of this person's is left open.

    Raises WrongState when a wording changed since it was shown. Confirming twice is once (R97).
    """
    record, attendance = _confirming(record, by)
    confirmed = [
        line for line in own_lines(record, by) if line.remark_id in shown and line.confirmed_at is None
    ]
    if any(line.remark.version != shown[line.remark_id] for line in confirmed):
        raise WrongState(
            _("表示していた発言が直されました。新しい文を読んでから、もう一度確認してください。")
        )
    RemarkSpeaker.objects.filter(pk__in=[line.pk for line in confirmed]).update(confirmed_at=database_now())
    # The journal names the record only: who confirmed which remark would say who spoke.
    journal.record("confirm_remarks", record, confirmed=len(confirmed))
    return _reply_when_done(record, attendance, by)


def _reply_when_done(record: MinutesRecord, attendance: Attendance, by: Any) -> bool:
    asked = set(
        RemarkSuggestion.objects.filter(remark__item=record, person=by).values_list("remark_id", flat=True)
    )
    if any(line.confirmed_at is None and line.remark_id not in asked for line in own_lines(record, by)):
        return False
    if not RecordReply.objects.filter(item=record, membership_id=attendance.membership_id).exists():
        RecordReply.objects.create(item=record, membership_id=attendance.membership_id, person=by)
        journal.record("confirm_record", record)
    return True


@transaction.atomic
def suggest(remark: Remark, *, by: Any, reason: str, text: str = "") -> bool:
    """Propose another wording of one's own remark with a reason, or (without ``text``) ask the secretariat about it."""
    record, attendance = _confirming(remark.item, by)
    line = RemarkSpeaker.objects.filter(remark=remark, person=by).first()
    if line is None:
        raise Refused("suggest")
    if remark.suggestions.filter(person=by, state=RemarkSuggestion.State.OPEN).exists():
        raise WrongState(_("この発言には、まだ採否の決まっていない申出があります。"))
    RemarkSuggestion.objects.create(
        item_id=line.item_id,
        cover_id=remark.cover_id,
        remark=remark,
        person=by,
        was=remark.text,
        text="" if text == remark.text else text,
        reason=reason,
    )
    journal.record("suggest", record)
    outbox.enqueue("record.suggested", record)
    return _reply_when_done(record, attendance, by)


@transaction.atomic
def decide_suggestion(suggestion: RemarkSuggestion, *, by: Any, take: bool) -> RemarkSuggestion:
    """Take or leave a speaker's proposal, under the record's lock."""
    _editable(suggestion.remark.item, by)
    return perform("take" if take else "leave", suggestion, by=by)


@transaction.atomic
def send_for_confirmation(record: MinutesRecord, *, by: Any, confirm_by: datetime) -> MinutesRecord:
    record = perform("send_for_confirmation", record, by=by, confirm_by=confirm_by)
    outbox.enqueue("record.confirming", record)
    return record


@transaction.atomic
def approve_record(record: MinutesRecord, *, by: Any) -> MinutesRecord:
    record = perform("approve", record, by=by)
    outbox.enqueue("record.approved", record)
    return record


@transaction.atomic
def add_addendum(record: MinutesRecord, *, by: Any, text: str) -> RecordAddendum:
    """A dated correction of an approved record; the record itself stays as it was."""
    if not keeps_record(record, by):
        raise Refused("add_addendum")
    if record.is_editable:
        raise WrongState(_("承認前の記録は、本文を直してください。"))
    addendum = RecordAddendum.objects.create(item=record, text=text, person=by)
    journal.record("add_addendum", record)
    return addendum

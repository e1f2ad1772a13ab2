"""Acts on a meeting that make several rows, all or nothing: plan, agenda, who attends, hold; decides no state alone."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Max, Q
from django.utils.translation import gettext as _

from accounts.models import Affiliation, Person
from accounts.phrasing import in_japanese
from confidentiality import audience, journal, outbox
from confidentiality.acting import database_now
from confidentiality.models import Item
from confidentiality.verbs import Refused, WrongState, lock, perform
from councils.models import ActionItem, AgendaItem, Attendance, Council, Meeting, Membership
from councils.rights import inside, manages

Topic, Kind, State = AgendaItem.Topic, AgendaItem.Kind, Meeting.State
BEFORE = (State.PLANNED, State.ANNOUNCED)
OPEN_ACTIONS = (ActionItem.State.OPEN, ActionItem.State.DOING, ActionItem.State.RETURNED)
MINUTES_FOR_ACTIONS = 10


def _require(condition: bool, act: str) -> None:
    if not condition:
        raise Refused(act)


def _still(meeting: Meeting, *states: str) -> Meeting:
    """The meeting read afresh under its lock, if it is in one of these states."""
    lock(meeting.pk)
    fresh = Meeting.objects.select_related("council").get(pk=meeting.pk)
    if fresh.state not in states:
        raise WrongState(
            _("この操作は、いまの状態（%(state)s）ではできません。画面を開き直してください。")
            % {"state": fresh.get_state_display()}
        )
    return fresh


@transaction.atomic
def plan_meeting(
    council: Council, *, by: Person, starts_at: datetime, ends_at: datetime, place: str, **fields: Any
) -> Meeting:
    """The next meeting of a council, seen by its secretariat and chair until it is announced (R83).

    What is still to be done from earlier meetings becomes its first agenda item (R77).
    Raises Refused, or WrongState when the council is not set up.
    """
    _require(manages(council, by), "plan_meeting")
    lock(council.pk)
    if Council.objects.get(pk=council.pk).state != Council.State.ACTIVE:
        raise WrongState(_("協議会が設置済みではないため、会合を登録できません。"))
    last = (
        Meeting.objects.filter(council=council).exclude(state=State.CANCELLED).aggregate(n=Max("number"))["n"]
        or 0
    )
    try:
        with transaction.atomic():
            meeting = Meeting.objects.create(
                council=council,
                container=council,
                custodian=by,
                number=last + 1,
                starts_at=starts_at,
                ends_at=ends_at,
                place=place,
                **fields,
            )
    except IntegrityError as taken:
        raise WrongState(_("この回の会合は、すでに登録されています。画面を開き直してください。")) from taken
    audience.open_to(
        meeting, audience.capacity(council.pk, "secretariat"), audience.capacity(council.pk, "chair")
    )
    # It belongs to the council, not to whoever typed it: standing opens it, and ends with it.
    Item.objects.filter(pk=meeting.pk).update(custodian=None)
    if ActionItem.objects.filter(council=council, state__in=OPEN_ACTIONS).exists():
        AgendaItem.objects.create(
            item=meeting,
            number=1,
            title="対応事項の確認",
            topic=Topic.OTHER,
            kind=Kind.PROCEDURE,
            minutes=MINUTES_FOR_ACTIONS,
        )
    journal.record("plan_meeting", meeting, number=meeting.number)
    return meeting


@transaction.atomic
def edit_meeting(meeting: Meeting, *, by: Person, **fields: Any) -> Meeting:
    """Change how to join, and whether it is closed; date and place go through ``reschedule``."""
    _require(manages(meeting, by), "edit_meeting")
    fresh = _still(meeting, *BEFORE)
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save()
    journal.record("edit_meeting", fresh, fields=sorted(fields))
    return fresh


@transaction.atomic
def tell_changes(meeting: Meeting, *, by: Person) -> None:
    """Write to the members once the secretariat has finished changing an announced meeting (R104)."""
    _require(manages(meeting, by), "tell_changes")
    fresh = _still(meeting, State.ANNOUNCED)
    journal.record("tell_changes", fresh)
    outbox.enqueue("meeting.changed", fresh)


# Agenda ---------------------------------------------------------------------------------------------


@transaction.atomic
def add_agenda_item(meeting: Meeting, *, by: Person, **fields: Any) -> AgendaItem:
    """One more point at the end, typed by the statutory topics (R76)."""
    _require(manages(meeting, by), "add_agenda_item")
    meeting = _still(meeting, *BEFORE)
    made = AgendaItem.objects.create(item=meeting, number=_last_point(meeting) + 1, **fields)
    journal.record("add_agenda_item", made)
    return made


def _last_point(meeting: Meeting) -> int:
    return meeting.agenda.aggregate(n=Max("number"))["n"] or 0


@transaction.atomic
def edit_agenda_item(point: AgendaItem, *, by: Person, **fields: Any) -> AgendaItem:
    _require(manages(point, by), "edit_agenda_item")
    _still(point.item, *BEFORE)
    AgendaItem.objects.filter(pk=point.pk).update(**fields)
    journal.record("edit_agenda_item", point)
    return AgendaItem.objects.get(pk=point.pk)


@transaction.atomic
def move_agenda_item(point: AgendaItem, *, by: Person, up: bool) -> None:
    """Change places with the neighbour; at the edge nothing happens."""
    _require(manages(point, by), "move_agenda_item")
    meeting = _still(point.item, *BEFORE)
    point = meeting.agenda.get(pk=point.pk)
    other = (
        meeting.agenda.filter(number__lt=point.number).order_by("-number")
        if up
        else meeting.agenda.filter(number__gt=point.number).order_by("number")
    ).first()
    if other is None:
        return
    AgendaItem.objects.filter(pk=point.pk).update(number=other.number)
    AgendaItem.objects.filter(pk=other.pk).update(number=point.number)
    journal.record("move_agenda_item", point, number=other.number)


@transaction.atomic
def remove_agenda_item(point: AgendaItem, *, by: Person) -> None:
    """Take a point out; its papers stay with the meeting and later points move up."""
    _require(manages(point, by), "remove_agenda_item")
    meeting = _still(point.item, *BEFORE)
    point = meeting.agenda.get(pk=point.pk)
    journal.record("remove_agenda_item", point)
    point.delete()
    meeting.agenda.filter(number__gt=point.number).update(number=F("number") - 1)


@transaction.atomic
def carry_action(meeting: Meeting, action: ActionItem, *, by: Person) -> AgendaItem:
    """Put an open action on the agenda. The agenda is every member's; words of a stricter item stay behind (R77)."""
    _require(manages(meeting, by), "carry_action")
    meeting = _still(meeting, *BEFORE)
    if action.council_id != meeting.council_id or action.state not in OPEN_ACTIONS:
        raise WrongState(_("この対応事項は、もう終わっています。"))
    if meeting.agenda.filter(carried_action=action).exists():
        raise WrongState(_("この対応事項は、すでに議題になっています。"))
    is_shared = action.item_id in (meeting.council.room.pk, action.meeting_id)
    title = f"対応事項：{action.text}" if is_shared else "対応事項の報告（内容は担当と保持者のみ）"
    return add_agenda_item(
        meeting,
        by=by,
        title=title[:200],
        topic=Topic.OTHER,
        kind=Kind.REPORT,
        minutes=5,
        carried_action=action,
        is_closed=not is_shared,
    )


# Announcing and holding -----------------------------------------------------------------------------


@transaction.atomic
def announce_meeting(meeting: Meeting, *, by: Person) -> Meeting:
    """Show it to all members and expect each of them (R104)."""
    fresh = perform("announce", meeting, by=by)
    _expect(fresh)
    return fresh


@transaction.atomic
def set_current_point(meeting: Meeting, *, by: Person, number: int | None) -> None:
    """Say at which point the meeting is now; None: at none."""
    _require(manages(meeting, by), "set_current_point")
    meeting = _still(meeting, State.ANNOUNCED)
    if number is not None and not meeting.agenda.filter(number=number).exists():
        raise WrongState(_("この番号の議題はありません。"))
    Meeting.objects.filter(pk=meeting.pk).update(current_agenda=number)


@transaction.atomic
def hold_meeting(meeting: Meeting, *, by: Person, present: Iterable[UUID]) -> Meeting:
    """Record who was there and close the meeting; names, affiliations and titles are fixed as of that day (R84)."""
    _require(manages(meeting, by), "hold")
    fresh = _still(meeting, State.ANNOUNCED)
    if fresh.starts_at > database_now():
        raise WrongState(_("開始の時刻より前に、開催済みにはできません。"))
    record_presence(fresh, by=by, present=present)
    Meeting.objects.filter(pk=fresh.pk).update(current_agenda=None)
    return perform("hold", fresh, by=by)


# Attendance -----------------------------------------------------------------------------------------


def lines_of_that_day(meeting: Meeting) -> dict[UUID, dict[str, str]]:
    """{membership: name, kana, affiliation, title, group} of every seat but the secretariat's, as printed that day."""
    seats = list(
        Membership.objects.filter(council_id=meeting.council_id, state__in=["active", "leaving"])
        .exclude(capacity="secretariat")
        .select_related("person", "organisation")
    )
    affiliations: dict[UUID, list[Affiliation]] = {}
    for found in (
        Affiliation.objects.filter(
            Affiliation.valid_on(meeting.starts_at), person__in=[s.person_id for s in seats]
        )
        .select_related("organisation")
        .order_by("-is_main", "-valid_from")
    ):
        affiliations.setdefault(found.person_id, []).append(found)
    return {seat.pk: _line(seat, affiliations.get(seat.person_id, [])) for seat in seats}


def _line(seat: Membership, affiliations: list[Affiliation]) -> dict[str, str]:
    # For the body they sit for, if they still belong to it; else where they mainly are; else as the seat says.
    place = next(
        (a for a in affiliations if a.organisation_id == seat.organisation_id),
        affiliations[0] if affiliations else None,
    )
    group = (
        "座長"
        if seat.is_chair
        else in_japanese(Membership.Capacity(seat.capacity).label)
        if seat.capacity == Membership.Capacity.OBSERVER
        else ""
    )
    return {
        "name": seat.person.name,
        "kana": seat.person.kana,
        "group": group,
        "affiliation": f"{place.organisation.name}{place.department}" if place else seat.organisation.name,
        "title": place.title if place else seat.title,
    }


def _expect(meeting: Meeting) -> int:
    known = set(meeting.attendances.values_list("membership_id", flat=True))
    lines = {seat: line for seat, line in lines_of_that_day(meeting).items() if seat not in known}
    Attendance.objects.bulk_create(
        [Attendance(item=meeting, membership_id=seat, **line) for seat, line in lines.items()]
    )
    return len(lines)


@transaction.atomic
def refresh_attendance(meeting: Meeting, *, by: Person) -> int:
    """Add members who are missing and print everybody as registered for that day; returns how many lines changed."""
    _require(manages(meeting, by), "refresh_attendance")
    meeting = _still(meeting, *BEFORE)
    lines, changed = lines_of_that_day(meeting), _expect(meeting)
    for row in meeting.attendances.filter(membership__isnull=False, frozen_at=None):
        line = lines.get(row.membership_id, {})
        if any(getattr(row, name) != value for name, value in line.items()):
            Attendance.objects.filter(pk=row.pk).update(**line)
            changed += 1
    journal.record("refresh_attendance", meeting, changed=changed)
    return changed


@transaction.atomic
def add_guest(meeting: Meeting, *, by: Person, **line: str) -> Attendance:
    """Somebody without a seat (a speaker, a visitor, the secretariat) who is printed among those present."""
    _require(manages(meeting, by), "add_guest")
    meeting = _still(meeting, *BEFORE)
    made = Attendance.objects.create(item=meeting, is_present=True, **line)
    journal.record("add_guest", made)
    return made


@transaction.atomic
def edit_attendance(row: Attendance, *, by: Person, **line: Any) -> None:
    """Correct how a line is printed, until the meeting is held."""
    _require(manages(row, by), "edit_attendance")
    _still(row.item, *BEFORE)
    Attendance.objects.filter(pk=row.pk, frozen_at=None).update(**line)
    journal.record("edit_attendance", row)


@transaction.atomic
def remove_guest(row: Attendance, *, by: Person) -> None:
    _require(manages(row, by), "remove_guest")
    _still(row.item, *BEFORE)
    if row.membership_id is not None:
        raise WrongState(_("構成員は名簿から外せません。出席していないときは、出席の印を外してください。"))
    journal.record("remove_guest", row)
    row.delete()


@transaction.atomic
def record_presence(meeting: Meeting, *, by: Person, present: Iterable[UUID]) -> int:
    """Mark exactly these lines as present; returns how many."""
    _require(manages(meeting, by), "record_presence")
    meeting = _still(meeting, *BEFORE)
    marked = Q(pk__in=list(present))
    meeting.attendances.filter(~marked, frozen_at=None).update(is_present=False)
    count = meeting.attendances.filter(marked, frozen_at=None).update(is_present=True)
    journal.record("record_presence", meeting, present=count)
    return count


@transaction.atomic
def answer_attendance(meeting: Meeting, *, by: Person, reply: str) -> Attendance:
    """A member's own answer; may be changed until the meeting is held. Raises Refused without a seat that attends."""
    _require(inside(meeting, by), "answer_attendance")
    meeting = _still(meeting, State.ANNOUNCED)
    if not meeting.attendances.filter(membership__person=by).exists():
        _expect(meeting)  # joined after the announcement
    row = meeting.attendances.filter(membership__person=by).first()
    _require(row is not None, "answer_attendance")
    row.reply = reply
    row.save(update_fields=["reply"])
    journal.record("answer_attendance", row, reply=reply)
    return row

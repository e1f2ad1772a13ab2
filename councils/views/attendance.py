"""Who is expected and who was there, as papers will print them; refuses any change once the meeting is held."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from confidentiality import doors
from confidentiality.acting import database_now
from councils import meetings
from councils.forms.meeting import AttendanceLine
from councils.models import Attendance, Meeting
from councils.paper import Attendee, in_kana_order
from councils.rights import manages
from councils.views.answers import acted, form_page, posted
from councils.views.frame import confirm
from councils.views.meeting import tabs, trail

LINE = ("item", "item__council")


def _page(meeting: Meeting) -> str:
    return reverse("attendance", args=[meeting.pk])


def in_order(rows: list[Attendance]) -> list[Attendance]:
    """By the order the secretariat fixed, then from あ to わ; lines without kana last."""
    lines = [Attendee(row.name, "", row.kana) for row in rows]
    place = {id(line): at for at, line in enumerate(in_kana_order(lines))}
    pairs = sorted(zip(rows, lines, strict=True), key=lambda pair: (pair[0].print_order, place[id(pair[1])]))
    return [row for row, _line in pairs]


@doors.item(Meeting, related=("council",))
@require_safe
def attendance(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The list for all members; the secretariat marks presence on it and, after the start, holds the meeting."""
    secretary = manages(meeting, request.user)
    rows = in_order(list(meeting.attendances.all()))
    registered = meetings.lines_of_that_day(meeting) if secretary and meeting.state in meetings.BEFORE else {}
    for row in rows:
        line = registered.get(row.membership_id, {})
        row.differs = any(getattr(row, name) != value for name, value in line.items())
    return render(
        request,
        "councils/attendance_page.html",
        {
            "meeting": meeting,
            "trail": [*trail(meeting), (meeting.public_title, reverse("meeting", args=[meeting.pk]))],
            "rows": rows,
            "tabs": tabs(meeting, "attendance"),
            "is_secretary": secretary,
            "is_open": meeting.state in meetings.BEFORE,
            "may_hold": secretary
            and meeting.state == Meeting.State.ANNOUNCED
            and meeting.starts_at <= database_now(),
            "present": sum(r.is_present for r in rows),
            "differs": any(r.differs for r in rows),
            "missing": len(set(registered) - {r.membership_id for r in rows}),
        },
    )


def _marked(request: HttpRequest) -> list[UUID]:
    found = []
    for text in request.POST.getlist("present"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


@doors.item(Meeting, related=("council",), allows=manages)
@require_POST
def attendance_mark(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Save the marks, or save them and hold the meeting (a check page comes between)."""
    present = _marked(request)
    if "hold" in request.POST:
        return render(
            request,
            "councils/attendance_hold.html",
            {
                "meeting": meeting,
                "trail": [*trail(meeting), (_("出席者"), _page(meeting))],
                "rows": in_order(list(meeting.attendances.filter(pk__in=present))),
            },
        )
    return acted(
        request,
        lambda: meetings.record_presence(meeting, by=request.user, present=present),
        back=_page(meeting),
        said=_("出席を保存しました。"),
    )


@doors.item(Meeting, related=("council",), allows=manages)
@require_POST
def meeting_hold(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """From now on names, affiliations and titles stay as they were that day (R84)."""
    return acted(
        request,
        lambda: meetings.hold_meeting(meeting, by=request.user, present=_marked(request)),
        back=reverse("meeting", args=[meeting.pk]),
        said=_("開催済みにしました。出席者の名簿を確定しました。"),
    )


@doors.item(Meeting, related=("council",), allows=manages)
@require_POST
def attendance_refresh(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    return acted(
        request,
        lambda: meetings.refresh_attendance(meeting, by=request.user),
        back=_page(meeting),
        said=_("開催日の所属と役職に合わせました。"),
    )


@doors.item(Meeting, related=("council",), allows=manages)
def attendance_add(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = AttendanceLine(posted(request))
    if request.method == "POST" and form.is_valid():
        return acted(
            request,
            lambda: meetings.add_guest(meeting, by=request.user, **form.cleaned_data),
            back=_page(meeting),
            said=_("出席者を加えました。"),
        )
    return form_page(
        request,
        "councils/attendance_line.html",
        {
            "meeting": meeting,
            "trail": [*trail(meeting), (_("出席者"), _page(meeting))],
            "form": form,
            "heading": _("構成員でない出席者を加える"),
        },
    )


@doors.item(Attendance, related=LINE, allows=manages)
def attendance_line(request: HttpRequest, row: Attendance) -> HttpResponse:
    form = AttendanceLine(posted(request), instance=row)
    if request.method == "POST" and form.is_valid():
        return acted(
            request,
            lambda: meetings.edit_attendance(row, by=request.user, **form.cleaned_data),
            back=_page(row.item),
            said=_("保存しました。"),
        )
    return form_page(
        request,
        "councils/attendance_line.html",
        {
            "meeting": row.item,
            "trail": [*trail(row.item), (_("出席者"), _page(row.item))],
            "form": form,
            "heading": _("印字する内容を直す"),
        },
    )


@doors.item(Attendance, related=LINE, allows=manages)
def attendance_remove(request: HttpRequest, row: Attendance) -> HttpResponse:
    return confirm(
        request,
        row,
        lambda: meetings.remove_guest(row, by=request.user),
        heading=_("出席者を外す"),
        verb=_("外す"),
        back=_page(row.item),
        words=[_("%(name)sを名簿から外します。") % {"name": row.name}],
        council=row.item.council,
        kind="danger",
    )

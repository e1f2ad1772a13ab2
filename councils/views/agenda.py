"""The secretariat's agenda editor: add, correct, move by buttons, take out; refuses drag as the only way."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from confidentiality import doors
from councils import meetings
from councils.forms.meeting import AgendaItemForm
from councils.models import ActionItem, AgendaItem, Meeting
from councils.rights import manages
from councils.views.answers import acted, form_page, posted
from councils.views.frame import confirm
from councils.views.meeting import length, trail

POINT = ("item", "item__council")


def _editor(meeting: Meeting) -> str:
    return reverse("agenda", args=[meeting.pk])


@doors.item(Meeting, related=("council",), allows=manages)
def agenda(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """All points, what they add up to, and a form for one more."""
    form = AgendaItemForm(posted(request))
    if request.method == "POST" and form.is_valid():
        return acted(
            request,
            lambda: meetings.add_agenda_item(meeting, by=request.user, **form.cleaned_data),
            back=_editor(meeting),
            said=_("議題を追加しました。"),
        )
    points = list(meeting.agenda.all())
    carried = {p.carried_action_id for p in points}
    actions = (
        ActionItem.objects.filter(council_id=meeting.council_id, state__in=meetings.OPEN_ACTIONS)
        .order_by("due_on")
        .values("pk", "text", "due_on", "owner__person__family_name", "owner__person__given_name")
    )
    return form_page(
        request,
        "councils/agenda_editor.html",
        {
            "meeting": meeting,
            "trail": [*trail(meeting), (meeting.public_title, reverse("meeting", args=[meeting.pk]))],
            "form": form,
            "points": points,
            "planned_minutes": sum(p.minutes for p in points),
            "length": length(meeting),
            "actions": [a for a in actions if a["pk"] not in carried],
            "is_open": meeting.state in meetings.BEFORE,
        },
    )


@doors.item(AgendaItem, related=POINT, allows=manages)
def agenda_item(request: HttpRequest, point: AgendaItem) -> HttpResponse:
    form = AgendaItemForm(posted(request), instance=point)
    if request.method == "POST" and form.is_valid():
        return acted(
            request,
            lambda: meetings.edit_agenda_item(point, by=request.user, **form.cleaned_data),
            back=_editor(point.item),
            said=_("議題を保存しました。"),
        )
    return form_page(
        request,
        "councils/agenda_item.html",
        {
            "meeting": point.item,
            "trail": [*trail(point.item), (_("議題の編集"), _editor(point.item))],
            "form": form,
            "point": point,
        },
    )


@doors.item(AgendaItem, related=POINT, allows=manages)
@require_POST
def agenda_item_move(request: HttpRequest, point: AgendaItem) -> HttpResponse:
    """One place up or down."""
    up = request.POST.get("direction") != "down"
    return acted(
        request,
        lambda: meetings.move_agenda_item(point, by=request.user, up=up),
        back=f"{_editor(point.item)}#point-{point.pk}",
    )


@doors.item(AgendaItem, related=POINT, allows=manages)
def agenda_item_remove(request: HttpRequest, point: AgendaItem) -> HttpResponse:
    return confirm(
        request,
        point,
        lambda: meetings.remove_agenda_item(point, by=request.user),
        heading=_("議題の削除"),
        verb=_("削除する"),
        back=_editor(point.item),
        words=[
            _("議題%(n)s「%(title)s」を削除します。結び付けた資料は、会合に残ります。")
            % {"n": point.number, "title": point.title}
        ],
        council=point.item.council,
        kind="danger",
    )


@doors.item(Meeting, related=("council",), allows=manages)
@require_POST
def agenda_carry(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Make an open action a point of this agenda; hidden and missing ones are one answer."""
    action = get_object_or_404(ActionItem, pk=_uuid(request.POST.get("action", "")))
    return acted(
        request,
        lambda: meetings.carry_action(meeting, action, by=request.user),
        back=_editor(meeting),
        said=_("議題に加えました。"),
    )


@doors.item(Meeting, related=("council",), allows=manages)
@require_POST
def meeting_tell(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """One letter after all changes, not one for each."""
    return acted(
        request,
        lambda: meetings.tell_changes(meeting, by=request.user),
        back=_editor(meeting),
        said=_("構成員に変更を知らせました。"),
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

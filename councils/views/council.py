"""A council as its people find it: the list of mine, the overview, the proposal of a new one."""

from datetime import datetime
from typing import Any

from django.db.models import Count, F, Func, IntegerField, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from confidentiality import doors
from confidentiality.acting import database_now
from confidentiality.models import Designation
from confidentiality.verbs import WrongState
from councils import seating, waiting
from councils.forms.council import ProposalForm
from councils.models import ActionItem, Council, Meeting, Membership
from councils.rights import manages
from councils.views.answers import too_late
from councils.views.frame import address, around

OPEN_ACTIONS = ("open", "doing", "returned")
ROUNDS = (Designation.State.CONSENT_OPEN, Designation.State.CHANGE_OPEN)
SHOWN = 5


@doors.person
def council_list(request: HttpRequest) -> HttpResponse:
    """My councils, each with what waits for me there."""
    found = waiting.places(request.user)
    for place in found:
        place.links = [(step, address(step.page, step.pk)) for step in place.steps]
    context = {
        "live": [p for p in found if not p.is_over],
        "over": [p for p in found if p.is_over],
        "may_propose": bool(seating.ministries_of(request.user)),
    }
    return render(request, "councils/council_list.html", context)


@doors.person
def council_propose(request: HttpRequest) -> HttpResponse:
    """For those who act for a ministry; to everybody else this page does not exist."""
    organisations = seating.ministries_of(request.user)
    if not organisations:
        raise Http404
    form = ProposalForm(request.POST or None, organisations=organisations)
    if not (form.is_bound and form.is_valid()):
        return render(
            request, "councils/council_propose.html", {"form": form}, status=422 if form.is_bound else 200
        )
    data = form.cleaned_data
    try:
        council = seating.propose(
            by=request.user,
            key=data["key"],
            organisation=data["organisation"],
            council_kind=data["council_kind"],
            prospectus=data["text"],
            **form.council_fields,
        )
    except WrongState as wrong:
        return too_late(request, wrong, reverse("council_list"))
    return redirect("council_founding", council.pk)


@doors.item(Council, related=("establishing_organisation",))
def council(request: HttpRequest, council: Council) -> HttpResponse:
    """Overview: next meeting, open actions, consent rounds, how many sit here, my own seat (S3)."""
    person = request.user
    place = next(iter(waiting.places(person, council=council)), None)
    context = around(council, person, "council") | {
        "place": place,
        "manages": manages(council, person),
        "links": [(step, address(step.page, step.pk)) for step in place.steps] if place else [],
        "new_meeting": address("meeting_plan", council.pk),
    }
    if context["is_inside"]:
        context |= _inside(council, database_now())
    return render(request, "councils/council_overview.html", context)


def _inside(council: Council, now: datetime) -> dict[str, Any]:
    seats = Membership.objects.filter(council=council, state__in=["active", "leaving"])
    counts = seats.aggregate(
        members=Count("pk", ~Q(capacity="secretariat")), secretaries=Count("pk", Q(capacity="secretariat"))
    )
    meetings = Meeting.objects.filter(council=council, state__in=["planned", "announced"], ends_at__gte=now)
    actions = ActionItem.objects.filter(council=council, state__in=OPEN_ACTIONS).select_related(
        "owner__person"
    )
    next_meeting = meetings.order_by("starts_at").first()
    return {
        **counts,
        "chair": seats.filter(is_chair=True).select_related("person").first(),
        "next_meeting": next_meeting,
        "next_meeting_url": address("meeting", next_meeting.pk) if next_meeting else "",
        "actions": [(a, address("action", a.pk)) for a in actions.order_by("due_on")[:SHOWN]],
        "actions_count": actions.count(),
        "actions_url": address("decision_list", council.pk),
        "rounds": [(d, address("designation", d.pk)) for d in _rounds(council)],
    }


def _rounds(council: Council) -> list[Designation]:
    """Consent rounds that are open, each with how many have agreed of how many asked; one query."""
    open_ = (
        Designation.objects.filter(item__container_id=council.pk, state__in=ROUNDS)
        .select_related("candidate")
        .annotate(
            asked=Count("candidate__voters"),
            missing=Func(F("candidate_id"), function="app.missing_voters", output_field=IntegerField()),
        )
    )
    found = list(open_.order_by("answer_by"))
    for one in found:
        one.agreed = one.asked - one.missing
    return found

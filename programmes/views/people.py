"""Who holds which function at a fund, concept or project: named by e-mail address, ended in one row; refuses to edit a term."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from confidentiality import doors
from programmes import funding
from programmes.forms.fund import AssignForm
from programmes.models import Assignment, Fund, Project, RDConcept
from programmes.standing import leads_or_runs, may_name
from programmes.views.entry import Entry, entered
from programmes.views.frame import confirm, posted, refuse
from programmes.views.fund import may_read_book, tabs_of, trail_to

# Where each kind of place has its page, its people and their addresses.
PLACES = {Fund: "fund", RDConcept: "concept", Project: "project"}


def _page(request: HttpRequest, place: Any) -> HttpResponse:
    name = PLACES[type(place)]
    people = funding.live_assignments(place)
    may = leads_or_runs(place, request.user)
    rows = [
        (
            one,
            reverse(f"{name}_person_end", args=[place.pk, one.pk])
            if may_name(place, request.user, one.role) or one.person_id == request.user.pk
            else "",
        )
        for one in people
    ]
    context = {
        "place": place,
        "rows": rows,
        "audited": name != "project",  # of a project the auditor knows, and no more
        "add": reverse(f"{name}_person_new", args=[place.pk]) if may else "",
        "trail": [*trail_to(), (place.public_title, reverse(name, args=[place.pk]))],
        "tabs": tabs_of(place, "fund_people") if name == "fund" else [],
    }
    return render(request, "programmes/people_page.html", context)


def _new(request: HttpRequest, place: Any) -> HttpResponse:
    name = PLACES[type(place)]
    back = reverse(f"{name}_people", args=[place.pk])
    after = (
        _(
            "この時から、役割に応じて見られるようになります。研究者・企業の方には、必要な課題だけを担当にしてください。"
        ),
    )
    entry = Entry(
        _("担当者を加える"),
        _("加える"),
        back,
        [*trail_to(), (place.public_title, back)],
        after,
        after,
        _("担当者を加えました。"),
    )
    return entered(
        request,
        AssignForm(posted(request), may=lambda part: may_name(place, request.user, part)),
        entry,
        lambda person, part: funding.assign(place, by=request.user, person=person, part=part),
        where=lambda _made: back,
    )


def _end(request: HttpRequest, place: Any, assignment: Any) -> HttpResponse:
    name = PLACES[type(place)]
    found = get_object_or_404(Assignment.objects.select_related("person"), pk=assignment, item_id=place.pk)
    back = reverse(f"{name}_people", args=[place.pk])
    own = found.person_id == request.user.pk
    if not own and not may_name(place, request.user, found.role):
        refuse(request, place, "end_assignment")
    return confirm(
        request,
        lambda: funding.end_assignment(place, found, by=request.user),
        heading=_("担当を終える"),
        verb=_("終える"),
        back=reverse("fund_list") if own else back,
        words=[
            _("%(name)sさんの「%(role)s」を終えます。この時から見られなくなります。")
            % {"name": found.person.name, "role": found.get_role_display()}
        ],
        kind="danger",
        trail=[*trail_to(), (place.public_title, back)],
        said=_("担当を終えました。"),
    )


@doors.item(Fund)
def fund_people(request: HttpRequest, fund: Fund) -> HttpResponse:
    if not may_read_book(fund):
        raise Http404
    return _page(request, fund)


@doors.item(Fund, allows=leads_or_runs)
def fund_person_new(request: HttpRequest, fund: Fund) -> HttpResponse:
    return _new(request, fund)


@doors.item(Fund)
def fund_person_end(request: HttpRequest, fund: Fund, assignment: Any) -> HttpResponse:
    return _end(request, fund, assignment)


@doors.item(RDConcept)
def concept_people(request: HttpRequest, concept: RDConcept) -> HttpResponse:
    return _page(request, concept)


@doors.item(RDConcept, allows=leads_or_runs)
def concept_person_new(request: HttpRequest, concept: RDConcept) -> HttpResponse:
    return _new(request, concept)


@doors.item(RDConcept)
def concept_person_end(request: HttpRequest, concept: RDConcept, assignment: Any) -> HttpResponse:
    return _end(request, concept, assignment)


@doors.item(Project)
def project_people(request: HttpRequest, project: Project) -> HttpResponse:
    return _page(request, project)


@doors.item(Project, allows=leads_or_runs)
def project_person_new(request: HttpRequest, project: Project) -> HttpResponse:
    return _new(request, project)


@doors.item(Project)
def project_person_end(request: HttpRequest, project: Project, assignment: Any) -> HttpResponse:
    return _end(request, project, assignment)

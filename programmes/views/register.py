"""The registers of a project: add a line, correct it, end it, read its history; each kind by the same four pages."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.fields import today
from confidentiality import doors
from confidentiality.verbs import WrongState
from programmes import registers
from programmes.forms.fund import ReasonForm
from programmes.forms.register import LineForm
from programmes.models import Project
from programmes.registers import KINDS, Kind
from programmes.standing import edits_project
from programmes.views.frame import confirm, form_page, posted, too_late
from programmes.views.project_frame import cell, line_of, trail

PAGE_OF = {
    "plan": "project_plan",
    "team": "project_team",
    "money": "project_money",
    "use": "project_use",
    "protection": "project_protection",
}
# A line that was done stays on the list: who is about to take it off may be looking for that.
DONE_IS_KEPT = (_("達成したり済んだりしたものは、外さずに「直す」を開き、済んだ日を記録してください。"),)


def kind_of(project: Project, slug: str) -> Kind:
    """404 for a register that is none, and for one this reader may not know of."""
    kind = KINDS.get(slug)
    if kind is None or kind.item_of(project) is None:
        raise Http404
    return kind


def row_of(project: Project, kind: Kind, row: UUID) -> models.Model:
    found = kind.model._default_manager.select_related("project", *kind.related).filter(
        project_id=project.pk, pk=row
    )
    if (one := found.first()) is None:
        raise Http404
    return one


def back_to(project: Project, kind: Kind) -> str:
    return reverse(PAGE_OF[kind.page], args=[project.pk]) + f"#{kind.slug}-h"


@doors.item(Project, allows=edits_project)
def line_new(request: HttpRequest, project: Project, slug: str) -> HttpResponse:
    kind = kind_of(project, slug)
    form = LineForm(posted(request), kind=kind, project=project)
    if form.is_bound and form.is_valid():
        try:
            registers.add(kind, project, by=request.user, key=form.cleaned_data["key"], **form.words())
        except WrongState as wrong:
            return too_late(request, wrong, back_to(project, kind))
        messages.success(request, _("記録を加えました。"))
        return redirect(back_to(project, kind))
    return form_page(request, "programmes/line_form.html", _context(project, kind, form))


@doors.item(Project, allows=edits_project)
def line_edit(request: HttpRequest, project: Project, slug: str, row: UUID) -> HttpResponse:
    """The line again, to be corrected; what stood there stays in its history."""
    kind = kind_of(project, slug)
    found = row_of(project, kind, row)
    names = [field.name for field in kind.fields]
    initial = LineForm.values_of(kind, found) | {"shown": registers.seen(found, names)}
    form = LineForm(posted(request), kind=kind, project=project, row=found, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            shown = form.cleaned_data["shown"] or None
            registers.correct(kind, found, by=request.user, shown=shown, **form.words())
        except WrongState as wrong:
            return too_late(request, wrong, back_to(project, kind))
        messages.success(request, _("記録を直しました。"))
        return redirect(back_to(project, kind))
    return form_page(request, "programmes/line_form.html", _context(project, kind, form, found))


def _context(project: Project, kind: Kind, form: Any, row: models.Model | None = None) -> dict[str, Any]:
    return {
        "kind": kind,
        "form": form,
        "row": row,
        "back": back_to(project, kind),
        "trail": [*trail(project, inside=True), (kind.heading, back_to(project, kind))],
    }


@doors.item(Project, allows=edits_project)
def line_end(request: HttpRequest, project: Project, slug: str, row: UUID) -> HttpResponse:
    """Take a line off the list, with a reason."""
    kind = kind_of(project, slug)
    found = row_of(project, kind, row)
    return confirm(
        request,
        lambda reason: registers.end(kind, found, by=request.user, reason=reason),
        heading=_("記録を一覧から外す"),
        verb=_("一覧から外す"),
        back=back_to(project, kind),
        words=[
            cell(kind, found, kind.columns[0]).words,
            _("記録と履歴は残り、「外した記録」で読めます。"),
            *(DONE_IS_KEPT if "done_on" in kind.columns else ()),
        ],
        form=ReasonForm(posted(request)),
        kind="danger",
        trail=[*trail(project, inside=True), (kind.heading, back_to(project, kind))],
        said=_("記録を一覧から外しました。"),
    )


@doors.item(Project)
@require_safe
def line_history(request: HttpRequest, project: Project, slug: str, row: UUID) -> HttpResponse:
    """Every state a line has had, newest first."""
    kind = kind_of(project, slug)
    found = row_of(project, kind, row)
    events = found.events.select_related(*kind.related).order_by("-pgh_id")
    context = {
        "kind": kind,
        "row": found,
        "title": cell(kind, found, kind.columns[0]).words,
        "states": [
            (one.pgh_created_at, one.ended_at is not None, one.end_reason, _cells(kind, one))
            for one in events
        ],
        "trail": [*trail(project, inside=True), (kind.heading, back_to(project, kind))],
    }
    return render(request, "programmes/line_history.html", context)


def _cells(kind: Kind, event: models.Model) -> list:
    """Every column, not only those of the list; a number of days is counted, not kept."""
    return [cell(kind, event, field.name) for field in kind.fields]


@doors.item(Project)
@require_safe
def lines_ended(request: HttpRequest, project: Project, slug: str) -> HttpResponse:
    """What has been taken off a register, with reasons."""
    kind = kind_of(project, slug)
    rows = kind.ended(project).select_related("ended_by", *kind.related).order_by("-ended_at")
    context = {
        "kind": kind,
        "project": project,
        "lines": [(row, line_of(kind, row, today())) for row in rows],
        "back": back_to(project, kind),
        "trail": [*trail(project, inside=True), (kind.heading, back_to(project, kind))],
    }
    return render(request, "programmes/lines_ended.html", context)

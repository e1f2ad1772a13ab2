"""The further tabs of a project: team, money, use, protection; each lists what this reader may know of, and no more."""

from collections import defaultdict
from typing import Any

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.fields import today
from accounts.models import Organisation
from confidentiality import doors
from confidentiality.acting import database_now
from programmes import funding, plans
from programmes.forms.project import UseForm
from programmes.models import Delegation, Disbursement, LedgerEntry, Project, ProjectPlan, YearAmount
from programmes.models.disbursement import stops_money
from programmes.registers import is_frozen, seen
from programmes.standing import asks_for_money, edits_project
from programmes.views.frame import acted, form_page, posted, slice_of
from programmes.views.project_frame import around, blocks, trail


@doors.item(Project)
@require_safe
def project_team(request: HttpRequest, project: Project) -> HttpResponse:
    """Participants, their people, who holds which function, and what a manager may decide alone."""
    context = around(project, request.user, "project_team")
    terms = plans.terms_of(project)
    held = (
        Delegation.objects.filter(Delegation.valid_on(database_now()), item=terms).select_related("person")
        if terms
        else ()
    )
    context |= {
        "blocks": blocks(project, "team", context["may_edit"], today()),
        "people": funding.live_assignments(project),
        "terms": terms,
        "delegations": list(held),
        "frozen": is_frozen(project),
    }
    return render(request, "programmes/project_team.html", context)


@doors.item(Project)
@require_safe
def project_money(request: HttpRequest, project: Project) -> HttpResponse:
    """What was agreed for each year, what is reserved and paid, and the payments themselves."""
    context = around(project, request.user, "project_money")
    terms = plans.terms_of(project)
    years = by_year(project, terms)
    payments, more_payments = slice_of(
        request, Disbursement.objects.filter(project=project).order_by("-requested_at", "-pk")
    )
    whole = {name: sum(row[name] for _y, row in years) for name in ("agreed", "committed", "paid", "left")}
    context |= {
        "terms": terms,
        "years": years,
        "whole": whole,
        "frozen": is_frozen(project),
        "blocks": blocks(project, "money", context["may_edit"], today()),
        "payments": payments,
        "more_payments": more_payments,
        "may_ask": asks_for_money(project, request.user) and project.state == Project.State.ACTIVE,
        "stopped": _stopped(project, payments),
    }
    return render(request, "programmes/project_money.html", context)


def _stopped(project: Project, payments: Any) -> str:
    """Why the waiting payments on this page go no further, if they do not."""
    waiting = (Disbursement.State.REQUESTED, Disbursement.State.CHECKED)
    return stops_money(project) if any(one.state in waiting for one in payments) else ""


def by_year(project: Project, terms: Any) -> list[tuple[int, dict[str, int]]]:
    """[(fiscal year, agreed, reserved and paid yen and what is left of the agreement)], of the lines this reader sees."""
    found: dict[int, dict[str, int]] = defaultdict(
        lambda: {"agreed": 0, "committed": 0, "paid": 0, "left": 0}
    )
    if terms is not None:
        for one in YearAmount.objects.filter(item=terms, amount__gt=0):
            found[one.fiscal_year]["agreed"] = one.amount
    kinds = {"commitment": "committed", "payment": "paid", "refund": "paid"}
    rows = LedgerEntry.objects.filter(disbursement__project=project).order_by("fiscal_year")
    for year, kind, amount in rows.values_list("fiscal_year", "kind").annotate(n=Sum("amount")):
        found[year][kinds[kind]] += int(amount)
    for row in found.values():
        row["left"] = row["agreed"] - row["committed"] - row["paid"]
    return sorted(found.items())


@doors.item(Project)
@require_safe
def project_use(request: HttpRequest, project: Project) -> HttpResponse:
    """How the result reaches use: goal, needs owner, hand-over, trials, links (R45–R58)."""
    context = around(project, request.user, "project_use")
    context |= {
        "plan": _plan(project),
        "blocks": blocks(project, "use", context["may_edit"], today()),
    }
    return render(request, "programmes/project_use.html", context)


def _plan(project: Project) -> ProjectPlan:
    return ProjectPlan.objects.select_related(
        "needs_organisation", "needs_person", "handover_organisation", "industry_organisation"
    ).get(item=project)


@doors.item(Project, allows=edits_project)
def use_edit(request: HttpRequest, project: Project) -> HttpResponse:
    """The way into use; every earlier wording stays in the history."""
    plan = _plan(project)
    names = [n for n in UseForm.base_fields if n != "shown"]
    initial = {n: getattr(plan, n) for n in names}
    for name, value in initial.items():
        if isinstance(value, Organisation):
            initial[name] = value.pk
    initial |= {
        "needs_person": plan.needs_person.email if plan.needs_person else "",
        "shown": seen(plan, names),
    }
    form = UseForm(posted(request), initial=initial)
    back = reverse("project_use", args=[project.pk])
    if form.is_bound and form.is_valid():
        words = dict(form.cleaned_data)
        shown = words.pop("shown") or None
        return acted(
            request,
            lambda: plans.plan_use(project, by=request.user, shown=shown, **words),
            back=back,
            said=_("社会実装の計画を保存しました。"),
        )
    context = {
        "form": form,
        "back": back,
        "heading": _("社会実装の計画を書く"),
        "lead": _("書き直しても、前の記載は履歴に残ります。"),
        "trail": trail(project, inside=True),
    }
    return form_page(request, "programmes/plan_form.html", context)


@doors.item(Project)
@require_safe
def use_history(request: HttpRequest, project: Project) -> HttpResponse:
    """Every wording of the plan, newest first."""
    plan = _plan(project)
    names = [n for n in UseForm.base_fields if n != "shown"]
    events = plan.events.select_related(
        "needs_organisation", "needs_person", "handover_organisation", "industry_organisation"
    ).order_by("-pgh_id")
    states = [
        (
            one.pgh_created_at,
            [
                (one._meta.get_field(n).verbose_name, _words(one, n))
                for n in names
                if getattr(one, n) not in (None, "", False)
            ],
        )
        for one in events
    ]
    context = {"project": project, "states": states, "trail": trail(project, inside=True)}
    return render(request, "programmes/use_history.html", context)


def _words(row: Any, name: str) -> Any:
    value = getattr(row, name)
    if value is True:
        return _("はい")
    if row._meta.get_field(name).choices:
        return getattr(row, f"get_{name}_display")()
    return getattr(value, "name", value)


@doors.item(Project)
@require_safe
def project_protection(request: HttpRequest, project: Project) -> HttpResponse:
    """Measures against leaks, core technologies, rights in inventions (R61, R63, R188)."""
    context = around(project, request.user, "project_protection")
    context |= {
        "plan": _plan(project),
        "blocks": blocks(project, "protection", context["may_edit"], today()),
    }
    return render(request, "programmes/project_protection.html", context)

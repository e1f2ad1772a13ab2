"""Requests to change frozen terms, and what a manager may decide alone (R41): asked, shown side by side, decided by another."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.fields import today
from accounts.japanese import fiscal_year, in_tokyo
from confidentiality import doors, verbs
from confidentiality.verbs import WrongState, perform
from programmes import approvals, changes, plans
from programmes.forms.fund import ReasonForm, lines
from programmes.forms.project import AmountsForm, DecisionForm, DelegationForm, PlanChangeForm, years_of
from programmes.forms.register import LineForm
from programmes.models import ChangeRequest, Delegation, Participant, Project, ProjectPlan
from programmes.registers import KINDS
from programmes.standing import edits_project, leads_or_runs
from programmes.templatetags.sums import fiscal_year as year_words
from programmes.views.entry import Entry, entered
from programmes.views.frame import after_fresh_sign_in, confirm, posted, too_late
from programmes.views.project_frame import trail
from programmes.views.project_plan import compared

LEAD = _(
    "申請すると、研究推進法人、または権限を委任されたPD・PO・PMのうち、申請した方とは別の方が決定します。"
)

STEPS = _(
    "基金が承認経路を定めているときは、その段階の同意がそろった後に決定します。だれの同意を待っているかは、申請のページで見られます。"
)


def _entry(project: Project, heading: Any) -> Entry:
    back = reverse("project_plan", args=[project.pk])
    return Entry(
        heading,
        _("申請する"),
        back,
        trail(project, inside=True),
        (LEAD, STEPS),
        said=_("変更を申請しました。"),
    )


def _now(project: Project) -> dict[str, Any]:
    """The terms to start from; 404 for who may not read them."""
    now = changes.terms_now(project)
    if now is None:
        raise Http404
    return now


def _where(made: ChangeRequest) -> str:
    return reverse("change", args=[made.pk])


@doors.item(Project, allows=edits_project)
def change_plan(request: HttpRequest, project: Project) -> HttpResponse:
    """Other words, or another period."""
    now = _now(project)
    initial = {name: now[name] for name in changes.PLAN} | {"base": changes.newest(project)}
    form = PlanChangeForm(posted(request), initial=initial)

    def act(reason: str, key: UUID, base: int | None, **words: Any) -> ChangeRequest:
        after = changes.with_plan(now, **words)
        return changes.ask(
            project, by=request.user, change_kind="plan", after=after, reason=reason, base=base, key=key
        )

    return entered(request, form, _entry(project, _("計画の変更を申請する")), act, where=_where)


@doors.item(Project, allows=edits_project)
def change_budget(request: HttpRequest, project: Project) -> HttpResponse:
    """Other sums by year: moved between years, or more or less in all."""
    now, plan = _now(project), ProjectPlan.objects.get(item=project)
    held = {int(year): yen for year, yen in now["amounts"].items()}
    if plan.starts_on is None or plan.ends_on is None:
        back = reverse("project_plan", args=[project.pk])
        return too_late(request, WrongState(_("先に、実施期間の変更を申請してください。")), back)
    years = years_of(plan.starts_on, plan.ends_on, *held)
    initial = {f"y{year}": f"{yen:,}" for year, yen in held.items()} | {"base": changes.newest(project)}
    form = AmountsForm(posted(request), years=years, asks=True, initial=initial)
    entry, year = _entry(project, _("予算の変更を申請する")), year_words(fiscal_year(today()))
    if so_far := approvals.so_far_words(approvals.ahead(project, "budget", now), year):
        entry.lead = (*entry.lead, so_far)

    def warn() -> str:
        found = approvals.ahead(project, "budget", changes.with_amounts(now, form.amounts()))
        return approvals.added_up_words(found, year) if found else ""

    def act(reason: str, key: UUID, base: int | None, **_years: Any) -> ChangeRequest:
        after = changes.with_amounts(now, form.amounts())
        return changes.ask(
            project, by=request.user, change_kind="budget", after=after, reason=reason, base=base, key=key
        )

    return entered(request, form, entry, act, where=_where, warn=warn)


class TeamChangeForm(LineForm):
    """A participant as it would be, and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = forms.CharField(label=_("変更の理由"), widget=lines(4), max_length=8_000)
        self.fields["base"] = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in changes.PARTICIPANT}


@doors.item(Project, allows=edits_project)
def change_team(request: HttpRequest, project: Project) -> HttpResponse:
    """One participant more."""
    return _team(request, project, None)


@doors.item(Project, allows=edits_project)
def change_participant(request: HttpRequest, project: Project, row: UUID) -> HttpResponse:
    """Another part, share or period for a participant."""
    return _team(request, project, _participant(project, row))


def _participant(project: Project, row: UUID) -> Participant:
    return get_object_or_404(
        Participant.objects.select_related("organisation"), project=project, pk=row, ended_at__isnull=True
    )


def _team(request: HttpRequest, project: Project, row: Participant | None) -> HttpResponse:
    now, kind = _now(project), KINDS["participants"]
    initial = (LineForm.values_of(kind, row) if row else {}) | {"base": changes.newest(project)}
    form = TeamChangeForm(posted(request), kind=kind, project=project, row=row, initial=initial)
    heading = _("参加機関の変更を申請する") if row else _("参加機関を加える申請をする")

    def act(reason: str, base: int | None, key: UUID | None = None, **_rest: Any) -> ChangeRequest:
        after = changes.with_participant(now, row.pk if row else uuid4(), **form.words())
        return changes.ask(
            project,
            by=request.user,
            change_kind="team",
            after=after,
            reason=reason,
            base=base if row else None,  # one more takes nothing back
            key=key,
        )

    return entered(request, form, _entry(project, heading), act, where=_where)


@doors.item(Project, allows=edits_project)
def change_leave(request: HttpRequest, project: Project, row: UUID) -> HttpResponse:
    """A participant leaves."""
    now, found = _now(project), _participant(project, row)

    def act(reason: str) -> ChangeRequest:
        after = changes.without_participant(now, found.pk)
        return changes.ask(project, by=request.user, change_kind="team", after=after, reason=reason)

    return entered(
        request,
        ReasonForm(posted(request)),
        _entry(project, _("参加機関を外す申請をする")),
        act,
        where=_where,
    )


@doors.item(ChangeRequest, related=("project", "requested_by", "decided_by"))
def change(request: HttpRequest, found: ChangeRequest) -> HttpResponse:
    """Reason, before and after side by side, and what this reader may do about it."""
    stages = approvals.picture(found, request.user)
    offered = verbs.offered(found, request.user)
    waiting = found.state == ChangeRequest.State.REQUESTED
    over = ChangeRequest.OVER if waiting and not found.may_still_change() else ""
    if over or (stages and not found.may_be_approved()):  # what cannot be done is a sentence
        offered = [verb for verb in offered if verb.name != "approve"]
    context = {
        "change": found,
        "project": found.project,
        "over": over,
        "added_up": approvals.added_up_words(
            found, year_words(fiscal_year(in_tokyo(found.requested_at).date()))
        ),
        "stages": stages,
        "through": all(stage.is_through for stage in stages),
        "rows": [row for row in compared(found.before, found.after) if row[3]],
        "verbs": offered,
        "own": found.requested_by_id == request.user.pk,
        "version": getattr(found, "version", None),
        "trail": [
            *trail(found.project, inside=True),
            (_("計画"), reverse("project_plan", args=[found.project_id])),
        ],
    }
    return render(request, "programmes/change_page.html", context)


def _may_touch(found: ChangeRequest, person: Any) -> bool:
    return found.requested_by_id == person.pk or bool(found.authority())


WORDS = {
    "approve": _("承認すると、この時から申請のとおりの条件になり、新しい版として残ります。"),
    "reject": _("却下すると、条件は変わりません。理由は申請した方に表示されます。"),
    "withdraw": _("申請を取り下げます。申請の記録は残ります。"),
}


@doors.item(ChangeRequest, related=("project",), allows=_may_touch)
@after_fresh_sign_in
def change_act(request: HttpRequest, found: ChangeRequest, verb: str) -> HttpResponse:
    if verb not in WORDS:
        raise Http404
    label = verbs.verbs_of(ChangeRequest)[verb].label
    acts = {
        "approve": lambda note: changes.approve(found, by=request.user, note=note),
        "reject": lambda note: perform("reject", found, by=request.user, note=note),
        "withdraw": lambda: perform("withdraw", found, by=request.user),
    }
    return confirm(
        request,
        acts[verb],
        heading=label,
        verb=label,
        back=reverse("change", args=[found.pk]),
        words=[WORDS[verb]],
        form=None if verb == "withdraw" else DecisionForm(posted(request)),
        kind="main" if verb == "approve" else "danger",
        trail=trail(found.project, inside=True),
        said=_("「%(verb)s」の操作が完了しました。") % {"verb": label},
    )


@doors.item(Project, allows=leads_or_runs)
@after_fresh_sign_in
def delegation_new(request: HttpRequest, project: Project) -> HttpResponse:
    """What a named manager may decide alone from now on."""
    if plans.terms_of(project) is None:
        raise Http404
    back = reverse("project_team", args=[project.pk])
    form = DelegationForm(posted(request), managers=plans.managers_of(project))
    lead = _(
        "課題・構想・基金の担当者のうち、PD・PO・PMから選びます。総額を変える変更は、委任があっても研究推進法人が決定します。同じ方への前の委任は、この時に終わります。"
    )
    entry = Entry(
        _("権限を委任する"),
        _("委任する"),
        back,
        trail(project, inside=True),
        (lead,),
        said=_("権限を委任しました。"),
    )
    return entered(
        request,
        form,
        entry,
        lambda **words: plans.delegate(project, by=request.user, **words),
        where=lambda _made: back,
    )


@doors.item(Project, allows=leads_or_runs)
def delegation_end(request: HttpRequest, project: Project, row: UUID) -> HttpResponse:
    terms = plans.terms_of(project)
    found = get_object_or_404(Delegation.objects.select_related("person"), item=terms, pk=row)
    return confirm(
        request,
        lambda: plans.end_delegation(project, found, by=request.user),
        heading=_("権限の委任を終える"),
        verb=_("終える"),
        back=reverse("project_team", args=[project.pk]),
        words=[_("この時から、変更は研究推進法人が決定します。決定済みの変更は、そのまま残ります。")],
        kind="danger",
        trail=trail(project, inside=True),
        said=_("権限の委任を終えました。"),
    )

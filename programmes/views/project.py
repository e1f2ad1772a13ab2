"""Concepts and their projects: who runs what with which council, and what stands between a project and its money."""

from collections import defaultdict
from typing import Any

from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.fields import today
from confidentiality import doors, verbs
from confidentiality.acting import database_now
from programmes import endings, funding, gates, hindrances, issues, portfolio, project_marks, project_profile
from programmes.figures import Sums
from programmes.forms.ending import AgreedStopForm
from programmes.forms.fund import ConceptForm, CouncilLinkForm, ProjectForm, ReasonForm
from programmes.models import Allocation, Fund, LedgerEntry, Project, ProjectCouncil, ProjectPlan, RDConcept
from programmes.models.project import PLAN_GAPS
from programmes.project_desk import overdue_of
from programmes.standing import asks_for_money, leads, leads_or_runs, oversees_or_runs
from programmes.views.entry import Entry, entered
from programmes.views.frame import after_fresh_sign_in, confirm, posted, slice_of
from programmes.views.fund import Page, act_page, trail_to
from programmes.views.project_frame import above, around, trail
from programmes.views.sums import newest, told

COUNCIL = ProjectCouncil._meta.get_field("council").related_model


def sums_of(**of: Any) -> Sums:
    """Sums of the lines this reader may see; for a concept or project these are all there are, for its own people."""
    found = Sums()
    for kind, amount in (
        LedgerEntry.objects.filter(**of).order_by().values_list("kind").annotate(n=Sum("amount"))
    ):
        found.add(kind, int(amount))
    return found


def sums_by_year(concept: RDConcept) -> dict[int, Sums]:
    """The same for each fiscal year of a concept, in order; one query."""
    found: dict[int, Sums] = defaultdict(Sums)
    rows = LedgerEntry.objects.filter(concept=concept).order_by("fiscal_year")
    for year, kind, amount in rows.values_list("fiscal_year", "kind").annotate(n=Sum("amount")):
        found[year].add(kind, int(amount))
    return dict(found)


@doors.item(Fund, allows=leads)
def concept_new(request: HttpRequest, fund: Fund) -> HttpResponse:
    back = reverse("fund", args=[fund.pk])
    entry = Entry(
        _("研究開発構想を登録する"),
        _("登録する"),
        back,
        trail_to(fund),
        said=_("研究開発構想を登録しました。"),
    )
    return entered(
        request,
        ConceptForm(posted(request)),
        entry,
        lambda **data: funding.register_concept(fund, by=request.user, **data),
        where=lambda made: reverse("concept", args=[made.pk]),
    )


@doors.item(RDConcept, related=("ministry", "agency"))
def concept(request: HttpRequest, concept: RDConcept) -> HttpResponse:
    """Its ceiling, what was allocated by whom, and its projects."""
    person = request.user
    given, more_given = slice_of(request, newest(Allocation.objects.filter(item=concept)))
    goes_on = concept.state != RDConcept.State.DISCARDED
    fund = Fund.objects.filter(pk=concept.fund_id).first()
    projects = Project.objects.filter(concept=concept).select_related("organisation").order_by("code")
    shown, more_projects = slice_of(request, projects, name="projects")
    context = {
        "concept": concept,
        "more_given": more_given,
        "sums": sums_of(concept=concept),
        "years": sums_by_year(concept).items(),
        "allocations": told(given, person, "allocation_act", concept),
        "projects": shown,
        "more_projects": more_projects,
        **(_known(request, concept) if project_marks.only_knows() else {}),
        "may_allocate": goes_on and oversees_or_runs(concept, person),
        "may_begin": goes_on and (fund is None or fund.takes_concepts) and leads_or_runs(concept, person),
        "may_share": goes_on and portfolio.may_share(concept, person),
        "issues": issues.issues_of(concept),
        "trail": trail_to(fund),
    }
    return render(request, "programmes/concept_page.html", context)


def _known(request: HttpRequest, concept: RDConcept) -> dict[str, Any]:
    """For who may only know of its projects: their numbers and states."""
    items, pages = slice_of(request, project_marks.known(container_id=concept.pk), name="known")
    return {"known": project_marks.told(items), "more_known": pages}


def _trail(concept: RDConcept) -> list:
    """Crumbs by the content-free titles; what the reader may only know the name of leads nowhere."""
    return trail_to(Fund.objects.filter(pk=concept.fund_id).first())


@doors.item(RDConcept, allows=leads_or_runs)
def project_new(request: HttpRequest, concept: RDConcept) -> HttpResponse:
    """An awarded project, in preparation until its council is there."""
    back = reverse("concept", args=[concept.pk])
    after = (_("協議会が設置され、研究代表者の同意が記録されるまで、課題は開始できません。"),)
    entry = Entry(
        _("研究開発課題を登録する"),
        _("登録する"),
        back,
        [*trail_to(), (concept.title, back)],
        after,
        after,
        _("研究開発課題を登録しました。"),
    )
    return entered(
        request,
        ProjectForm(posted(request), initial=project_profile.offered(concept)),
        entry,
        lambda **data: funding.register_project(concept, by=request.user, **data),
        where=lambda made: reverse("project", args=[made.pk]),
    )


@doors.item(Project, related=("representative", "organisation"))
def project(request: HttpRequest, project: Project) -> HttpResponse:
    """State, council, people; the sentence that says what is missing, and the list of it before the start."""
    person, now = request.user, database_now()
    links = list(
        ProjectCouncil.objects.filter(ProjectCouncil.valid_on(now), item=project).order_by("valid_from")
    )
    seen = COUNCIL.objects.in_bulk([link.council_id for link in links])
    context = around(project, person, "project")
    gap = (
        project.gap(for_money=project.state == Project.State.ACTIVE) if project.state in Project.LIVE else ""
    )
    checks = checks_of(project, gap) if context["may_edit"] else []
    ending = ending_of(project) if context["may_run"] or context["may_edit"] else []
    # A step that would be refused is not offered: the page says what it waits for instead.
    waits = {"activate": not all(done for _what, done, *_where in checks), "resume": bool(gap)}
    waits |= dict.fromkeys(("complete", "stop_honourably"), bool(ending))
    context |= {
        "gap": gap,
        "checks": checks,
        "ending": ending,
        "plan": ProjectPlan.objects.get(item=project),
        "overdue": overdue_of(project, today()),
        "councils": [(link, seen.get(link.council_id)) for link in links],
        "above": above(project),
        "people": funding.live_assignments(project),
        "verbs": [(verb, kind) for verb, kind in buttons(project, person) if not waits.get(verb.name)],
        "profiles": list(project.profiles.select_related("decided_by")),
        "may_ask": asks_for_money(project, person) and project.state == Project.State.ACTIVE,
    }
    return render(request, "programmes/project_page.html", context)


# What the start asks for: the database's word for its absence, the words of the list, where it is written.
CHECKS = (
    ("no_contract", _("契約の日"), "project_plan"),
    ("no_plan", _("目的、計画、実施期間"), "project_plan"),
    ("no_amounts", _("年度ごとの金額"), "project_money"),
    ("no_goal", _("社会実装の目標"), "project_use"),
    ("no_needs_owner", _("ニーズを持つ組織と責任者"), "project_use"),
    ("no_leak_measure", _("技術流出対策"), "project_protection"),
    ("no_core_technology", _("コア重要技術等の特定（年10億円以上の課題）"), "project_protection"),
    ("student_agreement", _("雇用関係のない学生との取決め"), "project_team"),
)


def checks_of(project: Project, gap: str) -> list[tuple[Any, bool, str, str]]:
    """[(what, whether it is there, where, what is missing)] of a project that has not started."""
    if project.state != Project.State.PREPARING:
        return []
    missing = set(project.plan_gaps())
    found: list[tuple[Any, bool, str, str]] = [(_("協議会と、研究代表者の同意"), not gap, "", gap)]
    for word, words, page in CHECKS:
        lacks = word in missing
        found.append((words, not lacks, reverse(page, args=[project.pk]), PLAN_GAPS[word] if lacks else ""))
    return found + [(sentence, False, "", "") for sentence in hindrances.all_of("activate", project)]


def ending_of(project: Project) -> list[str]:
    """What is still missing for the end of a running project, as the page says it; the stop where a gate decided one."""
    if project.state not in (Project.State.ACTIVE, Project.State.SUSPENDED):
        return []
    stopped = gates.stops_money(project.pk)
    if project.state == Project.State.SUSPENDED and not stopped:
        return []
    return hindrances.all_of("stop_honourably" if stopped else "complete", project)


PAGES = {
    "activate": Page(
        (
            _("協議会が設置済で、研究代表者の設置への同意が記録されていることを確かめて、開始します。"),
            _(
                "課題名、計画、実施期間、年度ごとの金額、参加機関が、条件の第1版として固定されます。後は、変更の申請によって変えます。"
            ),
        ),
        forward=True,
    ),
    "resume": Page((_("協議会が活動していることを確かめて、再開します。"),), forward=True),
    "complete": Page(
        (
            _(
                "最後のステージゲートの決定、または別の方が記録した終了評価があり、支払の精算がすべて終わり、"
                "すべての成果について公開するかどうかが決まっていることを確かめて、完了とします。元には戻せません。"
            ),
        )
    ),
    "suspend": Page((_("再開するまで、請求も支払もできません。"),), form=ReasonForm, kind="danger"),
    "stop_honourably": Page(
        (
            _("挑戦の結果としての中止です。責めを負うものではありません。"),
            _("PD・PO・PMが提案した次の知見を確認し、課題の記録に残します。元には戻せません。"),
        ),
        form=AgreedStopForm,
        kind="danger",
    ),
    "terminate": Page(
        (_("課題を打ち切ります。元には戻せません。支払済の金額は、支払ごとに返還を求められます。"),),
        form=ReasonForm,
        kind="danger",
    ),
}


def buttons(project: Project, person: Any) -> list:
    offered = {v.name: v for v in verbs.offered(project, person)}
    if "complete" in offered or "stop_honourably" in offered:  # how it ends, its last gate has decided
        stopped = gates.stops_money(project.pk)
        offered.pop("complete" if stopped else "stop_honourably", None)
        if stopped and endings.open_proposal(endings.deciding_gate(project)) is None:
            offered.pop("stop_honourably", None)  # the manager's half first
    return [
        (offered[name], "main" if page.forward else page.kind.replace("main", ""))
        for name, page in PAGES.items()
        if name in offered
    ]


@doors.item(Project, allows=oversees_or_runs)
@after_fresh_sign_in
def project_act(request: HttpRequest, project: Project, verb: str) -> HttpResponse:
    back = reverse("project", args=[project.pk])
    more, initial = proposed(project) if verb == "stop_honourably" else ((), None)
    return act_page(
        request,
        project,
        verb,
        PAGES,
        back=back,
        trail=trail(project, inside=True),
        more=more,
        initial=initial,
    )


def proposed(project: Project) -> tuple[list, dict[str, Any]]:
    """What is being confirmed: who proposed it, and the lessons word for word."""
    found = endings.open_proposal(endings.deciding_gate(project))
    if found is None:
        return [endings.not_proposed(project)], {}
    words = [
        _("提案した人：%(name)s") % {"name": found.proposed_by.name},
        _("得られた知見：%(lessons)s") % {"lessons": found.lessons},
    ]
    return words, {"shown": found.pk}


@doors.item(Project, allows=leads_or_runs)
def council_link(request: HttpRequest, project: Project) -> HttpResponse:
    """Tie one of the councils this person can see to the project."""
    back = reverse("project", args=[project.pk])
    tied = ProjectCouncil.objects.filter(item=project, valid_until__isnull=True).values("council_id")
    form = CouncilLinkForm(
        posted(request), councils=COUNCIL.objects.exclude(pk__in=tied).order_by("public_title")
    )
    lead = (
        _(
            "あなたが見られる協議会から選びます。見当たらないときは、その協議会の事務局に、公開ページへの掲載または参加を相談してください。"
        ),
    )
    entry = Entry(
        _("協議会を結び付ける"),
        _("結び付ける"),
        back,
        [*trail_to(), (project.title, back)],
        lead,
        (
            _(
                "この協議会の構成員が、課題の計画と記録を見られるようになります。お金と、公開しない特許出願の控えは見られません。"
            ),
        ),
        said=_("協議会を結び付けました。"),
    )
    return entered(
        request,
        form,
        entry,
        lambda council: funding.link_council(project, by=request.user, council=council),
        where=lambda _made: back,
    )


@doors.item(Project, allows=leads_or_runs)
def council_unlink(request: HttpRequest, project: Project, number: int) -> HttpResponse:
    """End a link; the page says that a running project stops when it was the last."""
    link = get_object_or_404(ProjectCouncil, item=project, pk=number)
    if link.valid_until is not None and request.method != "POST":
        raise Http404
    back = reverse("project", args=[project.pk])
    return confirm(
        request,
        lambda: funding.unlink_council(project, link, by=request.user),
        heading=_("協議会を外す"),
        verb=_("外す"),
        back=back,
        words=[
            _("活動している協議会がほかにないと、実施中の課題はこの時に停止します。"),
            _("この協議会の構成員は、この時から課題を見られなくなります。"),
        ],
        kind="danger",
        trail=[*trail_to(), (project.title, back)],
        said=_("協議会を外しました。"),
    )

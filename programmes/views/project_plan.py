"""The plan of a project: agreed words, schedule, versions of the terms and requests to change them (R41, R43)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.dates import jdate
from accounts.fields import today
from accounts.phrasing import punctuation
from confidentiality import doors
from confidentiality.differences import pieces
from confidentiality.verbs import WrongState
from programmes import plans
from programmes.forms.project import AgreedForm, AmountsForm, years_of
from programmes.models import (
    ChangeRequest,
    Milestone,
    Participant,
    Project,
    ProjectPlan,
    TermsVersion,
    WorkPackage,
    YearAmount,
)
from programmes.registers import is_frozen
from programmes.standing import edits_project
from programmes.templatetags.sums import fiscal_year
from programmes.views.entry import Entry, entered
from programmes.views.frame import acted, form_page, posted, too_late
from programmes.views.project_frame import around, blocks, trail

WIDTH = 1000


@dataclass
class Stretch:
    """A work package drawn over the period: where it begins and how long it is; its points and today, of WIDTH."""

    words: str
    x: int
    width: int
    tone: str
    points: list[int]
    state: Any


@doors.item(Project)
@require_safe
def project_plan(request: HttpRequest, project: Project) -> HttpResponse:
    """Agreed words, the schedule as tables and drawn over them, what was changed and what is asked."""
    context = around(project, request.user, "project_plan")
    plan, terms = ProjectPlan.objects.get(item=project), plans.terms_of(project)
    shown = blocks(project, "plan", context["may_edit"], today())
    stretches, now = drawn(plan, shown, today())
    context |= {
        "plan": plan,
        "frozen": is_frozen(project),
        "terms": terms,
        "versions": list(
            TermsVersion.objects.filter(item=terms).select_related("made_by").order_by("-number")
        )
        if terms
        else [],
        "requests": list(
            ChangeRequest.objects.filter(item=terms).select_related("requested_by", "decided_by")
        )
        if terms
        else [],
        "blocks": shown,
        "stretches": stretches,
        "now": now,
        "width": WIDTH,
        "running": project.state in (Project.State.ACTIVE, Project.State.SUSPENDED),
    }
    return render(request, "programmes/project_plan.html", context)


def drawn(plan: ProjectPlan, shown: list, day: date) -> tuple[list[Stretch], int | None]:
    """Work packages over the agreed period, and today on the same scale; nothing where there is no period."""
    packages = next((b.lines for b in shown if b.kind.model is WorkPackage), [])
    points = next((b.lines for b in shown if b.kind.model is Milestone), [])
    if not packages:
        return [], None
    days = [plan.starts_on, plan.ends_on] + [
        d for line in packages for d in (line.row.starts_on, line.row.due_on)
    ]
    known = [d for d in days if d]
    first, last = min(known), max(known)
    scale = WIDTH / max((last - first).days, 1)
    at = lambda d: round(min(max((d - first).days, 0) * scale, WIDTH))  # noqa: E731
    found = []
    for line in packages:
        row = line.row
        own = [at(p.row.due_on) for p in points if p.row.work_package_id == row.pk]
        state = _("完了") if row.done_on else _("期限超過") if line.late else _("予定どおり")
        tone = "c3" if row.done_on else "c2" if line.late else "c1"
        found.append(
            Stretch(str(row), at(row.starts_on), max(at(row.due_on) - at(row.starts_on), 4), tone, own, state)
        )
    return found, at(day) if first <= day <= last else None


@doors.item(Project, allows=edits_project)
def plan_edit(request: HttpRequest, project: Project) -> HttpResponse:
    """The words to be agreed, until the project starts."""
    plan = ProjectPlan.objects.get(item=project)
    initial = {n: getattr(project, n) for n in plans.AGREED} | {
        n: getattr(plan, n) for n in plans.AGREED_PLAN
    }
    form = AgreedForm(posted(request), initial={**initial, "shown": plans.seen_plan(project, plan)})
    back = reverse("project_plan", args=[project.pk])
    if not form.is_bound and is_frozen(project):
        return too_late(request, WrongState(_("課題の開始の後は、変更の申請によって変えてください。")), back)
    if form.is_bound and form.is_valid():
        words = dict(form.cleaned_data)
        shown = words.pop("shown") or None
        return acted(
            request,
            lambda: plans.agree(project, by=request.user, shown=shown, **words),
            back=back,
            said=_("計画を保存しました。"),
        )
    context = {
        "form": form,
        "back": back,
        "heading": gettext_lazy("合意する計画を書く"),
        "lead": gettext_lazy(
            "課題を開始すると、この内容が第1版として固定され、後は変更の申請によって変えます。"
        ),
        "trail": trail(project, inside=True),
    }
    return form_page(request, "programmes/plan_form.html", context)


@doors.item(Project, allows=edits_project)
def plan_amounts(request: HttpRequest, project: Project) -> HttpResponse:
    """Yen by fiscal year, said back before they are kept."""
    terms, plan = plans.terms_of(project), ProjectPlan.objects.get(item=project)
    if terms is None:
        raise Http404
    back = reverse("project_money", args=[project.pk])
    if plan.starts_on is None or plan.ends_on is None:
        return too_late(
            request,
            WrongState(_("先に、実施期間を計画に記入してください。金額は、期間の年度ごとに入力します。")),
            reverse("project_plan", args=[project.pk]),
        )
    held = {one.fiscal_year: one.amount for one in YearAmount.objects.filter(item=terms)}
    years = years_of(plan.starts_on, plan.ends_on, *(y for y, yen in held.items() if yen))
    initial = {f"y{y}": f"{held[y]:,}" for y in years if held.get(y)}
    form = AmountsForm(posted(request), years=years, initial=initial)
    entry = Entry(
        _("年度ごとの金額を書く"),
        _("保存する"),
        back,
        trail(project, inside=True),
        (
            _(
                "空けた年度は0円とします。年10億円以上の年度があると、コア重要技術等の特定が開始の条件になります。"
            ),
        ),
        said=_("金額を保存しました。"),
    )
    return entered(
        request,
        form,
        entry,
        lambda **_words: plans.set_amounts(project, by=request.user, amounts=form.amounts()),
        where=lambda _made: back,
    )


WORDS = (
    ("title", gettext_lazy("課題名")),
    ("english_title", gettext_lazy("英語の課題名")),
    ("purpose", gettext_lazy("目的")),
    ("plan", gettext_lazy("研究開発の計画")),
)


def told(terms: dict[str, Any]) -> dict[Any, str]:
    """The terms as texts that can be compared, part by part."""
    found = {label: terms.get(name) or "" for name, label in WORDS}
    found[_("実施期間")] = _days(terms)
    yen = sorted((int(y), int(a)) for y, a in terms.get("amounts", {}).items())
    found[_("年度ごとの金額")] = "\n".join(
        [_("%(year)s：%(sum)s円") % {"year": fiscal_year(y), "sum": f"{a:,}"} for y, a in yen]
        + [_("合計：%(sum)s円") % {"sum": f"{sum(a for _y, a in yen):,}"}]
    )
    found[_("参加機関")] = "\n".join(sorted(_participant(p) for p in terms.get("participants", {}).values()))
    return found


def _days(words: dict[str, Any]) -> str:
    """From the one day to the other, as plain text: these texts are compared."""
    days = (words.get(n) for n in ("starts_on", "ends_on"))
    return punctuation("〜").join(strip_tags(jdate(date.fromisoformat(day))) if day else "" for day in days)


def _participant(words: dict[str, Any]) -> str:
    kinds = dict(Participant.Kind.choices)
    share = _("%(n)s％") % {"n": words["share"]} if words.get("share") is not None else ""
    days = _days(words)
    parts = [words["name"], str(kinds.get(words["participant_kind"], "")), words["part"], share, days]
    return " / ".join(p for p in parts if p)


def compared(old: dict[str, Any] | None, new: dict[str, Any]) -> list[tuple[Any, Any, Any, bool]]:
    """[(part, pieces of the older text, pieces of the newer, whether they differ)]."""
    before, after = told(old) if old else {}, told(new)
    return [
        (label, *pieces(before.get(label, "" if old else text), text), bool(old) and before[label] != text)
        for label, text in after.items()
    ]


@doors.item(Project)
@require_safe
def terms_version(request: HttpRequest, project: Project, number: int) -> HttpResponse:
    """One version beside the one before it; for who reads the project's money."""
    terms = plans.terms_of(project)
    if terms is None:
        raise Http404
    found = get_object_or_404(
        TermsVersion.objects.select_related("made_by", "request"), item=terms, number=number
    )
    before = TermsVersion.objects.filter(item=terms, number=number - 1).first()
    context = {
        "project": project,
        "version": found,
        "before": before,
        "rows": compared(before.content if before else None, found.content),
        "trail": [*trail(project, inside=True), (_("計画"), reverse("project_plan", args=[project.pk]))],
        "next": TermsVersion.objects.filter(item=terms, number=number + 1).exists(),
    }
    return render(request, "programmes/terms_version.html", context)

"""What projects ask of one person now, computed from their state alone; a fixed number of queries, none without a function."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, F, Func, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.fields import today
from accounts.models import Person
from programmes.models import ChangeRequest, Milestone, Project, TeamMember, WorkPackage
from programmes.standing import AGENCY, LEAD, MANAGER, REPRESENTATIVE, functions

SOON = timedelta(days=30)
ACTS = (AGENCY, MANAGER, REPRESENTATIVE)
LIVE = ("preparing", "active", "suspended")


@dataclass(frozen=True)
class Task:
    """One thing to do: what, where, why this person, by when; words are neutral, so that a mail can repeat them."""

    what: str
    url: str
    why: str
    due: date | None = None
    minutes: int | None = None

    @property
    def day(self) -> date | None:
        return self.due


def tasks(person: Person) -> list[Task]:
    """Dates near or past, agreements with students, changes to decide; of projects this person works for by function."""
    places = {place for place, part in functions() if part in (*ACTS, LEAD)}
    if not places:
        return []
    own = Q(project_id__in=places) | Q(project__concept_id__in=places) | Q(project__fund_id__in=places)
    return [*_dates(own), *_students(own), *_changes(own, person)]


def _why(project: Project) -> str:
    return _("課題の運営を担当しているから：%(code)s") % {"code": project.code}


def _near(model: Any, own: Q) -> QuerySet:
    rows = model.objects.filter(
        own, ended_at__isnull=True, done_on__isnull=True, project__state__in=LIVE, due_on__lt=today() + SOON
    )
    return rows.select_related("project").order_by("due_on")[:50]


def _dates(own: Q) -> Iterable[Task]:
    for model, words, slug in (
        (WorkPackage, _("作業項目の完了を記録する"), "work-packages"),
        (Milestone, _("マイルストーンの達成を記録する"), "milestones"),
    ):
        for row in _near(model, own):
            address = reverse("line_edit", args=[row.project_id, slug, row.pk])
            yield Task(words, address, _why(row.project), row.due_on, 5)


def _students(own: Q) -> Iterable[Task]:
    rows = TeamMember.objects.filter(
        own,
        ended_at__isnull=True,
        is_student=True,
        agreement_signed_on__isnull=True,
        project__state__in=LIVE,
        agreement_due_on__lt=today() + SOON,
    ).select_related("project")
    for row in rows.order_by("agreement_due_on")[:50]:
        address = reverse("line_edit", args=[row.project_id, "members", row.pk])
        words = _("学生との、発明の帰属に関する取決めを記録する")
        yield Task(words, address, _why(row.project), row.agreement_due_on, 5)


def _changes(own: Q, person: Person) -> Iterable[Task]:
    """Requests of others that wait; whether this person may decide is asked of the database in the same query."""
    rows = (
        ChangeRequest.objects.filter(own, state=ChangeRequest.State.REQUESTED)
        .exclude(requested_by=person)
        .select_related("project")
        .annotate(decides=Func(F("id"), function="app.change_authority", output_field=CharField()))
        .filter(decides__isnull=False)
        .order_by("requested_at")
    )
    for row in rows[:50]:
        words = _("変更の申請を決定する")
        yield Task(words, reverse("change", args=[row.pk]), _why(row.project), None, 10)


def overdue_of(project: Project, day: date) -> list[tuple[str, date]]:
    """[(what, its date)] of one running project: work packages and milestones past their day."""
    if project.state not in LIVE:
        return []
    found: list[tuple[str, date]] = []
    for model in (WorkPackage, Milestone):
        rows = model.objects.filter(
            project=project, ended_at__isnull=True, done_on__isnull=True, due_on__lt=day
        )
        found += list(rows.values_list("title", "due_on"))
    return sorted(found, key=lambda one: one[1])

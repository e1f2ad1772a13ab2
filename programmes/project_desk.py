"""What projects ask of who runs them: dates near or past, agreements with students, changes to decide; and who is told."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import BooleanField, F, Func, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from confidentiality import notices
from confidentiality.acting import database_now
from confidentiality.asked import one
from confidentiality.desk import Task
from programmes.desk import OF_A_PROJECT, Desk, asks, held, on_the_desk
from programmes.models import (
    AfterCheck,
    Assignment,
    ChangeRequest,
    Delegation,
    Milestone,
    Project,
    TeamMember,
    WorkPackage,
)
from programmes.standing import AGENCY, LEAD, MANAGER, REPRESENTATIVE

LIVE = ("preparing", "active", "suspended")


def _due(model: Any, *, after_the_end: bool = False) -> QuerySet:
    rows = model.objects.filter(
        held((AGENCY, MANAGER, REPRESENTATIVE), *OF_A_PROJECT),
        ended_at__isnull=True,
        done_on__isnull=True,
        due_on__lt=one("soon", "date"),
    )
    if not after_the_end:
        rows = rows.filter(project__state__in=LIVE)
    return rows.order_by("due_on").values_list("pk", "project_id", "project__code", "due_on")[:50]


_RUNNERS = (AGENCY, MANAGER, REPRESENTATIVE)
_PACKAGES = on_the_desk(lambda: _due(WorkPackage), *_RUNNERS)
_POINTS = on_the_desk(lambda: _due(Milestone), *_RUNNERS)
_AFTER = on_the_desk(lambda: _due(AfterCheck, after_the_end=True), *_RUNNERS)
_STUDENTS = on_the_desk(
    lambda: (
        TeamMember.objects.filter(
            held((AGENCY, MANAGER, REPRESENTATIVE), *OF_A_PROJECT),
            ended_at__isnull=True,
            is_student=True,
            agreement_signed_on__isnull=True,
            project__state__in=LIVE,
            agreement_due_on__lt=one("soon", "date"),
        )
        .order_by("agreement_due_on")
        .values_list("pk", "project_id", "project__code", "agreement_due_on")[:50]
    ),
    *_RUNNERS,
)
# Whether the reader may decide, and whether the steps before are through, is asked of the database in the same statement.
_CHANGES = on_the_desk(
    lambda: (
        ChangeRequest.objects.filter(
            held((AGENCY, LEAD, MANAGER), *OF_A_PROJECT), state=ChangeRequest.State.REQUESTED
        )
        .exclude(requested_by=one("person"))
        .annotate(decides=Func(F("id"), function="app.may_approve_change", output_field=BooleanField()))
        .filter(decides=True)
        .order_by("requested_at")
        .values_list("pk", "project__code")[:50]
    ),
    AGENCY,
    LEAD,
    MANAGER,
)


def _why(code: str) -> str:
    return _("課題の運営を担当しているから：%(code)s") % {"code": code}


@asks
def dates_to_record(desk: Desk) -> Iterable[Task]:
    for question, words, slug in (
        (_PACKAGES, _("作業項目の完了を記録する"), "work-packages"),
        (_POINTS, _("マイルストーンの達成を記録する"), "milestones"),
        (_AFTER, _("成果がどう使われているかを確かめる"), "after-checks"),
    ):
        for pk, project, code, due in desk.said(question):
            yield Task(words, reverse("line_edit", args=[project, slug, pk]), _why(code), due, 5)


@asks
def agreements_with_students(desk: Desk) -> Iterable[Task]:
    words = _("学生との、発明の帰属に関する取決めを記録する")
    for pk, project, code, due in desk.said(_STUDENTS):
        yield Task(words, reverse("line_edit", args=[project, "members", pk]), _why(code), due, 5)


@asks
def changes_to_decide(desk: Desk) -> Iterable[Task]:
    for pk, code in desk.said(_CHANGES):
        yield Task(_("変更の申請を決定する"), reverse("change", args=[pk]), _why(code), None, 10)


def deciders(request: ChangeRequest) -> Iterable[Person]:
    """Who is asked to decide: the agency's and the secretariat's people there, and managers with a live delegation."""
    now = database_now()
    held = Assignment.objects.filter(
        Assignment.valid_on(now), item_id__in=request.project.places, role__in=[AGENCY, LEAD]
    ).select_related("person")
    given = Delegation.objects.filter(Delegation.valid_on(now), item_id=request.item_id).select_related(
        "person"
    )
    return [one.person for one in (*held, *given)]


def _decides(request: ChangeRequest, person: Person) -> bool:
    return request.state == ChangeRequest.State.REQUESTED and request.may_be_approved()


notices.register(
    {
        "change.requested": notices.Notice(ChangeRequest, "change", deciders, still=_decides),
        "change.ready": notices.Notice(ChangeRequest, "change", deciders, still=_decides),
        "change.decided": notices.Notice(
            ChangeRequest,
            "change",
            lambda r: [r.requested_by],
            still=notices.in_state("approved", "rejected"),
        ),
    }
)


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
    return sorted(found, key=lambda row: row[1])

"""A project's plan, its money by year and what its manager may decide alone; refuses to change what is frozen."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Person
from confidentiality import journal
from confidentiality.acting import database_now
from confidentiality.verbs import Refused, WrongState, lock
from programmes.models import Assignment, Award, Delegation, Project, ProjectPlan, ProjectTerms, YearAmount
from programmes.registers import is_frozen, seen
from programmes.standing import MANAGER, edits_project, leads_or_runs

AGREED = ("title", "english_title")  # of the project itself
AGREED_PLAN = ("purpose", "plan_text", "contract_on", "contract_form", "starts_on", "ends_on")


def terms_of(project: Project) -> ProjectTerms | None:
    """What the readers of the project's money share, or None for everybody else."""
    return ProjectTerms.objects.filter(project_id=project.pk).first()


@transaction.atomic
def agree(project: Project, *, by: Person, shown: str | None = None, **fields: Any) -> ProjectPlan:
    """Write down the words to be agreed, while the project is being prepared; title and period included."""
    if not edits_project(project, by):
        raise Refused("agree_plan")
    lock(project.pk)
    fresh = Project.objects.get(pk=project.pk)
    plan = ProjectPlan.objects.get(item=fresh)
    if is_frozen(fresh):
        raise WrongState(_("課題の開始の後は、変更の申請によって変えてください。"))
    if shown is not None and shown != seen_plan(fresh, plan):
        raise WrongState(_("ほかの方が先に直しています。開き直して、いまの記載を確かめてください。"))
    for name, value in fields.items():
        setattr(fresh if name in AGREED else plan, name, value)
    fresh.save()
    plan.save()
    journal.record("agree_plan", fresh, fields=sorted(fields))
    return plan


def seen_plan(project: Project, plan: ProjectPlan) -> str:
    return seen(project, AGREED) + seen(plan, AGREED_PLAN)


@transaction.atomic
def plan_use(project: Project, *, by: Person, shown: str | None = None, **fields: Any) -> ProjectPlan:
    """The way into use, the needs owner, public and private money, personal data; kept with its history (R45–R47)."""
    if not edits_project(project, by):
        raise Refused("plan_use")
    lock(project.pk)
    state = Project.objects.values_list("state", flat=True).get(pk=project.pk)
    plan = ProjectPlan.objects.get(item=project)
    if shown is not None and shown != seen(plan, fields):
        raise WrongState(_("ほかの方が先に直しています。開き直して、いまの記載を確かめてください。"))
    for name, value in fields.items():
        setattr(plan, name, value)
    if state in (Project.State.ACTIVE, Project.State.SUSPENDED) and not (
        plan.goal.strip() and plan.needs_organisation_id and plan.needs_person_id
    ):
        raise WrongState(_("実施中の課題では、社会実装の目標と、ニーズを持つ組織・責任者を空にできません。"))
    plan.save()
    journal.record("plan_use", project, fields=sorted(fields))
    return plan


@transaction.atomic
def set_amounts(project: Project, *, by: Person, amounts: dict[int, int]) -> None:
    """Agreed yen by fiscal year, the whole table at once, while the project is being prepared: up to what was awarded."""
    terms = terms_of(project)
    if terms is None or not edits_project(project, by):
        raise Refused("set_amounts")
    lock(project.pk)
    if is_frozen(Project.objects.get(pk=project.pk)):
        raise WrongState(_("課題の開始の後は、変更の申請によって変えてください。"))
    award, total = Award.objects.filter(item=project).first(), sum(amounts.values())
    if award is not None and total > award.amount:
        raise WrongState(
            _("年度ごとの金額の合計（%(total)s円）が、採択額（%(most)s円）を超えています。")
            % {"total": f"{total:,}", "most": f"{award.amount:,}"}
        )
    write_amounts(project, terms, amounts)
    journal.record("set_amounts", terms, total=sum(amounts.values()))


def write_amounts(project: Project, terms: ProjectTerms, amounts: dict[int, int]) -> None:
    """Years that are not named become nought."""
    known = {one.fiscal_year: one for one in YearAmount.objects.filter(item=terms)}
    for year in known.keys() | amounts.keys():
        wanted = amounts.get(year, 0)
        if year not in known:
            YearAmount.objects.create(item=terms, project=project, fiscal_year=year, amount=wanted)
        elif known[year].amount != wanted:
            YearAmount.objects.filter(pk=known[year].pk).update(amount=wanted)


def managers_of(project: Project) -> Any:
    """The managers named at the project, its concept or its fund now."""
    return (
        Assignment.objects.filter(
            Assignment.valid_on(database_now()), item_id__in=project.places, role=MANAGER
        )
        .select_related("person")
        .order_by("person__family_kana", "person__given_kana")
    )


@transaction.atomic
def delegate(
    project: Project, *, by: Person, assignment: Assignment, key: UUID | None = None, **limits: Any
) -> Delegation:
    """Let a named manager decide changes alone, within kinds and sums (R41); an earlier delegation ends with it."""
    terms = terms_of(project)
    if terms is None or not leads_or_runs(project, by):
        raise Refused("delegate")
    lock(project.pk)
    if key is not None and (found := Delegation.objects.filter(pk=key).first()):
        return found
    if assignment.person_id == by.pk:
        raise WrongState(_("自分に権限を委任することはできません。ほかの担当者が行ってください。"))
    if not managers_of(project).filter(pk=assignment.pk).exists():
        raise WrongState(_("この方は、いまは課題のPD・PO・PMではありません。"))
    now = database_now()
    Delegation.objects.filter(Q(item=terms), person_id=assignment.person_id, valid_until__isnull=True).update(
        valid_until=now
    )
    made = Delegation.objects.create(
        item=terms,
        project=project,
        assignment=assignment,
        person_id=assignment.person_id,
        given_by=by,
        **limits,
        **({"id": key} if key else {}),
    )
    journal.record("delegate", made, person=str(assignment.person_id), **limits)
    return made


@transaction.atomic
def end_delegation(project: Project, delegation: Delegation, *, by: Person) -> None:
    """From this instant the agency decides again."""
    if not leads_or_runs(project, by):
        raise Refused("end_delegation")
    lock(project.pk)
    if not Delegation.objects.filter(pk=delegation.pk, valid_until__isnull=True).update(
        valid_until=database_now()
    ):
        raise WrongState(_("この委任は、すでに終わっています。"))
    journal.record("end_delegation", delegation, person=str(delegation.person_id))

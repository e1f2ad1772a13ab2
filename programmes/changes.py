"""Changes of frozen terms: asked with a reason, decided by another, applied as one new version (R41); never by hand."""

import json
from copy import deepcopy
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import Organisation, Person
from confidentiality import journal, outbox
from confidentiality.acting import database_now
from confidentiality.verbs import Refused, WrongState, lock, perform
from programmes import approvals, figures
from programmes.models import (
    ChangeRequest,
    CoreTechnology,
    Participant,
    Project,
    ProjectPlan,
    TermsVersion,
    YearAmount,
)
from programmes.plans import terms_of, write_amounts
from programmes.registers import LARGE
from programmes.standing import edits_project

PARTICIPANT = ("participant_kind", "organisation", "name", "part", "share", "starts_on", "ends_on")
PLAN = ("title", "english_title", "purpose", "plan", "starts_on", "ends_on")


def newest(project: Project) -> int:
    """The number of the version of the terms in force, for who reads them; 0 before the first."""
    return TermsVersion.objects.filter(project=project).aggregate(n=Max("number"))["n"] or 0


def terms_now(project: Project) -> dict[str, Any] | None:
    """The terms as they stand, as the database composes them; None for who may not read them."""
    with connection.cursor() as cursor:
        cursor.execute("select app.terms_now(%s)", [project.pk])
        found = cursor.fetchone()[0]
    return json.loads(found) if isinstance(found, str) else found


def plain(value: Any) -> Any:
    """As the database writes it into the terms."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Organisation):
        return str(value.pk)
    return value


def with_plan(now: dict, **fields: Any) -> dict:
    return {**deepcopy(now), **{name: plain(value) for name, value in fields.items()}}


def with_amounts(now: dict, amounts: dict[int, int]) -> dict:
    return {**deepcopy(now), "amounts": {str(year): yen for year, yen in amounts.items() if yen}}


def with_participant(now: dict, row: UUID, **fields: Any) -> dict:
    """A participant more, or the same one with other words."""
    after = deepcopy(now)
    after["participants"][str(row)] = {name: plain(fields[name]) for name in PARTICIPANT}
    return after


def without_participant(now: dict, row: UUID) -> dict:
    after = deepcopy(now)
    after["participants"].pop(str(row), None)
    return after


@transaction.atomic
def ask(
    project: Project,
    *,
    by: Person,
    change_kind: str,
    after: dict,
    reason: str,
    base: int | None = None,
    key: UUID | None = None,
) -> ChangeRequest:
    """Ask for a change; one at a time is open. A project older than these terms gets its first version here.

    ``base``: the version it was written from; raises WrongState when another came since, whose words it would take back.
    """
    terms = terms_of(project)
    if terms is None or not edits_project(project, by):
        raise Refused("ask_change")
    lock(project.pk)
    if key is not None and (found := ChangeRequest.objects.filter(pk=key).first()):
        return found
    if Project.objects.get(pk=project.pk).state not in (Project.State.ACTIVE, Project.State.SUSPENDED):
        raise WrongState(_("変更を申請できるのは、実施中または停止中の課題だけです。"))
    if base is not None and base != newest(project):
        raise WrongState(
            _(
                "申請の画面を開いた後に、条件が変わりました。このまま申請すると、その変更を元に戻してしまいます。いまの条件を確かめ、画面を開き直して入力してください。"
            )
        )
    if not TermsVersion.objects.filter(item=terms).exists():
        TermsVersion.objects.create(item=terms, project=project, number=1)
    if ChangeRequest.objects.filter(item=terms, state=ChangeRequest.State.REQUESTED).exists():
        raise WrongState(_("決定を待っている申請があります。決定または取下げの後に申請してください。"))
    _require_not_spent(project.pk, after)
    if terms_now(project) == after:
        raise WrongState(_("いまの条件と同じです。変えるところを直してから申請してください。"))
    made = ChangeRequest.objects.create(
        item=terms,
        project=project,
        change_kind=change_kind,
        after=after,
        reason=reason,
        requested_by=by,
        **({"id": key} if key else {}),
    )
    journal.record("ask_change", made, change=change_kind)
    outbox.enqueue("change.requested", made)
    made.refresh_from_db()
    approvals.tell_first(made)
    return made


def _require_not_spent(project: UUID, after: dict) -> None:
    """No year is agreed below what is already reserved or paid of it."""
    for one in YearAmount.objects.filter(project=project, amount__gt=0):
        wanted = int(after["amounts"].get(str(one.fiscal_year), 0))
        spent = one.amount - figures.agreed_left(project, one.fiscal_year)
        if wanted < one.amount and wanted < spent:
            raise WrongState(
                _("%(year)s年度は、すでに%(spent)s円を確認または支払っています。それより少なくはできません。")
                % {"year": one.fiscal_year, "spent": f"{spent:,}"}
            )


@transaction.atomic
def approve(request: ChangeRequest, *, by: Person, note: str = "") -> TermsVersion:
    """Decide and apply in one transaction: the terms become the request's text to the letter, as a new version."""
    lock(request.project_id)
    if any(int(yen) >= LARGE for yen in request.after["amounts"].values()) and not (
        CoreTechnology.objects.filter(project_id=request.project_id, ended_at__isnull=True).exists()
    ):
        raise WrongState(_("年10億円以上になる変更です。先に、コア重要技術等を特定してください。"))
    lock(request.item_id)
    _require_not_spent(request.project_id, request.after)
    done = perform("approve", request, by=by, note=note)
    _apply(done, by)
    return TermsVersion.objects.create(
        item_id=done.item_id, project_id=done.project_id, number=done.base_number + 1, request=done
    )


def _apply(done: ChangeRequest, by: Person) -> None:
    project, after = Project.objects.get(pk=done.project_id), done.after
    if done.change_kind == ChangeRequest.Kind.PLAN:
        project.title, project.english_title = after["title"], after["english_title"]
        project.save()
        ProjectPlan.objects.filter(item=project).update(
            purpose=after["purpose"],
            plan_text=after["plan"],
            starts_on=after["starts_on"],
            ends_on=after["ends_on"],
        )
    elif done.change_kind == ChangeRequest.Kind.BUDGET:
        write_amounts(project, terms_of(project), {int(y): yen for y, yen in after["amounts"].items()})
    else:
        _apply_team(project, after["participants"], by, done.reason)


def _apply_team(project: Project, after: dict[str, dict], by: Person, reason: str) -> None:
    known = {str(one.pk): one for one in Participant.objects.filter(project=project, ended_at__isnull=True)}
    for row, words in after.items():
        fields = {("organisation_id" if n == "organisation" else n): words[n] for n in PARTICIPANT}
        if row in known:
            Participant.objects.filter(pk=row).update(**fields)
        else:
            Participant.objects.create(
                id=UUID(row), project=project, item_id=project.pk, created_by=by, **fields
            )
    gone = [row for row in known if row not in after]
    Participant.objects.filter(pk__in=gone).update(ended_at=database_now(), ended_by=by, end_reason=reason)

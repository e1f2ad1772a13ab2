"""A running project whose fund has a route: 鈴木 (PM) and 渡辺 or 中村 (agency) side by side, then 伊藤 of the ministry."""

from typing import Any

import pytest
from django.db import Error, connection, transaction

from confidentiality.acting import acting_as
from programmes import approvals, changes, funding
from programmes.models import ApprovalAnswer, ApprovalRoute, ApprovalStep, ChangeRequest
from tests.cast import World
from tests.programmes.fund_stage import YEAR, Stage, make_stage

BOTH = [
    [
        {"role": "manager", "place": "any", "person": None, "label": ""},
        {"role": "agency", "place": "any", "person": None, "label": "経理"},
    ],
    [{"role": "ministry", "place": "any", "person": None, "label": ""}],
]
ONE = [[{"role": "ministry", "place": "any", "person": None, "label": ""}]]


def line(
    stages: list = BOTH, *, kind: str = "budget", from_yen: int | None = None, also: bool = False
) -> dict:
    return {"kind": kind, "from_yen": from_yen, "also_delegated": also, "stages": stages}


def manned(world: World) -> Stage:
    """The usual stage with a manager at the project and the ministry in charge at the concept."""
    stage = make_stage(world)
    with acting_as(world.nakamura):
        funding.assign(stage.project, by=world.nakamura, person=world.suzuki, part="manager")
    with acting_as(world.yamamoto):
        funding.assign(stage.concept, by=world.yamamoto, person=world.ito, part="ministry")
    return stage


def lay(stage: Stage, *lines: dict, by: Any = None) -> ApprovalRoute:
    by = by or stage.nakamura
    with acting_as(by):
        now = approvals.route_of(stage.fund)
        base = now.number if now else 0
        return approvals.lay_down(stage.fund, by=by, base=base, lines=list(lines), reason="理由の文")


def asked(stage: Stage, *, moved: int = 100, by: Any = None) -> ChangeRequest:
    """``moved`` yen from the first year to the second."""
    by = by or stage.takahashi
    with acting_as(by):
        amounts = {YEAR: 500 - moved, YEAR + 1: 300 + moved}
        after = changes.with_amounts(changes.terms_now(stage.project), amounts)
        return changes.ask(stage.project, by=by, change_kind="budget", after=after, reason="申請の理由")


def steps(request: ChangeRequest) -> list[ApprovalStep]:
    return list(ApprovalStep.objects.filter(request=request, replaced_by__isnull=True))


def answer(
    step: ApprovalStep, by: Any, verdict: str = "agreed", reason: str = "", **more: Any
) -> ApprovalAnswer:
    with acting_as(by):
        more = more if "shown" in more else {**more, "shown": approvals.change_hash(step.request)}
        return approvals.answer(step, by=by, verdict=verdict, reason=reason, **more)


def approve(request: ChangeRequest, by: Any) -> Any:
    with acting_as(by):
        return changes.approve(ChangeRequest.objects.get(pk=request.pk), by=by)


def sql(person: Any, statement: str, *parameters: Any) -> None:
    """Round the Python, through the web's role."""
    with acting_as(person), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def refused(person: Any, statement: str, *parameters: Any, match: str) -> None:
    with pytest.raises(Error, match=match), transaction.atomic():
        sql(person, statement, *parameters)


ANSWER = (
    "insert into programmes_approvalanswer (id, item_id, project_id, request_id, step_id, verdict, reason, text_hash, answered_by_id)"
    " select gen_random_uuid(), s.item_id, s.project_id, s.request_id, s.id, %s, %s, coalesce(%s, app.change_hash(s.request_id)), %s"
    " from programmes_approvalstep s where s.id = %s"
)
APPROVE = "update programmes_changerequest set state = 'approved', decided_by_id = %s, decided_at = now(), decided_as = 'agency' where id = %s"


def state(request: ChangeRequest) -> str:
    return ChangeRequest.objects.get(pk=request.pk).state

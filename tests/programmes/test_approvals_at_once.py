"""Two answers at the same moment, on connections of their own: both count, and one alone opens what comes next (R41)."""

from typing import Any

from confidentiality.acting import acting_as
from confidentiality.models import OutboxMessage
from programmes import approvals, changes, funding, plans
from programmes.models import ApprovalAnswer, ApprovalStep, ChangeRequest, TermsVersion
from tests.programmes.approval_stage import ONE, answer, approve, asked, lay, line, manned, steps
from tests.programmes.fund_stage import YEAR, act
from tests.programmes.test_money_at_once import at_once


def opened(request: ChangeRequest) -> int:
    third = ApprovalStep.objects.get(request=request, number=2)
    return OutboxMessage.objects.filter(topic="approval.turn", note__subject=str(third.pk)).count()


def kinds(results: list[Any]) -> list[str]:
    return sorted(type(one).__name__ for one in results)


def test_side_by_side_at_once_both_count_and_one_opens_the_next(own_database):
    stage = manned(own_database)
    lay(stage, line())
    request = asked(stage)
    manager, agency, ministry = steps(request)
    done = at_once(lambda: answer(manager, stage.suzuki), lambda: answer(agency, stage.watanabe))
    assert kinds(done) == ["ApprovalAnswer", "ApprovalAnswer"] and opened(request) == 1
    done = at_once(lambda: answer(ministry, stage.ito), lambda: approve(request, stage.nakamura))
    assert ApprovalAnswer.objects.filter(step=ministry).exists()
    if kinds(done) != ["ApprovalAnswer", "TermsVersion"]:  # the decision came first, and waits
        assert kinds(done) == ["ApprovalAnswer", "WrongState"]
        approve(request, stage.nakamura)
    assert TermsVersion.objects.filter(request=request).count() == 1


def test_colleagues_at_one_step_answer_once_and_a_refusal_beside_an_agreement_ends_it(own_database):
    stage = manned(own_database)
    lay(stage, line())
    request = asked(stage)
    manager, agency, _ministry = steps(request)
    done = at_once(lambda: answer(agency, stage.watanabe), lambda: answer(agency, stage.nakamura))
    assert kinds(done) == ["ApprovalAnswer", "WrongState"]
    assert ApprovalAnswer.objects.filter(step=agency).count() == 1
    done = at_once(
        lambda: answer(manager, stage.suzuki, "refused", "理由"),
        lambda: answer(manager, stage.suzuki, "refused", "理由"),
    )
    assert kinds(done) == ["ApprovalAnswer", "WrongState"]
    again = ChangeRequest.objects.get(pk=request.pk)
    assert (again.state, again.decided_as, opened(request)) == ("rejected", "step", 0)


def test_a_withdrawal_beside_a_refusal_and_an_end_beside_the_decision_leave_one_of_them(own_database):
    stage = manned(own_database)
    lay(stage, line())
    request = asked(stage)
    manager, *_rest = steps(request)
    done = at_once(
        lambda: answer(manager, stage.suzuki, "refused", "理由"),
        lambda: act("withdraw", request, stage.takahashi),
    )
    state = ChangeRequest.objects.get(pk=request.pk).state
    assert kinds(done) in (["ApprovalAnswer", "WrongState"], ["ChangeRequest", "WrongState"])
    assert state == ("rejected" if ApprovalAnswer.objects.exists() else "withdrawn")

    request = asked(stage)
    for step, person in zip(steps(request), (stage.suzuki, stage.watanabe, stage.ito), strict=True):
        answer(step, person)
    done = at_once(
        lambda: approve(request, stage.nakamura),
        lambda: act("terminate", stage.project, stage.yamamoto, reason="中止"),
    )
    assert kinds(done) in (["Project", "TermsVersion"], ["Project", "WrongState"])
    assert TermsVersion.objects.filter(request=request).exists() == (
        ChangeRequest.objects.get(pk=request.pk).state == "approved"
    )


def test_two_colleagues_hand_one_step_on_once(own_database):
    stage = manned(own_database)
    lay(stage, line())
    manager, *_rest = steps(asked(stage))
    with acting_as(stage.nakamura):
        held = plans.managers_of(stage.project).get(person=stage.suzuki)
        funding.end_assignment(stage.project, held, by=stage.nakamura)

    def hand_on(by: Any) -> Any:
        with acting_as(by):
            return approvals.hand_on(manager, by=by, role="ministry", place="any", reason="理由")

    done = at_once(lambda: hand_on(stage.nakamura), lambda: hand_on(stage.watanabe))
    assert kinds(done) == ["ApprovalStep", "WrongState"]
    assert ApprovalStep.objects.filter(replaces=manager).count() == 1


def test_two_small_changes_at_once_are_never_two_below_the_sum(own_database):
    """One at a time is open: whoever comes second asks after the first was decided, and finds it counted."""
    stage = manned(own_database)
    lay(stage, line(ONE, from_yen=150))

    def small(by: Any) -> Any:
        return lambda: approve(asked(stage, moved=100, by=by), stage.nakamura)

    done = at_once(small(stage.takahashi), small(stage.watanabe))
    assert kinds(done) in (["TermsVersion", "WrongState"], ["WrongState", "WrongState"])
    waiting = ChangeRequest.objects.filter(state="requested").first()
    if waiting is None:
        with acting_as(stage.takahashi):
            now = changes.terms_now(stage.project)
            after = changes.with_amounts(now, {YEAR: 300, YEAR + 1: 500})
            waiting = changes.ask(
                stage.project, by=stage.takahashi, change_kind="budget", after=after, reason="理由"
            )
    assert ChangeRequest.objects.filter(state="approved").count() == 1
    assert [one.role for one in steps(waiting)] == ["ministry"]

"""Ordered and side-by-side approvers of a change: nobody out of turn, twice, unasked or unseen, in Python or round it (R41)."""

from uuid import uuid4

import pytest
from django.db import Error, connection, transaction
from django.urls import reverse

from confidentiality.acting import acting_as, acting_as_system
from confidentiality.models import Entry, OutboxMessage
from confidentiality.verbs import Refused, WrongState, perform
from programmes import approvals, changes, funding, plans
from programmes.desk import tasks
from programmes.models import (
    ApprovalAnswer,
    ApprovalRoute,
    ApprovalStep,
    ChangeRequest,
    TermsVersion,
)
from tests.councils.visitors import browser
from tests.programmes.approval_stage import (
    ANSWER,
    APPROVE,
    BOTH,
    ONE,
    answer,
    approve,
    asked,
    lay,
    line,
    manned,
    refused,
    sql,
    state,
    steps,
)
from tests.programmes.fund_stage import Stage, act


@pytest.fixture
def stage(world) -> Stage:
    made = manned(world)
    lay(made, line())
    return made


# --- who may not, in Python and round it -------------------------------------------------------------


def test_nobody_answers_whose_step_it_is_not(stage):
    request = asked(stage)
    manager, agency, ministry = steps(request)
    for step, person in (
        (manager, stage.watanabe),  # the agency at the manager's step
        (agency, stage.suzuki),  # the manager at the agency's
        (manager, stage.takahashi),  # who asked
        (manager, stage.yamamoto),  # the secretariat reads all, and holds no function of the route
    ):
        with pytest.raises(Refused):
            answer(step, person)
        refused(person, ANSWER, "agreed", "", None, person.pk, step.pk, match="another person is asked")
    for stranger in (stage.kato, stage.inoue, stage.tanaka):
        with acting_as(stranger):
            assert not ApprovalStep.objects.exists() and not ApprovalAnswer.objects.exists()
            assert not ApprovalRoute.objects.exists() and approvals.change_hash(request) == ""
            for question in ("step_is_open", "step_is_mine", "step_turn", "step_is_vacant"):
                with connection.cursor() as cursor:
                    cursor.execute(f"select app.{question}(%s)", [manager.pk])
                    assert cursor.fetchone()[0] is False, question
    assert not ApprovalAnswer.objects.exists() and state(request) == "requested"
    del ministry


def test_nobody_answers_in_another_name_nor_before_their_turn(stage):
    request = asked(stage)
    manager, agency, ministry = steps(request)
    refused(stage.watanabe, ANSWER, "agreed", "", None, stage.suzuki.pk, manager.pk, match="in another name")
    for first in (None, manager):
        if first:
            answer(first, stage.suzuki)
        with pytest.raises(WrongState, match="前の段階"):
            answer(ministry, stage.ito)
        refused(stage.ito, ANSWER, "agreed", "", None, stage.ito.pk, ministry.pk, match="not asked now")
    answer(agency, stage.watanabe)
    answer(ministry, stage.ito)
    approve(request, stage.nakamura)
    assert state(request) == "approved"


def test_who_asked_for_it_answers_no_step_though_they_hold_its_function(stage):
    request = asked(stage, by=stage.suzuki)
    manager, agency, _ministry = steps(request)
    with pytest.raises(Refused):
        answer(manager, stage.suzuki)
    refused(
        stage.suzuki, ANSWER, "agreed", "", None, stage.suzuki.pk, manager.pk, match="another person is asked"
    )
    with pytest.raises(Refused):  # nor hands it on
        with acting_as(stage.suzuki):
            approvals.hand_on(manager, by=stage.suzuki, role="agency", place="any", reason="理由")
    del agency


def test_nobody_answers_two_steps_of_one_request(stage):
    with acting_as(stage.nakamura):
        funding.assign(stage.project, by=stage.nakamura, person=stage.watanabe, part="manager")
    request = asked(stage)
    manager, agency, _ministry = steps(request)
    answer(manager, stage.watanabe)
    with pytest.raises(WrongState, match="一人が一つの段階"):
        answer(agency, stage.watanabe)
    refused(
        stage.watanabe,
        ANSWER,
        "agreed",
        "",
        None,
        stage.watanabe.pk,
        agency.pk,
        match="another person is asked",
    )
    answer(agency, stage.nakamura)


def test_who_answered_a_step_decides_the_request_no_more(stage):
    request = asked(stage)
    manager, agency, ministry = steps(request)
    answer(manager, stage.suzuki)
    answer(agency, stage.watanabe)
    answer(ministry, stage.ito)
    for verb in ("approve", "reject"):
        with acting_as(stage.watanabe), pytest.raises(Refused):
            perform(verb, ChangeRequest.objects.get(pk=request.pk), by=stage.watanabe, note="理由")
    refused(stage.watanabe, APPROVE, stage.watanabe.pk, request.pk, match="another person decides")
    refused(
        stage.takahashi,
        APPROVE,
        stage.takahashi.pk,
        request.pk,
        match="another person decides|decided_by_another",
    )
    version = approve(request, stage.nakamura)
    assert version.number == 2
    assert ChangeRequest.objects.get(pk=request.pk).decided_by == stage.nakamura


def test_the_last_act_waits_for_every_step_whoever_asks_and_however(stage):
    request = asked(stage)
    manager, agency, ministry = steps(request)
    for step, person in ((manager, stage.suzuki), (agency, stage.watanabe), (ministry, stage.ito)):
        for decider in (stage.nakamura, stage.yamamoto):
            with pytest.raises(WrongState, match="すべての段階の同意"):
                approve(request, decider)
            refused(decider, APPROVE, decider.pk, request.pk, match="not every step has agreed")
        assert not TermsVersion.objects.filter(number=2).exists()
        answer(step, person)
    approve(request, stage.yamamoto)
    assert state(request) == "approved" and TermsVersion.objects.filter(number=2).exists()


def test_the_agency_may_always_reject(stage):
    request = asked(stage)
    answer(steps(request)[0], stage.suzuki)
    with acting_as(stage.nakamura):
        perform("reject", ChangeRequest.objects.get(pk=request.pk), by=stage.nakamura, note="理由")
    assert state(request) == "rejected"
    with pytest.raises(WrongState, match="決定または取下げ"):
        answer(steps(request)[1], stage.watanabe)


def test_an_answer_is_bound_to_the_text_it_was_given_to(stage):
    request = asked(stage)
    manager, agency, ministry = steps(request)
    with pytest.raises(WrongState, match="表示した後"):
        answer(manager, stage.suzuki, shown="0" * 64)
    refused(
        stage.suzuki, ANSWER, "agreed", "", "0" * 64, stage.suzuki.pk, manager.pk, match="wording has changed"
    )
    for step, person in ((manager, stage.suzuki), (agency, stage.watanabe), (ministry, stage.ito)):
        answer(step, person)
    with connection.cursor() as cursor:  # as its owner, past every guard
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table programmes_changerequest disable trigger guard")
        cursor.execute("update programmes_changerequest set reason = '別の理由' where id = %s", [request.pk])
        cursor.execute("alter table programmes_changerequest enable trigger guard")
    with pytest.raises(WrongState, match="すべての段階の同意"):
        approve(request, stage.nakamura)
    refused(stage.nakamura, APPROVE, stage.nakamura.pk, request.pk, match="not every step has agreed")
    with acting_as(stage.nakamura):
        shown = approvals.picture(ChangeRequest.objects.get(pk=request.pk), stage.nakamura)
    assert [one.is_void for one in (s for stage_ in shown for s in stage_.steps)] == [True] * 3


def test_other_terms_in_between_void_what_was_agreed(stage):
    request = asked(stage)
    answer(steps(request)[0], stage.suzuki)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table programmes_termsversion disable trigger user")
        cursor.execute(
            "insert into programmes_termsversion (item_id, project_id, number, content, text_hash) select item_id, project_id, 2, '{}', 'x'"
            " from programmes_termsversion where project_id = %s",
            [stage.project.pk],
        )
        cursor.execute("alter table programmes_termsversion enable trigger user")
    with acting_as(stage.watanabe):
        first = approvals.picture(ChangeRequest.objects.get(pk=request.pk), stage.watanabe)[0]
    assert first.steps[0].is_void and not first.is_through


@pytest.mark.parametrize(
    "statement",
    [
        "update programmes_approvalstep set person_id = null",
        "delete from programmes_approvalstep",
        "update programmes_approvalanswer set verdict = 'agreed'",
        "delete from programmes_approvalanswer",
        "update programmes_approvalroute set lines = '[]'",
        "delete from programmes_approvalroute",
    ],
)
def test_nothing_of_it_is_rewritten(stage, statement):
    answer(steps(asked(stage))[0], stage.suzuki)
    refused(stage.nakamura, statement, match="permission denied")
    with pytest.raises(Error, match="only ever added"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_nobody_adds_a_step_or_leaves_one_out_by_hand(stage):
    request = asked(stage)
    [first, *_rest] = steps(request)
    copy = (
        "insert into programmes_approvalstep (id, item_id, project_id, request_id, route_id, number, place_in_row, role, place, label,"
        " also_delegated, replaces_id, reason, made_by_id) select gen_random_uuid(), item_id, project_id, request_id, route_id, 1, 1, 'agency',"
        " 'any', '', false, %s, 'x', %s from programmes_approvalstep where id = %s"
    )
    for person in (stage.nakamura, stage.takahashi, stage.suzuki):
        refused(person, copy, None, person.pk, first.pk, match="those of its route")
    for person in (stage.takahashi, stage.suzuki, stage.ito):
        refused(person, copy, first.pk, person.pk, first.pk, match="the agency hands it on")
    refused(stage.nakamura, copy, first.pk, stage.nakamura.pk, first.pk, match="somebody can answer it")


# --- refusals ----------------------------------------------------------------------------------------


def test_one_refusal_rejects_the_request_and_tells_the_reason(stage):
    request = asked(stage)
    manager, agency, _ministry = steps(request)
    answer(manager, stage.suzuki)
    with pytest.raises(WrongState, match="理由"):
        answer(agency, stage.watanabe, "refused", "  ")
    answer(agency, stage.watanabe, "refused", "時期が合わない")
    done = ChangeRequest.objects.get(pk=request.pk)
    assert (done.state, done.decided_by, done.decided_as, done.decision_note) == (
        "rejected",
        stage.watanabe,
        "step",
        "時期が合わない",
    )
    assert OutboxMessage.objects.filter(topic="change.decided", note__subject=str(request.pk)).exists()
    assert {"agree_step", "disagree_step", "refuse_step"} <= set(Entry.objects.values_list("verb", flat=True))
    with pytest.raises(WrongState):
        approve(request, stage.nakamura)


def test_a_refusal_without_its_end_or_its_reason_is_none(stage):
    request = asked(stage)
    manager, *_rest = steps(request)
    refused(
        stage.suzuki, ANSWER, "refused", " ", None, stage.suzuki.pk, manager.pk, match="refused_with_a_reason"
    )
    with pytest.raises(Error, match="a refusal rejects the request"), transaction.atomic():
        sql(stage.suzuki, ANSWER, "refused", "理由", None, stage.suzuki.pk, manager.pk)
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
    refused(  # nor an end by who refused nothing
        stage.suzuki,
        "update programmes_changerequest set state = 'rejected', decided_by_id = %s, decision_note = 'x' where id = %s",
        stage.suzuki.pk,
        request.pk,
        match="another person decides",
    )


def test_an_answer_is_yes_or_no(stage):
    """Any other word would keep the step shut without anybody's agreement or refusal."""
    manager = steps(asked(stage))[0]
    refused(stage.suzuki, ANSWER, "later", "", None, stage.suzuki.pk, manager.pk, match="agreed or refused")
    answer(manager, stage.suzuki)


@pytest.mark.parametrize("how", ["before", "after"])
def test_a_project_that_has_ended_keeps_its_terms(stage, how):
    """Ended while the request was open, before or after the last agreement: it is closed, never applied."""
    request = asked(stage)
    manager, agency, ministry = steps(request)
    if how == "after":
        for step, person in ((manager, stage.suzuki), (agency, stage.watanabe), (ministry, stage.ito)):
            answer(step, person)
    act("terminate", stage.project, stage.yamamoto, reason="中止")
    if how == "before":
        with pytest.raises(WrongState, match="課題が終わっている"):
            answer(manager, stage.suzuki)
        refused(stage.suzuki, ANSWER, "agreed", "", None, stage.suzuki.pk, manager.pk, match="not asked now")
        with acting_as(stage.suzuki):
            assert not [task for task in tasks(stage.suzuki) if "同意するか" in task.what]
    with pytest.raises(WrongState, match="課題が終わっている"):
        approve(request, stage.nakamura)
    refused(stage.nakamura, APPROVE, stage.nakamura.pk, request.pk, match="the project has ended")
    page = browser(stage.nakamura).get(reverse("change", args=[request.pk])).content.decode()
    assert "この申請は、承認できません" in page and "回答待ち" not in page and "担当を替える" not in page
    assert reverse("change_act", args=[request.pk, "approve"]) not in page
    assert reverse("change_act", args=[request.pk, "reject"]) in page
    act("withdraw", request, stage.takahashi)
    assert state(request) == "withdrawn" and not TermsVersion.objects.filter(number=2).exists()


# --- routes ------------------------------------------------------------------------------------------


def test_without_a_route_everything_is_as_before(world):
    stage = manned(world)
    request = asked(stage)
    assert steps(request) == []
    approve(request, stage.nakamura)
    assert state(request) == "approved"


def test_the_line_of_the_highest_sum_reached_applies_and_a_request_keeps_its_steps(stage):
    lay(stage, line(BOTH, from_yen=200), line(ONE), line(ONE, kind="team"))
    small = asked(stage, moved=199)
    assert [(s.number, s.role) for s in steps(small)] == [(1, "ministry")]
    lay(stage)  # taken away: what was asked keeps its steps
    assert len(steps(small)) == 1
    answer(steps(small)[0], stage.ito)
    approve(small, stage.nakamura)
    lay(stage, line(BOTH, from_yen=200), line(ONE))
    with acting_as(stage.takahashi):
        after = changes.with_amounts(changes.terms_now(stage.project), {2026: 501, 2027: 299})
        large = changes.ask(
            stage.project, by=stage.takahashi, change_kind="budget", after=after, reason="理由"
        )
    assert large.moved == 200
    assert [(s.number, s.role) for s in steps(large)] == [(1, "manager"), (1, "agency"), (2, "ministry")]


def test_only_the_agency_lays_down_a_route_and_only_a_whole_one(stage):
    for person in (stage.suzuki, stage.ito, stage.takahashi, stage.tanaka, stage.kato):
        with pytest.raises(Refused):
            lay(stage, line(ONE), by=person)
    add = (
        "insert into programmes_approvalroute (id, item_id, fund_id, number, lines, reason, laid_by_id)"
        " select gen_random_uuid(), item_ptr_id, fund_id, %s, %s::jsonb, 'x', %s from programmes_fundbook where fund_id = %s"
    )
    with acting_as(stage.yamamoto):
        funding.assign(stage.fund, by=stage.yamamoto, person=stage.ito, part="ministry")
    refused(stage.ito, add, 2, "[]", stage.ito.pk, stage.fund.pk, match="the agency of the fund")
    refused(stage.nakamura, add, 2, "[]", stage.watanabe.pk, stage.fund.pk, match="in its own name")
    refused(stage.nakamura, add, 3, "[]", stage.nakamura.pk, stage.fund.pk, match="one after the other")
    one = '{"role": "%s", "place": "any", "person": %s, "label": ""}'
    whole = '[{"kind": "%s", "from_yen": %s, "also_delegated": false, "stages": %s}]'
    ministry = one % ("ministry", "null")
    for lines, said in (
        ("{}", "a list of lines"),
        ("[{}]", "says its kind"),
        (whole % ("money", "null", f"[[{ministry}]]"), "says its kind"),
        (whole % ("plan", "5", f"[[{ministry}]]"), "says its kind"),
        (whole % ("budget", "0", f"[[{ministry}]]"), "says its kind"),
        (whole % ("budget", "1.5", f"[[{ministry}]]"), "says its kind"),
        (whole % ("budget", "null", "[]"), "says its kind"),
        (whole % ("budget", "null", "[[]]"), "no empty step"),
        (whole % ("budget", "null", "[[%s]]" % (one % ("participant", "null"))), "reads the terms"),
        (
            whole % ("budget", "null", "[[%s]]" % (one % ("ministry", f'"{stage.kato.pk}"'))),
            "holds the function",
        ),
        (whole % ("budget", "null", f"[[{', '.join([ministry] * 6)}]]"), "five steps"),
    ):
        refused(stage.nakamura, add, 2, lines, stage.nakamura.pk, stage.fund.pk, match=said)
    with acting_as(stage.nakamura):
        with pytest.raises(WrongState, match="先に"):
            approvals.lay_down(stage.fund, by=stage.nakamura, base=0, lines=[], reason="理由")
        with pytest.raises(WrongState, match="同じ"):
            approvals.lay_down(stage.fund, by=stage.nakamura, base=1, lines=[line()], reason="理由")
        key = uuid4()
        for _twice in range(2):
            approvals.lay_down(
                stage.fund, by=stage.nakamura, base=1, lines=[line(ONE)], reason="理由", key=key
            )
    assert ApprovalRoute.objects.filter(fund=stage.fund).count() == 2


# --- delegation --------------------------------------------------------------------------------------


@pytest.mark.parametrize("also", [False, True])
def test_a_delegated_decision_waits_only_where_the_route_says_so(world, also):
    stage = manned(world)
    lay(stage, line(ONE, also=also))
    with acting_as(stage.nakamura):
        held = plans.managers_of(stage.project).get(person=stage.suzuki)
        plans.delegate(stage.project, by=stage.nakamura, assignment=held, budget_yen=400)
    request = asked(stage)
    if also:
        with pytest.raises(WrongState, match="すべての段階"):
            approve(request, stage.suzuki)
        refused(stage.suzuki, APPROVE, stage.suzuki.pk, request.pk, match="not every step has agreed")
        answer(steps(request)[0], stage.ito)
    approve(request, stage.suzuki)
    done = ChangeRequest.objects.get(pk=request.pk)
    assert (done.state, done.decided_as) == ("approved", "delegated")


# --- at once and twice -------------------------------------------------------------------------------


def test_a_double_click_is_one_answer_and_a_colleague_comes_too_late(stage):
    request = asked(stage)
    _manager, agency, _ministry = steps(request)
    key = uuid4()
    first, second = (answer(agency, stage.watanabe, key=key) for _twice in range(2))
    assert first == second and ApprovalAnswer.objects.count() == 1
    with pytest.raises(WrongState, match="すでに回答"):
        answer(agency, stage.nakamura)
    assert Entry.objects.filter(verb="agree_step").count() == 1


def opened(request: ChangeRequest) -> int:
    third = ApprovalStep.objects.get(request=request, number=2)
    return OutboxMessage.objects.filter(topic="approval.turn", note__subject=str(third.pk)).count()


def test_the_next_step_is_opened_once_and_then_the_decision(stage):
    request = asked(stage)
    manager, agency, ministry = steps(request)
    turns = OutboxMessage.objects.filter(topic="approval.turn")
    assert {m.note["subject"] for m in turns} == {str(manager.pk), str(agency.pk)}
    answer(agency, stage.watanabe)
    assert opened(request) == 0
    answer(manager, stage.suzuki)
    assert opened(request) == 1 and not OutboxMessage.objects.filter(topic="change.ready").exists()
    answer(ministry, stage.ito)
    assert OutboxMessage.objects.filter(topic="change.ready").count() == 1


def test_the_system_answers_for_nobody(stage):
    [first, *_rest] = steps(asked(stage))
    with pytest.raises(Error, match="another name"), transaction.atomic():
        with acting_as_system("test"), connection.cursor() as cursor:
            cursor.execute(ANSWER, ["agreed", "", None, stage.suzuki.pk, first.pk])

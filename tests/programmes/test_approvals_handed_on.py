"""A step whose function ended is nobody's by itself: the agency puts it in another's hands, with a reason and by another row (R41)."""

from typing import Any
from uuid import uuid4

import pytest

from confidentiality.acting import acting_as
from confidentiality.models import Entry
from confidentiality.verbs import Gone, Refused, WrongState
from programmes import approvals, funding
from programmes.desk import tasks
from programmes.models import ApprovalAnswer, Assignment
from tests.programmes.approval_stage import (
    ANSWER,
    answer,
    approve,
    asked,
    lay,
    line,
    manned,
    refused,
    sql,
    steps,
)
from tests.programmes.fund_stage import Stage


@pytest.fixture
def stage(world) -> Stage:
    made = manned(world)
    lay(made, line())
    return made


# --- functions that ended ----------------------------------------------------------------------------


def ended(stage: Stage, place: Any, person: Any, part: str) -> None:
    with acting_as(stage.yamamoto):
        held = Assignment.objects.get(item_id=place.pk, person=person, role=part, valid_until__isnull=True)
        funding.end_assignment(place, held, by=stage.yamamoto)


def test_a_function_that_ended_answers_nothing_and_the_step_goes_on_with_a_reason(stage):
    request = asked(stage)
    manager, agency, ministry = steps(request)
    hand = {"role": "lead", "place": "fund", "reason": "後任が決まっていないため"}
    with acting_as(stage.nakamura), pytest.raises(WrongState, match="回答できる担当者がいます"):
        approvals.hand_on(manager, by=stage.nakamura, **hand)
    ended(stage, stage.project, stage.suzuki, "manager")
    with pytest.raises(Gone):  # who reads the terms no more finds no step either
        answer(manager, stage.suzuki, shown=approvals.change_hash(request))
    sql(stage.suzuki, ANSWER, "agreed", "", None, stage.suzuki.pk, manager.pk)
    assert not ApprovalAnswer.objects.exists()
    with pytest.raises(WrongState, match="すべての段階"):  # never silently skipped
        approve(request, stage.nakamura)
    with acting_as(stage.nakamura), pytest.raises(WrongState, match="回答できる方がいません"):
        approvals.hand_on(manager, by=stage.nakamura, **hand)
    with acting_as(stage.yamamoto):
        funding.assign(stage.fund, by=stage.yamamoto, person=stage.kobayashi, part="lead")
    with acting_as(stage.nakamura):
        key = uuid4()
        [made, _same] = [
            approvals.hand_on(manager, by=stage.nakamura, key=key, **hand) for _twice in range(2)
        ]
        with pytest.raises(WrongState, match="別の担当"):
            approvals.hand_on(manager, by=stage.nakamura, **hand)
    assert (made.number, made.replaces, made.made_by, made.request) == (1, manager, stage.nakamura, request)
    assert Entry.objects.filter(verb="hand_on_step").count() == 1
    with pytest.raises(
        WrongState, match="別の担当"
    ):  # whose it was answers it no more, though they come back
        with acting_as(stage.nakamura):
            funding.assign(stage.project, by=stage.nakamura, person=stage.suzuki, part="manager")
        answer(manager, stage.suzuki)
    answer(made, stage.kobayashi)
    answer(agency, stage.watanabe)
    answer(ministry, stage.ito)
    approve(request, stage.nakamura)


def test_who_hands_a_step_on_does_not_answer_it(stage):
    request = asked(stage)
    ended(stage, stage.project, stage.suzuki, "manager")
    with acting_as(stage.nakamura):
        made = approvals.hand_on(
            steps(request)[0], by=stage.nakamura, role="agency", place="any", reason="理由"
        )
    with pytest.raises(Refused):
        answer(made, stage.nakamura)
    refused(
        stage.nakamura,
        ANSWER,
        "agreed",
        "",
        None,
        stage.nakamura.pk,
        made.pk,
        match="another person is asked",
    )
    answer(made, stage.watanabe)


def test_who_once_handed_a_step_on_answers_it_at_no_later_turn(stage):
    """Two of the agency cannot pass a step between themselves until it is theirs."""
    request = asked(stage)
    ended(stage, stage.project, stage.suzuki, "manager")
    with acting_as(stage.yamamoto):
        funding.assign(stage.project, by=stage.yamamoto, person=stage.inoue, part="lead")
    with acting_as(stage.nakamura):
        first = approvals.hand_on(
            steps(request)[0], by=stage.nakamura, role="lead", place="project", reason="理由"
        )
    ended(stage, stage.project, stage.inoue, "lead")
    named = {"role": "agency", "place": "any", "reason": "理由"}
    with acting_as(stage.watanabe):
        with pytest.raises(WrongState, match="回答できる方がいません"):
            approvals.hand_on(first, by=stage.watanabe, person=stage.nakamura, **named)
        funding.assign(stage.project, by=stage.watanabe, person=stage.tanaka, part="agency")
        made = approvals.hand_on(first, by=stage.watanabe, **named)
    for person in (stage.nakamura, stage.watanabe):
        with pytest.raises(Refused):
            answer(made, person)
        refused(person, ANSWER, "agreed", "", None, person.pk, made.pk, match="another person is asked")
    answer(made, stage.tanaka)


def test_a_named_person_answers_alone(world):
    stage = manned(world)
    named = [[{"role": "agency", "place": "fund", "person": str(world.watanabe.pk), "label": ""}]]
    lay(stage, line(named))
    request = asked(stage)
    [step] = steps(request)
    with pytest.raises(Refused):
        answer(step, stage.nakamura)
    answer(step, stage.watanabe)
    approve(request, stage.nakamura)


def test_a_step_that_nobody_can_answer_waits_on_the_desk_of_who_may_hand_it_on(stage):
    """Otherwise it would stand still without anybody knowing: no letter goes to nobody."""
    request = asked(stage, by=stage.watanabe)
    what = "回答できる方がいない段階の担当を替える"

    def asks(person: Any) -> bool:
        with acting_as(person):
            return what in [task.what for task in tasks(person)]

    assert not any(asks(one) for one in (stage.nakamura, stage.watanabe, stage.suzuki))
    ended(stage, stage.project, stage.suzuki, "manager")
    assert [asks(one) for one in (stage.nakamura, stage.watanabe, stage.takahashi, stage.ito)] == [
        True,
        False,  # who asked for the change hands nothing on
        False,
        False,
    ]
    with acting_as(stage.nakamura):
        funding.assign(stage.project, by=stage.nakamura, person=stage.suzuki, part="manager")
    assert not asks(stage.nakamura)
    answer(steps(request)[0], stage.suzuki)


def test_a_function_at_one_place_is_not_that_of_another(world):
    stage = manned(world)
    lay(stage, line([[{"role": "ministry", "place": "project", "person": None, "label": ""}]]))
    request = asked(stage)
    [step] = steps(request)
    with pytest.raises(Refused):  # of the concept
        answer(step, stage.ito)
    with acting_as(stage.yamamoto):
        funding.assign(stage.project, by=stage.yamamoto, person=stage.ito, part="ministry")
    answer(step, stage.ito)

"""What a project's start asks for, what it freezes, and who may change it: held by the verbs and by the database."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import Error, connection, transaction
from django.utils import timezone

from accounts.fields import today
from confidentiality.acting import acting_as, acting_as_system
from confidentiality.models import Entry, Item, OutboxMessage
from confidentiality.verbs import Refused, WrongState, perform
from programmes import changes, funding, hindrances, plans, registers
from programmes.models import (
    ChangeRequest,
    Delegation,
    Participant,
    Project,
    ProjectPlan,
    ProjectTerms,
    TermsVersion,
    YearAmount,
)
from tests.councils.test_notices import relay
from tests.programmes.fund_stage import (
    YEAR,
    Stage,
    act,
    evaluated,
    link,
    make_concept,
    make_fund,
    make_project,
    make_ready,
    make_stage,
)


@pytest.fixture
def stage(world) -> Stage:
    made = make_stage(world)
    with acting_as(world.nakamura):
        funding.assign(made.project, by=world.nakamura, person=world.suzuki, part="manager")
        funding.assign(made.project, by=world.nakamura, person=world.tanaka, part="participant")
    return made


@pytest.fixture
def preparing(world) -> Stage:
    """With its council, and nothing of its plan."""
    fund = make_fund(world)
    concept = make_concept(world, fund)
    project = make_project(world, concept, council=world.quantum, active=False)
    return Stage(world, fund, concept, project)


def refused(statement: str, *parameters: Any, match: str) -> None:
    """By the database itself, at the latest when the transaction would end."""
    with pytest.raises(Error, match=match), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            cursor.execute("set constraints all immediate")
            cursor.execute("set constraints all deferred")


def ask(stage: Stage, person: Any, kind: str, after: dict, reason: str = "理由") -> ChangeRequest:
    with acting_as(person):
        return changes.ask(stage.project, by=person, change_kind=kind, after=after, reason=reason)


def terms(stage: Stage) -> dict:
    return changes.terms_now(stage.project)


def approve(request: ChangeRequest, person: Any) -> TermsVersion:
    with acting_as(person):
        return changes.approve(ChangeRequest.objects.get(pk=request.pk), by=person)


# --- the start ---------------------------------------------------------------------------------------

REMOVALS = {
    "no_contract": ("update programmes_projectplan set contract_on = null where item_id = %s", "契約の日"),
    "no_plan": ("update programmes_projectplan set plan_text = ' ' where item_id = %s", "そろっていません"),
    "no_amounts": ("update programmes_yearamount set amount = 0 where project_id = %s", "年度ごとの金額"),
    "no_goal": ("update programmes_projectplan set goal = '' where item_id = %s", "社会実装の目標"),
    "no_needs_owner": (
        "update programmes_projectplan set needs_person_id = null where item_id = %s",
        "責任者が、記録されていません",
    ),
    "no_leak_measure": (
        "update programmes_leakmeasure set ended_at = now(), end_reason = 'x' where project_id = %s",
        "技術流出対策",
    ),
    "no_core_technology": (
        "update programmes_yearamount set amount = 1000000000 where project_id = %s",
        "コア重要技術等",
    ),
}


@pytest.mark.parametrize("word", REMOVALS)
def test_a_project_with_a_gap_in_its_plan_does_not_start(preparing, word):
    make_ready(preparing.world, preparing.project)
    statement, sentence = REMOVALS[word]
    with connection.cursor() as cursor:
        cursor.execute(statement, [preparing.project.pk])
    assert Project.objects.get().plan_gaps() == [word]
    with pytest.raises(WrongState, match=sentence):
        act("activate", preparing.project, preparing.nakamura)
    for who in (preparing.nakamura, preparing.yamamoto, None):  # nor by hand, in whosever name
        with acting_as(who) if who else acting_as_system("test"):
            refused(
                "update programmes_project set state = 'active' where item_ptr_id = %s",
                preparing.project.pk,
                match=f"plan: {word}",
            )
    assert Project.objects.get().state == "preparing" and not TermsVersion.objects.exists()


def test_a_project_does_not_start_unfrozen_even_when_nothing_is_missing(preparing):
    make_ready(preparing.world, preparing.project)
    refused(
        "update programmes_project set state = 'active' where item_ptr_id = %s",
        preparing.project.pk,
        match="not frozen",
    )
    assert act("activate", preparing.project, preparing.nakamura).state == "active"
    version = TermsVersion.objects.get()
    assert (version.number, version.made_by, len(version.text_hash)) == (1, preparing.nakamura, 64)
    assert version.content["amounts"] == {str(YEAR): 500, str(YEAR + 1): 300}
    assert version.content["plan"] == "計画の文"


def test_a_student_without_a_signed_agreement_past_its_day_holds_the_start(preparing):
    by = preparing.nakamura
    make_ready(preparing.world, preparing.project)
    kinds = registers.KINDS
    with acting_as(by):
        house = registers.add(
            kinds["participants"],
            preparing.project,
            by=by,
            participant_kind="university",
            organisation=preparing.organisations["university"],
            name="試験大学",
            part="理論",
            starts_on=date(2026, 4, 1),
        )
        student = registers.add(
            kinds["members"],
            preparing.project,
            by=by,
            participant=house,
            name="学生　一郎",
            duty="計算",
            is_student=True,
            agreement_due_on=today() - timedelta(days=1),
        )
    with pytest.raises(WrongState, match="取決めが、期限を過ぎても"):
        act("activate", preparing.project, by)
    with pytest.raises(Error, match="student_with_an_agreement"), acting_as(by), transaction.atomic():
        registers.correct(kinds["members"], student, by=by, agreement_due_on=None)
    with acting_as(by):
        registers.correct(kinds["members"], student, by=by, agreement_signed_on=today())
    assert act("activate", preparing.project, by).state == "active"


def test_other_parts_can_stand_against_a_step(stage, monkeypatch):
    monkeypatch.setitem(hindrances._known, "complete", [lambda project: "関門が残っています。"])
    with pytest.raises(WrongState, match="関門が残っています"):
        act("complete", stage.project, stage.nakamura)
    evaluated(stage)
    monkeypatch.setitem(hindrances._known, "complete", [lambda project: ""])
    assert act("complete", stage.project, stage.nakamura).state == "completed"


# --- frozen ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "update programmes_project set title = '別の題' where item_ptr_id = %s",
        "update programmes_projectplan set plan_text = '別の計画' where item_id = %s",
        "update programmes_projectplan set ends_on = '2031-03-31' where item_id = %s",
        "update programmes_yearamount set amount = amount + 1 where project_id = %s",
    ],
)
def test_frozen_terms_are_not_changed_by_hand(stage, statement):
    for who in (stage.nakamura, stage.yamamoto, stage.takahashi, None):
        with acting_as(who) if who else acting_as_system("test"):
            refused(statement, stage.project.pk, match="terms: frozen")
    refused(statement, stage.project.pk, match="terms: frozen")  # nor as the owner of the tables


def test_the_acts_of_preparation_are_over_once_it_runs(stage):
    by = stage.nakamura
    with acting_as(by):
        with pytest.raises(WrongState, match="変更の申請"):
            plans.agree(stage.project, by=by, title="別の題")
        with pytest.raises(WrongState, match="変更の申請"):
            plans.set_amounts(stage.project, by=by, amounts={YEAR: 1})
        with pytest.raises(WrongState, match="変更の申請"):
            registers.add(
                registers.KINDS["participants"],
                stage.project,
                by=by,
                participant_kind="individual",
                name="技術者",
                part="加工",
                starts_on=today(),
            )
        with pytest.raises(WrongState, match="空にできません"):
            plans.plan_use(stage.project, by=by, needs_person=None)
        measure = registers.KINDS["leak-measures"].lines(stage.project).get()
        with pytest.raises(WrongState, match="少なくとも一つ"):
            registers.end(registers.KINDS["leak-measures"], measure, by=by, reason="不要")
    refused(
        "update programmes_leakmeasure set ended_at = now(), end_reason = 'x' where project_id = %s",
        stage.project.pk,
        match="no_leak_measure",
    )
    refused(
        "update programmes_projectplan set needs_organisation_id = null where item_id = %s",
        stage.project.pk,
        match="no_needs_owner",
    )


def test_versions_are_never_rewritten_or_deleted(stage):
    for statement in (
        "update programmes_termsversion set number = 7",
        "delete from programmes_termsversion",
        "delete from programmes_changerequest",
        "delete from programmes_participant",
        "truncate programmes_delegation",
    ):
        refused(statement, match="append|never deleted|permission")


# --- changes -----------------------------------------------------------------------------------------


def test_a_change_is_asked_decided_by_another_and_becomes_a_version(stage):
    after = changes.with_plan(terms(stage), plan="改めた計画", ends_on=date(2029, 9, 30))
    asked = ask(stage, stage.takahashi, "plan", after)
    assert (asked.before["plan"], asked.base_number) == ("計画の文", 1)
    with acting_as(stage.takahashi), pytest.raises(Refused):
        changes.approve(asked, by=stage.takahashi)  # not one's own
    with acting_as(stage.suzuki), pytest.raises(Refused):
        changes.approve(asked, by=stage.suzuki)  # a manager to whom nothing is delegated
    with acting_as(stage.nakamura):
        version = changes.approve(asked, by=stage.nakamura)
        with pytest.raises(WrongState):
            changes.approve(asked, by=stage.nakamura)  # twice is once
    assert version.number == 2
    plan = ProjectPlan.objects.get()
    assert (plan.plan_text, plan.ends_on) == ("改めた計画", date(2029, 9, 30))
    assert TermsVersion.objects.get(number=2).content == after
    assert TermsVersion.objects.get(number=1).content["plan"] == "計画の文"
    done = ChangeRequest.objects.get()
    assert (done.state, done.decided_as, done.decided_by) == ("approved", "agency", stage.nakamura)
    assert Entry.objects.filter(verb="approve", subject="programmes.changerequest").exists()


def test_the_database_refuses_to_decide_ones_own_request_or_in_another_name(stage):
    asked = ask(stage, stage.nakamura, "plan", changes.with_plan(terms(stage), title="別の題"))
    decide = "update programmes_changerequest set state = 'approved', decided_by_id = %s where id = %s"
    with acting_as(stage.nakamura):
        refused(decide, stage.nakamura.pk, asked.pk, match="another person")
        refused(decide, stage.watanabe.pk, asked.pk, match="another person")
    with acting_as(stage.suzuki):
        refused(decide, stage.suzuki.pk, asked.pk, match="another person")
    with acting_as(stage.tanaka):  # a participant reads the project, not its terms
        assert not ChangeRequest.objects.exists()
    refused(decide, stage.watanabe.pk, asked.pk, match="another person|decided_by_another")
    # Approved without being applied, the terms are still those of the first version.
    with acting_as(stage.watanabe):
        perform("approve", asked, by=stage.watanabe)
        refused(
            "update programmes_project set title = '第三の題' where item_ptr_id = %s",
            stage.project.pk,
            match="terms: frozen",
        )
        refused(
            "insert into programmes_termsversion (item_id, project_id, number, content, text_hash, made_at, request_id)"
            " values (%s, %s, 2, '{}', '', now(), %s)",
            asked.item_id,
            stage.project.pk,
            asked.pk,
            match="to the letter",
        )


def test_a_request_changes_only_what_it_says(stage):
    now = terms(stage)
    sneaky = {**changes.with_plan(now, title="別の題"), "amounts": {str(YEAR): 900}}
    with pytest.raises(Error, match="more than it says"), transaction.atomic():
        ask(stage, stage.takahashi, "plan", sneaky)
    with pytest.raises(WrongState, match="同じ"):
        ask(stage, stage.takahashi, "plan", now)
    ask(stage, stage.takahashi, "plan", changes.with_plan(now, title="別の題"))
    with pytest.raises(WrongState, match="決定を待っている"):
        ask(stage, stage.nakamura, "plan", changes.with_plan(now, title="第三の題"))


def test_rejected_with_a_reason_and_withdrawn_by_who_asked(stage):
    asked = ask(stage, stage.takahashi, "plan", changes.with_plan(terms(stage), title="別の題"))
    with pytest.raises(WrongState, match="却下の理由"):
        act("reject", asked, stage.nakamura)
    assert act("reject", asked, stage.nakamura, note="時期尚早").state == "rejected"
    again = ask(stage, stage.takahashi, "plan", changes.with_plan(terms(stage), title="別の題"))
    with pytest.raises(Refused):
        act("withdraw", again, stage.nakamura)
    assert act("withdraw", again, stage.takahashi).state == "withdrawn"
    assert Project.objects.get().title == "試験課題"


def delegate(stage: Stage, **limits: Any) -> Delegation:
    with acting_as(stage.nakamura):
        held = plans.managers_of(stage.project).get(person=stage.suzuki)
        return plans.delegate(stage.project, by=stage.nakamura, assignment=held, **limits)


def test_a_manager_decides_within_the_delegated_limits_and_no_further(stage):
    delegate(stage, may_change_plan=True, budget_yen=100)
    now = terms(stage)
    assert (
        approve(
            ask(stage, stage.takahashi, "plan", changes.with_plan(now, title="新しい題")), stage.suzuki
        ).number
        == 2
    )
    assert ChangeRequest.objects.get().decided_as == "delegated"
    # 60 yen between years: within. 60 more: beyond what the delegation lets them move in all.
    moved = changes.with_amounts(terms(stage), {YEAR: 440, YEAR + 1: 360})
    asked = ask(stage, stage.takahashi, "budget", moved)
    assert (asked.moved, asked.total_change) == (60, 0)
    approve(asked, stage.suzuki)
    assert dict(YearAmount.objects.values_list("fiscal_year", "amount")) == {YEAR: 440, YEAR + 1: 360}
    more = ask(
        stage, stage.takahashi, "budget", changes.with_amounts(terms(stage), {YEAR: 380, YEAR + 1: 420})
    )
    with acting_as(stage.suzuki):
        with pytest.raises(Refused):
            changes.approve(more, by=stage.suzuki)
        refused(
            "update programmes_changerequest set state = 'approved', decided_by_id = %s where id = %s",
            stage.suzuki.pk,
            more.pk,
            match="within their limits",
        )
    approve(more, stage.nakamura)
    # The total is the agency's, however small.
    grown = ask(
        stage, stage.takahashi, "budget", changes.with_amounts(terms(stage), {YEAR: 381, YEAR + 1: 420})
    )
    with acting_as(stage.suzuki), pytest.raises(Refused):
        changes.approve(grown, by=stage.suzuki)
    act("reject", grown, stage.nakamura, note="総額")
    # The team was not delegated.
    row = changes.with_participant(
        terms(stage),
        "00000000-0000-4000-8000-000000000001",
        participant_kind="individual",
        organisation=None,
        name="技術者",
        part="加工",
        share=5,
        starts_on=today(),
        ends_on=None,
    )
    joined = ask(stage, stage.takahashi, "team", row)
    with acting_as(stage.suzuki), pytest.raises(Refused):
        changes.approve(joined, by=stage.suzuki)
    approve(joined, stage.watanabe)
    assert Participant.objects.get().name == "技術者"
    left = ask(
        stage,
        stage.takahashi,
        "team",
        changes.without_participant(terms(stage), Participant.objects.get().pk),
    )
    approve(left, stage.watanabe)
    assert Participant.objects.get().ended_at is not None


@pytest.mark.parametrize(
    ("yen", "percent", "moves", "may"),
    [
        (None, 10, 80, True),
        (None, 10, 81, False),
        (50, 10, 51, False),
        (1_000, 10, 81, False),
        (None, None, 1, False),
    ],
)
def test_yen_and_percent_of_the_total_both_bind(stage, yen, percent, moves, may):
    delegate(stage, may_change_plan=True, budget_yen=yen, budget_percent=percent)
    after = changes.with_amounts(terms(stage), {YEAR: 500 - moves, YEAR + 1: 300 + moves})
    asked = ask(stage, stage.takahashi, "budget", after)
    with acting_as(stage.suzuki):
        assert bool(ChangeRequest.objects.get(pk=asked.pk).authority()) is may


def test_who_delegates_and_how_it_ends(stage):
    given = delegate(stage, may_change_plan=True)
    held = given.assignment
    for who in (stage.takahashi, stage.suzuki, stage.tanaka):
        with acting_as(who), pytest.raises(Refused):
            plans.delegate(stage.project, by=who, assignment=held, may_change_team=True)
    with acting_as(stage.suzuki):
        refused(
            "update programmes_delegation set budget_yen = 5 where id = %s", given.pk, match="never rewritten"
        )
    again = delegate(stage, may_change_team=True)
    given.refresh_from_db()
    assert given.valid_until is not None and again.valid_until is None
    asked = ask(stage, stage.takahashi, "plan", changes.with_plan(terms(stage), title="新しい題"))
    with acting_as(stage.suzuki):
        assert asked.authority() == ""
    with acting_as(stage.nakamura):
        plans.end_delegation(stage.project, again, by=stage.nakamura)
        with pytest.raises(WrongState, match="すでに終わって"):
            plans.end_delegation(stage.project, again, by=stage.nakamura)
    # What was delegated goes with the function it was delegated to.
    last = delegate(stage, may_change_plan=True)
    with acting_as(stage.suzuki):
        assert asked.authority() == "delegated"
    with acting_as(stage.nakamura):
        funding.end_assignment(stage.project, last.assignment, by=stage.nakamura)
    with acting_as(stage.suzuki):
        assert asked.authority() == ""


def test_a_change_to_a_thousand_million_a_year_asks_for_core_technologies(stage):
    large = changes.with_amounts(terms(stage), {YEAR: 1_000_000_000, YEAR + 1: 300})
    asked = ask(stage, stage.takahashi, "budget", large)
    with acting_as(stage.nakamura):
        with pytest.raises(WrongState, match="コア重要技術等"):
            changes.approve(asked, by=stage.nakamura)
        with pytest.raises(Error, match="no_core_technology"), transaction.atomic():
            perform("approve", asked, by=stage.nakamura)
        registers.add(
            registers.KINDS["core-technologies"],
            stage.project,
            by=stage.nakamura,
            name="核",
            why="理由",
            protection="方法",
        )
        changes.approve(asked, by=stage.nakamura)
    assert YearAmount.objects.get(fiscal_year=YEAR).amount == 1_000_000_000


def test_only_its_moneys_readers_have_the_terms(stage):
    place = ProjectTerms.objects.get()
    for who in (stage.nakamura, stage.takahashi, stage.suzuki, stage.yamamoto):
        with acting_as(who):
            assert ProjectTerms.objects.filter(pk=place.pk).exists() and terms(stage) is not None, who
    for who in (stage.tanaka, stage.inoue, stage.sato, stage.kimura, None):
        with acting_as(who):
            assert not Item.objects.filter(pk=place.pk).exists(), who
            assert not TermsVersion.objects.exists() and not YearAmount.objects.exists()
            assert terms(stage) is None, who


def test_a_project_from_before_gets_its_first_version_with_its_first_request(stage):
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table programmes_termsversion disable trigger user")
        cursor.execute("delete from programmes_termsversion")
        cursor.execute("alter table programmes_termsversion enable trigger user")
        cursor.execute("set constraints all deferred")
    asked = ask(stage, stage.takahashi, "plan", changes.with_plan(terms(stage), title="新しい題"))
    assert TermsVersion.objects.get().number == 1
    assert approve(asked, stage.nakamura).number == 2


def test_who_can_decide_is_told_and_who_asked_hears_of_it(stage):
    """Neutral letters; a manager without a delegation, and whoever could not decide when it is sent, hear nothing."""
    OutboxMessage.objects.update(done_at=timezone.now())
    asked = ask(stage, stage.takahashi, "plan", changes.with_plan(terms(stage), title="ひみつの題"))
    assert relay() == ["nakamura", "watanabe"]
    assert not any("ひみつ" in m.subject + m.body or "T-1" in m.body for m in mail.outbox)
    approve(asked, stage.watanabe)
    assert relay() == ["takahashi"]
    delegate(stage, may_change_plan=True)
    OutboxMessage.objects.update(done_at=timezone.now())
    ask(stage, stage.nakamura, "plan", changes.with_plan(terms(stage), title="次の題"))
    assert relay() == ["suzuki", "watanabe"]  # never who asked


def test_two_councils_cannot_be_forgotten(stage):
    """The bond still comes first: with a whole plan and no council nothing starts."""
    other = make_project(stage.world, stage.concept, active=False, code="T-2")
    make_ready(stage.world, other)
    with pytest.raises(WrongState, match="結び付けられていません"):
        act("activate", other, stage.nakamura)
    link(other, stage.quantum)
    assert act("activate", other, stage.nakamura).state == "active"

"""How a project ends: a stop two persons stand behind, a completion something speaks for, and what councils know of gates."""

import pytest
from django.db import Error, transaction
from django.urls import reverse

from accounts.fields import today
from confidentiality.acting import acting_as
from confidentiality.models import Entry, Item, OutboxMessage
from confidentiality.verbs import Refused, WrongState, perform
from programmes import desk, endings, funding, gate_marks
from programmes.models import (
    FinalEvaluation,
    GateDossier,
    Project,
    ProjectCouncil,
    SelfReport,
    StageGate,
    StopProposal,
)
from tests.councils.visitors import browser
from tests.programmes import fund_stage
from tests.programmes import gate_stage as play
from tests.programmes.fund_stage import act, evaluated
from tests.programmes.test_comments import say
from tests.programmes.test_gates import by_hand


@pytest.fixture
def stage(world):
    return play.make_gate_stage(world)


@pytest.fixture
def stopped(stage):
    """Decided to stop; nobody has proposed anything yet."""
    return play.decided(stage, "stop")


# The honourable stop ------------------------------------------------------------------------------------
def test_the_agency_alone_stops_nothing(stopped):
    stage = stopped
    with acting_as(stage.nakamura), pytest.raises(WrongState, match="提案は、まだありません"):
        perform("stop_honourably", stage.project, by=stage.nakamura, shown=None)
    by_hand(
        stage.nakamura,
        "update programmes_project set state = 'honourable_stop', lessons = 'x' where item_ptr_id = %s",
        stage.project.pk,
        match="has not proposed it",
    )
    page = say(browser(stage.nakamura).get(reverse("project", args=[stage.project.pk])))
    assert "提案は、まだありません" in page
    assert reverse("project_act", args=[stage.project.pk, "stop_honourably"]) not in page


def test_only_the_projects_manager_proposes_and_only_after_a_stop(stage):
    play.judged(stage)
    for who in (stage.nakamura, stage.takahashi, stage.tanaka, stage.yamamoto, stage.one):
        with acting_as(who), pytest.raises((Refused, StageGate.DoesNotExist)):
            endings.propose_stop(stage.gate, by=who, lessons="x")
    with acting_as(stage.ito), pytest.raises(WrongState, match="「中止」と決定"):
        endings.propose_stop(play.gate_of(stage), by=stage.ito, lessons="x")
    with acting_as(stage.ito), pytest.raises(Error, match="no gate has decided"), transaction.atomic():
        StopProposal.objects.create(item_id=stage.gate.pk, proposed_by=stage.ito, lessons="x")
    act("decide", stage.gate, stage.watanabe, result="stop", result_text="中止する")
    for who, match in ((stage.takahashi, "manager proposes"), (stage.nakamura, "manager proposes")):
        with acting_as(who), pytest.raises(Error, match=match), transaction.atomic():
            StopProposal.objects.create(item_id=stage.gate.pk, proposed_by=who, lessons="x")
    with acting_as(stage.ito), pytest.raises(Error, match="in their own name"), transaction.atomic():
        StopProposal.objects.create(item_id=stage.gate.pk, proposed_by=stage.tanaka, lessons="x")


def test_two_persons_whatever_functions_one_of_them_holds(stopped):
    stage = stopped
    with acting_as(stage.yamamoto):
        funding.assign(stage.fund, by=stage.yamamoto, person=stage.ito, part="agency")
    proposal = play.propose_stop(stage)
    with acting_as(stage.ito), pytest.raises(WrongState, match="別の方"):
        perform("stop_honourably", stage.project, by=stage.ito, shown=proposal.pk)
    by_hand(
        stage.ito,
        "update programmes_project set state = 'honourable_stop', lessons = '得られた知見' where item_ptr_id = %s",
        stage.project.pk,
        match="another person confirms",
    )
    by_hand(
        stage.nakamura,
        "update programmes_stopproposal set state = 'confirmed', decided_by_id = %s, decided_at = now() where id = %s",
        stage.nakamura.pk,
        proposal.pk,
        match="confirmed by the stop itself",
    )
    by_hand(
        stage.nakamura,
        "update programmes_project set state = 'honourable_stop', lessons = '別の知見' where item_ptr_id = %s",
        stage.project.pk,
        match="those proposed",
    )
    by_hand(
        stage.ito,
        "update programmes_stopproposal set lessons = 'x' where id = %s",
        proposal.pk,
        match="never changes",
    )
    with acting_as(stage.yamamoto), pytest.raises(Refused):  # the secretariat is not the agency
        perform("stop_honourably", stage.project, by=stage.yamamoto, shown=proposal.pk)
    ended = play.confirm_stop(stage, proposal)
    assert (ended.state, ended.lessons) == ("honourable_stop", "得られた知見")
    proposal = StopProposal.objects.get()
    assert (proposal.state, proposal.decided_by_id) == ("confirmed", stage.nakamura.pk)
    assert OutboxMessage.objects.filter(topic="project.stopped", item_id=stage.project.pk).exists()


def test_by_clicking_proposed_sent_back_proposed_again_and_confirmed(stopped):
    stage = stopped
    manager, agency = browser(stage.ito, afresh=True), browser(stage.nakamura, afresh=True)
    gate = reverse("gate", args=[stage.gate.pk])
    propose = reverse("stop_propose", args=[stage.gate.pk])
    assert propose in say(manager.get(gate)) and propose not in say(agency.get(gate))
    assert browser(stage.takahashi).get(propose).status_code == 403
    assert browser(stage.suzuki).get(propose).status_code == 404
    assert manager.post(propose, {"lessons": " "}).status_code == 422
    data = {"lessons": "海では届かない", "key": "41111111-1111-4111-8111-111111111111"}
    assert "海では届かない" in say(manager.post(propose, data))
    for _n in range(2):  # a double click is one proposal
        assert manager.post(propose, {**data, "sure": "1"}).status_code == 302
    one = StopProposal.objects.get()
    again = {**data, "key": "51111111-1111-4111-8111-111111111111", "sure": "1"}
    assert manager.post(propose, again).status_code == 409
    back = reverse("stop_act", args=[stage.gate.pk, one.pk, "send_back"])
    assert manager.get(back).status_code == 403
    assert agency.post(back, {"reason": ""}).status_code == 422
    assert agency.post(back, {"reason": "数値がない"}).status_code == 302
    assert "数値がない" in say(manager.get(gate))
    assert "海では届かない" in say(manager.get(propose))  # gone on with
    assert manager.post(propose, again).status_code == 302
    two = StopProposal.objects.get(state="proposed")
    confirm = reverse("project_act", args=[stage.project.pk, "stop_honourably"])
    assert confirm in say(agency.get(gate)) and confirm not in say(manager.get(gate))
    assert "海では届かない" in say(agency.get(confirm))
    assert agency.post(confirm, {"shown": str(one.pk)}).status_code == 409  # not the one that was shown
    assert agency.post(confirm, {"shown": str(two.pk)}).status_code == 302
    assert Project.objects.get(pk=stage.project.pk).lessons == "海では届かない"
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"propose_stop", "send_back", "stop_honourably"} <= verbs


def test_a_proposal_taken_back_is_none_and_the_desk_asks_who_has_to_act(stopped):
    stage = stopped

    def asked(who) -> str:
        with acting_as(who):
            return repr(desk.tasks(who))

    assert "挑戦の上での中止を提案する" in asked(stage.ito) and "中止の提案を確認" not in asked(
        stage.nakamura
    )
    proposal = play.propose_stop(stage)
    assert "挑戦の上での中止を提案する" not in asked(stage.ito) and "中止の提案を確認" in asked(
        stage.nakamura
    )
    with acting_as(stage.nakamura), pytest.raises(Refused):
        perform("withdraw", proposal, by=stage.nakamura)
    act("withdraw", proposal, stage.ito)
    with acting_as(stage.nakamura), pytest.raises(WrongState, match="まだありません"):
        perform("stop_honourably", stage.project, by=stage.nakamura, shown=proposal.pk)


def test_members_of_the_council_learn_nothing_of_a_proposal(stopped):
    play.propose_stop(stopped, "評議の知見")
    for who in (stopped.suzuki, stopped.sato, stopped.inoue, stopped.one):
        with acting_as(who):
            assert not StopProposal.objects.exists()


# Completion -----------------------------------------------------------------------------------------------
@pytest.fixture
def running(world):
    return fund_stage.make_stage(world)


def test_nothing_completes_without_a_gate_or_a_final_evaluation(running):
    stage = running
    with acting_as(stage.nakamura), pytest.raises(WrongState, match="終了評価の記録もありません"):
        perform("complete", stage.project, by=stage.nakamura)
    by_hand(
        stage.nakamura,
        "update programmes_project set state = 'completed' where item_ptr_id = %s",
        stage.project.pk,
        match="neither was one passed",
    )
    page = reverse("project", args=[stage.project.pk])
    complete = reverse("project_act", args=[stage.project.pk, "complete"])
    shown = say(browser(stage.nakamura).get(page))
    assert "終了評価の記録もありません" in shown and complete not in shown
    evaluated(stage)
    assert complete in say(browser(stage.nakamura).get(page))
    with acting_as(stage.watanabe), pytest.raises(WrongState, match="別の方"):
        perform("complete", stage.project, by=stage.watanabe)
    by_hand(
        stage.watanabe,
        "update programmes_project set state = 'completed' where item_ptr_id = %s",
        stage.project.pk,
        match="another person",
    )
    assert act("complete", stage.project, stage.nakamura).state == "completed"


def test_a_cancelled_gate_speaks_for_nothing(stage):
    act("cancel", stage.gate, stage.nakamura, reason="取りやめ")
    with acting_as(stage.nakamura), pytest.raises(WrongState, match="終了評価の記録もありません"):
        perform("complete", stage.project, by=stage.nakamura)
    by_hand(
        stage.nakamura,
        "update programmes_project set state = 'completed' where item_ptr_id = %s",
        stage.project.pk,
        match="neither was one passed",
    )


def test_a_final_evaluation_is_the_agencys_and_stands(running):
    stage = running
    with acting_as(stage.yamamoto):
        funding.assign(stage.fund, by=stage.yamamoto, person=stage.takahashi, part="agency")
    for who in (
        stage.takahashi,
        stage.yamamoto,
        stage.tanaka,
    ):  # the representative, an officer besides; others
        with acting_as(who):
            with pytest.raises((Refused, Project.DoesNotExist)):
                endings.record_evaluation(stage.project, by=who, finding="x")
            with pytest.raises(Error), transaction.atomic():
                FinalEvaluation.objects.create(
                    project=stage.project,
                    custodian=who,
                    recorded_by=who,
                    evaluated_on=today(),
                    evaluated_by="x",
                    overall="reached",
                    finding="x",
                )
    made = evaluated(stage)
    by_hand(
        stage.watanabe,
        "update programmes_finalevaluation set finding = 'x' where item_ptr_id = %s",
        made.pk,
        match="permission denied",
    )
    with acting_as(stage.watanabe):
        with pytest.raises(WrongState, match="ほかの方が記録"):
            endings.record_evaluation(stage.project, by=stage.watanabe, finding="x")
        with pytest.raises(WrongState, match="訂正の理由"):
            endings.record_evaluation(stage.project, by=stage.watanabe, shown=1, finding="x")
    second = evaluated(stage, shown=1, correction_reason="誤記", finding="達成した。")
    page = say(browser(stage.takahashi).get(reverse("final_evaluation", args=[second.pk])))
    assert "達成した。" in page and "誤記" in page and "第1版" in page
    assert "旧版です" in say(browser(stage.takahashi).get(reverse("final_evaluation", args=[made.pk])))
    for who in (stage.suzuki, stage.inoue, stage.saito):
        assert browser(who).get(reverse("final_evaluation", args=[second.pk])).status_code == 404


def test_a_final_evaluation_is_recorded_by_clicking(running):
    stage = running
    client = browser(stage.watanabe, afresh=True)
    new = reverse("final_evaluation_new", args=[stage.project.pk])
    assert new in say(client.get(reverse("project_gates", args=[stage.project.pk])))
    assert new not in say(browser(stage.takahashi).get(reverse("project_gates", args=[stage.project.pk])))
    assert browser(stage.takahashi).get(new).status_code == 403
    day = today()
    data = {
        "evaluated_on_year": str(day.year),
        "evaluated_on_month": str(day.month),
        "evaluated_on_day": str(day.day),
        "evaluated_by": "終了評価委員会",
        "overall": "reached",
        "finding": "目標に届いた。",
        "shown": "0",
        "key": "61111111-1111-4111-8111-111111111111",
    }
    assert client.post(new, {**data, "finding": ""}).status_code == 422
    assert client.post(new, {**data, "evaluated_on_year": str(day.year + 1)}).status_code == 422
    for _n in range(2):
        answer = client.post(new, {**data, "sure": "1"})
        assert answer.status_code == 302, answer.context["form"].errors
    assert FinalEvaluation.objects.count() == 1
    assert (
        client.post(new, {**data, "key": "71111111-1111-4111-8111-111111111111", "sure": "1"}).status_code
        == 409
    )


# What councils know of gates --------------------------------------------------------------------------
def test_chair_and_secretariat_know_date_state_and_result_and_no_more(stage):
    play.decided(stage)
    for who in (stage.suzuki, stage.sato):
        with acting_as(who):
            [mark] = gate_marks.marks_of(stage.project)
            assert (mark.state, mark.result, mark.decision_due) == (
                "decided",
                "continue",
                stage.gate.decision_due,
            )
            assert Item.objects.get(pk=stage.gate.pk).public_title == "ステージゲート T-1 第1回"
            for model in (StageGate, SelfReport, GateDossier):
                assert not model.objects.exists(), model
        assert browser(who).get(reverse("gate", args=[stage.gate.pk])).status_code == 404
    for who in (stage.inoue, stage.matsumoto, stage.saito, stage.kato, stage.kobayashi, stage.one, None):
        with acting_as(who):
            if who != stage.kobayashi:  # of the programme's secretariat, who reads it all
                assert gate_marks.marks_of(stage.project) == []


def test_other_members_do_not_know_even_that(stage):
    with acting_as(stage.yamamoto):
        funding.end_assignment(
            stage.fund,
            next(a for a in funding.live_assignments(stage.fund) if a.person_id == stage.watanabe.pk),
            by=stage.yamamoto,
        )
    with acting_as(stage.watanabe):
        assert gate_marks.marks_of(stage.project) == []
        assert not Item.objects.filter(pk=stage.gate.pk).exists()


def test_no_result_before_the_decision_and_nothing_after_the_link(stage):
    play.judged(stage)
    with acting_as(stage.suzuki):
        [mark] = gate_marks.marks_of(stage.project)
        assert (mark.state, mark.result, mark.decided_at) == ("judged", "", None)
    with acting_as(stage.sato):
        perform("list_publicly", stage.quantum, by=stage.sato)
    link = ProjectCouncil.objects.get(item=stage.project, valid_until=None)
    with acting_as(stage.nakamura):
        funding.unlink_council(stage.project, link, by=stage.nakamura)
    for who in (stage.suzuki, stage.sato):
        with acting_as(who):
            assert gate_marks.marks_of(stage.project) == []
    with acting_as(stage.nakamura):
        funding.link_council(stage.project, by=stage.nakamura, council=stage.quantum)
    with acting_as(stage.suzuki):
        assert len(gate_marks.marks_of(stage.project)) == 1
    page = say(browser(stage.suzuki).get(reverse("project_gates", args=[stage.project.pk])))
    assert "日程と結果" in page and "中間評価" not in page and "一条" not in page

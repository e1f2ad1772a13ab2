"""A gate's life, and what no project ever learns of it: who judged, how, and by which marks."""

import json

import pytest
from django.core import serializers
from django.db import Error, connection, transaction

from accounts.fields import today
from accounts.models import Affiliation
from confidentiality import explaining, files
from confidentiality.acting import acting_as, acting_as_system
from confidentiality.guards import TITLE
from confidentiality.models import Entry, Item, OutboxMessage, Principal, StoredFile
from confidentiality.rls import our_models
from confidentiality.verbs import Refused, WrongState, offered, perform
from programmes import conflicts, funding, gates
from programmes.models import (
    Disbursement,
    DossierFile,
    GateDossier,
    GateEvaluation,
    GateJudgement,
    GateResult,
    HearingAttendance,
    HearingRecord,
    Project,
    SelfReport,
    StageGate,
)
from tests import cast
from tests.programmes import gate_stage as play
from tests.programmes.fund_stage import act, request
from tests.programmes.gate_stage import CRITERIA, SECRET_COMMENT

EVALUATORS_SIDE = (
    GateDossier,
    DossierFile,
    GateEvaluation,
    HearingRecord,
    HearingAttendance,
    GateJudgement,
)


@pytest.fixture
def stage(world):
    return play.make_gate_stage(world)


def by_hand(who, statement: str, *parameters, match: str = "") -> None:
    """The database refuses, or does nothing, whoever asks by whichever code."""
    with acting_as(who):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, parameters)
                assert cursor.rowcount == 0, statement
        except Error as refused:
            assert match in str(refused), refused


def everything_seen(who) -> str:
    """All rows of all our tables this reader gets, as one text."""
    found = []
    with acting_as(who):
        for model in our_models():
            if model is Principal:  # a number for everybody there is, whatever they do
                continue
            try:
                with transaction.atomic():
                    found.append(serializers.serialize("json", model._default_manager.all()))
            except Error as refused:
                assert "permission denied" in str(refused)
        for item in Item.objects.all():
            found.append(repr(explaining.readers(item, depth=TITLE)))
            found.append(repr(explaining.why(item, who)))
    return json.dumps(found, ensure_ascii=False)


# Leaks ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("key", ["takahashi", "tanaka", "ito", "yamamoto", "sato", "suzuki", "kobayashi"])
def test_no_row_that_others_get_tells_who_judged_or_how(stage, key):
    """Representative, participant, PM (an officer of the agency besides), secretariats, strangers: all tables, all items."""
    with acting_as(stage.yamamoto):
        funding.assign(stage.fund, by=stage.yamamoto, person=stage.ito, part="agency")
        funding.assign(stage.fund, by=stage.yamamoto, person=stage.sato, part="lead")
    play.disclosed(stage)
    who = stage.world.people[key]
    seen = everything_seen(who)
    for judge in (stage.one, stage.two, stage.three):
        assert str(judge.pk) not in seen, (key, judge)
        assert judge.family_name not in seen
    for hidden in (SECRET_COMMENT, "綾小路", "良好である"):
        assert hidden not in seen, (key, hidden)
    if key != "ito":  # an officer of the agency has the copies of the project's own evidence
        assert str(dossier_files(stage)[0]) not in seen
    with acting_as(who):
        for model in EVALUATORS_SIDE:
            assert not model.objects.exists(), model


def dossier_files(stage) -> list:
    return list(StoredFile.objects.filter(item_id=play.dossier_of(stage).pk).values_list("pk", flat=True))


def test_what_the_database_answers_besides_rows_tells_nothing_either(stage):
    play.discussed(stage)
    dossier = play.dossier_of(stage)
    for who in (stage.takahashi, stage.tanaka, stage.ito, stage.yamamoto, stage.inoue):
        with acting_as(who):
            assert gates.spread(dossier)["n"] == 0 and gates.discussion(dossier) == []
            assert gates.touches(stage.gate, ["一条　審美", "綾小路　客人"]) == set()
            assert not offered(play.gate_of(stage), who) if who != stage.inoue else True
            assert conflicts.standing_at(dossier) == ""


def test_no_line_of_the_journal_a_project_can_read_and_no_letter_names_a_judge(stage):
    play.decided(stage)
    judges = {stage.one.pk, stage.two.pk, stage.three.pk}
    on_the_gate = Entry.objects.filter(item_id__in=[stage.gate.pk, stage.project.pk])
    assert not on_the_gate.filter(actor_id__in=judges).exists()
    assert not [e for e in on_the_gate if any(str(j) in json.dumps(e.note) for j in judges)]
    assert not OutboxMessage.objects.filter(item_id=stage.gate.pk, actor_id__in=judges).exists()


def test_evaluators_open_nothing_the_project_opens_and_meet_nobody(stage):
    play.reviewed(stage)
    with acting_as(stage.two):
        mine = {i.kind for i in Item.objects.all()}
        assert "programmes.gatedossier" in mine
        assert not mine & {"programmes.stagegate", "programmes.selfreport", "programmes.project"}
        found = GateDossier.objects.get()
        assert found.frozen["criteria"][0]["text"] == "達成度について述べる"
        assert "高橋" not in json.dumps(found.frozen, ensure_ascii=False)
        stored = DossierFile.objects.select_related("file").get().file
        assert stored.name == "evidence-1.txt" and files.read(stored) == b"data"
        assert {r.person_id for r in explaining.readers(Item.objects.get(pk=found.pk), depth=TITLE)} <= {
            stage.two.pk
        }
        assert not HearingAttendance.objects.exists()


def test_evaluators_read_one_another_only_in_the_discussion_after_their_own_and_without_names(stage):
    play.reviewed(stage)
    dossier = play.dossier_of(stage)
    play.evaluate(stage, stage.one, 4)
    with acting_as(stage.two):
        assert not GateEvaluation.objects.exists()
        assert gates.spread(dossier)["n"] == 0 and gates.discussion(dossier) == []
    with acting_as(stage.nakamura), pytest.raises(WrongState, match="提出された評価は1件"):
        perform("open_hearing", stage.gate, by=stage.nakamura)
    with acting_as(stage.three):  # a draft is its author's alone
        gates.save_evaluation(dossier, by=stage.three, scores=play.scores(1))
    with acting_as(stage.nakamura):
        assert list(GateEvaluation.objects.values_list("person_id", flat=True)) == [stage.one.pk]
    play.evaluate(stage, stage.two, 2)
    act("open_hearing", stage.gate, stage.nakamura)
    with acting_as(stage.two):
        said = gates.discussion(dossier)
        assert [s["is_own"] for s in said].count(True) == 1 and len(said) == 2
        assert GateEvaluation.objects.count() == 1  # rows remain one's own
        assert gates.spread(dossier)["criteria"]["1"] == {"min": 2, "max": 4, "mean": 3.0}
        assert "一条" not in json.dumps(said, ensure_ascii=False)
    with acting_as(stage.three):  # did not send theirs
        assert gates.discussion(dossier) == [] and gates.spread(dossier)["n"] == 0
        with pytest.raises(WrongState):
            gates.save_evaluation(dossier, by=stage.three, scores=play.scores(1))


def test_a_related_evaluator_loses_all_of_it_and_their_evaluation_no_longer_counts(stage):
    play.reviewed(stage)
    for who in (stage.one, stage.two):
        play.evaluate(stage, who)
    dossier = play.dossier_of(stage)
    Affiliation.objects.create(person=stage.two, organisation=stage.organisations["university"])
    with acting_as(stage.two):
        for model in EVALUATORS_SIDE:
            assert not model.objects.exists(), model
        assert not Item.objects.filter(pk=dossier.pk).exists()
        with pytest.raises(Refused):
            gates.save_evaluation(dossier, by=stage.two, scores=play.scores())
    with acting_as(stage.nakamura):
        assert gates.spread(dossier)["n"] == 1
        with pytest.raises(WrongState, match="1件"):
            perform("open_hearing", stage.gate, by=stage.nakamura)


@pytest.mark.parametrize(
    "text",
    [
        "一条審美先生の意見による",
        "二宮　審 美の指摘",
        "三好委員によれば",
        "綾小路客人が出席",
        "ニ宮 → 二宮さん",
    ],
)
def test_no_text_to_the_project_or_the_public_names_a_judge_or_who_attended(stage, text):
    play.judged(stage)
    with acting_as(stage.watanabe), pytest.raises(WrongState, match="氏名"):
        perform("decide", stage.gate, by=stage.watanabe, result="continue", result_text=text)
    by_hand(
        stage.watanabe,
        "update programmes_stagegate set state = 'decided', result = 'continue', result_text = %s,"
        " decided_by_id = %s, decided_at = now() where item_ptr_id = %s",
        text,
        stage.watanabe.pk,
        stage.gate.pk,
        match="names somebody",
    )
    act("decide", stage.gate, stage.watanabe, result="continue", result_text="進めること")
    with acting_as(stage.nakamura), pytest.raises(WrongState, match="氏名"):
        perform("disclose", stage.gate, by=stage.nakamura, text=text)


def test_a_published_text_repeats_no_title_of_an_agreement(world, stage):
    material = cast.make_material(world.quantum, world.tanaka, title="極秘炉の設計図", sealed=True)
    cast.make_designation(world, material, until="consent_open")
    play.decided(stage)
    for text in (
        "装置の試験条件に関する資料を確かめた。",
        "試験条件の 数値による。",
        "極秘炉の設計図による。",
    ):
        with acting_as(stage.nakamura), pytest.raises(WrongState, match="守秘"):
            perform("disclose", stage.gate, by=stage.nakamura, text=text)
    with acting_as(stage.nakamura), pytest.raises(WrongState, match="連絡先"):
        perform("disclose", stage.gate, by=stage.nakamura, text="問合せは a@example.jp へ")
    fields = {
        "code": "T-1",
        "title": "x",
        "number": 1,
        "name": "x",
        "decided_on": today(),
        "published_on": today(),
    }
    with acting_as(stage.nakamura), pytest.raises(Error, match="touches an agreement"), transaction.atomic():
        GateResult.objects.create(
            gate=stage.gate, custodian=stage.nakamura, result="continue", text="極秘炉の設計図", **fields
        )
    with acting_as(stage.nakamura), pytest.raises(Error, match="decided"), transaction.atomic():
        GateResult.objects.create(
            gate=stage.gate, custodian=stage.nakamura, result="stop", text="良", **fields
        )


# Life -------------------------------------------------------------------------------------------------
def test_from_the_plan_to_the_publication(stage):
    assert stage.gate.state == "planned"
    play.disclosed(stage)
    gate = play.gate_of(stage)
    assert (gate.state, gate.result, gate.decided_by_id) == ("disclosed", "continue", stage.watanabe.pk)
    with acting_as(None):
        found = GateResult.objects.get()
        assert (found.code, found.result, found.text) == (
            "T-1",
            "continue",
            "目標を達成しており、継続とした。",
        )
        assert not StageGate.objects.exists() and not SelfReport.objects.exists()
    with acting_as(stage.nakamura):
        judgement = GateJudgement.objects.get()
        assert judgement.spread["total"] == {"min": 40.0, "max": 100.0, "mean": 73.3}
        assert judgement.spread["recommendations"] == {"continue": 3}


def test_the_same_plan_sent_twice_is_one_gate_and_the_next_waits_for_the_decision(stage):
    from uuid import uuid4

    fields = {
        "name": "最終評価",
        "report_due": today(),
        "evaluation_due": today(),
        "decision_due": today(),
        "min_evaluators": 1,
        "criteria": CRITERIA,
    }
    with acting_as(stage.nakamura), pytest.raises(WrongState, match="前のステージゲート"):
        gates.plan_gate(stage.project, by=stage.nakamura, **fields)
    act("cancel", stage.gate, stage.nakamura, reason="誤り")
    key = uuid4()
    with acting_as(stage.nakamura):
        made = [gates.plan_gate(stage.project, by=stage.nakamura, key=key, **fields) for _n in (1, 2)]
    assert made[0].pk == made[1].pk and made[0].number == 2


@pytest.mark.parametrize("weights", [[60, 30], [100, 1], []])
def test_weights_are_a_hundred_together(stage, weights):
    criteria = [{"title": str(n), "description": "", "weight": w} for n, w in enumerate(weights)]
    with acting_as(stage.nakamura), pytest.raises(WrongState, match="100"):
        gates.edit_gate(stage.gate, by=stage.nakamura, criteria=criteria)


def test_criteria_stand_once_the_report_was_asked_for(stage):
    act("open_report", stage.gate, stage.nakamura)
    with acting_as(stage.nakamura), pytest.raises(WrongState, match="変更できません"):
        gates.edit_gate(stage.gate, by=stage.nakamura, criteria=CRITERIA)
    by_hand(stage.nakamura, "update programmes_gatecriterion set weight = 1", match="criteria stand")
    by_hand(stage.nakamura, "delete from programmes_gatecriterion", match="criteria stand")


def test_a_report_is_the_projects_own_until_it_is_sent_and_stands_afterwards(stage):
    act("open_report", stage.gate, stage.nakamura)
    with acting_as(stage.takahashi):
        draft = gates.draft_of(stage.gate, by=stage.takahashi)
        assert gates.draft_of(stage.gate, by=stage.takahashi).pk == draft.pk
        with pytest.raises(WrongState, match="達成度"):
            perform("submit", draft, by=stage.takahashi)
    for who, sees in (
        (stage.tanaka, True),
        (stage.nakamura, False),
        (stage.ito, False),
        (stage.yamamoto, False),
    ):
        with acting_as(who):
            assert SelfReport.objects.exists() is sees, who
    with acting_as(stage.tanaka), pytest.raises(Refused):
        gates.save_report(draft, by=stage.tanaka, texts={})
    with acting_as(stage.takahashi):
        gates.save_report(
            draft, by=stage.takahashi, texts={c.pk: "述べる" for c in stage.gate.criteria.all()}
        )
        sent = perform("submit", draft, by=stage.takahashi)
        assert sent.receipt == "T-1-SG1-1"
        with pytest.raises(WrongState):
            perform("submit", draft, by=stage.takahashi)
        with pytest.raises(WrongState, match="変更できません"):
            gates.save_report(sent, by=stage.takahashi, texts={})
    by_hand(stage.takahashi, "update programmes_selfreportanswer set text = 'x'", match="stands")
    with acting_as(stage.nakamura):
        assert SelfReport.objects.get().answers.count() == 2
        perform("send_back", sent, by=stage.nakamura, reason="表が読めない")
    with acting_as(stage.takahashi):
        second = gates.draft_of(stage.gate, by=stage.takahashi)
        assert second.number == 2 and second.answers.first().text == "述べる"
    with acting_as(stage.nakamura), pytest.raises(WrongState, match="提出されていません"):
        perform("start_review", stage.gate, by=stage.nakamura)


def test_what_evaluators_judge_is_frozen(stage):
    play.reviewed(stage)
    by_hand(
        stage.nakamura,
        "update programmes_gatedossier set frozen = '{\"criteria\": []}'",
        match="frozen",
    )
    by_hand(stage.one, "update programmes_gatedossier set min_evaluators = 1", match="kept by")
    by_hand(stage.nakamura, "delete from programmes_dossierfile")


def test_an_evaluation_is_whole_ones_own_and_stands(stage):
    play.reviewed(stage)
    dossier = play.dossier_of(stage)
    with acting_as(stage.one):
        draft = gates.save_evaluation(dossier, by=stage.one, scores={"1": {"score": 3, "comment": "良"}})
        with pytest.raises(WrongState, match="実装の見通し"):
            perform("submit_evaluation", draft, by=stage.one)
    by_hand(stage.one, "update programmes_gateevaluation set state = 'submitted'", match="no mark")
    for who in (stage.nakamura, stage.takahashi, stage.watanabe, stage.inoue):
        with acting_as(who), pytest.raises(Refused):
            gates.save_evaluation(dossier, by=who, scores=play.scores())
    play.evaluate(stage, stage.one)
    with acting_as(stage.one), pytest.raises(WrongState):
        gates.save_evaluation(dossier, by=stage.one, scores=play.scores(1))
    by_hand(stage.one, "update programmes_gateevaluation set comment = 'x'", match="stands")


def test_only_the_chair_judges_after_a_hearing_or_its_reason(stage):
    play.reviewed(stage)
    for who in (stage.one, stage.two):
        play.evaluate(stage, who)
    act("open_hearing", stage.gate, stage.nakamura)
    dossier = play.dossier_of(stage)
    with acting_as(stage.one), pytest.raises(WrongState, match="ヒアリングの記録"):
        perform("judge", dossier, by=stage.one, result="stop", reason="理由")
    with acting_as(stage.nakamura):
        gates.record_hearing(dossier, by=stage.nakamura, waived_reason="書面で足りるため")
    for who in (stage.two, stage.nakamura):
        with acting_as(who), pytest.raises(Refused):
            perform("judge", dossier, by=who, result="stop", reason="理由")
        by_hand(
            who,
            "insert into programmes_gatejudgement (item_id, judged_by_id, result, reason, spread, judged_at)"
            " values (%s, %s, 'stop', 'x', '{}', now())",
            dossier.pk,
            who.pk,
        )
    by_hand(stage.nakamura, "update programmes_stagegate set state = 'judged'", match="not that far")
    act("judge", dossier, stage.one, result="stop", reason="理由")
    assert play.gate_of(stage).state == "judged"
    with acting_as(stage.one), pytest.raises((WrongState, Refused)):
        perform("judge", dossier, by=stage.one, result="continue", reason="理由")


def test_the_decision_is_anothers_and_no_pms(stage):
    play.judged(stage)
    with acting_as(stage.yamamoto):
        funding.assign(
            stage.fund, by=stage.yamamoto, person=stage.ito, part="agency"
        )  # the PM of the project
    for who in (stage.ito, stage.takahashi, stage.yamamoto):
        with acting_as(who), pytest.raises(Refused):
            perform("decide", stage.gate, by=who, result="continue", result_text="進める")
        by_hand(
            who,
            "update programmes_stagegate set state = 'decided', result = 'continue', result_text = 'x',"
            " decided_by_id = %s, decided_at = now() where item_ptr_id = %s",
            who.pk,
            stage.gate.pk,
            match="gate:",
        )
    with acting_as(stage.watanabe):
        with pytest.raises(WrongState, match="計画変更"):
            perform("decide", stage.gate, by=stage.watanabe, result="continue_changed", result_text="進める")
        perform("decide", stage.gate, by=stage.watanabe, result="continue", result_text="進める")
        with pytest.raises(WrongState):
            perform("decide", stage.gate, by=stage.watanabe, result="stop", result_text="やめる")
    by_hand(stage.watanabe, "update programmes_stagegate set result = 'stop'", match="decided is decided")


def test_who_judged_never_decides_even_as_an_officer_of_the_agency_later(stage):
    play.judged(stage)
    with acting_as(stage.yamamoto):
        funding.assign(stage.fund, by=stage.yamamoto, person=stage.one, part="agency")
    with acting_as(stage.one):
        with pytest.raises(Refused):
            perform("decide", stage.gate, by=stage.one, result="continue", result_text="進める")
    by_hand(
        stage.one,
        "update programmes_stagegate set state = 'decided', result = 'continue', result_text = 'x',"
        " decided_by_id = %s, decided_at = now() where item_ptr_id = %s",
        stage.one.pk,
        stage.gate.pk,
        match="another person decides",
    )


def test_all_seats_end_with_the_decision(stage):
    play.decided(stage)
    for who in (stage.one, stage.two):
        with acting_as(who):
            assert not GateDossier.objects.exists() and not GateEvaluation.objects.exists()


# What a decision does -----------------------------------------------------------------------------------
def test_after_stop_no_yen_is_checked_or_paid(stage):
    waiting, checked = request(stage, 50), request(stage, 60)
    act("verify", checked, stage.yamamoto)
    play.decided(stage, "stop")
    for verb, one, who, state in (
        ("verify", waiting, stage.yamamoto, "checked"),
        ("pay", checked, stage.nakamura, "paid"),
    ):
        with acting_as(who), pytest.raises(WrongState, match="中止"):
            perform(verb, one, by=who)
        column = f"{state}_by_id"
        by_hand(
            who,
            f"update programmes_disbursement set state = %s, {column} = %s where item_ptr_id = %s",
            state,
            who.pk,
            one.pk,
            match="the last decision is to stop",
        )
    act("release", checked, stage.yamamoto, note="中止のため")  # what was reserved can be given back
    assert Disbursement.objects.get(pk=checked.pk).state == "rejected"
    act("reject", waiting, stage.yamamoto, note="中止のため")
    with acting_as(stage.nakamura), pytest.raises(WrongState, match="完了にはできません"):
        perform("complete", stage.project, by=stage.nakamura)
    by_hand(
        stage.nakamura,
        "update programmes_project set state = 'completed' where item_ptr_id = %s",
        stage.project.pk,
        match="as its last gate decided",
    )
    ended = play.confirm_stop(stage, play.propose_stop(stage, "分かったこと"))
    assert ended.state == "honourable_stop"


def test_money_goes_on_after_any_other_result(stage):
    one = request(stage, 50)
    play.decided(stage, "continue_changed", change_text="規模を縮小する")
    act("verify", one, stage.yamamoto)
    assert act("pay", one, stage.nakamura).state == "paid"


def test_nothing_stops_honourably_that_no_gate_has_stopped(stage):
    with acting_as(stage.nakamura), pytest.raises(WrongState, match="「中止」と決定した課題だけ"):
        perform("stop_honourably", stage.project, by=stage.nakamura, shown=None)
    by_hand(
        stage.nakamura,
        "update programmes_project set state = 'honourable_stop' where item_ptr_id = %s",
        stage.project.pk,
        match="as its last gate decided",
    )


def test_a_project_is_not_completed_over_an_open_gate(stage):
    with acting_as(stage.nakamura), pytest.raises(WrongState, match="ステージゲート"):
        perform("complete", stage.project, by=stage.nakamura)
    with acting_as_system("test"), pytest.raises(Error, match="not decided"), transaction.atomic():
        Project.objects.filter(pk=stage.project.pk).update(state="completed")
    play.decided(stage)
    assert act("complete", stage.project, stage.nakamura).state == "completed"


def test_nobody_of_the_project_plans_moves_or_names(stage):
    for who in (stage.takahashi, stage.tanaka, stage.ito, stage.sato):
        with acting_as(who):
            for verb in ("open_report", "cancel", "start_review"):
                with pytest.raises((Refused, WrongState, Exception)):
                    perform(verb, stage.gate, by=who)
        by_hand(who, "update programmes_stagegate set state = 'cancelled'", match="gate:")

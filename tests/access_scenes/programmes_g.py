"""Stage gates: a project of 研究代表者 with 提供者 taking part and ニーズ省庁 as its PM; evaluators are none of the matrix's roles."""

from confidentiality.acting import acting_as
from programmes import conflicts, funding, gates
from programmes.models import (
    ConflictDeclaration,
    DossierFile,
    EvaluationParty,
    EvaluationPlace,
    EvaluatorSeat,
    FinalEvaluation,
    GateCriterion,
    GateDossier,
    GateEvaluation,
    GateJudgement,
    GateResult,
    HearingAttendance,
    HearingRecord,
    SelfReport,
    SelfReportAnswer,
    SelfReportFile,
    StageGate,
    StopProposal,
)
from tests.access_scenes.stage import Rows, last, scene
from tests.cast import World
from tests.programmes import fund_stage, gate_stage
from tests.programmes.fund_stage import Stage, act


def led(world: World) -> Stage:
    """The gate's stage with 事務局 leading the fund."""
    stage = gate_stage.make_gate_stage(world)
    with acting_as(world.yamamoto):
        funding.assign(stage.fund, by=world.yamamoto, person=world.sato, part="lead")
    return stage


@scene("ステージゲート：自己評価の作成中")
def report_in_draft(world: World) -> Rows:
    stage = led(world)
    act("open_report", stage.gate, stage.nakamura)
    with acting_as(stage.takahashi):
        return [gates.draft_of(stage.gate, by=stage.takahashi)]


@scene("ステージゲート：総合判定が終わった")
def gate_judged(world: World) -> Rows:
    stage = gate_stage.judged(led(world))
    with acting_as(stage.nakamura):
        conflicts.add_party(
            gate_stage.dossier_of(stage), by=stage.nakamura, ground="other", person=stage.saito
        )
    return [
        StageGate.objects.get(pk=stage.gate.pk),
        last(GateCriterion, item=stage.gate),
        last(SelfReport, gate=stage.gate),
        last(SelfReportAnswer, item__gate=stage.gate),
        last(SelfReportFile, item__gate=stage.gate),
        GateDossier.objects.get(gate=stage.gate),
        *(
            model.objects.order_by("pk").first()
            for model in (
                EvaluationPlace,
                EvaluationParty,
                EvaluatorSeat,
                ConflictDeclaration,
                DossierFile,
                GateEvaluation,
                HearingRecord,
                HearingAttendance,
                GateJudgement,
            )
        ),
    ]


@scene("ステージゲート：公表済")
def gate_disclosed(world: World) -> Rows:
    gate_stage.disclosed(led(world))
    return [GateResult.objects.get()]


@scene("ステージゲート：挑戦の上での中止の提案")
def stop_proposed(world: World) -> Rows:
    gate_stage.propose_stop(gate_stage.decided(led(world), "stop"))
    return [StopProposal.objects.get()]


@scene("課題：終了評価を記録した")
def finally_evaluated(world: World) -> Rows:
    fund_stage.evaluated(led(world))
    return [FinalEvaluation.objects.get()]

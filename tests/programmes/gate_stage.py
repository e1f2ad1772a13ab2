"""A stage gate with people round it: 中村 runs it, 渡辺 decides, 一条 chairs, 二宮 and 三好 evaluate, 高橋 reports."""

from datetime import timedelta
from typing import Any

from accounts.fields import today
from accounts.models import Affiliation, Organisation, Person
from confidentiality import files
from confidentiality.acting import acting_as
from confidentiality.verbs import perform
from programmes import conflicts, funding, gates
from programmes.models import GateDossier, GateEvaluation, SelfReport, StageGate
from tests.cast import World
from tests.programmes.fund_stage import Stage, act, make_stage
from tests.stages import played

CRITERIA = [
    {"title": "達成度", "description": "目標に対する到達", "weight": 60},
    {"title": "実装の見通し", "description": "", "weight": 40},
]
JUDGES = ("一条", "二宮", "三好")
SECRET_COMMENT = "評価者だけのことば"


class GateStage(Stage):
    """The fund's stage with a gate."""


def newcomer(key: str, name: str, organisation: Organisation | None = None) -> Person:
    """Somebody the portal did not know; the second time, the same person."""
    if known := Person.objects.filter(email=f"{key}@example.jp").first():
        return known
    person = Person.objects.create_user(f"{key}@example.jp", "x" * 12, family_name=name, given_name="審美")
    if organisation is not None:
        Affiliation.objects.create(person=person, organisation=organisation, title="教授")
    return person


@played
def make_gate_stage(world: World, **fields: Any) -> Stage:
    found = make_stage(world)
    elsewhere = Organisation.objects.create(name="無関係大学", kind="university")
    for key, name in zip(("one", "two", "three"), JUDGES, strict=True):
        found.__dict__[key] = newcomer(f"judge-{key}", name, elsewhere)
    with acting_as(found.nakamura):
        funding.assign(found.project, by=found.nakamura, person=found.tanaka, part="participant")
        funding.assign(found.project, by=found.nakamura, person=found.ito, part="manager")
        found.__dict__["gate"] = gates.plan_gate(
            found.project,
            by=found.nakamura,
            **{
                "name": "中間評価",
                "report_due": today() + timedelta(days=10),
                "evaluation_due": today() + timedelta(days=20),
                "decision_due": today() + timedelta(days=30),
                "min_evaluators": 2,
                "criteria": CRITERIA,
                **fields,
            },
        )
    return found


def dossier_of(stage: Stage) -> GateDossier:
    return GateDossier.objects.get(gate_id=stage.gate.pk)


def gate_of(stage: Stage) -> StageGate:
    return StageGate.objects.get(pk=stage.gate.pk)


def seat(stage: Stage, person: Person, *, is_chair: bool = False) -> Any:
    with acting_as(stage.nakamura):
        made = conflicts.name_evaluator(
            dossier_of(stage), by=stage.nakamura, person=person, is_chair=is_chair
        )
    with acting_as(person):
        conflicts.declare(made, by=person, has_conflict=False)
    return made


def report(stage: Stage) -> SelfReport:
    """Asked for, written with one piece of evidence, sent."""
    act("open_report", stage.gate, stage.nakamura)
    by = stage.takahashi
    with acting_as(by):
        draft = gates.draft_of(gate_of(stage), by=by)
        gates.save_report(
            draft, by=by, texts={c.pk: f"{c.title}について述べる" for c in stage.gate.criteria.all()}
        )
        gates.add_evidence(
            draft,
            by=by,
            file=files.Checked("result.txt", "text/plain; charset=utf-8", b"data"),
            label="実験結果",
        )
        return perform("submit", draft, by=by)


def scores(n: int = 4) -> dict:
    return {str(c): {"score": n, "comment": f"{SECRET_COMMENT}{c}"} for c in (1, 2)}


def evaluate(stage: Stage, person: Person, n: int = 4) -> GateEvaluation:
    with acting_as(person):
        made = gates.save_evaluation(
            dossier_of(stage), by=person, scores=scores(n), recommendation="continue", comment="所見"
        )
        return perform("submit_evaluation", made, by=person)


@played
def reviewed(stage: Stage) -> Stage:
    """Up to the document review with three seated evaluators."""
    for who, is_chair in ((stage.one, True), (stage.two, False), (stage.three, False)):
        seat(stage, who, is_chair=is_chair)
    report(stage)
    act("start_review", stage.gate, stage.nakamura)
    return stage


@played
def discussed(stage: Stage) -> Stage:
    reviewed(stage)
    for n, who in ((4, stage.one), (2, stage.two), (5, stage.three)):
        evaluate(stage, who, n)
    act("open_hearing", stage.gate, stage.nakamura)
    with acting_as(stage.nakamura):
        gates.record_hearing(
            dossier_of(stage),
            by=stage.nakamura,
            held_on=today(),
            place="会議室",
            exchanges="問：見通しは。\n答：良い。",
            names="一条　審美（無関係大学教授）\n綾小路　客人（外部）",
        )
    return stage


@played
def judged(stage: Stage) -> Stage:
    discussed(stage)
    act("judge", dossier_of(stage), stage.one, result="continue", reason="良好である")
    return stage


@played
def decided(stage: Stage, result: str = "continue", **fields: Any) -> Stage:
    judged(stage)
    act("decide", stage.gate, stage.watanabe, result=result, result_text="引き続き進めること", **fields)
    return stage


@played
def disclosed(stage: Stage) -> Stage:
    decided(stage)
    act("disclose", stage.gate, stage.nakamura, text="目標を達成しており、継続とした。")
    return stage

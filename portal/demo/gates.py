"""Plays two invented stage gates of the project: one decided and published, one before its evaluators; names nobody in public."""

from datetime import timedelta
from typing import Any

from accounts.fields import today
from accounts.models import Person
from confidentiality import files
from confidentiality.acting import acting_as
from confidentiality.verbs import perform
from programmes import conflicts, gates
from programmes.models import GateDossier, Project, SelfReport, StageGate

CRITERIA = (
    {"title": "目標の達成度", "description": "中間の目標にどこまで届いたか。", "weight": 60},
    {"title": "社会実装の見通し", "description": "だれが、いつ使うかが明らかか。", "weight": 40},
)
SAID = (
    "試作機が、実海域と同じ水温で一年に当たる回数の送信を終えた（体験用）。",
    "港湾の管理者と、運用の手順を作り始めた（体験用）。",
)


class GateStory:
    """One telling: the agency's officer runs the gates, the second officer decides; two from outside evaluate."""

    def __init__(self, people: dict[str, Person], project: Project) -> None:
        self.project = project
        self.desk, self.decider, self.head = people["candidate"], people["officer"], people["researcher"]
        self.chair, self.other = people["evaluator"], people["evaluator2"]

    def tell(self) -> list[StageGate]:
        return [self.finished(), self.running()]

    def act(self, verb: str, thing: Any, person: Person, **details: Any) -> Any:
        with acting_as(person):
            return perform(verb, thing, by=person, **details)

    def plan(self, name: str, days: tuple[int, int, int]) -> StageGate:
        report, evaluation, decision = (today() + timedelta(days=n) for n in days)
        with acting_as(self.desk):
            return gates.plan_gate(
                self.project,
                by=self.desk,
                name=name,
                report_due=report,
                evaluation_due=evaluation,
                decision_due=decision,
                min_evaluators=2,
                criteria=CRITERIA,
            )

    def dossier(self, gate: StageGate) -> GateDossier:
        return GateDossier.objects.get(gate_id=gate.pk)

    def seat(self, gate: StageGate) -> None:
        for person in (self.chair, self.other):
            with acting_as(self.desk):
                seat = conflicts.name_evaluator(
                    self.dossier(gate), by=self.desk, person=person, is_chair=person is self.chair
                )
            with acting_as(person):
                conflicts.declare(seat, by=person, has_conflict=False)

    def report(self, gate: StageGate) -> SelfReport:
        self.act("open_report", gate, self.desk)
        by = self.head
        with acting_as(by):
            draft = gates.draft_of(StageGate.objects.get(pk=gate.pk), by=by)
            texts = {c.pk: said for c, said in zip(gate.criteria.all(), SAID, strict=True)}
            gates.save_report(draft, by=by, texts=texts)
            evidence = files.Checked(
                "result.txt", "text/plain; charset=utf-8", "体験用の試験の結果です。\n".encode()
            )
            gates.add_evidence(draft, by=by, file=evidence, label="試験の結果（体験用）")
            return perform("submit", draft, by=by)

    def evaluate(self, gate: StageGate, person: Person, score: int, *, sends: bool = True) -> None:
        with acting_as(person):
            made = gates.save_evaluation(
                self.dossier(gate),
                by=person,
                scores={
                    "1": {"score": score, "comment": "中間の目標に届いている（体験用）。"},
                    "2": {"score": score - 1, "comment": "運用する者との話を早く進めるとよい（体験用）。"},
                },
                recommendation="continue",
                comment="引き続き進めるのがよい（体験用）。",
            )
            if sends:
                perform("submit_evaluation", made, by=person)

    def finished(self) -> StageGate:
        gate = self.plan("一年目の評価（体験用）", (-60, -40, -30))
        self.seat(gate)
        self.report(gate)
        self.act("start_review", gate, self.desk)
        self.evaluate(gate, self.chair, 4)
        self.evaluate(gate, self.other, 5)
        self.act("open_hearing", gate, self.desk)
        with acting_as(self.desk):
            gates.record_hearing(
                self.dossier(gate),
                by=self.desk,
                held_on=today() - timedelta(days=35),
                place="体験用の会議室",
                exchanges="問：電池はどれだけもつか。\n答：水槽では一年に当たる回数を終えた。",
                names=f"{self.chair.name}\n{self.other.name}",
            )
        with acting_as(self.chair):
            reason = "目標に届いているため（体験用）"
            perform("judge", self.dossier(gate), by=self.chair, result="continue", reason=reason)
        gate = self.act(
            "decide",
            gate,
            self.decider,
            result="continue",
            result_text="計画のとおり進めてください。運用する者との話を早めに始めてください（体験用）。",
        )
        return self.act(
            "disclose",
            gate,
            self.desk,
            text="中間の目標に届いており、継続とした（体験用の架空の評価です）。",
            english_text="The interim goals were reached; the project continues (an invented review).",
        )

    def running(self) -> StageGate:
        """One evaluation is sent; the other is begun, so that its evaluator has something to do."""
        gate = self.plan("二年目の評価（体験用）", (-5, 20, 40))
        self.seat(gate)
        self.report(gate)
        gate = self.act("start_review", gate, self.desk)
        self.evaluate(gate, self.other, 4)
        self.evaluate(gate, self.chair, 3, sends=False)
        return gate

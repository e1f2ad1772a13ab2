"""Acts of a stage gate: plan, report, freeze, evaluate, discuss, publish (R40, R43); it decides nothing and names nobody."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.phrasing import in_japanese, listed
from confidentiality import audience, files, journal, outbox
from confidentiality.acting import database_now
from confidentiality.disclosure import TRACES
from confidentiality.models import Item
from confidentiality.verbs import Refused, WrongState, lock, perform
from programmes import conflicts, hindrances
from programmes.models import (
    DossierFile,
    GateCriterion,
    GateDossier,
    GateEvaluation,
    HearingAttendance,
    HearingRecord,
    Project,
    SelfReport,
    SelfReportAnswer,
    SelfReportFile,
    StageGate,
)
from programmes.models.dossier import runs
from programmes.models.gate import represents, runs_gate
from programmes.standing import AGENCY, REPRESENTATIVE, functions, role, team

WHOLE = 100  # the weights of all criteria together
READERS = ("programme_staff", "records_officer")  # auditors know of gates what ``gate_marks`` says (4.3)
PARTICIPANT = "participant"
MOST_FILES = 20  # pieces of evidence with one report


def tell(topic: str, subject: Any) -> None:
    """Leave a message for those concerned; who that is, is asked when the letter is sent."""
    outbox.enqueue(topic, subject)


def hand_over(*items: Item) -> None:
    Item.objects.filter(pk__in=[i.pk for i in items]).update(custodian=None)
    for item in items:
        item.custodian = None


def plans_gates(project: Project, person: Any) -> bool:
    """The agency that runs the concept or the fund: who runs the project alone does not choose its judges."""
    held = functions()
    runs_it = any((place, AGENCY) in held for place in (project.concept_id, project.fund_id))
    is_of_it = any((project.pk, part) in held for part in (REPRESENTATIVE, PARTICIPANT, "manager"))
    return runs_it and not is_of_it


def gate_readers(gate: StageGate | Project) -> list[int]:
    """Who reads what is said of a project at a checkpoint: a gate's readers, or those a project's gate would have."""
    return [
        team(getattr(gate, "project_id", gate.pk)),
        team(gate.concept_id),
        team(gate.fund_id),
        *(audience.office(kind) for kind in READERS),
    ]


@transaction.atomic
def plan_gate(
    project: Project,
    *,
    by: Person,
    name: str,
    report_due: date,
    evaluation_due: date,
    decision_due: date,
    min_evaluators: int,
    criteria: Sequence[Mapping[str, Any]],
    key: UUID | None = None,
) -> StageGate:
    """A gate and, apart from it, its dossier; the same ``key`` twice is one gate.

    ``criteria``: title, description, weight; the weights are 100 together. Raises WrongState when an earlier gate is open.
    """
    if not plans_gates(project, by):
        raise Refused("plan_gate")
    lock(project.pk)
    if key is not None and (found := StageGate.objects.filter(pk=key).first()):
        return found
    fresh = Project.objects.get(pk=project.pk)
    if fresh.state not in Project.LIVE:
        raise WrongState(_("終わった課題には、ステージゲートを設けられません。"))
    earlier = StageGate.objects.filter(project=fresh)
    if earlier.exclude(state__in=[*StageGate.CLOSED, StageGate.State.CANCELLED]).exists():
        raise WrongState(_("前のステージゲートが決定されていません。"))
    _require_weights(criteria)
    gate = StageGate.objects.create(
        project=fresh,
        concept_id=fresh.concept_id,
        fund_id=fresh.fund_id,
        container_id=fresh.pk,
        custodian=by,
        number=earlier.count() + 1,
        name=name,
        report_due=report_due,
        decision_due=decision_due,
        **({"id": key} if key else {}),
    )
    dossier = GateDossier.objects.create(
        gate=gate,
        concept_id=fresh.concept_id,
        fund_id=fresh.fund_id,
        container_id=fresh.concept_id,
        custodian=by,
        public_title=in_japanese(_("評価の資料 %(code)s 第%(n)s回"), code=fresh.code, n=gate.number),
        code=fresh.code,
        number=gate.number,
        name=name,
        min_evaluators=min_evaluators,
        evaluation_due=evaluation_due,
    )
    conflicts.open_place(dossier, kind="gate", subject=fresh)
    _write_criteria(gate, criteria)
    audience.open_to(gate, *gate_readers(gate))
    hand_over(gate, dossier)
    journal.record("plan_gate", gate)
    return gate


def _require_weights(criteria: Sequence[Mapping[str, Any]]) -> None:
    total = sum(c["weight"] for c in criteria)
    if not criteria or total != WHOLE:
        raise WrongState(_("重みの合計を100にしてください（いまは%(n)s）。") % {"n": total})


def _write_criteria(gate: StageGate, criteria: Sequence[Mapping[str, Any]]) -> None:
    GateCriterion.objects.bulk_create(
        GateCriterion(item=gate, number=n, **fields) for n, fields in enumerate(criteria, start=1)
    )


@transaction.atomic
def edit_gate(
    gate: StageGate, *, by: Person, criteria: Sequence[Mapping[str, Any]], **fields: Any
) -> StageGate:
    """Words, dates and criteria, while the gate is only planned."""
    lock(gate.pk)
    fresh = StageGate.objects.get(pk=gate.pk)
    if not runs_gate(fresh, by):
        raise Refused("edit_gate")
    if fresh.state != StageGate.State.PLANNED:
        raise WrongState(_("自己評価を求めた後は、計画を変更できません。"))
    _require_weights(criteria)
    dossier = GateDossier.objects.get(gate=fresh)
    for name, value in fields.items():
        for target in (fresh, dossier):
            if name in {f.name for f in target._meta.local_fields}:
                setattr(target, name, value)
    fresh.save()
    dossier.save()
    fresh.criteria.all().delete()
    _write_criteria(fresh, criteria)
    journal.record("edit_gate", fresh)
    return fresh


# The project's report -----------------------------------------------------------------------------------
@transaction.atomic
def draft_of(gate: StageGate, *, by: Person) -> SelfReport:
    """The report being written, begun on first use; a returned one is continued in a new copy of it."""
    if not represents(SelfReport(gate=gate), by):
        raise Refused("draft_report")
    lock(gate.pk)
    last = SelfReport.objects.filter(gate=gate).order_by("number").last()
    if last is not None and last.state != SelfReport.State.RETURNED:
        return last
    if StageGate.objects.get(pk=gate.pk).state != StageGate.State.SELF_REPORT_DUE:
        raise WrongState(_("いまは、自己評価を受け付けていません。"))
    number = last.number + 1 if last else 1
    made = SelfReport.objects.create(gate=gate, container_id=gate.pk, custodian=by, number=number)
    audience.open_to(made, role(gate.project_id, REPRESENTATIVE), role(gate.project_id, PARTICIPANT))
    hand_over(made)
    texts = dict(last.answers.values_list("criterion_id", "text")) if last else {}
    for criterion in gate.criteria.all():
        SelfReportAnswer.objects.create(item=made, criterion=criterion, text=texts.get(criterion.pk, ""))
    if last:
        for old in last.evidence.select_related("file"):
            _copy_file(old, made, by)
    journal.record("draft_report", made)
    return made


def _copy_file(old: SelfReportFile, report: SelfReport, by: Person) -> SelfReportFile:
    stored = old.file
    checked = files.Checked(stored.name, stored.content_type, files.read(stored))
    return SelfReportFile.objects.create(item=report, file=files.keep(checked, report, by), label=old.label)


def _own_draft(report: SelfReport, by: Person, act: str) -> SelfReport:
    lock(report.pk)
    fresh = SelfReport.objects.get(pk=report.pk)
    if not represents(fresh, by):
        raise Refused(act)
    if fresh.state != SelfReport.State.DRAFT:
        raise WrongState(_("提出した自己評価は変更できません。"))
    return fresh


@transaction.atomic
def save_report(report: SelfReport, *, by: Person, texts: Mapping[UUID, str]) -> SelfReport:
    """Keep what is written so far: criterion's id → text."""
    fresh = _own_draft(report, by, "save_report")
    for answer in fresh.answers.all():
        if answer.criterion_id in texts and answer.text != texts[answer.criterion_id]:
            answer.text = texts[answer.criterion_id]
            answer.save()
    journal.record("save_report", fresh)
    return fresh


@transaction.atomic
def add_evidence(report: SelfReport, *, by: Person, file: files.Checked, label: str) -> SelfReportFile:
    """One file with what it shows; the same bytes twice are one piece."""
    fresh = _own_draft(report, by, "add_evidence")
    digest = hashlib.sha256(file.data).hexdigest()
    if found := fresh.evidence.filter(file__sha256=digest).first():
        return found
    if fresh.evidence.count() >= MOST_FILES:
        raise WrongState(_("根拠資料は%(n)s件までです。") % {"n": MOST_FILES})
    made = SelfReportFile.objects.create(item=fresh, file=files.keep(file, fresh, by), label=label)
    journal.record("add_evidence", made, item=fresh.pk)
    return made


@transaction.atomic
def remove_evidence(report: SelfReport, one: SelfReportFile, *, by: Person) -> None:
    fresh = _own_draft(report, by, "remove_evidence")
    journal.record("remove_evidence", fresh, file=str(one.pk))
    SelfReportFile.objects.filter(pk=one.pk, item=fresh).delete()


def hand_in(report: SelfReport, *, by: Person) -> dict:
    """Within the report's verb: whole, in time or late, and from now on its gate's readers' too."""
    gate = StageGate.objects.get(pk=report.gate_id)
    if gate.state != StageGate.State.SELF_REPORT_DUE:
        raise WrongState(_("いまは、自己評価を受け付けていません。"))
    answers = list(report.answers.select_related("criterion").order_by("criterion__number"))
    blank = [a.criterion.title for a in answers if not a.text.strip()]
    if blank:
        raise WrongState(_("記入していない評価項目があります：%(names)s") % {"names": listed(blank)})
    report.submitted_by, report.submitted_at = by, database_now()
    code = Project.objects.values_list("code", flat=True).get(pk=gate.project_id)
    report.receipt = f"{code}-SG{gate.number}-{report.number}"
    audience.open_to(report, *gate_readers(gate))
    tell("gate.reported", gate)
    return {"hash": _hash(_copied(gate, report))}


def _copied(gate: StageGate, report: SelfReport) -> dict:
    """The report as the evaluators get it; no name of a person, no id of what they may not open."""
    answers = dict(report.answers.values_list("criterion_id", "text"))
    return {
        "criteria": [
            {
                "number": c.number,
                "title": c.title,
                "description": c.description,
                "weight": c.weight,
                "text": answers.get(c.pk, ""),
            }
            for c in gate.criteria.all()
        ],
        "evidence": [[e.label, e.file.sha256] for e in report.evidence.select_related("file")],
    }


def _hash(copied: dict) -> str:
    return hashlib.sha256(json.dumps(copied, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


# The evaluators' side -----------------------------------------------------------------------------------
def freeze(gate: StageGate, *, by: Person) -> dict:
    """Within the gate's verb: put a copy of the submitted report, evidence included, into the dossier."""
    report = SelfReport.objects.filter(gate=gate, state=SelfReport.State.SUBMITTED).order_by("number").last()
    if report is None:
        raise WrongState(_("自己評価が、まだ提出されていません。"))
    dossier = GateDossier.objects.get(gate=gate)
    for number, one in enumerate(report.evidence.select_related("file"), start=1):
        suffix = one.file.name.rpartition(".")[2]
        checked = files.Checked(f"evidence-{number}.{suffix}", one.file.content_type, files.read(one.file))
        DossierFile.objects.create(
            item=dossier, file=files.keep(checked, dossier, by), number=number, label=one.label
        )
    copied = _copied(gate, report)
    perform("collect", dossier, by=by, frozen=copied, frozen_hash=_hash(copied))
    tell("gate.evaluation_open", dossier)
    return {"hash": _hash(copied)}


def open_discussion(gate: StageGate, *, by: Person) -> None:
    """Within the gate's verb: enough evaluations of unrelated evaluators are there."""
    dossier = GateDossier.objects.get(gate=gate)
    n = spread(dossier)["n"]
    if n < dossier.min_evaluators:
        raise WrongState(
            _("提出された評価は%(n)s件です。%(least)s件そろうと、ヒアリングと合議に進めます。")
            % {"n": n, "least": dossier.min_evaluators}
        )
    perform("discuss", dossier, by=by)
    tell("gate.discussion", dossier)


def is_enough(dossier: GateDossier) -> bool:
    """Whether the discussion can begin, for who may know how many evaluations there are; not for anybody else."""
    return spread(dossier)["n"] >= dossier.min_evaluators


def spread(dossier: GateDossier) -> dict[str, Any]:
    """Count, least, most and mean by criterion, weighted totals of 100, opinions; empty for who may not know."""
    with connection.cursor() as cursor:
        cursor.execute("select app.evaluation_spread(%s)", [dossier.pk])
        found = conflicts.plain_json(cursor.fetchone()[0])
    return found or {"n": 0, "criteria": {}, "total": {}, "recommendations": {}}


def discussion(dossier: GateDossier) -> list[dict[str, Any]]:
    """All counted evaluations without names, for an evaluator whose own is among them; empty before the discussion."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.discussion(%s)", [dossier.pk])
        rows = cursor.fetchall()
    return [
        {
            "place": place,
            "is_own": own,
            "scores": conflicts.plain_json(scores),
            "recommendation": str(StageGate.Result(opinion).label),
            "comment": comment,
        }
        for place, own, scores, opinion, comment in rows
    ]


@transaction.atomic
def save_evaluation(
    dossier: GateDossier,
    *,
    by: Person,
    scores: Mapping[str, Mapping[str, Any]],
    recommendation: str = "",
    comment: str = "",
) -> GateEvaluation:
    """One's own evaluation as far as it is written; marks 1 to 5 by the criterion's number."""
    lock(dossier.pk)
    if not conflicts.evaluates(dossier, by):
        raise Refused("save_evaluation")
    if GateDossier.objects.get(pk=dossier.pk).state != GateDossier.State.COLLECTING:
        raise WrongState(_("いまは、評価を受け付けていません。"))
    seat = conflicts.live_seats(dossier).get(person=by)
    made = GateEvaluation.objects.filter(seat=seat).first() or GateEvaluation(
        item_id=dossier.pk, seat=seat, person=by
    )
    if made.state == GateEvaluation.State.SUBMITTED:
        raise WrongState(_("提出した評価は変更できません。"))
    made.scores = {number: dict(said) for number, said in scores.items()}
    made.recommendation, made.comment = recommendation, comment
    made.save()
    journal.record("save_evaluation", made, item=dossier.pk)
    return made


def require_whole(evaluation: GateEvaluation) -> None:
    """Raises WrongState naming what is missing."""
    criteria = GateDossier.objects.get(pk=evaluation.item_id).frozen["criteria"]
    missing = []
    for criterion in criteria:
        said = evaluation.scores.get(str(criterion["number"]), {})
        if said.get("score") not in GateEvaluation.MARKS or not str(said.get("comment", "")).strip():
            missing.append(criterion["title"])
    if missing:
        raise WrongState(_("評点とコメントをそろえてください：%(names)s") % {"names": listed(missing)})
    if not evaluation.recommendation:
        raise WrongState(_("結果についての意見を選んでください。"))


@transaction.atomic
def record_hearing(dossier: GateDossier, *, by: Person, names: str = "", **fields: Any) -> HearingRecord:
    """Write down or correct the hearing, until it is judged; names of attendants are kept apart."""
    lock(dossier.pk)
    fresh = GateDossier.objects.get(pk=dossier.pk)
    if not runs(fresh, by):
        raise Refused("record_hearing")
    if fresh.state != GateDossier.State.DISCUSSING:
        raise WrongState(_("ヒアリングの記録は、合議の間だけ書けます。"))
    made, _new = HearingRecord.objects.update_or_create(item=fresh, defaults=fields)
    HearingAttendance.objects.update_or_create(item=fresh, defaults={"names": names})
    journal.record("record_hearing", fresh)
    tell("gate.heard", fresh)
    return made


# The decision and what follows it ----------------------------------------------------------------------
def touches(gate: StageGate, texts: Sequence[str]) -> set[str]:
    """What stands against letting these texts out: ``name``, ``agreed`` (the database looks), ``trace``."""
    with connection.cursor() as cursor:
        cursor.execute("select distinct kind from app.gate_text_touches(%s, %s)", [gate.pk, list(texts)])
        found = {row[0] for row in cursor.fetchall()}
    return found | ({"trace"} if any(TRACES.search(t) for t in texts) else set())


def refusals(found: Iterable[str]) -> list[str]:
    words = {
        "name": _("評価者またはヒアリングの出席者の氏名と同じ語があります。氏名を除いてください。"),
        "agreed": _(
            "協議会の守秘の指定の件名・対象、または守秘の資料の名称と同じ語があります。別の言い方にしてください。"
        ),
        "trace": _("見えない文字、連絡先、または内部の所在を示す文字列があります。除いてください。"),
    }
    return [words[kind] for kind in ("name", "agreed", "trace") if kind in set(found)]


def require_clean(gate: StageGate, *texts: str) -> None:
    """For the project: no name. Raises WrongState."""
    found = touches(gate, texts) & {"name", "trace"}
    if found:
        raise WrongState(" ".join(refusals(found)))


def finish(gate: StageGate) -> None:
    """Within the decision: all seats end, the project is told."""
    conflicts.close_place(GateDossier.objects.get(gate=gate))
    tell("gate.decided", gate)


def stops_money(project_id: UUID) -> bool:
    """The latest decision about the project is to stop: nothing is checked or paid any more."""
    with connection.cursor() as cursor:
        cursor.execute("select app.gate_stops(%s)", [project_id])
        return cursor.fetchone()[0]


@hindrances.of("complete")
def undecided_gates(project: Project) -> str:
    """A project does not complete over a gate that nobody has decided or called off."""
    done = (*StageGate.CLOSED, StageGate.State.CANCELLED)
    if StageGate.objects.filter(project_id=project.pk).exclude(state__in=done).exists():
        return _("決定されていないステージゲートがあります。決定するか、取りやめてください。")
    return ""


@hindrances.of("complete")
def stopped_by_a_gate(project: Project) -> str:
    """What a gate has stopped was not completed; it ends as a stop, with its lessons."""
    if stops_money(project.pk):
        return _(
            "最新のステージゲートで「中止」と決定されているため、完了にはできません。「挑戦の上で中止する」で終えてください。"
        )
    return ""


@hindrances.of("stop_honourably")
def not_stopped_by_a_gate(project: Project) -> str:
    """An honourable stop follows a gate's decision to stop; breach and fraud end otherwise (3.3)."""
    if not stops_money(project.pk):
        return _("ステージゲートで「中止」と決定した課題だけを、挑戦の上での中止とすることができます。")
    return ""

"""Acts about a project's end: propose an honourable stop, record a final evaluation; what stands between it and completion.

The end itself is a verb of the project, and another person's.
"""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Person
from confidentiality import audience, journal, outbox
from confidentiality.acting import current_reader
from confidentiality.verbs import Refused, WrongState, lock
from programmes import hindrances
from programmes.gates import gate_readers, hand_over, plans_gates
from programmes.models import FinalEvaluation, Project, StageGate, StopProposal
from programmes.standing import MANAGER, holds

RUNNING = (Project.State.ACTIVE, Project.State.SUSPENDED)


# The honourable stop ------------------------------------------------------------------------------------
def deciding_gate(project: Project) -> StageGate | None:
    """The gate whose decision counts now: the last that was decided."""
    closed = StageGate.objects.filter(project_id=project.pk, state__in=StageGate.CLOSED)
    return closed.order_by("-number").first()


def proposes_stop(gate: StageGate, person: Any) -> bool:
    """A PD, PO or PM of the project, its concept or its fund."""
    return holds(gate, MANAGER)


def takes_proposal(gate: StageGate) -> bool:
    """The last decision is to stop, the project has not ended, and nothing waits for the agency's answer."""
    project = Project.objects.filter(pk=gate.project_id, state__in=RUNNING).first()
    return (
        project is not None
        and deciding_gate(project) == gate
        and gate.result == StageGate.Result.STOP
        and open_proposal(gate) is None
    )


def open_proposal(gate: StageGate | None) -> StopProposal | None:
    """The proposal that waits for the agency."""
    if gate is None:
        return None
    waiting = StopProposal.objects.filter(item=gate, state=StopProposal.State.PROPOSED)
    return waiting.select_related("proposed_by").first()


@transaction.atomic
def propose_stop(gate: StageGate, *, by: Person, lessons: str, key: UUID | None = None) -> StopProposal:
    """The manager's half: the project ends as a stop without fault, with this learned; ``key`` twice is one (R40)."""
    if not proposes_stop(gate, by):
        raise Refused("propose_stop")
    lock(gate.project_id)
    if key is not None and (found := StopProposal.objects.filter(pk=key, item=gate).first()):
        return found
    if not lessons.strip():
        raise WrongState(_("得られた知見を記入してください。"))
    fresh = StageGate.objects.get(pk=gate.pk)
    if open_proposal(fresh) is not None:
        raise WrongState(_("すでに提案されています。研究推進法人の確認を待つか、提案を取り下げてください。"))
    if not takes_proposal(fresh):
        raise WrongState(
            _("最後のステージゲートで「中止」と決定された、終わっていない課題についてだけ提案できます。")
        )
    made = StopProposal.objects.create(
        item=fresh, proposed_by=by, lessons=lessons, **({"id": key} if key else {})
    )
    journal.record("propose_stop", made, lessons_length=len(lessons))
    outbox.enqueue("stop.proposed", made)
    return made


def agreed_stop(project: Project, *, by: Person, shown: Any) -> StopProposal:
    """Within the project's verb: the proposal the agency confirms. Raises WrongState saying what is missing."""
    found = open_proposal(deciding_gate(project))
    if found is None:
        raise WrongState(
            _("PD・PO・PMが、得られた知見とともに中止を提案してから確認できます。提案は、まだありません。")
        )
    if str(found.pk) != str(shown):
        raise WrongState(_("表示した後に、提案が変わりました。新しい提案を読んでから確認してください。"))
    if found.proposed_by_id == by.pk:
        raise WrongState(_("提案した方とは別の方が、研究推進法人として確認してください。"))
    return found


@hindrances.of("stop_honourably")
def not_proposed(project: Project) -> str:
    """A page that lists what is missing says so too; who confirms is judged in the act."""
    gate = deciding_gate(project)
    if gate is None or gate.result != StageGate.Result.STOP or open_proposal(gate) is not None:
        return ""
    return _("PD・PO・PMが、得られた知見とともに中止を提案してから確認できます。提案は、まだありません。")


# The final evaluation -----------------------------------------------------------------------------------
def final_evaluation(project: Project) -> FinalEvaluation | None:
    """The edition that counts."""
    return FinalEvaluation.objects.filter(project_id=project.pk).order_by("-edition").first()


def records_evaluation(project: Project, person: Any) -> bool:
    """Who may plan its gates: the agency above the project, and nobody of the project's own side."""
    return plans_gates(project, person)


@transaction.atomic
def record_evaluation(
    project: Project, *, by: Person, shown: int = 0, key: UUID | None = None, **words: Any
) -> FinalEvaluation:
    """What was found at the end; over an earlier edition (``shown``: its number) a correction with its reason.

    The same ``key`` twice is one. Raises WrongState for a project that does not run, or an edition overtaken.
    """
    if not records_evaluation(project, by):
        raise Refused("record_final_evaluation")
    lock(project.pk)
    if key is not None and (found := FinalEvaluation.objects.filter(pk=key).first()):
        return found
    fresh = Project.objects.get(pk=project.pk)
    if fresh.started_at is None or fresh.state == Project.State.TERMINATED:
        raise WrongState(_("始まっていない課題と、打ち切った課題には、終了評価を記録できません。"))
    last = final_evaluation(fresh)
    if (last.edition if last else 0) != shown:
        raise WrongState(_("表示した後に、ほかの方が記録しました。新しい版を確かめてから直してください。"))
    if last is not None and not words.get("correction_reason", "").strip():
        raise WrongState(_("訂正の理由を記入してください。"))
    made = FinalEvaluation.objects.create(
        project=fresh,
        container_id=fresh.pk,
        custodian=by,
        recorded_by=by,
        edition=shown + 1,
        **words,
        **({"id": key} if key else {}),
    )
    audience.open_to(made, *gate_readers(fresh))
    hand_over(made)
    journal.record("record_final_evaluation", made, edition=made.edition)
    return made


@hindrances.of("complete")
def neither_gate_nor_evaluation(project: Project) -> str:
    """A project completes over its last gate passed, or over a final evaluation another person recorded (3.3)."""
    gate = deciding_gate(project)
    if gate is not None:
        return ""  # passed, or stopped and said so elsewhere
    last = final_evaluation(project)
    if last is None:
        return _(
            "決定されたステージゲートも、終了評価の記録もありません。"
            "ステージゲートで決定するか、終了評価を記録してから、完了としてください。"
        )
    if last.recorded_by_id == current_reader():
        return _("終了評価を記録した方とは別の方が、完了としてください。")
    return ""


def editions(project: Project) -> QuerySet[FinalEvaluation]:
    return FinalEvaluation.objects.filter(project_id=project.pk).select_related("recorded_by")


__all__ = [
    "agreed_stop",
    "deciding_gate",
    "editions",
    "final_evaluation",
    "open_proposal",
    "propose_stop",
    "proposes_stop",
    "record_evaluation",
    "records_evaluation",
    "takes_proposal",
]

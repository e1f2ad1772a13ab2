"""Whom stage gates tell by letter, and what they ask on a desk; letters name neither the thing nor anybody."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from confidentiality.acting import database_now
from confidentiality.asked import any_of, one
from confidentiality.desk import Task
from confidentiality.notices import Notice, register
from programmes import conflicts
from programmes.desk import Desk, asks, on_the_desk
from programmes.models import Assignment, EvaluatorSeat, GateDossier, GateJudgement, SelfReport, StageGate
from programmes.standing import AGENCY, REPRESENTATIVE


def _holders(places: Iterable[Any], *parts: str) -> list[Person]:
    """Who holds one of these functions there now."""
    rows = Assignment.objects.filter(
        Assignment.valid_on(database_now()), item_id__in=list(places), role__in=parts
    ).select_related("person")
    return [a.person for a in rows]


def _project_side(gate: StageGate) -> list[Person]:
    return _holders([gate.project_id], REPRESENTATIVE, "participant", "manager")


def _agency(thing: Any) -> list[Person]:
    return _holders([thing.concept_id, thing.fund_id], AGENCY)


def _evaluators(dossier: GateDossier) -> list[Person]:
    return [s.person for s in conflicts.live_seats(dossier).filter(is_clear=True).select_related("person")]


def _chair(dossier: GateDossier) -> list[Person]:
    return [
        s.person
        for s in conflicts.live_seats(dossier).filter(is_clear=True, is_chair=True).select_related("person")
    ]


def _runs(subject: Any, person: Person) -> bool:
    return conflicts.manages(subject, person)


_State, _Far = StageGate.State, GateDossier.State

register(
    {
        "gate.report_due": Notice(
            StageGate,
            "gate",
            lambda gate: _holders([gate.project_id], REPRESENTATIVE),
            lambda gate, person: gate.state == _State.SELF_REPORT_DUE,
        ),
        "gate.reported": Notice(
            StageGate, "gate", _agency, lambda gate, person: gate.state == _State.SELF_REPORT_DUE
        ),
        "gate.evaluation_open": Notice(
            GateDossier, "gate_dossier", _evaluators, lambda d, person: d.state == _Far.COLLECTING
        ),
        "gate.discussion": Notice(
            GateDossier, "gate_dossier", _evaluators, lambda d, person: d.state == _Far.DISCUSSING
        ),
        "gate.heard": Notice(
            GateDossier, "gate_dossier", _chair, lambda d, person: d.state == _Far.DISCUSSING
        ),
        "gate.judged": Notice(GateDossier, "gate_dossier", _agency, _runs),
        "gate.decided": Notice(StageGate, "gate", _project_side, lambda gate, person: gate.is_closed),
        conflicts.NAMED: Notice(
            EvaluatorSeat,
            "evaluation_declare",
            lambda seat: [seat.person],
            lambda seat, person: seat.declared_at is None and conflicts.is_live(seat),
            invites=True,
        ),
    }
)


# The desk -----------------------------------------------------------------------------------------------
_AT_OUR_AGENCY = Q(gate__concept__in=any_of("agency")) | Q(gate__fund__in=any_of("agency"))
_REPORTS = on_the_desk(
    lambda: (
        StageGate.objects.filter(state="self_report_due", project_id__in=any_of("representative"))
        .exclude(reports__state="submitted")
        .values_list("pk", "report_due")
    ),
    REPRESENTATIVE,
)
_RECEIVED = on_the_desk(
    lambda: (
        SelfReport.objects.filter(state="submitted", gate__state="self_report_due")
        .filter(_AT_OUR_AGENCY, gate__dossier__isnull=False)
        .values_list("gate_id", "gate__report_due")
    ),
    AGENCY,
)
_SEATS = on_the_desk(
    lambda: (
        EvaluatorSeat.objects.filter(person_id=one("person"), declared_at__isnull=True)
        .exclude(ended_at__lte=one("now", "timestamptz"))
        .values_list("pk", "named_at")
    )
)
_EVALUATIONS = on_the_desk(
    lambda: GateDossier.objects.filter(
        pk__in=EvaluatorSeat.objects.filter(
            person_id=one("person"), is_clear=True, handed_in_at__isnull=True
        ).values("item_id"),
        state="collecting",
    ).values_list("pk", "evaluation_due")
)
_TO_JUDGE = on_the_desk(
    lambda: GateDossier.objects.filter(
        pk__in=EvaluatorSeat.objects.filter(person_id=one("person"), is_clear=True, is_chair=True).values(
            "item_id"
        ),
        state="discussing",
        hearing__isnull=False,
    ).values_list("pk", "name")
)
# Gates first, and who judged of each of them: answered row by row, judgements of gates decided long ago are not gone over.
_TO_DECIDE = on_the_desk(
    lambda: (
        StageGate.objects.filter(
            Q(concept__in=any_of("agency")) | Q(fund__in=any_of("agency")), state="judged"
        )
        .annotate(
            judge=Subquery(
                GateJudgement.objects.filter(item__gate=OuterRef("pk"), item__state="judged").values(
                    "judged_by_id"
                )[:1]
            )
        )
        .filter(judge__isnull=False)
        .exclude(judge=one("person"))
        .values_list("pk", "decision_due")
    ),
    AGENCY,
)


@asks
def _gate_tasks(desk: Desk) -> list[Task]:
    """All of them together: the words say what to do, never of which project."""
    made = [
        Task(_("自己評価を提出する"), reverse("gate", args=[pk]), _("課題の研究代表者だから"), due, 60)
        for pk, due in desk.said(_REPORTS)
    ]
    made += [
        Task(_("自己評価を受け付ける"), reverse("gate", args=[pk]), _("研究推進法人の担当だから"), None, 10)
        for pk, _due in desk.said(_RECEIVED)
    ]
    made += [
        Task(
            _("利益相反を申告する"),
            reverse("evaluation_declare", args=[pk]),
            _("評価者または審査員として依頼されたから"),
            None,
            5,
        )
        for pk, _at in desk.said(_SEATS)
    ]
    made += [
        Task(_("評価を提出する"), reverse("gate_dossier", args=[pk]), _("評価者だから"), due, 60)
        for pk, due in desk.said(_EVALUATIONS)
    ]
    made += [
        Task(_("総合判定をする"), reverse("gate_dossier", args=[pk]), _("評価の主査だから"), None, 30)
        for pk, _name in desk.said(_TO_JUDGE)
    ]
    made += [
        Task(
            _("ステージゲートを決定する"), reverse("gate", args=[pk]), _("研究推進法人の担当だから"), due, 20
        )
        for pk, due in desk.said(_TO_DECIDE)
    ]
    return made

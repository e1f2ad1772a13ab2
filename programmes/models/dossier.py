"""The evaluators' side of a stage gate: report, evaluations, hearing and judgement, which the project's people never meet."""

import uuid
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from confidentiality.acting import database_now
from confidentiality.guards import Closed, Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, verb
from programmes.models.evaluation import EvaluatorSeat, desk_only
from programmes.models.fund import Fund
from programmes.models.gate import StageGate
from programmes.models.project import RDConcept

STANDING = "(select app.evaluation_standing({column}))"
SITS = f"{STANDING.format(column='item_id')} <> ''"
OWN_SEAT = (
    f"person_id = (select app.user_id()) and {STANDING.format(column='item_id')} in ('chair', 'evaluator')"
)
RUNS = f"{STANDING.format(column='item_id')} = 'desk'"


def _standing(dossier: Any) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select app.evaluation_standing(%s)", [dossier.item_id])
        return cursor.fetchone()[0]


def chairs(dossier: Any, person: models.Model) -> bool:
    return _standing(dossier) == "chair"


def runs(dossier: Any, person: models.Model) -> bool:
    return _standing(dossier) == "desk"


def wrote_it(evaluation: Any, person: models.Model) -> bool:
    """One's own evaluation, while one's seat lasts."""
    return evaluation.person_id == person.pk and _standing(evaluation) in ("chair", "evaluator")


class GateDossier(FSMModelMixin, Item):
    """What is judged at one gate and by whom. Its container is the concept; its readers are the desk and seated evaluators.

    It keeps its own copy of code, criteria and report: evaluators never open anything the project's people open.
    """

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class State(models.TextChoices):
        WAITING = "waiting", _("自己評価を待っています")
        COLLECTING = "collecting", _("書面評価")
        DISCUSSING = "discussing", _("合議")
        JUDGED = "judged", _("判定済")

    gate = models.OneToOneField(StageGate, models.PROTECT, related_name="dossier", editable=False)
    concept = models.ForeignKey(RDConcept, models.PROTECT, related_name="+", editable=False)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", editable=False)
    code = models.CharField(_("課題番号"), max_length=40, editable=False)
    number = models.PositiveSmallIntegerField(_("回"), editable=False)
    name = models.CharField(_("名称"), max_length=80)
    min_evaluators = models.PositiveSmallIntegerField(_("必要な評価の数"), default=3)
    evaluation_due = models.DateField(_("書面評価の期限"))
    state = StateField(_("状態"), default=State.WAITING, choices=State, protected=True)
    frozen = models.JSONField(_("自己評価の写し"), null=True, editable=False)
    frozen_hash = models.CharField(max_length=64, blank=True, editable=False)
    frozen_at = models.DateTimeField(null=True, editable=False)

    guard = Guard("item_ptr_id", unless_private=f"{STANDING.format(column='item_ptr_id')} <> ''")

    class Meta:
        verbose_name = _("評価の資料")
        constraints = [
            models.CheckConstraint(condition=Q(min_evaluators__gte=1), name="somebody_evaluates"),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(frozen__isnull=False), name="only_a_frozen_report_is_judged"
            ),
        ]

    @property
    def places(self) -> tuple:
        return (self.pk, self.concept_id, self.fund_id)

    @verb(_("書面評価を始める"), allows=runs, source=State.WAITING, target=State.COLLECTING)
    def collect(self, *, by: Any, frozen: dict, frozen_hash: str) -> dict:
        """Part of the gate's own act."""
        self.frozen, self.frozen_hash, self.frozen_at = frozen, frozen_hash, database_now()
        return {"hash": frozen_hash}

    @verb(_("合議に進む"), allows=runs, source=State.COLLECTING, target=State.DISCUSSING)
    def discuss(self, *, by: Any) -> None:
        """Part of the gate's own act; the database counts the evaluations."""

    @verb(_("総合判定をする"), allows=chairs, source=State.DISCUSSING, target=State.JUDGED)
    def judge(self, *, by: Any, result: str, reason: str) -> dict:
        """The chair's, once the hearing is on record; the gate follows (3.3)."""
        if not reason.strip():
            raise WrongState(_("判定の理由を記入してください。"))
        if not HearingRecord.objects.filter(item_id=self.pk).exists():
            raise WrongState(
                _("ヒアリングの記録がまだありません。事務局がヒアリングの記録を登録すると、判定できます。")
            )
        GateJudgement.objects.create(item_id=self.pk, judged_by=by, result=result, reason=reason)
        from programmes import gates

        gates.tell("gate.judged", self)
        return {}


class DossierFile(models.Model):
    """The evaluators' own copy of a piece of evidence, called by a number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(GateDossier, models.PROTECT, related_name="evidence", editable=False)
    file = models.OneToOneField(
        "confidentiality.StoredFile", models.PROTECT, related_name="+", editable=False
    )
    number = models.PositiveSmallIntegerField(editable=False)
    label = models.CharField(_("資料の説明"), max_length=120)

    guard = Guard(unless_private=SITS, writes="select, insert")

    class Meta:
        verbose_name = _("根拠資料の写し")
        ordering = ["number"]


class GateEvaluation(FSMModelMixin, models.Model):
    """One evaluator's marks and comments by criterion: their own, and the desk's once sent; nobody else's by name."""

    class State(models.TextChoices):
        DRAFT = "draft", _("作成中")
        SUBMITTED = "submitted", _("提出済")

    MARKS = (1, 2, 3, 4, 5)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(GateDossier, models.PROTECT, related_name="evaluations", editable=False)
    seat = models.OneToOneField(EvaluatorSeat, models.PROTECT, related_name="gate_evaluation", editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    state = StateField(_("状態"), default=State.DRAFT, choices=State, protected=True)
    # {"1": {"score": 4, "comment": "…"}} by the number of the criterion
    scores = models.JSONField(default=dict)
    recommendation = models.CharField(
        _("結果についての意見"), max_length=20, choices=StageGate.Result, blank=True
    )
    comment = models.TextField(_("総合所見"), blank=True)
    submitted_at = models.DateTimeField(null=True, editable=False)

    guard = Closed(
        "one's own while one's seat lasts; for who runs the evaluation once it is sent",
        writes="select, insert, update",
        policies=(
            ("read", "select", f"({OWN_SEAT}) or ({RUNS} and state = 'submitted')"),
            ("write_own", "insert", OWN_SEAT),
            ("change_own", "update", OWN_SEAT),
        ),
    )

    class Meta:
        verbose_name = _("評価")

    @verb(_("評価を提出する"), allows=wrote_it, source=State.DRAFT, target=State.SUBMITTED)
    def submit_evaluation(self, *, by: Any) -> None:
        """Every criterion has a mark and a comment; a sent evaluation stands."""
        from programmes import gates

        gates.require_whole(self)
        self.submitted_at = database_now()


class HearingRecord(models.Model):
    """When and where the project was heard, what was asked and answered; or why it was not."""

    item = models.OneToOneField(
        GateDossier, models.PROTECT, primary_key=True, related_name="hearing", editable=False
    )
    held_on = models.DateField(_("開催日"), null=True, blank=True)
    place = models.CharField(_("場所"), max_length=120, blank=True)
    exchanges = models.TextField(_("質疑の記録"), blank=True)
    waived_reason = models.TextField(_("行わなかった理由"), blank=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Closed(
        "for who runs the evaluation, who writes it, and for seated evaluators, who read it",
        writes="select, insert, update",
        policies=(
            ("read", "select", SITS),
            ("write", "insert", RUNS),
            ("change", "update", RUNS),
        ),
    )

    class Meta:
        verbose_name = _("ヒアリングの記録")
        constraints = [
            models.CheckConstraint(
                condition=Q(held_on__isnull=False, waived_reason="")
                | (Q(held_on__isnull=True) & ~Q(waived_reason="")),
                name="heard_or_said_why_not",
            )
        ]


class HearingAttendance(models.Model):
    """Who attended the hearing, as printed: apart from the record, so that evaluators do not meet one another's names."""

    item = models.OneToOneField(
        GateDossier, models.PROTECT, primary_key=True, related_name="attendance", editable=False
    )
    names = models.TextField(_("出席者"), blank=True, help_text=_("1行に1名を書いてください。"))

    guard = desk_only("names of who attended: for who runs the evaluation alone")

    class Meta:
        verbose_name = _("ヒアリングの出席者")


class GateJudgement(models.Model):
    """The chair's overall judgement with its reason and the spread it was made on; said once."""

    item = models.OneToOneField(
        GateDossier, models.PROTECT, primary_key=True, related_name="judgement", editable=False
    )
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    result = models.CharField(_("判定"), max_length=20, choices=StageGate.Result)
    reason = models.TextField(_("判定の理由"))
    spread = models.JSONField(default=dict, editable=False)
    judged_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Closed(
        "for who runs the evaluation, and for the chair who wrote it while their seat lasts",
        writes="select, insert",
        policies=(
            (
                "read",
                "select",
                f"{RUNS} or (judged_by_id = (select app.user_id()) and {SITS})",
            ),
            (
                "judge",
                "insert",
                f"judged_by_id = (select app.user_id()) and {STANDING.format(column='item_id')} = 'chair'",
            ),
        ),
    )

    class Meta:
        verbose_name = _("総合判定")

"""Stage gates of a project: planned, reported on, judged elsewhere, decided here, published (R40, R43); knows no evaluator."""

import uuid
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from accounts.phrasing import in_japanese
from confidentiality.acting import database_now
from confidentiality.guards import Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, verb
from programmes.models.fund import Fund
from programmes.models.project import Project, RDConcept


def runs_gate(gate: Any, person: models.Model) -> bool:
    """The agency's desk of this gate, and nobody of the project's side whatever else they are."""
    with connection.cursor() as cursor:
        cursor.execute("select app.runs_gate(%s)", [getattr(gate, "gate_id", gate.item_id)])
        return cursor.fetchone()[0]


def decides_gate(gate: Any, person: models.Model) -> bool:
    """Of the desk, and not who judged (the database asks the same)."""
    with connection.cursor() as cursor:
        cursor.execute("select app.decides_gate(%s)", [gate.item_id])
        return cursor.fetchone()[0]


class StageGate(FSMModelMixin, Item):
    """A checkpoint at which it is decided whether a project goes on, changes, or ends (3.3).

    The project's people read it. Nothing of who judged, how many, or how, ever stands here: see ``GateDossier``.
    """

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class State(models.TextChoices):
        PLANNED = "planned", _("予定")
        SELF_REPORT_DUE = "self_report_due", _("自己評価の提出待ち")
        DOCUMENT_REVIEW = "document_review", _("書面評価")
        HEARING = "hearing", _("ヒアリング")
        JUDGED = "judged", _("判定済")
        DECIDED = "decided", _("決定済")
        DISCLOSED = "disclosed", _("公表済")
        CANCELLED = "cancelled", _("取りやめ")

    class Result(models.TextChoices):
        CONTINUE = "continue", _("継続")
        CONTINUE_CHANGED = "continue_changed", _("計画変更の上継続")
        MERGE = "merge", _("統合")
        STOP = "stop", _("中止")
        EARLY_FINISH = "early_finish", _("早期終了")

    STEPS = (
        State.PLANNED,
        State.SELF_REPORT_DUE,
        State.DOCUMENT_REVIEW,
        State.HEARING,
        State.JUDGED,
        State.DECIDED,
        State.DISCLOSED,
    )
    CLOSED = (State.DECIDED, State.DISCLOSED)

    project = models.ForeignKey(Project, models.PROTECT, related_name="gates", editable=False)
    # Copied from the project by the database, as for payments.
    concept = models.ForeignKey(RDConcept, models.PROTECT, related_name="+", editable=False)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", editable=False)
    number = models.PositiveSmallIntegerField(_("回"), editable=False)
    name = models.CharField(_("名称"), max_length=80)
    report_due = models.DateField(_("自己評価の提出期限"))
    decision_due = models.DateField(_("決定の予定日"))
    state = StateField(_("状態"), default=State.PLANNED, choices=State, protected=True)
    cancel_reason = models.TextField(_("取りやめた理由"), blank=True, editable=False)
    result = models.CharField(_("結果"), max_length=20, choices=Result, blank=True, editable=False)
    result_text = models.TextField(_("課題への講評"), blank=True, editable=False)
    change_text = models.TextField(_("求める計画変更"), blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    disclosed_at = models.DateTimeField(null=True, editable=False)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("ステージゲート")
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="gates_are_numbered"),
            models.CheckConstraint(
                condition=~Q(state__in=["decided", "disclosed"])
                | (
                    ~Q(result="") & ~Q(result_text="") & Q(decided_by__isnull=False, decided_at__isnull=False)
                ),
                name="a_decision_has_result_text_and_name",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["decided", "disclosed"])
                | Q(result="", result_text="", change_text="", decided_by__isnull=True),
                name="no_result_before_the_decision",
            ),
            models.CheckConstraint(
                condition=~Q(result="continue_changed") | ~Q(change_text=""),
                name="a_change_is_said_in_words",
            ),
        ]

    @property
    def places(self) -> tuple:
        return (self.project_id, self.concept_id, self.fund_id)

    @property
    def is_closed(self) -> bool:
        return self.state in self.CLOSED

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.public_title:
            self.public_title = in_japanese(
                _("ステージゲート %(code)s 第%(n)s回"), code=self.project.code, n=self.number
            )
        super().save(*args, **kwargs)

    @verb(_("自己評価を求める"), allows=runs_gate, source=State.PLANNED, target=State.SELF_REPORT_DUE)
    def open_report(self, *, by: Any) -> None:
        """From now on criteria stand; the representative is told."""
        from programmes import gates

        if sum(self.criteria.values_list("weight", flat=True)) != gates.WHOLE:
            raise WrongState(_("評価項目の重みの合計が100になっていません。評価項目を直してください。"))
        gates.tell("gate.report_due", self)

    @verb(
        _("取りやめる"),
        allows=runs_gate,
        source=[State.PLANNED, State.SELF_REPORT_DUE],
        target=State.CANCELLED,
    )
    def cancel(self, *, by: Any, reason: str) -> dict:
        """Planned by mistake, or no longer needed; a gate already under evaluation is decided."""
        if not reason.strip():
            raise WrongState(_("理由を記入してください。"))
        self.cancel_reason = reason
        return {"reason_length": len(reason)}

    @verb(
        _("受け付けて書面評価を始める"),
        allows=runs_gate,
        source=State.SELF_REPORT_DUE,
        target=State.DOCUMENT_REVIEW,
    )
    def start_review(self, *, by: Any) -> dict:
        """Puts a frozen copy of the submitted report before the evaluators."""
        from programmes import gates

        return gates.freeze(self, by=by)

    @verb(
        _("ヒアリングと合議に進む"),
        allows=runs_gate,
        source=State.DOCUMENT_REVIEW,
        target=State.HEARING,
    )
    def open_hearing(self, *, by: Any) -> None:
        """Needs the least number of evaluations; evaluators then read one another's without names."""
        from programmes import gates

        gates.open_discussion(self, by=by)

    @verb(_("決定する"), allows=decides_gate, source=State.JUDGED, target=State.DECIDED)
    def decide(self, *, by: Any, result: str, result_text: str, change_text: str = "") -> dict:
        """Not by who judged, and not by the project's PM; the text goes to the project and names nobody (hard rule 5)."""
        from programmes import gates

        if not result_text.strip():
            raise WrongState(_("課題への講評を記入してください。"))
        if result == self.Result.CONTINUE_CHANGED and not change_text.strip():
            raise WrongState(_("「計画変更の上継続」では、求める計画変更を記入してください。"))
        gates.require_clean(self, result_text, change_text)
        self.result, self.result_text = result, result_text
        self.change_text = change_text if result == self.Result.CONTINUE_CHANGED else ""
        self.decided_by, self.decided_at = by, database_now()
        gates.finish(self)
        return {"result": result}

    @verb(_("公表する"), allows=runs_gate, source=State.DECIDED, target=State.DISCLOSED)
    def disclose(self, *, by: Any, text: str, english_text: str = "", shown: str = "") -> None:
        """Opens a result of its own to everybody, when its text has passed the check; the gate stays as it is."""
        from programmes import gate_results

        gate_results.publish(self, by=by, text=text, english_text=english_text)
        self.disclosed_at = database_now()

    @verb(_("公表した結果を訂正する"), allows=runs_gate, source=State.DISCLOSED)
    def correct_result(self, *, by: Any, text: str, reason: str, shown: int, english_text: str = "") -> dict:
        """A corrected edition beside the one ``shown``; the decision itself stands. The text passes the same check."""
        from programmes import gate_results

        made = gate_results.correct(
            self, by=by, shown=shown, text=text, english_text=english_text, reason=reason
        )
        return {"edition": made.edition}


class GateCriterion(models.Model):
    """One thing a gate is judged by, with its weight of 100; it stands once the report has been asked for (R43)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(StageGate, models.PROTECT, related_name="criteria", editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    title = models.CharField(_("評価項目"), max_length=120)
    description = models.TextField(_("評価の観点"), blank=True)
    weight = models.PositiveSmallIntegerField(_("重み"))

    guard = Guard(writes="select, insert, update, delete")

    class Meta:
        verbose_name = _("評価項目")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="criteria_are_numbered"),
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=100), name="weight_of_a_hundred"),
        ]


class SelfReport(FSMModelMixin, Item):
    """What the project says of itself at a gate: its own until it is sent, then the gate's readers' too."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class State(models.TextChoices):
        DRAFT = "draft", _("作成中")
        SUBMITTED = "submitted", _("提出済")
        RETURNED = "returned", _("差戻し")

    gate = models.ForeignKey(StageGate, models.PROTECT, related_name="reports", editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    state = StateField(_("状態"), default=State.DRAFT, choices=State, protected=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    submitted_at = models.DateTimeField(null=True, editable=False)
    receipt = models.CharField(_("受付番号"), max_length=60, blank=True, editable=False)
    returned_reason = models.TextField(_("差し戻した理由"), blank=True, editable=False)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("自己評価")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["gate", "number"], name="reports_are_numbered")]

    @property
    def places(self) -> tuple:
        return (self.gate.project_id,)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.public_title:
            self.public_title = in_japanese(_("自己評価（%(gate)s）"), gate=self.gate.public_title)
        super().save(*args, **kwargs)

    @verb(
        _("提出する"),
        allows=lambda report, person: represents(report, person),
        source=State.DRAFT,
        target=State.SUBMITTED,
    )
    def submit(self, *, by: Any) -> dict:
        """Every criterion has its text; from now on the text stands, and the gate's readers read it."""
        from programmes import gates

        return gates.hand_in(self, by=by)

    @verb(_("差し戻す"), allows=runs_gate, source=State.SUBMITTED, target=State.RETURNED)
    def send_back(self, *, by: Any, reason: str) -> dict:
        """Before the evaluation begins; the representative corrects a new copy."""
        from programmes import gates

        if not reason.strip():
            raise WrongState(_("理由を記入してください。"))
        if self.gate.state != StageGate.State.SELF_REPORT_DUE:
            raise WrongState(_("書面評価が始まっているため、差し戻せません。"))
        self.returned_reason = reason
        gates.tell("gate.report_due", self.gate)
        return {"reason_length": len(reason)}


def represents(report: Any, person: models.Model) -> bool:
    """The project's representative, in their own function."""
    from programmes.standing import REPRESENTATIVE, holds

    return holds(report, REPRESENTATIVE)


class SelfReportAnswer(models.Model):
    """What is said to one criterion."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(SelfReport, models.PROTECT, related_name="answers", editable=False)
    criterion = models.ForeignKey(GateCriterion, models.PROTECT, related_name="+", editable=False)
    text = models.TextField(_("自己評価"), blank=True)

    guard = Guard()

    class Meta:
        verbose_name = _("自己評価の項目")
        constraints = [models.UniqueConstraint(fields=["item", "criterion"], name="one_answer_per_criterion")]


class SelfReportFile(models.Model):
    """A piece of evidence with a self report; taken out again while it is a draft."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(SelfReport, models.PROTECT, related_name="evidence", editable=False)
    file = models.OneToOneField(
        "confidentiality.StoredFile", models.PROTECT, related_name="+", editable=False
    )
    label = models.CharField(_("資料の説明"), max_length=120)

    guard = Guard(writes="select, insert, delete")

    class Meta:
        verbose_name = _("根拠資料")
        ordering = ["file__created", "id"]


class GateResult(Item):
    """The published result of a gate: what everybody may read, copied here so that nothing else has to be opened (R43).

    A correction is a further edition with its reason; the editions before it stay readable at their own addresses.
    """

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    gate = models.ForeignKey(StageGate, models.PROTECT, related_name="published", editable=False)
    edition = models.PositiveSmallIntegerField(_("版"), default=1, editable=False)
    correction_reason = models.TextField(_("訂正の理由"), blank=True)
    code = models.CharField(_("課題番号"), max_length=40, editable=False)
    title = models.CharField(_("課題名"), max_length=200, editable=False)
    english_title = models.CharField(_("英語の課題名"), max_length=300, blank=True, editable=False)
    number = models.PositiveSmallIntegerField(_("回"), editable=False)
    name = models.CharField(_("名称"), max_length=80, editable=False)
    result = models.CharField(_("結果"), max_length=20, choices=StageGate.Result, editable=False)
    text = models.TextField(_("公表する文"))
    english_text = models.TextField(_("英語の文"), blank=True)
    decided_on = models.DateField(editable=False)
    published_on = models.DateField(editable=False)

    guard = Guard("item_ptr_id", writes="select, insert")

    class Meta:
        verbose_name = _("ステージゲートの結果")
        ordering = ["-decided_on", "code", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["gate", "edition"], name="result_editions_are_numbered")
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.public_title = in_japanese(
            _("ステージゲートの結果 %(code)s 第%(n)s回"), code=self.code, n=self.number
        )
        super().save(*args, **kwargs)

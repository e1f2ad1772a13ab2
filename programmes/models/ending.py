"""How a project ends well: the manager's half of an honourable stop, and an evaluation at the end without a gate (R40, R43)."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from accounts.phrasing import in_japanese
from confidentiality import outbox
from confidentiality.acting import database_now
from confidentiality.guards import Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, verb
from programmes.models.gate import StageGate
from programmes.models.project import Project
from programmes.standing import runs


def proposed_it(subject: "StopProposal", person: models.Model) -> bool:
    return subject.proposed_by_id == person.pk


def answers_stop(subject: "StopProposal", person: models.Model) -> bool:
    """The agency, by another person than the one who proposed it (the database asks the same)."""
    return runs(subject, person) and not proposed_it(subject, person)


class StopProposal(FSMModelMixin, models.Model):
    """A PD, PO or PM proposes the honourable stop a gate has decided, with what was learned; the agency's half is the stop itself.

    It hangs off that gate: whoever does not read the decision does not read the proposal. Its words never change.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("確認待ち")
        CONFIRMED = "confirmed", _("確認済")
        RETURNED = "returned", _("差戻し")
        WITHDRAWN = "withdrawn", _("取下げ")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(StageGate, models.PROTECT, related_name="stop_proposals", editable=False)
    lessons = models.TextField(_("得られた知見"))
    state = StateField(_("状態"), default=State.PROPOSED, choices=State, protected=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    proposed_at = models.DateTimeField(db_default=Now(), editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    return_reason = models.TextField(_("差し戻した理由"), blank=True, editable=False)

    guard = Guard()

    class Meta:
        verbose_name = _("挑戦の上での中止の提案")
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(lessons__regex=r"\S"), name="stop_proposed_with_lessons"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="stop_agreed_by_two",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "returned"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="stop_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | Q(return_reason__regex=r"\S"),
                name="stop_returned_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["item"], condition=Q(state="proposed"), name="one_open_stop_proposal"
            ),
        ]

    @property
    def places(self) -> tuple:
        return self.item.places

    @verb(_("提案を取り下げる"), allows=proposed_it, source=State.PROPOSED, target=State.WITHDRAWN)
    def withdraw(self, *, by: Any) -> None:
        """Before the agency has answered; the row stays."""

    @verb(_("提案を差し戻す"), allows=answers_stop, source=State.PROPOSED, target=State.RETURNED)
    def send_back(self, *, by: Any, reason: str) -> dict:
        """The lessons are not there yet; the manager proposes anew."""
        if not reason.strip():
            raise WrongState(_("理由を記入してください。"))
        self.decided_by, self.decided_at, self.return_reason = by, database_now(), reason
        outbox.enqueue("stop.returned", self)
        return {"reason_length": len(reason)}


class FinalEvaluation(Item):
    """What an evaluation at a project's end found, where no stage gate was held: the other way to completion (3.3).

    Recorded by the agency's desk and never by the project's side. A correction is a further edition with its reason.
    """

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class Overall(models.TextChoices):
        REACHED = "reached", _("目標を達成した")
        MOSTLY = "mostly", _("目標をおおむね達成した")
        PARTLY = "partly", _("目標を一部達成した")
        MISSED = "missed", _("目標を達成していない")

    project = models.ForeignKey(Project, models.PROTECT, related_name="final_evaluations", editable=False)
    edition = models.PositiveSmallIntegerField(_("版"), default=1, editable=False)
    evaluated_on = models.DateField(_("評価を行った日"))
    evaluated_by = models.CharField(_("評価を行った会議または機関"), max_length=200)
    overall = models.CharField(_("目標に対する評価"), max_length=10, choices=Overall)
    finding = models.TextField(_("評価の内容"))
    link = models.URLField(_("公表した場所のアドレス"), max_length=500, blank=True)
    correction_reason = models.TextField(_("訂正の理由"), blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard("item_ptr_id", writes="select, insert")

    class Meta:
        verbose_name = _("終了評価")
        ordering = ["-edition"]
        constraints = [
            models.UniqueConstraint(fields=["project", "edition"], name="final_evaluations_are_numbered"),
            models.CheckConstraint(
                condition=Q(finding__regex=r"\S") & Q(evaluated_by__regex=r"\S"),
                name="final_evaluation_says_something",
            ),
        ]

    @property
    def places(self) -> tuple:
        return self.project.places

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.public_title = in_japanese(
            _("終了評価 %(code)s 第%(n)s版"), code=self.project.code, n=self.edition
        )
        super().save(*args, **kwargs)

"""A sum two people must stand behind: proposed by one, decided by another; refuses to change once written."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from confidentiality import outbox
from confidentiality.acting import database_now
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, verb
from programmes.standing import LEAD, functions, is_staff


def decides(subject: Any, person: models.Model) -> bool:
    """The secretariat or who leads at the fund, never who proposed it (the database asks the same)."""
    at_the_fund = is_staff() or (subject.fund_id, LEAD) in functions()
    return at_the_fund and subject.proposed_by_id != person.pk


def is_proposer(subject: Any, person: models.Model) -> bool:
    return subject.proposed_by_id == person.pk


class ProposedSum(FSMModelMixin, models.Model):
    """Whole yen; the line in the ledger is written by the database at the moment of approval."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("承認待ち")
        APPROVED = "approved", _("承認済")
        REJECTED = "rejected", _("却下")
        WITHDRAWN = "withdrawn", _("取下げ")

    # What the form was sent with: sent twice, it is one sum.
    key = models.UUIDField(null=True, unique=True, editable=False)
    amount = models.BigIntegerField(_("金額（円）"))
    reason = models.TextField(_("理由"), blank=True)
    state = StateField(_("状態"), default=State.PROPOSED, choices=State, protected=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    proposed_at = models.DateTimeField(db_default=Now(), editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    decision_note = models.TextField(_("決定の理由"), blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="%(class)s_decided_by_another",
            ),
            models.CheckConstraint(condition=~Q(amount=0), name="%(class)s_of_something"),
        ]

    def why_not(self) -> str:
        """The sentence that stands against approval now, under the fund's lock; empty when nothing does."""
        return ""

    @verb(_("承認する"), allows=decides, source=State.PROPOSED, target=State.APPROVED)
    def approve(self, *, by: Any, note: str = "") -> dict:
        """The ledger's line follows in the same statement. Raises WrongState with the exact sum when it does not fit."""
        wrong = self.why_not()
        if wrong:
            raise WrongState(wrong)
        self._decide(by, note)
        return {"amount": self.amount}

    @verb(_("却下する"), allows=decides, source=State.PROPOSED, target=State.REJECTED)
    def reject(self, *, by: Any, note: str = "") -> None:
        if not note.strip():
            raise WrongState(_("却下の理由を記入してください。"))
        self._decide(by, note)

    @verb(_("取り下げる"), allows=is_proposer, source=State.PROPOSED, target=State.WITHDRAWN)
    def withdraw(self, *, by: Any) -> None:
        """Before anybody has decided; the row stays."""

    def _decide(self, by: Any, note: str) -> None:
        self.decided_by, self.decided_at, self.decision_note = by, database_now(), note
        outbox.enqueue(f"{self._meta.model_name}.decided", self)

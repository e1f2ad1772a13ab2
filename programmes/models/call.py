"""An open call under a concept (R34); whether it is open now is the database clock's to say, never a stored word's."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from confidentiality.guards import Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from programmes.models.fund import Fund
from programmes.models.project import RDConcept


class Call(FSMModelMixin, Item):
    """What an agency invites proposals for, from one instant until another (3.3)."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class State(models.TextChoices):
        DRAFT = "draft", _("作成中")
        CLAUSE_CHECK = "clause_check", _("条項の確認中")
        SCHEDULED = "scheduled", _("公募決定")
        SELECTED = "selected", _("採択決定済")
        CANCELLED = "cancelled", _("取りやめ")

    class Phase(models.TextChoices):
        """What a decided call is at an instant; no job moves it."""

        ANNOUNCED = "announced", _("公募予告")
        OPEN = "open", _("公募中")
        CLOSED = "closed", _("締切済")

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", editable=False)
    concept = models.ForeignKey(RDConcept, models.PROTECT, related_name="calls", editable=False)
    code = models.CharField(_("公募番号"), max_length=40, unique=True)
    title = models.CharField(_("公募の名称"), max_length=200)
    english_title = models.CharField(_("英語の名称"), max_length=300, blank=True)
    summary = models.TextField(_("公募の概要"), blank=True)
    opens_at = models.DateTimeField(_("受付開始"), null=True, blank=True)
    closes_at = models.DateTimeField(_("受付終了"), null=True, blank=True)
    state = StateField(_("状態"), default=State.DRAFT, choices=State, protected=True)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("公募")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "clause_check", "cancelled"])
                | Q(opens_at__isnull=False, closes_at__isnull=False),
                name="call_has_its_times",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="call_closes_after_opening",
            ),
        ]

    @property
    def places(self) -> tuple:
        return (self.pk, self.concept_id, self.fund_id)

    def phase(self, at: datetime) -> "Call.Phase | None":
        """What a decided call is at ``at`` (an aware instant of the database); None while it is not decided."""
        if self.state not in (self.State.SCHEDULED, self.State.SELECTED):
            return None
        if at < self.opens_at:
            return self.Phase.ANNOUNCED
        return self.Phase.OPEN if at < self.closes_at else self.Phase.CLOSED

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.public_title = self.title
        super().save(*args, **kwargs)

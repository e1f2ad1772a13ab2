"""The way of a technology into society: milestones, who answers for each, and why one is late (R14)."""

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from accounts.fields import today
from accounts.models import Organisation
from confidentiality.guards import Guard
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, verb
from programmes.models.technology_book import TechnologyBook
from programmes.rights import is_staff


class RoadmapMilestone(FSMModelMixin, models.Model):
    """One step of a roadmap with its day and the party that answers for it."""

    class State(models.TextChoices):
        PLANNED = "planned", _("予定")
        UNDERWAY = "underway", _("取組中")
        REACHED = "reached", _("達成")
        DROPPED = "dropped", _("取りやめ")

    class Stage(models.TextChoices):
        BASIC = "basic", _("基礎研究")
        APPLIED = "applied", _("応用研究")
        IMPLEMENTATION = "implementation", _("社会実装")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(TechnologyBook, models.PROTECT, related_name="milestones", editable=False)
    title = models.CharField(_("到達点"), max_length=200)
    text = models.TextField(_("説明"), blank=True)
    stage = models.CharField(_("段階"), max_length=20, choices=Stage)
    due = models.DateField(_("期限"))
    responsible = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("責任を持つ組織"), related_name="+"
    )
    responsible_note = models.CharField(_("担当する部署・役職"), max_length=200, blank=True)
    reached_on = models.DateField(_("達成した日"), null=True, editable=False)
    state = StateField(_("状態"), default=State.PLANNED, choices=State, protected=True)

    guard = Guard()

    class Meta:
        verbose_name = _("ロードマップの到達点")
        ordering = ["due", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="reached", reached_on__isnull=False)
                | (~Q(state="reached") & Q(reached_on__isnull=True)),
                name="milestone_reached_on_a_day",
            )
        ]

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.PLANNED, self.State.UNDERWAY)

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due < today()

    @verb(_("取組を始める"), allows=is_staff, source=State.PLANNED, target=State.UNDERWAY)
    def start_milestone(self, *, by: Any, text: str) -> None:
        self.report(by, self.State.UNDERWAY, text)

    @verb(_("期限を改める"), allows=is_staff, source=[State.PLANNED, State.UNDERWAY])
    def postpone_milestone(self, *, by: Any, due: date, text: str) -> dict:
        """A later (or earlier) day, with the reason; the earlier day stays in the reports."""
        if due == self.due:
            raise WrongState(_("いまと同じ期限です。"))
        was, self.due = self.due, due
        self.report(by, self.state, text)
        return {"was_due": was.isoformat(), "due": due.isoformat()}

    @verb(_("達成を記録する"), allows=is_staff, source=[State.PLANNED, State.UNDERWAY], target=State.REACHED)
    def reach_milestone(self, *, by: Any, on: date, text: str) -> dict:
        self.reached_on = on
        self.report(by, self.State.REACHED, text)
        return {"on": on.isoformat()}

    @verb(_("取りやめる"), allows=is_staff, source=[State.PLANNED, State.UNDERWAY], target=State.DROPPED)
    def drop_milestone(self, *, by: Any, text: str) -> None:
        self.report(by, self.State.DROPPED, text)

    @verb(_("取組に戻す"), allows=is_staff, source=[State.REACHED, State.DROPPED], target=State.UNDERWAY)
    def reopen_milestone(self, *, by: Any, text: str) -> None:
        self.reached_on = None
        self.report(by, self.State.UNDERWAY, text)

    def report(self, by: Any, state: str, text: str) -> None:
        """Where it stands from now on, and why; raises WrongState without a word of why."""
        if not text.strip():
            raise WrongState(_("理由または経過を記入してください。"))
        MilestoneReport.objects.create(
            item_id=self.item_id, milestone=self, state=state, due=self.due, text=text, reported_by=by
        )


class MilestoneReport(models.Model):
    """What was said when a milestone moved: its state and day then, and why; rows are only added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(TechnologyBook, models.PROTECT, related_name="+", editable=False)
    milestone = models.ForeignKey(RoadmapMilestone, models.PROTECT, related_name="reports", editable=False)
    state = models.CharField(max_length=20, choices=RoadmapMilestone.State)
    due = models.DateField(_("期限"))
    text = models.TextField(_("理由または経過"))
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    reported_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(writes="select, insert")

    class Meta:
        verbose_name = _("到達点の経過")
        ordering = ["-reported_at"]

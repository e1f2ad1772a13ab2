"""Policies and concrete measures under the four pillars, each with its owner, its end and its reports (R3, R26)."""

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from accounts.models import Organisation
from confidentiality import audience, outbox
from confidentiality.guards import Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, verb
from programmes.models.guideline import GuidelineSection
from programmes.rights import is_staff, staff_or_owner


class PolicyMeasure(FSMModelMixin, Item):
    """One policy or measure: first as it stands in a document, then with somebody who carries it out."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class Pillar(models.TextChoices):
        KNOW = "know", _("知る")
        GROW = "grow", _("育てる")
        USE = "use", _("生かす")
        PROTECT = "protect", _("守る")

    class Nature(models.TextChoices):
        POLICY = "policy", _("基本的な方針")
        MEASURE = "measure", _("講ずべき施策")

    class State(models.TextChoices):
        LISTED = "listed", _("記載のみ")
        PLANNED = "planned", _("着手前")
        UNDERWAY = "underway", _("実施中")
        DONE = "done", _("完了")
        DROPPED = "dropped", _("取りやめ")

    class Purpose(models.TextChoices):
        """What a measure is for besides its pillar, where somebody asks for these alone (R20)."""

        INVESTMENT = "investment", _("投資先としての魅力を高める")

    pillar = models.CharField(_("柱"), max_length=10, choices=Pillar)
    nature = models.CharField(_("区分"), max_length=10, choices=Nature, default=Nature.MEASURE)
    order = models.PositiveIntegerField(editable=False, default=0)
    text = models.TextField(_("内容"))
    source = models.CharField(_("出典"), max_length=300, blank=True)
    section = models.ForeignKey(
        GuidelineSection, models.PROTECT, null=True, blank=True, related_name="measures", editable=False
    )
    owner = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name=_("担当する組織"), related_name="+"
    )
    due = models.DateField(_("期限"), null=True, blank=True)
    state = StateField(_("状態"), default=State.LISTED, choices=State, protected=True)
    is_public = models.BooleanField(_("公開している"), default=False, editable=False)
    purpose = models.CharField(_("施策の目的"), max_length=20, choices=Purpose, blank=True, default="")

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("施策")
        ordering = ["pillar", "nature", "order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["listed", "dropped"]) | Q(owner__isnull=False, due__isnull=False),
                name="measure_underway_has_owner_and_due",
            ),
            models.CheckConstraint(
                condition=Q(nature="measure") | Q(state="listed"), name="policy_is_no_task"
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.PLANNED, self.State.UNDERWAY)

    @property
    def stands_on_old(self) -> bool:
        """Still to be carried out, under a section of a version that is no longer in force (R3)."""
        return bool(
            self.is_open and self.section and self.section.item.standing == self.section.item.State.SUPERSEDED
        )

    @verb(
        _("担当と期限を決める"),
        allows=is_staff,
        source=[State.LISTED, State.PLANNED, State.UNDERWAY],
        target=State.PLANNED,
    )
    def assign(
        self, *, by: Any, owner: Organisation, due: date, section: GuidelineSection | None, note: str = ""
    ) -> dict:
        """Give it to an organisation, whose people see it from now on; a change of hands ends the sight of the others."""
        if self.nature == self.Nature.POLICY:
            raise WrongState(_("基本的な方針には、担当と期限を付けません。"))
        if self.owner_id and self.owner_id != owner.pk and not self.is_public:
            audience.close_to(self, audience.organisation(self.owner_id))
        if self.section_id and self.section_id != (section.pk if section else None):
            MeasureTie.objects.create(
                item=self, was_id=self.section_id, section=section, reason=note, tied_by=by
            )
        self.owner, self.due, self.section = owner, due, section
        audience.open_to(self, audience.organisation(owner.pk))
        self._report(by, self.State.PLANNED, note or str(_("担当と期限を決めました。")))
        outbox.enqueue("measure.assigned", self)
        return {"owner": str(owner.pk), "due": due.isoformat()}

    @verb(_("着手を報告する"), allows=staff_or_owner, source=State.PLANNED, target=State.UNDERWAY)
    def start(self, *, by: Any, text: str, evidence: str = "") -> None:
        self._report(by, self.State.UNDERWAY, text, evidence)

    @verb(_("進み具合を報告する"), allows=staff_or_owner, source=State.UNDERWAY)
    def report_progress(self, *, by: Any, text: str, evidence: str = "") -> None:
        self._report(by, self.State.UNDERWAY, text, evidence)

    @verb(_("完了を報告する"), allows=staff_or_owner, source=State.UNDERWAY, target=State.DONE)
    def complete(self, *, by: Any, text: str, evidence: str) -> None:
        """Done only with something that shows it (R3)."""
        if not evidence.strip():
            raise WrongState(_("完了したことを示すものを書いてください。"))
        self._report(by, self.State.DONE, text, evidence)

    @verb(_("取りやめる"), allows=is_staff, source=[State.PLANNED, State.UNDERWAY], target=State.DROPPED)
    def drop(self, *, by: Any, text: str) -> None:
        self._report(by, self.State.DROPPED, text)

    @verb(_("再開する"), allows=is_staff, source=[State.DONE, State.DROPPED], target=State.UNDERWAY)
    def take_up_again(self, *, by: Any, text: str) -> None:
        self._report(by, self.State.UNDERWAY, text)

    @verb(_("公開ページに掲載する"), allows=is_staff, source="*")
    def publish_measure(self, *, by: Any) -> None:
        """Text, owner, end and every report to everybody from this instant."""
        if self.is_public:
            raise WrongState(_("すでに公開ページに掲載しています。"))
        self.is_public = True
        audience.open_to(self, audience.EVERYBODY)

    @verb(_("掲載を取り下げる"), allows=is_staff, source="*")
    def unpublish_measure(self, *, by: Any) -> None:
        if not self.is_public:
            raise WrongState(_("公開ページに掲載していません。"))
        self.is_public = False
        audience.close_to(self, audience.EVERYBODY)

    @verb(_("施策の目的を決める"), allows=is_staff, source="*")
    def mark_purpose(self, *, by: Any, purpose: str) -> dict:
        """Put it among those with one purpose, or take it out again; where it is public the mark is too (R20)."""
        if purpose == self.purpose:
            raise WrongState(_("施策の目的は、すでにそのように登録されています。"))
        was, self.purpose = self.purpose, purpose
        return {"purpose_was": was, "purpose": purpose}

    def _report(self, by: Any, state: str, text: str, evidence: str = "") -> None:
        MeasureProgress.objects.create(item=self, state=state, text=text, evidence=evidence, reported_by=by)


class MeasureProgress(models.Model):
    """One report: where the measure stood, in whose words, with what evidence; rows are only added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(PolicyMeasure, models.PROTECT, related_name="reports", editable=False)
    state = models.CharField(max_length=10, choices=PolicyMeasure.State)
    text = models.TextField(_("報告"))
    evidence = models.TextField(_("根拠となるもの"), blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    reported_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(writes="select, insert")

    class Meta:
        ordering = ["-reported_at"]
        verbose_name = _("進み具合の報告")


class MeasureTie(models.Model):
    """That a measure went from one section of the guideline to another: the old tie is kept; rows are only added (R3).

    The database moves the measure itself when the row is written, and moves it in no other way.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(PolicyMeasure, models.PROTECT, related_name="ties", editable=False)
    was = models.ForeignKey(GuidelineSection, models.PROTECT, related_name="+", editable=False)
    section = models.ForeignKey(GuidelineSection, models.PROTECT, null=True, related_name="+", editable=False)
    reason = models.TextField(_("理由"), blank=True)
    tied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    tied_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(writes="select, insert")

    class Meta:
        ordering = ["-tied_at"]
        verbose_name = _("施策を結び付けた項目の履歴")

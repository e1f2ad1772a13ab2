"""Fields of technology, critical technologies with both risks, and why one is supported before others (R5–R8)."""

import uuid
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from confidentiality import audience
from confidentiality.guards import TITLE, Closed, Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, lock, verb
from programmes.rights import STAFF_ALONE, is_staff


class TechnologyField(models.Model):
    """A field or a part of one: 宇宙, 海洋, 量子 …; a list of words, kept by the office (R5)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("名称"), max_length=100, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("上の分野"), related_name="parts"
    )
    order = models.PositiveIntegerField(default=0, editable=False)
    source = models.CharField(_("出典"), max_length=300, blank=True)

    guard = Closed(
        "names of fields, read by all; the office keeps them",
        writes="select, insert, update, delete",
        policies=(
            ("read", "select", "true"),
            ("add", "insert", STAFF_ALONE),
            ("correct", "update", STAFF_ALONE),
            ("remove", "delete", STAFF_ALONE),
        ),
    )

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("技術分野")
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="field_is_not_its_own_part"
            )
        ]

    def __str__(self) -> str:
        return self.name


class CriticalTechnology(FSMModelMixin, Item):
    """A technology to be protected and grown together, with what would happen if it leaked or were missing (R6, R7)."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class State(models.TextChoices):
        CANDIDATE = "candidate", _("候補")
        SELECTED = "selected", _("重点的に支援")
        NOT_SELECTED = "not_selected", _("見送り")
        DROPPED = "dropped", _("検討の対象外")

    LIVE = (State.CANDIDATE, State.SELECTED, State.NOT_SELECTED)

    field = models.ForeignKey(
        TechnologyField, models.PROTECT, verbose_name=_("技術分野"), related_name="technologies"
    )
    name = models.CharField(_("名称"), max_length=200)
    description = models.TextField(_("説明"), blank=True)
    risk_misuse = models.TextField(_("流出し、不当に利用されたときのおそれ"))
    risk_dependency = models.TextField(_("外部に依存し、利用できなくなったときのおそれ"))
    is_public_example = models.BooleanField(_("典型例として公開している"), default=False, editable=False)
    state = StateField(_("状態"), default=State.CANDIDATE, choices=State, protected=True)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("重要技術")
        ordering = ["field", "name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(risk_misuse="") & ~Q(risk_dependency=""), name="technology_has_both_risks"
            )
        ]

    @verb(_("典型例として公開する"), allows=is_staff, source="*")
    def show_as_example(self, *, by: Any) -> None:
        """Name, description and both risks to everybody; why it was chosen stays inside."""
        if self.is_public_example:
            raise WrongState(_("すでに典型例として公開しています。"))
        self.is_public_example = True
        audience.open_to(self, audience.EVERYBODY)

    @verb(_("公開を取り下げる"), allows=is_staff, source="*")
    def hide_example(self, *, by: Any) -> None:
        if not self.is_public_example:
            raise WrongState(_("典型例として公開していません。"))
        self._take_down_what_names_it()
        self.is_public_example = False
        audience.close_to(self, audience.EVERYBODY)

    def _take_down_what_names_it(self) -> None:
        """The public part of its strategy and the public entries of the registers about it go with it."""
        from programmes.models.catalogue import CatalogueEntry
        from programmes.models.technology_book import TechnologySheet

        for sheet in TechnologySheet.objects.filter(technology=self, state="published"):
            audience.close_to(sheet, audience.EVERYBODY)
        TechnologySheet.objects.filter(technology=self, state="published").update(state="draft")
        for entry in CatalogueEntry.objects.filter(technology=self, is_public=True):
            audience.close_to(entry, audience.EVERYBODY)
        CatalogueEntry.objects.filter(technology=self, is_public=True).update(is_public=False)

    @verb(_("検討の対象から外す"), allows=is_staff, source=list(LIVE), target=State.DROPPED)
    def drop_technology(self, *, by: Any, reason: str) -> None:
        """Out of the order and out of consideration, with the reason kept (R9)."""
        if self._is_being_narrowed():
            raise WrongState(_("検討中の絞込みがあります。先に、それを決定してください。"))
        self._ranked("dropped", by, reason)

    @verb(_("再び検討の対象とする"), allows=is_staff, source=State.DROPPED, target=State.CANDIDATE)
    def take_up_technology(self, *, by: Any, reason: str) -> None:
        self._ranked("taken_up", by, reason)

    def _ranked(self, step: str, by: Any, reason: str) -> None:
        from programmes import ranking

        if not reason.strip():
            raise WrongState(_("理由を記入してください。"))
        ranking.step_of(self, step, by=by, reason=reason)

    def _is_being_narrowed(self) -> bool:
        return NarrowingDecision.objects.filter(
            technology=self, state__in=NarrowingDecision.UNDER_WAY
        ).exists()

    @verb(_("絞込みの検討を始める"), allows=is_staff, source=list(LIVE))
    def open_narrowing(self, *, by: Any) -> dict:
        """A new decision about it, one at a time; the earlier ones stay."""
        if self._is_being_narrowed():
            raise WrongState(_("検討中の絞込みがあります。先に、それを決定してください。"))
        made = NarrowingDecision.objects.create(
            technology=self,
            container=self,
            custodian=by,
            public_title=str(NarrowingDecision._meta.verbose_name),
        )
        # Agencies and managers whose concepts take the technology up are told by the database (sql/0031_rights.sql).
        audience.open_to(made, audience.office("programme_staff"), audience.office("records_officer"))
        audience.open_to(made, audience.office("auditor"), depth=TITLE)
        Item.objects.filter(pk=made.pk).update(custodian=None)
        return {"decision": str(made.pk)}


class NarrowingDecision(FSMModelMixin, Item):
    """Whether a technology is supported before others: five considerations, none of them blank (R8)."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class State(models.TextChoices):
        OPEN = "open", _("検討中")
        COMPLETE = "complete", _("考慮事項がそろった")
        PANEL = "panel", _("有識者に諮っている")
        CLOSED = "closed", _("決定済")
        SUPERSEDED = "superseded", _("新しい決定に改められた")

    UNDER_WAY = (State.OPEN, State.COMPLETE, State.PANEL)

    class Outcome(models.TextChoices):
        SELECTED = "selected", _("重点的に支援する")
        NOT_SELECTED = "not_selected", _("見送る")

    CONSIDERATIONS = ("expert_view", "think_tank", "own_strength", "foreign_research", "implementation_needs")

    technology = models.ForeignKey(
        CriticalTechnology, models.PROTECT, related_name="decisions", editable=False
    )
    expert_view = models.TextField(_("専門家の知見"), blank=True)
    think_tank = models.TextField(_("シンクタンク機能の調査・分析"), blank=True)
    own_strength = models.TextField(_("我が国の技術的強み"), blank=True)
    foreign_research = models.TextField(_("諸外国の研究開発状況"), blank=True)
    implementation_needs = models.TextField(_("社会実装に関するニーズ情報"), blank=True)
    panel_name = models.CharField(_("諮った会議"), max_length=200, blank=True)
    panel_on = models.DateField(_("意見を聴いた日"), null=True, blank=True)
    panel_opinion = models.TextField(_("有識者の意見"), blank=True)
    outcome = models.CharField(_("決定"), max_length=20, choices=Outcome, blank=True)
    reason = models.TextField(_("決定の理由"), blank=True)
    decided_on = models.DateField(_("決定日"), null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    state = StateField(_("状態"), default=State.OPEN, choices=State, protected=True)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("技術の絞込み")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["technology"],
                condition=Q(state__in=["open", "complete", "panel"]),
                name="one_open_narrowing_per_technology",
            ),
            models.UniqueConstraint(
                fields=["technology"],
                condition=Q(state="closed"),
                name="one_standing_narrowing_per_technology",
            ),
            models.CheckConstraint(
                condition=Q(state="open")
                | (
                    Q(expert_view__regex=r"\S")
                    & Q(think_tank__regex=r"\S")
                    & Q(own_strength__regex=r"\S")
                    & Q(foreign_research__regex=r"\S")
                    & Q(implementation_needs__regex=r"\S")
                ),
                name="narrowing_closed_only_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["closed", "superseded"])
                | (
                    Q(decided_on__isnull=False)
                    & Q(reason__regex=r"\S")
                    & Q(outcome__in=["selected", "not_selected"])
                ),
                name="narrowing_decided_with_reason",
            ),
        ]

    def considerations(self) -> list[tuple[Any, str]]:
        """[(what is considered, the words)] in the order of the framework."""
        return [(self._meta.get_field(n).verbose_name, getattr(self, n)) for n in self.CONSIDERATIONS]

    def blank(self) -> list[str]:
        """The considerations that nobody has written down yet."""
        return [str(words) for words, text in self.considerations() if not text.strip()]

    def _require_whole(self) -> None:
        if blank := self.blank():
            raise WrongState(_("書いていない考慮事項があります（%(names)s）。") % {"names": "、".join(blank)})

    @verb(_("考慮事項がそろったとする"), allows=is_staff, source=State.OPEN, target=State.COMPLETE)
    def complete_evidence(self, *, by: Any) -> None:
        """All five are written down; from here on they stand while the panel and the decision follow."""
        self._require_whole()

    @verb(_("考慮事項を直す"), allows=is_staff, source=[State.COMPLETE, State.PANEL], target=State.OPEN)
    def reopen_evidence(self, *, by: Any) -> None:
        """Back to writing; what a panel said about the earlier words no longer counts."""
        self.panel_name, self.panel_on, self.panel_opinion = "", None, ""

    @verb(_("有識者に諮る"), allows=is_staff, source=State.COMPLETE, target=State.PANEL)
    def put_to_panel(self, *, by: Any, panel_name: str) -> None:
        self.panel_name = panel_name

    @verb(_("有識者の意見を記録する"), allows=is_staff, source=State.PANEL)
    def record_panel(self, *, by: Any, panel_on: date, panel_opinion: str) -> None:
        if not panel_opinion.strip():
            raise WrongState(_("有識者の意見を記入してください。"))
        self.panel_on, self.panel_opinion = panel_on, panel_opinion

    @verb(_("絞込みを決定する"), allows=is_staff, source=State.PANEL, target=State.CLOSED)
    def close_narrowing(self, *, by: Any, outcome: str, reason: str, decided_on: date) -> dict:
        """Nothing is chosen or dropped before the five are written and the panel is heard; the technology takes the outcome.

        The decision before this one is superseded by it. The database keeps the same way (3.13).
        """
        self._require_whole()
        if not self.panel_opinion.strip() or self.panel_on is None:
            raise WrongState(_("諮った会議の意見をまだ記録していません。先に、意見を記録してください。"))
        if decided_on < self.panel_on:
            raise WrongState(_("決定日は、有識者の意見を聴いた日より前にはできません。"))
        lock(self.technology_id)
        self.outcome, self.reason, self.decided_on = outcome, reason, decided_on
        NarrowingDecision.objects.filter(technology_id=self.technology_id, state="closed").update(
            state="superseded"
        )
        CriticalTechnology.objects.filter(pk=self.technology_id).update(state=outcome)
        return {"outcome": outcome, "technology": str(self.technology_id)}

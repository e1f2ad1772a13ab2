"""Ranking, selection, security check, letters and public result of a call (R38); nothing of it is told before its time.

The time is one column (``CallReview.release_at``) and the audience that begins at it: no job is needed for sight.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from confidentiality.guards import Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from confidentiality.verbs import verb
from programmes.models.call import Call
from programmes.models.concept import RDConcept
from programmes.models.evaluation import desk_only
from programmes.models.fund import Fund
from programmes.models.project import Project
from programmes.models.proposal import Proposal
from programmes.models.review import ProposalDossier


def runs_review(review: Any, person: models.Model) -> bool:
    """The agency of the call, and nobody on the side of any of its proposals."""
    with connection.cursor() as cursor:
        cursor.execute("select app.runs_review(%s)", [review.item_id])
        return cursor.fetchone()[0]


class CallReview(FSMModelMixin, Item):
    """The review of one call as its agency runs it: term, ranking, release. Never public, and no applicant's."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class State(models.TextChoices):
        REVIEWING = "reviewing", _("審査中")
        PROPOSED = "proposed", _("順位の確認待ち")
        RANKED = "ranked", _("選考中")
        PLANNED = "planned", _("発表の確認待ち")
        SET = "set", _("発表予定")
        ANNOUNCED = "announced", _("発表済")

    call = models.OneToOneField(Call, models.PROTECT, related_name="+", editable=False)
    concept = models.ForeignKey(RDConcept, models.PROTECT, related_name="+", editable=False)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", editable=False)
    state = StateField(_("状態"), default=State.REVIEWING, choices=State, protected=True)
    shares_scores = models.BooleanField(_("提案者に、評価項目ごとの平均点を知らせる"), default=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    release_at = models.DateTimeField(_("発表の日時"), null=True, editable=False)
    public_text = models.TextField(_("公表する講評"), blank=True)
    english_text = models.TextField(_("英語の講評"), blank=True)
    state_reason = models.TextField(_("理由"), blank=True, editable=False)

    guard = Guard("item_ptr_id", unless_private="(select app.runs_call_review(call_id))")

    class Meta:
        verbose_name = _("公募の審査")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["planned", "set", "announced"]) | Q(release_at__isnull=False),
                name="a_release_has_its_instant",
            )
        ]

    @property
    def places(self) -> tuple:
        return (self.pk, self.call_id, self.concept_id, self.fund_id)

    @verb(_("順位を提案する"), allows=runs_review, source=State.REVIEWING, target=State.PROPOSED)
    def propose_ranking(self, *, by: Any) -> dict:
        """Every proposal has its place and reason, and enough reviews of unrelated reviewers."""
        from programmes import selection

        self.proposed_by, self.state_reason = by, ""
        return selection.require_ranking(self)

    @verb(_("順位の案を差し戻す"), allows=runs_review, source=State.PROPOSED, target=State.REVIEWING)
    def return_ranking(self, *, by: Any, reason: str) -> dict:
        return self._because(reason)

    @verb(_("順位を確定する"), allows=runs_review, source=State.PROPOSED, target=State.RANKED)
    def confirm_ranking(self, *, by: Any) -> None:
        """By another person than who proposed it; all seats of reviewers end."""
        from programmes import selection

        selection.require_another(self.proposed_by_id, by)
        self.confirmed_by = by

    @verb(_("発表の日時を決める"), allows=runs_review, source=State.RANKED, target=State.PLANNED)
    def plan_release(self, *, by: Any, release_at: Any, public_text: str, english_text: str = "") -> dict:
        """Letters are fixed from here on; another person approves them."""
        from programmes import selection

        self.planned_by, self.release_at = by, release_at
        self.public_text, self.english_text, self.state_reason = public_text, english_text, ""
        return selection.require_releasable(self)

    @verb(_("発表の案を差し戻す"), allows=runs_review, source=State.PLANNED, target=State.RANKED)
    def return_release(self, *, by: Any, reason: str) -> dict:
        return self._because(reason)

    @verb(_("発表を承認する"), allows=runs_review, source=State.PLANNED, target=State.SET)
    def approve_release(self, *, by: Any) -> dict:
        """From the set instant on, by the database's clock, applicants read their letter and everybody the result."""
        from programmes import selection

        selection.require_another(self.planned_by_id, by)
        self.approved_by = by
        return selection.set_release(self, by=by)

    @verb(_("発表を止める"), allows=runs_review, source=State.SET, target=State.RANKED)
    def stop_release(self, *, by: Any, reason: str) -> dict:
        """Before the instant only: nothing was ever seen."""
        from programmes import selection

        selection.call_off(self)
        return self._because(reason)

    def _because(self, reason: str) -> dict:
        from programmes import reviews

        reviews.require_reason(reason)
        self.state_reason = reason
        return {"reason_length": len(reason)}


class RankingLine(models.Model):
    """One proposal's place among all of its call, with the reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(CallReview, models.PROTECT, related_name="lines", editable=False)
    dossier = models.OneToOneField(ProposalDossier, models.PROTECT, related_name="line", editable=False)
    place = models.PositiveSmallIntegerField(_("順位"))
    reason = models.TextField(_("理由"))
    # Put there in the order of scores, with a reason written by the portal; nobody moved it since.
    is_by_score = models.BooleanField(default=False, editable=False)

    guard = Guard(writes="select, insert, update", unless_private="(select app.runs_review(item_id))")

    class Meta:
        verbose_name = _("順位")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "place"], name="one_proposal_per_place", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(place__gte=1, reason__regex=r"\S"), name="a_place_has_a_reason"
            ),
        ]


class SelectionDecision(models.Model):
    """Selected or not, by whom and why: a part for everybody, a part for the applicants, a part for the agency alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(ProposalDossier, models.PROTECT, related_name="decisions", editable=False)
    is_selected = models.BooleanField(_("採択候補とする"))
    public_reason = models.TextField(_("公表する理由"), blank=True)
    applicant_reason = models.TextField(_("提案者への講評"))
    internal_reason = models.TextField(_("内部の理由"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    decided_at = models.DateTimeField(db_default=Now(), editable=False)

    # Added once, when the decision is reconsidered before the release; what was decided stays as it was written.
    undone_reason = models.TextField(_("選考をやり直した理由"), blank=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    undone_at = models.DateTimeField(null=True, editable=False)

    guard = desk_only("what was decided and why: for who runs the review")

    class Meta:
        verbose_name = _("選考の決定")
        ordering = ["-decided_at"]


class SecurityCheck(Item):
    """安全管理の確認 between selection and award: the agency's and the ministry's, and nobody else's, for ever."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    dossier = models.ForeignKey(
        ProposalDossier, models.PROTECT, related_name="security_checks", editable=False
    )
    number = models.CharField(_("受付番号"), max_length=60, editable=False)
    is_passed = models.BooleanField(_("支障なし"))
    reason = models.TextField(_("確認の内容と理由"))
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    checked_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(
        "item_ptr_id", writes="select, insert", unless_private="(select app.is_unrelated(dossier_id))"
    )

    class Meta:
        verbose_name = _("安全管理の確認")


class ResultLetter(Item):
    """採択通知／不採択通知 to a proposal's people, who learn that it exists at the set instant and not before."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="+", editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="+", editable=False)
    dossier_id = models.UUIDField(editable=False)  # no key: its people must not be able to follow it
    number = models.CharField(_("受付番号"), max_length=60, editable=False)
    title = models.CharField(_("提案の名称"), max_length=200, editable=False)
    is_selected = models.BooleanField(editable=False)
    text = models.TextField(_("通知の文"))
    feedback = models.TextField(_("講評"))
    scores = models.JSONField(default=list, editable=False)
    release_at = models.DateTimeField(null=True, editable=False)

    guard = Guard(
        "item_ptr_id",
        unless_private="(select app.manages_evaluation(dossier_id)) or (select app.is_released(call_id))",
    )

    class Meta:
        verbose_name = _("審査結果の通知")


class CallResult(Item):
    """What everybody reads of a call's selection from the set instant on: numbers, selected proposals, the public reasons."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    call = models.ForeignKey(Call, models.PROTECT, related_name="+", editable=False)
    proposals = models.PositiveIntegerField(_("審査した提案の数"), editable=False)
    selected = models.PositiveIntegerField(_("採択した提案の数"), editable=False)
    text = models.TextField(_("講評"), editable=False)
    english_text = models.TextField(_("英語の講評"), blank=True, editable=False)
    release_at = models.DateTimeField(editable=False)

    guard = Guard(
        "item_ptr_id",
        writes="select, insert",
        unless_private="(select app.is_released(call_id)) or (select app.runs_call_review(call_id))",
    )

    class Meta:
        verbose_name = _("公募の選考結果")


class ResultLine(models.Model):
    """One selected proposal as published; a later withdrawal is marked, never taken out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(CallResult, models.PROTECT, related_name="lines", editable=False)
    proposal_id = models.UUIDField(editable=False)
    order = models.PositiveSmallIntegerField(editable=False)
    title = models.CharField(_("提案の名称"), max_length=200, editable=False)
    english_title = models.CharField(max_length=300, blank=True, editable=False)
    organisation = models.CharField(_("研究開発機関"), max_length=200, editable=False)
    reason = models.TextField(_("理由"), blank=True, editable=False)
    is_declined = models.BooleanField(default=False, editable=False)

    guard = Guard(writes="select, insert")

    class Meta:
        verbose_name = _("採択した提案")
        ordering = ["order"]


class Award(models.Model):
    """Which project came of which proposal, for how much, on which text; for whoever reads the project."""

    item = models.OneToOneField(
        Project, models.PROTECT, primary_key=True, related_name="award", editable=False
    )
    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="award", editable=False)
    amount = models.BigIntegerField(_("採択額（円）"))
    text_hash = models.CharField(max_length=64, editable=False)
    awarded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    awarded_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(writes="select, insert")

    class Meta:
        verbose_name = _("採択の記録")
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="an_award_is_a_sum")]


__all__ = [
    "Award",
    "CallResult",
    "CallReview",
    "RankingLine",
    "ResultLetter",
    "ResultLine",
    "SecurityCheck",
    "SelectionDecision",
]

"""The reviewers' side of a proposal (R37): its frozen copy, reviews, discussion, interview; applicants never meet any of it.

The states of the review are here and not on the proposal: what its people read says nothing until the results are out.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from confidentiality.acting import database_now
from confidentiality.guards import Closed, Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, verb
from programmes.models.call import Call
from programmes.models.concept import RDConcept
from programmes.models.dossier import OWN_SEAT, RUNS, SITS, STANDING, chairs, runs, wrote_it
from programmes.models.evaluation import EvaluatorSeat
from programmes.models.fund import Fund
from programmes.models.proposal import Proposal

# SQL: the reader may read the others' reviews without names.
DISCUSSES = "(select app.discusses_review(item_id))"


class ProposalDossier(FSMModelMixin, Item):
    """What reviewers read of one proposal. Its container is the call; its readers are the desk and seated reviewers.

    ``body``: title, english_title, abstract, amount, sections [{title, text}], budget {lines}, people [[name, organisation,
    part]] (empty in a blind review), criteria [{number, title, guidance, weight, max_score}].
    """

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class State(models.TextChoices):
        DOCUMENT_REVIEW = "document_review", _("書面審査中")
        DISCUSSING = "discussing", _("合議中")
        INTERVIEW = "interview", _("面接審査中")
        RANKED = "ranked", _("順位決定済")
        SELECTED = "selected", _("採択候補")
        NOT_SELECTED = "not_selected", _("不採択")
        SECURITY_CHECKED = "security_checked", _("安全管理の確認済")
        AWARDED = "awarded", _("採択")
        DECLINED = "declined", _("辞退")

    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="+", editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="+", editable=False)
    concept = models.ForeignKey(RDConcept, models.PROTECT, related_name="+", editable=False)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", editable=False)
    number = models.CharField(_("受付番号"), max_length=60, editable=False)
    is_blind = models.BooleanField(editable=False)
    min_reviews = models.PositiveSmallIntegerField(_("必要な評価の数"), editable=False)
    review_due = models.DateField(_("書面審査の期限"), null=True, editable=False)
    body = models.JSONField(_("提案の写し"), default=dict, editable=False)
    body_hash = models.CharField(max_length=64, editable=False)
    state = StateField(_("状態"), default=State.DOCUMENT_REVIEW, choices=State, protected=True)

    guard = Guard("item_ptr_id", unless_private=f"{STANDING.format(column='item_ptr_id')} <> ''")

    class Meta:
        verbose_name = _("審査の資料")
        # Each row asks where its reader stands: a page of a call reads no more of them than it shows.
        indexes = [models.Index(fields=["call", "number"], name="dossiers_of_one_call")]

    @property
    def places(self) -> tuple:
        return (self.pk, self.call_id, self.concept_id, self.fund_id)

    @verb(_("合議に進む"), allows=runs, source=State.DOCUMENT_REVIEW, target=State.DISCUSSING)
    def open_discussion(self, *, by: Any) -> dict:
        """Reviewers who submitted read the others' reviews without names; the database counts."""
        from programmes import reviews

        return reviews.require_enough(self)

    @verb(_("面接審査に進む"), allows=runs, source=State.DISCUSSING, target=State.INTERVIEW)
    def start_interview(self, *, by: Any) -> None:
        """Only in a call that says it interviews."""
        if not self.call.has_interview:
            raise WrongState(_("この公募では、面接審査を行いません。"))

    @verb(_("採択候補とする"), allows=runs, source=State.RANKED, target=State.SELECTED)
    def select(self, *, by: Any, **said: str) -> dict:
        """Decided by another person than who proposed the ranking; told to nobody before the release (R38)."""
        from programmes import selection

        return selection.decide(self, by=by, is_selected=True, **said)

    @verb(_("不採択とする"), allows=runs, source=State.RANKED, target=State.NOT_SELECTED)
    def not_select(self, *, by: Any, **said: str) -> dict:
        from programmes import selection

        return selection.decide(self, by=by, is_selected=False, **said)

    @verb(
        _("選考をやり直す"),
        allows=runs,
        source=[State.SELECTED, State.NOT_SELECTED, State.SECURITY_CHECKED],
        target=State.RANKED,
    )
    def reconsider(self, *, by: Any, reason: str) -> dict:
        """Before the release is planned; what was decided stays on record, the letter is written anew."""
        from programmes import selection

        return selection.reconsider(self, by=by, reason=reason)

    @verb(_("安全管理の確認を済ませる"), allows=runs, source=State.SELECTED, target=State.SECURITY_CHECKED)
    def pass_security(self, *, by: Any, reason: str) -> dict:
        """By somebody else than who selected; between selection and award."""
        from programmes import selection

        return selection.check_security(self, by=by, passed=True, reason=reason)

    @verb(_("安全管理上、採択しない"), allows=runs, source=State.SELECTED, target=State.NOT_SELECTED)
    def fail_security(self, *, by: Any, reason: str) -> dict:
        """Its reason is the agency's and the ministry's; the letter says no word of it."""
        from programmes import selection

        return selection.check_security(self, by=by, passed=False, reason=reason)

    @verb(_("採択する"), allows=runs, source=State.SECURITY_CHECKED, target=State.AWARDED)
    def award(self, *, by: Any, **terms: Any) -> dict:
        """After the release: makes the project, with its representative, code and sum."""
        from programmes import selection

        return selection.make_project(self, by=by, **terms)


class DossierPaper(models.Model):
    """The reviewers' own copy of a file of the proposal, called by a number; in a blind review shut until it was looked at."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(ProposalDossier, models.PROTECT, related_name="papers", editable=False)
    file = models.OneToOneField(
        "confidentiality.StoredFile", models.PROTECT, related_name="+", editable=False
    )
    number = models.PositiveSmallIntegerField(editable=False)
    section = models.CharField(_("項目"), max_length=120, editable=False)
    is_open = models.BooleanField(_("審査員に開く"), default=False)

    guard = Guard(unless_private=f"{RUNS} or ({SITS} and is_open)")

    class Meta:
        verbose_name = _("提案の添付ファイルの写し")
        ordering = ["number"]


class Review(FSMModelMixin, models.Model):
    """One reviewer's scores and comments by criterion: their own, and the desk's once sent; nobody else's by name."""

    class State(models.TextChoices):
        DRAFT = "draft", _("作成中")
        SUBMITTED = "submitted", _("提出済")
        RETURNED = "returned", _("差し戻し")

    class Opinion(models.TextChoices):
        FUND = "fund", _("採択すべき")
        MAYBE = "maybe", _("条件付きで採択できる")
        REFUSE = "refuse", _("採択すべきでない")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(ProposalDossier, models.PROTECT, related_name="reviews", editable=False)
    seat = models.OneToOneField(EvaluatorSeat, models.PROTECT, related_name="review", editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    state = StateField(_("状態"), default=State.DRAFT, choices=State, protected=True)
    # {"1": {"score": 4, "comment": "…"}} by the number of the criterion
    scores = models.JSONField(default=dict)
    recommendation = models.CharField(_("総合の意見"), max_length=20, choices=Opinion, blank=True)
    comment = models.TextField(_("総合所見"), blank=True)
    receipt = models.CharField(_("受領番号"), max_length=20, blank=True, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    # Weighted, of 100; kept by the database from the scores while they are sent, so that an order adds up no scores.
    total = models.DecimalField(max_digits=24, decimal_places=20, null=True, editable=False)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    reopen_reason = models.TextField(_("差し戻した理由"), blank=True, editable=False)

    guard = Closed(
        "one's own while one's seat lasts; for who runs the review once it is sent",
        writes="select, insert, update",
        policies=(
            ("read", "select", f"({OWN_SEAT}) or ({RUNS} and state <> 'draft')"),
            ("write_own", "insert", OWN_SEAT),
            ("change", "update", f"({OWN_SEAT}) or ({RUNS} and state <> 'draft')"),
        ),
    )

    class Meta:
        verbose_name = _("提案の評価")

    @verb(_("評価を提出する"), allows=wrote_it, source=State.DRAFT, target=State.SUBMITTED)
    def submit_review(self, *, by: Any) -> dict:
        """Every criterion has a score and a comment; what was sent stands until the desk sends it back."""
        from programmes import reviews

        reviews.require_whole(self)
        self.submitted_at, self.receipt = database_now(), self.receipt or reviews.new_receipt()
        return {"receipt": self.receipt}

    @verb(_("評価を差し戻す"), allows=runs, source=State.SUBMITTED, target=State.RETURNED)
    def reopen_review(self, *, by: Any, reason: str) -> dict:
        """During the document review, with a reason its reviewer reads."""
        from programmes import reviews

        reviews.require_reason(reason)
        reviews.require_state(self.item_id, ProposalDossier.State.DOCUMENT_REVIEW)
        self.reopened_by, self.reopen_reason = by, reason
        reviews.tell("review.reopened", self.seat)
        return {"reason_length": len(reason)}

    @verb(_("差し戻された評価を書き直す"), allows=wrote_it, source=State.RETURNED, target=State.DRAFT)
    def resume_review(self, *, by: Any) -> None:
        """From here on the text is its reviewer's alone again, until it is sent."""


class ConsensusNote(models.Model):
    """What the reviewers hold together, in the chair's words; read by those who discuss, and by the desk."""

    item = models.OneToOneField(
        ProposalDossier, models.PROTECT, primary_key=True, related_name="consensus", editable=False
    )
    text = models.TextField(_("合議のまとめ"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    written_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Closed(
        "the chair writes it; those who discuss and who runs the review read it",
        writes="select, insert, update",
        policies=(
            (
                "read",
                "select",
                f"{RUNS} or {DISCUSSES} or ({OWN_SEAT.replace('person_id', 'written_by_id')})",
            ),
            ("write", "insert", f"{STANDING.format(column='item_id')} = 'chair'"),
            ("change", "update", f"{STANDING.format(column='item_id')} = 'chair'"),
        ),
    )

    class Meta:
        verbose_name = _("合議のまとめ")


class InterviewRecord(models.Model):
    """When and where applicants were heard, what was asked and answered; no name in it."""

    item = models.OneToOneField(
        ProposalDossier, models.PROTECT, primary_key=True, related_name="interview", editable=False
    )
    held_on = models.DateField(_("開催日"))
    place = models.CharField(_("場所"), max_length=120, blank=True)
    exchanges = models.TextField(_("質疑の記録"))
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Closed(
        "for who runs the review, who writes it, and for seated reviewers, who read it",
        writes="select, insert, update",
        policies=(("read", "select", SITS), ("write", "insert", RUNS), ("change", "update", RUNS)),
    )

    class Meta:
        verbose_name = _("面接の記録")


class ReviewerCandidate(models.Model):
    """Somebody who may be asked to review proposals of a call; a name on the agency's list, opens nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(
        "programmes.CallReview", models.PROTECT, related_name="candidates", editable=False
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    listed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)

    guard = Guard(writes="select, insert", unless_private="(select app.runs_review(item_id))")

    class Meta:
        verbose_name = _("審査員の候補")
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="candidate_listed_once")]


__all__ = [
    "ConsensusNote",
    "DossierPaper",
    "InterviewRecord",
    "ProposalDossier",
    "Review",
    "ReviewerCandidate",
    "chairs",
    "runs",
]

"""An open call under a concept (R34); whether it is open now is the database clock's to say, never a stored word's."""

import hashlib
import json
import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from accounts.models import Organisation
from confidentiality import audience, outbox
from confidentiality.acting import database_now
from confidentiality.guards import Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, verb
from programmes.models.concept import RDConcept
from programmes.models.fund import Fund
from programmes.models.guideline import Guideline
from programmes.models.technology import TechnologyField
from programmes.standing import leads, leads_or_runs


class Call(FSMModelMixin, Item):
    """What an agency invites proposals for, from one instant until another (3.3); public once it is scheduled."""

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

    # Fixed when the call is scheduled; the database refuses any later change of these columns.
    TEXT = (
        "code",
        "title",
        "english_title",
        "summary",
        "plain_summary",
        "english_summary",
        "eligibility",
        "how_to_apply",
        "contact",
        "opens_at",
        "budget",
        "max_amount",
        "awards_planned",
        "min_reviews",
        "is_blind",
        "has_interview",
        "review_due",
        "is_high_risk",
        "risk_reason",
    )

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", editable=False)
    concept = models.ForeignKey(RDConcept, models.PROTECT, related_name="calls", editable=False)
    # Copied from the concept, which the public does not read.
    agency = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        verbose_name=_("研究推進法人"),
        related_name="+",
        editable=False,
    )
    field = models.ForeignKey(
        TechnologyField,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("技術分野"),
        related_name="+",
    )
    guideline = models.ForeignKey(
        Guideline, models.PROTECT, null=True, verbose_name=_("基本指針"), related_name="+", editable=False
    )
    code = models.CharField(_("公募番号"), max_length=40, unique=True)
    title = models.CharField(_("公募の名称"), max_length=200)
    english_title = models.CharField(_("英語の名称"), max_length=300, blank=True)
    summary = models.TextField(_("公募の概要"), blank=True)
    plain_summary = models.TextField(_("やさしい説明"), blank=True)
    english_summary = models.TextField(_("英語の要約"), blank=True)
    eligibility = models.TextField(_("応募の要件"), blank=True)
    how_to_apply = models.TextField(_("応募の方法"), blank=True)
    contact = models.TextField(_("問い合わせ先"), blank=True)
    opens_at = models.DateTimeField(_("受付開始"), null=True, blank=True)
    closes_at = models.DateTimeField(_("受付終了"), null=True, blank=True)
    budget = models.BigIntegerField(_("公募全体の予定額（円）"), null=True, blank=True)
    max_amount = models.BigIntegerField(_("1件当たりの上限額（円）"), null=True, blank=True)
    awards_planned = models.PositiveSmallIntegerField(_("採択予定件数"), null=True, blank=True)
    min_reviews = models.PositiveSmallIntegerField(_("1件当たりの最少の審査員数"), default=3)
    is_blind = models.BooleanField(_("提案者の氏名・所属を伏せて審査する"), default=False)
    has_interview = models.BooleanField(_("面接審査を行う"), default=True)
    review_due = models.DateField(_("審査の期限"), null=True, blank=True)
    # Terms of application, fixed with the rest when the call is scheduled (sql/0011_proposal_papers.sql).
    needs_institution_approval = models.BooleanField(
        _("提出の前に、所属機関の承認を必要とする"), default=False
    )
    indirect_rate = models.PositiveSmallIntegerField(_("間接経費の上限（直接経費に対する％）"), default=30)
    indirect_is_limit = models.BooleanField(_("間接経費の上限を超える提案は受け付けない"), default=True)
    # As the concept says it, so that who proposes reads why the State takes the risk (R67).
    is_high_risk = models.BooleanField(default=False, editable=False)
    risk_reason = models.TextField(blank=True, editable=False)
    # Kinds of clause adopted or reworded, kept by a trigger (sql/0022_places_and_carried.sql): overviews ask calls alone.
    carries = ArrayField(models.CharField(max_length=24), default=list, editable=False)
    state = StateField(_("状態"), default=State.DRAFT, choices=State, protected=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    scheduled_at = models.DateTimeField(null=True, editable=False)
    state_reason = models.TextField(_("理由"), blank=True, editable=False)

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
            models.CheckConstraint(condition=Q(indirect_rate__lte=100), name="indirect_costs_are_a_share"),
            models.CheckConstraint(condition=Q(min_reviews__gte=1), name="call_is_reviewed"),
            models.CheckConstraint(
                condition=(Q(max_amount__isnull=True) | Q(max_amount__gt=0))
                & (Q(budget__isnull=True) | Q(budget__gt=0)),
                name="call_offers_something",
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

    @property
    def text_hash(self) -> str:
        """SHA-256 of the whole guideline of the call (公募要領): words, closing time, sections, criteria, clauses."""
        whole = [
            *(str(getattr(self, name)) for name in (*self.TEXT, "closes_at")),
            list(self.sections.order_by("order").values_list(*CallSection.SAID)),
            list(self.criteria.order_by("order").values_list(*CallCriterion.SAID)),
            list(self.clauses.order_by("order").values_list("kind", "answer", "title", "text", "reason")),
        ]
        return hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode()).hexdigest()

    def missing(self) -> list[Any]:
        """Everything that stands between this call and its publication, as sentences; clauses first (R35)."""
        from programmes.clauses import missing_in

        found = missing_in(self)
        blank = [
            str(self._meta.get_field(name).verbose_name)
            for name in ("summary", "plain_summary", "eligibility", "how_to_apply", "contact")
            if not getattr(self, name).strip()
        ]
        if blank:
            found.append(_("書いていない項目があります（%(names)s）。") % {"names": "、".join(blank)})
        if self.opens_at is None or self.closes_at is None:
            found.append(_("受付開始と受付終了を決めてください。"))
        elif self.opens_at <= database_now():
            found.append(_("受付開始は、これからの時刻にしてください。"))
        if not self.sections.exists():
            found.append(_("提案書に書いてもらう項目を、1つ以上加えてください。"))
        if not self.criteria.exists():
            found.append(_("評価項目を、1つ以上加えてください。"))
        if not self._is_handed_over():
            found.append(_("研究開発構想が、研究推進法人へ提示されていません。"))
        return found

    def _is_handed_over(self) -> bool:
        return RDConcept.objects.filter(pk=self.concept_id, state=RDConcept.State.HANDED_OVER).exists()

    def _require_whole(self) -> None:
        if found := self.missing():
            raise WrongState(" ".join(str(one) for one in found))

    @verb(_("条項の確認へ進む"), allows=leads_or_runs, source=State.DRAFT, target=State.CLAUSE_CHECK)
    def submit_for_check(self, *, by: Any) -> dict:
        """The agency is done writing; the secretariat reads the clauses before anything is published (R35)."""
        concept = RDConcept.objects.filter(pk=self.concept_id).first()
        if concept is not None:
            self.is_high_risk, self.risk_reason = concept.is_high_risk, concept.risk_reason
        self._require_whole()
        self.submitted_by = by
        outbox.enqueue("call.check_asked", self)
        return {"hash": self.text_hash}

    @verb(_("作成中に戻す"), allows=leads_or_runs, source=State.CLAUSE_CHECK, target=State.DRAFT)
    def return_to_draft(self, *, by: Any, reason: str) -> dict:
        note = self._because(reason)
        outbox.enqueue("call.returned", self)
        return note

    @verb(_("公募を決定する"), allows=leads, source=State.CLAUSE_CHECK, target=State.SCHEDULED)
    def schedule(self, *, by: Any, shown: str) -> dict:
        """Published from this instant, open from its opening time on; by somebody else than who sent it to the check."""
        if self.submitted_by_id == by.pk:
            raise WrongState(_("条項の確認は、確認へ進めた方とは別の方が行います。"))
        if shown != self.text_hash:
            raise WrongState(
                _("表示した後に本文が変わりました。新しい本文を読んでから、もう一度お願いします。")
            )
        self._require_whole()
        self.guideline = Guideline.current().first()
        self.scheduled_at, self.state_reason = database_now(), ""
        audience.open_to(self, audience.EVERYBODY)
        outbox.enqueue("call.scheduled", self)
        return {"hash": self.text_hash}

    @verb(_("受付終了を延ばす"), allows=leads_or_runs, source=State.SCHEDULED)
    def extend_closing(self, *, by: Any, closes_at: datetime, reason: str) -> dict:
        """Later, never earlier, and only while proposals are still taken; everybody reads why."""
        from programmes.models.call_record import CallExtension

        if not reason.strip():
            raise WrongState(_("理由を記入してください。"))
        if database_now() >= self.closes_at:
            raise WrongState(_("受付を終了した後は、延ばせません。"))
        if closes_at <= self.closes_at:
            raise WrongState(_("受付終了は、いまより後の時刻にだけ変えられます。"))
        was = self.closes_at
        CallExtension.objects.create(item=self, was=was, closes_at=closes_at, reason=reason, extended_by=by)
        self.closes_at = closes_at
        outbox.enqueue("call.extended", self)
        outbox.enqueue("call.changed", self)
        return {"from": was.isoformat(), "until": closes_at.isoformat()}

    @verb(
        _("公募を取りやめる"),
        allows=leads_or_runs,
        source=[State.DRAFT, State.CLAUSE_CHECK, State.SCHEDULED],
        target=State.CANCELLED,
    )
    def cancel_call(self, *, by: Any, reason: str) -> dict:
        """Before the closing only; what was published stays readable, with the reason."""
        if self.state == self.State.SCHEDULED and database_now() >= self.closes_at:
            raise WrongState(_("受付を終了した後は、取りやめられません。"))
        note = self._because(reason)
        outbox.enqueue("call.cancelled", self)
        outbox.enqueue("call.changed", self)
        return note

    def _because(self, reason: str) -> dict:
        if not reason.strip():
            raise WrongState(_("理由を記入してください。"))
        self.state_reason = reason
        return {"reason_length": len(reason)}


class CallSection(models.Model):
    """One part of the application form a call asks for; fixed, and public, once the call is scheduled."""

    SAID = ("key", "title", "guidance", "is_required", "max_length", "editors")

    class Editors(models.TextChoices):
        """Who of a proposal's people may write this part."""

        REPRESENTATIVE = "representative", _("研究代表者だけ")
        TEAM = "team", _("研究代表者と共同提案者")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Call, models.PROTECT, related_name="sections", editable=False)
    order = models.PositiveSmallIntegerField(editable=False)
    key = models.CharField(_("項目の符号"), max_length=40, validators=[RegexValidator(r"^[a-z][a-z0-9_]*$")])
    title = models.CharField(_("項目の名称"), max_length=120)
    guidance = models.TextField(_("書き方"), blank=True)
    is_required = models.BooleanField(_("必須"), default=True)
    max_length = models.PositiveIntegerField(
        _("文字数の上限"), default=2000, validators=[MinValueValidator(1), MaxValueValidator(50_000)]
    )
    editors = models.CharField(_("書ける方"), max_length=20, choices=Editors, default=Editors.TEAM)

    guard = Guard(writes="select, insert, update, delete")

    class Meta:
        verbose_name = _("提案書の項目")
        ordering = ["item", "order"]
        constraints = [
            models.UniqueConstraint(fields=["item", "key"], name="call_section_keyed"),
            models.UniqueConstraint(
                fields=["item", "order"],
                name="call_section_ordered",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=Q(max_length__gte=1), name="call_section_has_room"),
        ]


class CallCriterion(models.Model):
    """One thing proposals are judged by, with its weight and its highest score; fixed and public once scheduled."""

    SAID = ("title", "guidance", "weight", "max_score")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Call, models.PROTECT, related_name="criteria", editable=False)
    order = models.PositiveSmallIntegerField(editable=False)
    title = models.CharField(_("評価項目"), max_length=120)
    guidance = models.TextField(_("評価の観点"), blank=True)
    weight = models.PositiveSmallIntegerField(_("重み"), default=1)
    max_score = models.PositiveSmallIntegerField(_("最高点"), default=5)

    guard = Guard(writes="select, insert, update, delete")

    class Meta:
        verbose_name = _("評価項目")
        ordering = ["item", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "order"],
                name="call_criterion_ordered",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=1, max_score__gte=1), name="call_criterion_counts"
            ),
        ]

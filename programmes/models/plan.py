"""What was agreed about a project: plan, money by year, frozen versions, and how they change afterwards (R41, R45–R47)."""

import uuid
from typing import Any

import pghistory
from django.conf import settings
from django.db import connection, models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from accounts.models import Dated, Organisation
from confidentiality import outbox
from confidentiality.acting import database_now
from confidentiality.guards import Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, verb
from programmes.models.assignment import Assignment
from programmes.models.project import Project


def _organisation(label: Any) -> models.ForeignKey:
    return models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name=label, related_name="+"
    )


@pghistory.track(context_field=None)  # who and why stand in the journal; these rows say what changed
class ProjectPlan(models.Model):
    """What the project does and how it reaches use: agreed words (frozen at the start) and the way to society."""

    class ContractForm(models.TextChoices):
        COMMISSION = "commission", _("委託")
        GRANT = "grant", _("補助")
        JOINT = "joint", _("共同研究")
        FLEXIBLE = "flexible", _("柔軟な契約（人員・設備・情報・技術の提供を含む）")

    class Stage(models.TextChoices):
        NONE = "", _("スタートアップは関わらない")
        SEED = "seed", _("シード")
        EARLY = "early", _("アーリー")
        MIDDLE = "middle", _("ミドル")
        LATER = "later", _("レイター")

    item = models.OneToOneField(Project, models.PROTECT, related_name="plan", editable=False)
    # Frozen with the first version of the terms; changed by an approved request alone.
    purpose = models.TextField(_("目的"), blank=True)
    plan_text = models.TextField(_("研究開発の計画"), blank=True)
    starts_on = models.DateField(_("実施期間の開始"), null=True, blank=True)
    ends_on = models.DateField(_("実施期間の終了"), null=True, blank=True)
    contract_on = models.DateField(_("契約の日"), null=True, blank=True)
    contract_form = models.CharField(
        _("契約の形"), max_length=12, choices=ContractForm, default=ContractForm.COMMISSION
    )
    # The way into use (R45, R46), kept up to date with its history.
    goal = models.TextField(_("社会実装の目標"), blank=True)
    needs_organisation = _organisation(_("ニーズを持つ組織"))
    needs_person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("ニーズ側の責任者"),
        related_name="+",
    )
    handover_organisation = _organisation(_("産業界へ引き渡す組織"))
    handover = models.TextField(_("引き渡しの方法"), blank=True)
    industry_organisation = _organisation(_("産業化を担う組織"))
    industry = models.TextField(_("産業化の進め方"), blank=True)
    # Public money and private money (R39, R47, R67).
    private_test = models.TextField(_("民間の資金ではなく国が担う理由"), blank=True)
    private_part = models.TextField(_("民間が担うリスク"), blank=True)
    startup_stage = models.CharField(_("スタートアップの段階"), max_length=10, choices=Stage, blank=True)
    later_gap = models.TextField(_("この後の資金の空白"), blank=True)
    public_need = models.TextField(_("公的な需要による裏付け"), blank=True)
    # Personal data (R59).
    uses_personal_data = models.BooleanField(_("個人情報を扱う"), default=False)
    personal_data_basis = models.TextField(_("個人情報を扱う根拠"), blank=True)
    personal_data_safeguards = models.TextField(_("個人情報を守る措置"), blank=True)

    guard = Guard()

    class Meta:
        verbose_name = _("課題の計画")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="plan_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(uses_personal_data=False)
                | (Q(personal_data_basis__regex=r"\S") & Q(personal_data_safeguards__regex=r"\S")),
                name="personal_data_with_basis_and_safeguards",
            ),
        ]


class ProjectTerms(Item):
    """What of a project only its money's readers see: sums by year, versions of the terms, requests, delegations."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    project = models.OneToOneField(Project, models.PROTECT, related_name="terms", editable=False)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("課題の条件")


class YearAmount(models.Model):
    """Agreed money of one fiscal year in whole yen; nought is the same as none."""

    item = models.ForeignKey(ProjectTerms, models.PROTECT, related_name="amounts", editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+", editable=False)
    fiscal_year = models.PositiveSmallIntegerField(_("年度"))
    amount = models.BigIntegerField(_("金額（円）"))

    guard = Guard()

    class Meta:
        verbose_name = _("年度ごとの金額")
        ordering = ["fiscal_year"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="year_amount_is_not_negative"),
            models.UniqueConstraint(fields=["item", "fiscal_year"], name="one_amount_a_year"),
        ]


class TermsVersion(models.Model):
    """The terms as they were agreed at one moment, composed and hashed by the database; never rewritten."""

    item = models.ForeignKey(ProjectTerms, models.PROTECT, related_name="versions", editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+", editable=False)
    number = models.PositiveIntegerField(_("版"))
    content = models.JSONField(default=dict)
    text_hash = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(db_default=Now())
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    request = models.OneToOneField(
        "programmes.ChangeRequest", models.PROTECT, null=True, related_name="version"
    )

    guard = Guard(writes="select, insert")

    class Meta:
        verbose_name = _("条件の版")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="terms_numbered_once")]


def decides_change(subject: "ChangeRequest", person: models.Model) -> bool:
    """The agency, or the manager within delegated limits; never who asked for it. The database is the judge (R41)."""
    return bool(subject.authority())


def refused_a_step(subject: "ChangeRequest", person: models.Model) -> bool:
    """Who has just not agreed at a step of its route: that answer and this end are one act (``programmes.approvals``)."""
    return subject.answers.filter(answered_by_id=person.pk, verdict="refused").exists()


def asked_for_it(subject: "ChangeRequest", person: models.Model) -> bool:
    return subject.requested_by_id == person.pk


class ChangeRequest(FSMModelMixin, models.Model):
    """A wish to change the frozen terms: reason, before and after; another person approves or refuses it (R41)."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("申請中")
        APPROVED = "approved", _("承認済")
        REJECTED = "rejected", _("却下")
        WITHDRAWN = "withdrawn", _("取下げ")

    class Kind(models.TextChoices):
        PLAN = "plan", _("計画の変更")
        BUDGET = "budget", _("予算の変更")
        TEAM = "team", _("体制の変更")

    class Authority(models.TextChoices):
        AGENCY = "agency", _("研究推進法人または事務局として")
        DELEGATED = "delegated", _("委任された範囲で")
        STEP = "step", _("承認経路の段階の担当として")

    OVER = _("課題が終わっているため、条件は変えられません。この申請は、却下または取下げで閉じてください。")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(ProjectTerms, models.PROTECT, related_name="requests", editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="change_requests", editable=False)
    change_kind = models.CharField(_("種別"), max_length=10, choices=Kind)
    reason = models.TextField(_("変更の理由"))
    base_number = models.PositiveIntegerField(default=0, editable=False)
    before = models.JSONField(default=dict, editable=False)
    after = models.JSONField(default=dict, editable=False)
    moved = models.BigIntegerField(default=0, editable=False)
    total_change = models.BigIntegerField(default=0, editable=False)
    # Found by the database when it is asked: the route then in force, where its line begins (0: at no sum, null: no line),
    # and the yen that earlier changes of the fiscal year moved without that line's say.
    route = models.ForeignKey(
        "programmes.ApprovalRoute", models.PROTECT, null=True, related_name="+", editable=False
    )
    reach = models.BigIntegerField(null=True, editable=False)
    earlier = models.BigIntegerField(default=0, editable=False)
    state = StateField(_("状態"), default=State.REQUESTED, choices=State, protected=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    requested_at = models.DateTimeField(db_default=Now(), editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_as = models.CharField(max_length=10, choices=Authority, blank=True, editable=False)
    decision_note = models.TextField(_("決定の理由"), blank=True, editable=False)

    guard = Guard()

    class Meta:
        verbose_name = _("変更の申請")
        ordering = ["-requested_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")),
                name="change_decided_by_another",
            ),
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="change_has_a_reason"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(state="requested"), name="one_open_change_request"
            ),
        ]

    def authority(self) -> str:
        """As what this transaction's reader may decide it: "agency", "delegated", or nothing."""
        with connection.cursor() as cursor:
            cursor.execute("select app.change_authority(%s)", [self.pk])
            return cursor.fetchone()[0] or ""

    def may_still_change(self) -> bool:
        """The project goes on; what has ended keeps its terms."""
        with connection.cursor() as cursor:
            cursor.execute("select app.change_may_come(%s)", [self.pk])
            return bool(cursor.fetchone()[0])

    def may_be_approved(self) -> bool:
        """This reader decides it, the steps of its route are through or hold not for their decision, the project goes on (R41)."""
        with connection.cursor() as cursor:
            cursor.execute("select app.may_approve_change(%s)", [self.pk])
            return bool(cursor.fetchone()[0])

    @verb(_("承認する"), allows=decides_change, source=State.REQUESTED, target=State.APPROVED)
    def approve(self, *, by: Any, note: str = "") -> dict:
        """The caller applies it in the same transaction (``programmes.changes.approve``); alone it is refused there."""
        if self.base_number != (
            TermsVersion.objects.filter(item_id=self.item_id).aggregate(n=models.Max("number"))["n"] or 0
        ):
            raise WrongState(
                _("申請の後に条件が変わっています。却下して、いまの版から申請し直してください。")
            )
        if not self.may_still_change():
            raise WrongState(self.OVER)
        if not self.may_be_approved():
            raise WrongState(
                _(
                    "承認経路のすべての段階の同意がそろっていないため、まだ承認できません。進み方を確かめてください。"
                )
            )
        self._decide(by, note)
        return {"change": self.change_kind, "moved": self.moved}

    @verb(_("却下する"), allows=decides_change, source=State.REQUESTED, target=State.REJECTED)
    def reject(self, *, by: Any, note: str = "") -> None:
        if not note.strip():
            raise WrongState(_("却下の理由を記入してください。"))
        self._decide(by, note)

    @verb(_("不同意により却下する"), allows=refused_a_step, source=State.REQUESTED, target=State.REJECTED)
    def refuse_step(self, *, by: Any, note: str) -> None:
        """A step of its route was refused: the request ends there, with that reason."""
        self._decide(by, note)
        self.decided_as = self.Authority.STEP

    @verb(_("取り下げる"), allows=asked_for_it, source=State.REQUESTED, target=State.WITHDRAWN)
    def withdraw(self, *, by: Any) -> None:
        """Before anybody has decided; the row stays."""

    def _decide(self, by: Any, note: str) -> None:
        self.decided_by, self.decided_at, self.decision_note = by, database_now(), note
        self.decided_as = self.authority()
        outbox.enqueue("change.decided", self)


class Delegation(Dated):
    """What the agency lets one named manager decide alone at one project, in kinds and sums (R41)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(ProjectTerms, models.PROTECT, related_name="delegations", editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+", editable=False)
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="+", editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    may_change_plan = models.BooleanField(_("計画の変更を承認できる"), default=False)
    may_change_team = models.BooleanField(_("体制の変更を承認できる"), default=False)
    budget_yen = models.BigIntegerField(_("動かせる予算の上限（円）"), null=True, blank=True)
    budget_percent = models.PositiveSmallIntegerField(
        _("動かせる予算の上限（総額に対する％）"), null=True, blank=True
    )
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)

    guard = Guard()

    class Meta(Dated.Meta):
        verbose_name = _("権限の委任")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(may_change_plan=True)
                | Q(may_change_team=True)
                | Q(budget_yen__isnull=False)
                | Q(budget_percent__isnull=False),
                name="delegation_of_something",
            ),
            models.CheckConstraint(
                condition=Q(budget_percent__isnull=True) | Q(budget_percent__lte=100),
                name="delegation_within_the_total",
            ),
            models.CheckConstraint(
                condition=Q(budget_yen__isnull=True) | Q(budget_yen__gt=0), name="delegation_of_a_sum"
            ),
            models.CheckConstraint(condition=~Q(given_by=F("person")), name="nobody_delegates_to_themselves"),
            models.UniqueConstraint(
                fields=["item", "person"], condition=Q(valid_until__isnull=True), name="one_live_delegation"
            ),
        ]

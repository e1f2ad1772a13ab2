"""A fund, the sums put into it and moved within it, and the ledger from which every total is computed."""

import hashlib
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from accounts.japanese import in_tokyo
from accounts.models import Organisation
from confidentiality import audience
from confidentiality.acting import database_now
from confidentiality.guards import Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, verb
from programmes import figures
from programmes.models.proposed_sum import ProposedSum
from programmes.standing import leads


class Fund(FSMModelMixin, Item):
    """A multi-year fund by law (R27): its content is what the public may read once it is listed.

    What its team shares hangs off its ``FundBook``, its concepts, projects and disbursements.
    """

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class State(models.TextChoices):
        PLANNED = "planned", _("造成予定")
        ESTABLISHED = "established", _("造成済")
        DESIGNATED = "designated", _("指定済")
        CLOSING = "closing", _("終了手続中")
        CLOSED = "closed", _("終了")

    name = models.CharField(_("基金の名称"), max_length=120)
    english_name = models.CharField(_("英語の名称"), max_length=200, blank=True)
    purpose = models.TextField(_("目的"), blank=True)
    english_purpose = models.TextField(_("英語の説明"), blank=True)
    legal_basis = models.CharField(_("根拠"), max_length=200, blank=True)
    source = models.CharField(_("出典"), max_length=300, blank=True)
    agency = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("基金を管理する法人"),
        related_name="+",
    )
    state = StateField(_("状態"), default=State.PLANNED, choices=State, protected=True)
    designated_on = models.DateField(_("指定の日"), null=True, blank=True)
    is_listed = models.BooleanField(_("公開ページに掲載する"), default=False)
    is_demo = models.BooleanField(default=False, editable=False)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("基金")

    @property
    def fund_id(self) -> Any:
        return self.pk

    @property
    def places(self) -> tuple:
        return (self.pk,)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.public_title = self.name
        super().save(*args, **kwargs)

    @verb(_("造成済とする"), allows=leads, source=State.PLANNED, target=State.ESTABLISHED)
    def establish(self, *, by: Any) -> None:
        """Needs the first sum put in, and who holds it (3.2)."""
        got = figures.contributions_of(self.pk)
        if not got:
            raise WrongState(_("承認された拠出がまだありません。先に、拠出を登録して承認を受けてください。"))
        if not (self.agency_id or any(c.agency_id for c in got)):
            raise WrongState(_("基金を管理する法人を登録してください。"))

    @verb(_("指定する"), allows=leads, source=State.ESTABLISHED, target=State.DESIGNATED)
    def designate(self, *, by: Any, on: Any = None) -> dict:
        """Under the Act: needs the purpose in words and a guideline in force."""
        from programmes.models import Guideline

        if not self.purpose.strip():
            raise WrongState(_("基金の目的を記入してから指定してください。"))
        if not Guideline.current().exists():
            raise WrongState(_("現行の研究開発基本指針がないため、指定できません。"))
        self.designated_on = on or in_tokyo(database_now()).date()
        return {"on": str(self.designated_on)}

    @verb(_("指定を取り消す"), allows=leads, source=State.DESIGNATED, target=State.ESTABLISHED)
    def revoke_designation(self, *, by: Any, reason: str, seen: str = "", acknowledged: bool = False) -> dict:
        """Running projects go on: whoever revokes has read which (``seen``), says so, and both stay on record."""
        from programmes.models.step import ReasonedStep

        if not reason.strip():
            raise WrongState(_("取り消す理由を記入してください。"))
        live = self.live_projects()
        if seen != marked(live):
            raise WrongState(_("表示した後に、続いている課題が変わりました。新しい一覧を確かめてください。"))
        if live and not acknowledged:
            raise WrongState(_("続いている課題を確かめてください。"))
        ReasonedStep.objects.create(
            item=self.book,
            verb=ReasonedStep.Verb.REVOKE,
            reason=reason,
            acknowledged=[[p.code, p.title] for p in live],
            taken_by=by,
        )
        self.designated_on = None
        return {"projects": len(live)}

    def why_no_line(self, *, gives_back: bool = False) -> str:
        """The sentence that stands against giving money to concepts now, or moving it; empty when nothing does."""
        if self.state == self.State.PLANNED:
            return str(
                _("基金がまだ造成されていないため、承認できません。先に、基金を「造成済」としてください。")
            )
        if self.state == self.State.CLOSED:
            return str(_("終了した基金では、お金を動かせません。"))
        if self.state == self.State.CLOSING and not gives_back:
            return str(
                _("基金は終了の手続中です。配分を戻すこと（△）はできますが、新しい配分と移動はできません。")
            )
        return ""

    @property
    def takes_concepts(self) -> bool:
        """Whether something new may be begun with it: not once its end has begun."""
        return self.state not in (self.State.CLOSING, self.State.CLOSED)

    def live_projects(self) -> list[Any]:
        """What still runs under this fund, by code."""
        from programmes.models.project import Project

        return list(Project.objects.filter(fund_id=self.pk, state__in=Project.LIVE).order_by("code"))

    @verb(
        _("終了の手続を始める"),
        allows=leads,
        source=[State.ESTABLISHED, State.DESIGNATED],
        target=State.CLOSING,
    )
    def start_closing(self, *, by: Any) -> None:
        from programmes.models.project import Project

        live = Project.objects.filter(fund_id=self.pk, state__in=Project.LIVE).count()
        if live:
            raise WrongState(
                _("終わっていない研究開発課題が%(n)s件あるため、終了の手続を始められません。") % {"n": live}
            )

    @verb(_("終了する"), allows=leads, source=State.CLOSING, target=State.CLOSED)
    def close(self, *, by: Any) -> None:
        """Only once nothing is left or outstanding: what was not spent has been returned and stands in the ledger."""
        from programmes.models.disbursement import Disbursement

        if n := Disbursement.objects.filter(fund_id=self.pk, state__in=Disbursement.OPEN).count():
            raise WrongState(
                _(
                    "精算の終わっていない支払が%(n)s件あります。帳簿からその支払を開き、精算・返還・却下を終えてから終了してください。"
                )
                % {"n": n}
            )
        sums = figures.figures_of(self.pk).total
        if sums.balance or sums.committed:
            raise WrongState(
                _(
                    "残高が%(sum)s円あります。構想に残る配分を戻し（△）、国庫への返納を登録し、残高を0円にしてから終了してください。"
                )
                % {"sum": f"{sums.balance:,}"}
            )

    @verb(_("公開ページに掲載する"), allows=leads, source=[State.ESTABLISHED, State.DESIGNATED, State.CLOSED])
    def list_publicly(self, *, by: Any) -> None:
        """Name, purpose, sums put in and totals, to everybody from this instant; twice is once."""
        self.is_listed = True
        audience.open_to(self, audience.EVERYBODY)

    @verb(
        _("掲載を取り下げる"),
        allows=leads,
        source=[State.ESTABLISHED, State.DESIGNATED, State.CLOSING, State.CLOSED],
    )
    def take_off_public(self, *, by: Any) -> None:
        self.is_listed = False
        audience.close_to(self, audience.EVERYBODY)


def marked(projects: list[Any]) -> str:
    """A mark of these projects, so that one acknowledges what one was shown."""
    return hashlib.sha256(" ".join(sorted(str(p.pk) for p in projects)).encode()).hexdigest()


class FundBook(Item):
    """What a fund's team keeps among itself: sums proposed and put in, moves between years and concepts."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    fund = models.OneToOneField(Fund, models.PROTECT, related_name="book")

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("基金の帳簿")


class FundContribution(ProposedSum):
    """A sum put into the fund by one budget act, or with a minus sign returned to the treasury (R28)."""

    item = models.ForeignKey(FundBook, models.PROTECT, related_name="contributions", editable=False)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="contributions", editable=False)
    act = models.CharField(_("予算措置"), max_length=120)
    fiscal_year = models.PositiveSmallIntegerField(_("年度"))
    ministry = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name=_("府省庁"), related_name="+"
    )
    agency = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("受け入れる法人"),
        related_name="+",
    )
    source = models.CharField(_("出典"), max_length=300, blank=True)

    guard = Guard()

    class Meta(ProposedSum.Meta):
        verbose_name = _("拠出")
        constraints = [
            *ProposedSum.Meta.constraints,
            # Rows without a proposer come from a published document, which they name.
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=False) | ~Q(source=""), name="contribution_has_an_origin"
            ),
        ]

    @property
    def places(self) -> tuple:
        return (self.fund_id,)

    def why_not(self) -> str:
        free = figures.unallocated(self.fund_id)
        if Fund.objects.get(pk=self.fund_id).state == Fund.State.CLOSED:
            return _("終了した基金では、お金を動かせません。")
        if self.amount < 0 and -self.amount > free:
            return _("返納できるのは、まだ割り当てていない%(free)s円までです。") % {"free": f"{free:,}"}
        return ""


class Transfer(ProposedSum):
    """Money of a fund moved between years and concepts, with the reason (R29); the fund's sum stays the same."""

    item = models.ForeignKey(FundBook, models.PROTECT, related_name="transfers", editable=False)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="transfers", editable=False)
    from_concept = models.ForeignKey(
        "programmes.RDConcept", models.PROTECT, verbose_name=_("移す元の構想"), related_name="+"
    )
    from_year = models.PositiveSmallIntegerField(_("移す元の年度"))
    to_concept = models.ForeignKey(
        "programmes.RDConcept", models.PROTECT, verbose_name=_("移す先の構想"), related_name="+"
    )
    to_year = models.PositiveSmallIntegerField(_("移す先の年度"))

    guard = Guard()

    class Meta(ProposedSum.Meta):
        verbose_name = _("年度・構想の間の移動")
        constraints = [
            *ProposedSum.Meta.constraints,
            models.CheckConstraint(condition=Q(amount__gt=0), name="transfer_is_positive"),
            models.CheckConstraint(
                condition=~Q(from_concept=F("to_concept"), from_year=F("to_year")),
                name="transfer_goes_elsewhere",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="transfer_has_a_reason"),
        ]

    @property
    def places(self) -> tuple:
        return (self.fund_id,)

    def why_not(self) -> str:
        free = figures.remaining(self.fund_id, self.from_concept_id, self.from_year)
        if wrong := Fund.objects.get(pk=self.fund_id).why_no_line():
            return wrong
        if self.amount > free:
            return _("移せるのは、移す元の残り%(free)s円までです。") % {"free": f"{free:,}"}
        if self.from_concept_id == self.to_concept_id:
            return ""
        room = self.to_concept.ceiling - figures.allocated(self.fund_id, self.to_concept_id)
        if self.amount > room:
            return _("移す先の構想の上限まで、残り%(room)s円です。") % {"room": f"{room:,}"}
        return ""


class LedgerEntry(models.Model):
    """One signed line in whole yen, written by triggers alone, never changed; every total is a sum of these (R28)."""

    class Kind(models.TextChoices):
        CONTRIBUTION = "contribution", _("拠出")
        ALLOCATION = "allocation", _("配分")
        TRANSFER = "transfer", _("移動")
        COMMITMENT = "commitment", _("支払予定の確保")
        PAYMENT = "payment", _("支払")
        REFUND = "refund", _("返還")

    id = models.BigAutoField(primary_key=True)
    # No constraint on the item: checking one would lock it, in an order the sums' own lock does not know.
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", db_constraint=False)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="lines")
    kind = models.CharField(_("種別"), max_length=20, choices=Kind)
    amount = models.BigIntegerField(_("金額（円）"))
    fiscal_year = models.PositiveSmallIntegerField(_("年度"))
    ministry = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    concept = models.ForeignKey("programmes.RDConcept", models.PROTECT, null=True, related_name="+")
    disbursement = models.ForeignKey(
        "programmes.Disbursement", models.PROTECT, null=True, related_name="lines"
    )
    at = models.DateTimeField(db_default=Now())
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    cause = models.CharField(max_length=40)
    cause_id = models.UUIDField(null=True)

    guard = Guard(writes="select")

    class Meta:
        verbose_name = _("帳簿の行")
        ordering = ["id"]
        indexes = [models.Index(fields=["fund", "concept", "fiscal_year", "kind"], name="ledger_sums")]
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="ledger_line_of_something")]

    @property
    def words(self) -> str:
        """Its kind as a reader of the line says it: what was set aside is set free by a line below zero."""
        if self.kind == self.Kind.COMMITMENT and self.amount < 0:
            return str(_("支払予定の取崩し"))
        return self.get_kind_display()

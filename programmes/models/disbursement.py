"""One payment to a project, from the request to the settled account; refused while no council accompanies it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from accounts.phrasing import in_japanese
from confidentiality import outbox
from confidentiality.acting import database_now
from confidentiality.guards import Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, verb
from programmes import figures
from programmes.models.fund import Fund
from programmes.models.project import Project, RDConcept
from programmes.standing import oversees, runs


def checks(subject: Any, person: models.Model) -> bool:
    """The ministry's side, and never who asked for the money: before it is paid and after (the database asks the same)."""
    return oversees(subject, person) and subject.requested_by_id != person.pk


def pays(subject: Any, person: models.Model) -> bool:
    """The agency, and never who checked it."""
    return runs(subject, person) and subject.checked_by_id != person.pk


def stops_money(project: Project, *, held: bool = False) -> str:
    """Why nothing is checked or paid for this project now, as a sentence; ``held`` keeps the councils as they are."""
    if gap := project.gap_held(for_money=True) if held else project.gap(for_money=True):
        return gap
    if project.state != Project.State.ACTIVE:
        return str(_("課題が実施中ではないため、お金を動かせません。"))
    return decided_to_stop(project)


def decided_to_stop(project: Project) -> str:
    """The sentence when the latest decision at a gate is to stop; empty otherwise."""
    from programmes import gates

    if not gates.stops_money(project.pk):
        return ""
    return str(_("最新のステージゲートで「中止」と決定されているため、支払の確認も支払もできません。"))


def beyond_agreed(project: Any, year: int, amount: int) -> str:
    """Why the sum does not fit into what was agreed for its year (R29); empty when it does."""
    left = figures.agreed_left(project, year)
    if amount <= left:
        return ""
    return _(
        "%(year)s年度に合意した金額の残りは%(left)s円です。請求の%(sum)s円には足りません。"
        "ほかの年度から移すときは、先に予算の変更を申請してください。"
    ) % {"year": year, "left": f"{left:,}", "sum": f"{amount:,}"}


def is_requester(subject: Any, person: models.Model) -> bool:
    return subject.requested_by_id == person.pk


def beyond_paid(refund: int, paid: int) -> str:
    """The sentence against a refund of so many yen of a payment of so many; empty when nothing stands against it."""
    if 0 < refund <= paid:
        return ""
    return _("返還額は、1円から支払った%(sum)s円までです。") % {"sum": f"{paid:,}"}


class Disbursement(FSMModelMixin, Item):
    """Whole yen of one fiscal year (R28): reserved when checked, spent when paid; each step is a line of the ledger."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class State(models.TextChoices):
        REQUESTED = "requested", _("請求中")
        CHECKED = "checked", _("確認済")
        PAID = "paid", _("支払済")
        SETTLED = "settled", _("精算済")
        REJECTED = "rejected", _("却下")
        WITHDRAWN = "withdrawn", _("取下げ")
        REFUND_DUE = "refund_due", _("返還待ち")
        REFUNDED = "refunded", _("返還済")

    OPEN = (State.REQUESTED, State.CHECKED, State.PAID, State.REFUND_DUE)

    project = models.ForeignKey(Project, models.PROTECT, related_name="disbursements", editable=False)
    # Copied from the project by the database, so that nobody has to read the concept to act on a payment.
    concept = models.ForeignKey(RDConcept, models.PROTECT, related_name="+", editable=False)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", editable=False)
    amount = models.BigIntegerField(_("金額（円）"))
    fiscal_year = models.PositiveSmallIntegerField(_("年度"))
    purpose = models.TextField(_("使いみち"))
    state = StateField(_("状態"), default=State.REQUESTED, choices=State, protected=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    requested_at = models.DateTimeField(db_default=Now(), editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    checked_at = models.DateTimeField(null=True, editable=False)
    paid_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    paid_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    closed_at = models.DateTimeField(null=True, editable=False)
    note = models.TextField(_("理由"), blank=True, editable=False)
    refund_amount = models.BigIntegerField(_("返還額（円）"), null=True, editable=False)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("支払")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="disbursement_of_something"),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("requested_by")),
                name="checked_by_another",
            ),
            models.CheckConstraint(
                condition=Q(paid_by__isnull=True) | ~Q(paid_by=F("checked_by")), name="paid_by_another"
            ),
            models.CheckConstraint(
                condition=Q(refund_amount__isnull=True)
                | Q(refund_amount__gt=0, refund_amount__lte=F("amount")),
                name="refund_within_what_was_paid",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["checked", "paid", "settled", "refund_due", "refunded"])
                | Q(checked_by__isnull=False),
                name="nothing_unchecked_goes_on",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["paid", "settled", "refund_due", "refunded"])
                | Q(paid_by__isnull=False),
                name="nothing_unpaid_is_settled",
            ),
        ]

    @property
    def places(self) -> tuple:
        return (self.project_id, self.concept_id, self.fund_id)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.public_title = self.public_title or in_japanese(_("支払の請求"))
        super().save(*args, **kwargs)

    @verb(_("確認済とする"), allows=checks, source=State.REQUESTED, target=State.CHECKED)
    def verify(self, *, by: Any) -> dict:
        """Reserves the sum. Raises WrongState when the bond is missing or the sum exceeds what is left, exactly."""
        left = figures.remaining(self.fund_id, self.concept_id, self.fiscal_year)
        self._require_running()
        figures.hold_agreed(self.project_id)
        if why := beyond_agreed(self.project_id, self.fiscal_year, self.amount):
            raise WrongState(why)
        if not figures.fits(self.pk):
            raise WrongState(self._too_much(left))
        self.checked_by, self.checked_at = by, database_now()
        outbox.enqueue("payment.checked", self)
        return {"amount": self.amount}

    @verb(_("支払う"), allows=pays, source=State.CHECKED, target=State.PAID)
    def pay(self, *, by: Any) -> dict:
        """Once: whoever comes second finds it paid. The bond is asked again at this moment."""
        figures.remaining(self.fund_id, self.concept_id, self.fiscal_year)  # takes the fund's lock first
        self._require_running()
        self.paid_by, self.paid_at = by, database_now()
        outbox.enqueue("payment.paid", self)
        return {"amount": self.amount}

    @verb(_("却下する"), allows=checks, source=State.REQUESTED, target=State.REJECTED)
    def reject(self, *, by: Any, note: str) -> None:
        self._end(by, note)
        outbox.enqueue("payment.rejected", self)

    @verb(_("確認を取り消す"), allows=oversees, source=State.CHECKED, target=State.REJECTED)
    def release(self, *, by: Any, note: str) -> None:
        """Gives the reserved sum back."""
        self._end(by, note)
        outbox.enqueue("payment.rejected", self)

    @verb(_("請求を取り下げる"), allows=is_requester, source=State.REQUESTED, target=State.WITHDRAWN)
    def withdraw(self, *, by: Any) -> None:
        self.closed_by, self.closed_at = by, database_now()

    @verb(_("精算済とする"), allows=checks, source=State.PAID, target=State.SETTLED)
    def settle(self, *, by: Any) -> None:
        """Everything was spent as asked; nothing comes back."""
        self.closed_by, self.closed_at = by, database_now()

    @verb(_("返還を求める"), allows=checks, source=State.PAID, target=State.REFUND_DUE)
    def claim_refund(self, *, by: Any, refund: int, note: str) -> dict:
        """Part or all of it, in yen, with the reason."""
        if why := beyond_paid(refund, self.amount):
            raise WrongState(why)
        self._end(by, note)
        self.refund_amount = refund
        outbox.enqueue("payment.refund_due", self)
        return {"refund": refund}

    @verb(_("返還を受け入れた"), allows=runs, source=State.REFUND_DUE, target=State.REFUNDED)
    def receive_refund(self, *, by: Any) -> dict:
        """The sum is the concept's again, in the same fiscal year; whoever took it in ends the payment."""
        self.closed_by, self.closed_at = by, database_now()
        return {"refund": self.refund_amount}

    def _too_much(self, left: int) -> str:
        """With what is left, for who reads the concept; who reads the project alone is told no sum of it."""
        said = {"year": self.fiscal_year, "left": f"{left:,}", "sum": f"{self.amount:,}"}
        if RDConcept.objects.filter(pk=self.concept_id).exists():
            return _("この構想の%(year)s年度の残りは%(left)s円です。請求の%(sum)s円には足りません。") % said
        return (
            _(
                "この構想の%(year)s年度の残りが、請求の%(sum)s円に足りません。構想の担当者に、配分を相談してください。"
            )
            % said
        )

    def _require_running(self) -> None:
        if gap := stops_money(self.project, held=True):
            raise WrongState(gap)

    def hindrance(self) -> str:
        """Why a waiting payment goes no further at the moment, for its page; empty when nothing stands against it."""
        if self.state not in (self.State.REQUESTED, self.State.CHECKED):
            return ""
        return stops_money(self.project) or (
            beyond_agreed(self.project_id, self.fiscal_year, self.amount)
            if self.state == self.State.REQUESTED
            else ""
        )

    def _end(self, by: Any, note: str) -> None:
        if not note.strip():
            raise WrongState(_("理由を記入してください。"))
        self.note, self.closed_by, self.closed_at = note, by, database_now()

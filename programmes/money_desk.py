"""What the fund asks of one person: payments to check, pay, settle or take back, sums to decide; asks nobody twice over."""

from collections.abc import Iterable

from django.db.models import BooleanField, F, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.translation import gettext as _

from confidentiality.asked import Blank, one
from confidentiality.desk import Task
from programmes.desk import Desk, asks, held, on_the_desk
from programmes.models import Allocation, Disbursement, FundContribution, Transfer

LEADS, OVERSEES, RUNS = ("lead",), ("lead", "ministry"), ("agency",)


def for_staff(rows: QuerySet) -> QuerySet:
    """Marks every row with whether the reader belongs to the secretariat, as ``staff``."""
    return rows.annotate(staff=RawSQL("%s::boolean", [Blank("staff")], output_field=BooleanField()))


def _payments(state: str, roles: tuple[str, ...], *, staff: bool, never: str = "") -> QuerySet:
    mine = held(roles, "project_id", "concept_id", "fund_id")
    rows = for_staff(Disbursement.objects.filter(state=state))
    rows = rows.filter(mine | Q(staff=True)) if staff else rows.filter(mine)
    if never:
        rows = rows.exclude(**{never: one("person")})
    return rows.values_list("pk", "requested_at").order_by("requested_at")


_TO_CHECK = on_the_desk(
    lambda: _payments("requested", OVERSEES, staff=True, never="requested_by_id"), "staff", *OVERSEES
)
_TO_PAY = on_the_desk(lambda: _payments("checked", RUNS, staff=False, never="checked_by_id"), *RUNS)
_TO_SETTLE = on_the_desk(lambda: _payments("paid", OVERSEES, staff=True), "staff", *OVERSEES)
_TO_TAKE_BACK = on_the_desk(lambda: _payments("refund_due", RUNS, staff=False), *RUNS)


@asks
def payments_to_move_on(desk: Desk) -> Iterable[Task]:
    """Each payment in the step that is this reader's; the step itself asks right and state again."""
    overseer, agency = _("所管省庁か事務局の担当だから"), _("研究推進法人の担当だから")
    for question, verb, what, why in (
        (_TO_CHECK, "verify", _("支払の請求を確認する"), overseer),
        (_TO_PAY, "pay", _("確認済みの支払を行う"), agency),
        (_TO_SETTLE, "settle", _("支払の精算を確かめる"), overseer),
        (_TO_TAKE_BACK, "receive_refund", _("返還の受入れを記録する"), agency),
    ):
        for pk, _at in desk.said(question):
            page = (
                reverse("payment", args=[pk]) if verb == "settle" else reverse("payment_act", args=[pk, verb])
            )
            yield Task(what, page, why, minutes=5)


def _sums(model: type, place: str) -> QuerySet:
    mine = held(LEADS, "fund_id")
    rows = for_staff(model.objects.filter(state="proposed")).filter(mine | Q(staff=True))
    return (
        rows.exclude(proposed_by_id=one("person"))
        .annotate(place=F(place))
        .values_list("pk", "place", "proposed_at")
        .order_by("proposed_at")
    )


_CONTRIBUTIONS = on_the_desk(lambda: _sums(FundContribution, "fund_id"), "staff", *LEADS)
_ALLOCATIONS = on_the_desk(lambda: _sums(Allocation, "item_id"), "staff", *LEADS)
_TRANSFERS = on_the_desk(lambda: _sums(Transfer, "fund_id"), "staff", *LEADS)


@asks
def sums_to_decide(desk: Desk) -> Iterable[Task]:
    """Sums another person proposed."""
    why = _("事務局の担当で、登録した方とは別の方だから")
    for question, page, what in (
        (_CONTRIBUTIONS, "contribution_act", _("拠出の登録を承認する")),
        (_ALLOCATIONS, "allocation_act", _("配分の登録を承認する")),
        (_TRANSFERS, "transfer_act", _("移動の登録を承認する")),
    ):
        for pk, place, _at in desk.said(question):
            yield Task(what, reverse(page, args=[place, pk, "approve"]), why, minutes=5)

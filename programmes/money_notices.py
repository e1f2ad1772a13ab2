"""Letters about money: who is next when a sum or a payment moves, and who is told how it ended; names no sum."""

from collections.abc import Iterable
from typing import Any

from accounts.models import Office, Person
from confidentiality import verbs
from confidentiality.acting import database_now
from confidentiality.notices import Notice, Still, in_state, register
from programmes.models import Allocation, Assignment, Disbursement, FundContribution, Transfer


def holders(subject: Any, *roles: str) -> list[Person]:
    """Those who hold one of these functions at the thing or at what contains it, now."""
    held = Assignment.objects.filter(
        Assignment.valid_on(database_now()), item_id__in=[p for p in subject.places if p], role__in=roles
    )
    return list(Person.objects.filter(pk__in=held.values("person_id")))


def office() -> list[Person]:
    """The programme's secretariat, now."""
    held = Office.objects.filter(Office.valid_on(database_now()), kind="programme_staff")
    return list(Person.objects.filter(pk__in=held.values("person_id")))


def _overseers(subject: Any) -> Iterable[Person]:
    """Those named for it; the secretariat only where nobody is named."""
    return holders(subject, "lead", "ministry") or office()


def _leaders(subject: Any) -> Iterable[Person]:
    """Who decides sums: those who lead at the fund itself; the secretariat where nobody does."""
    held = Assignment.objects.filter(
        Assignment.valid_on(database_now()), item_id=subject.fund_id, role="lead"
    )
    return list(Person.objects.filter(pk__in=held.values("person_id"))) or office()


def _agency(subject: Any) -> Iterable[Person]:
    return holders(subject, "agency")


def _requester(subject: Disbursement) -> Iterable[Person]:
    return [subject.requested_by]


def _proposer(subject: Any) -> Iterable[Person]:
    return [subject.proposed_by] if subject.proposed_by else []


def _may(verb: str) -> Still:
    """The step is still to be done, and by this person."""
    return lambda subject, person: verbs.can(verb, subject, person)


NOTICES = {
    "payment.requested": Notice(Disbursement, "payment", _overseers, _may("verify"), asks=True),
    "payment.checked": Notice(Disbursement, "payment", _agency, _may("pay"), asks=True),
    "payment.paid": Notice(Disbursement, "payment", _requester, in_state("paid", "settled")),
    "payment.rejected": Notice(Disbursement, "payment", _requester, in_state("rejected")),
    "payment.refund_due": Notice(
        Disbursement,
        "payment",
        lambda one: [*_requester(one), *_agency(one)],
        in_state("refund_due"),
        asks=True,
    ),
}
for _model, _page, _of in (
    (FundContribution, "fund_sums", ("fund_id",)),
    (Transfer, "fund_sums", ("fund_id",)),
    (Allocation, "concept", ("item_id",)),
):
    _name = _model._meta.model_name
    NOTICES[f"{_name}.proposed"] = Notice(_model, _page, _leaders, _may("approve"), asks=True, of=_of)
    NOTICES[f"{_name}.decided"] = Notice(_model, _page, _proposer, in_state("approved", "rejected"), of=_of)
register(NOTICES)

__all__ = ["NOTICES", "holders", "office"]

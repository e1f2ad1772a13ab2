"""Who is told of what around a proposal, in neutral words; what it is stays behind the door of its page."""

from collections.abc import Iterable
from typing import Any

from accounts.models import Person
from confidentiality.acting import database_now
from confidentiality.notices import Notice, in_state, register
from programmes.models import Assignment, InstitutionApproval, Proposal, ProposalVersion
from programmes.standing import CO_APPLICANT, INSTITUTION, REPRESENTATIVE


def _at(proposal: Any, *parts: str) -> list[Person]:
    """Who holds one of these functions at the proposal now."""
    live = Assignment.objects.filter(
        Assignment.valid_on(database_now()), item_id=proposal, role__in=parts
    ).select_related("person")
    return [a.person for a in live]


def _named(assignment: Assignment) -> Iterable[Person]:
    return [assignment.person] if assignment.valid_until is None else []


def _approvers(approval: InstitutionApproval) -> list[Person]:
    return _at(approval.item_id, INSTITUTION)


register(
    {
        "proposal.invited": Notice(Assignment, "proposal", _named, asks=True, of=("item_id",)),
        "proposal.section_given": Notice(Assignment, "proposal", _named, asks=True, of=("item_id",)),
        "proposal.approval_asked": Notice(
            InstitutionApproval,
            "proposal",
            _approvers,
            lambda approval, person: approval.answered_at is None,
            asks=True,
            of=("item_id",),
        ),
        "proposal.approval_answered": Notice(
            InstitutionApproval, "proposal", lambda a: _at(a.item_id, REPRESENTATIVE), of=("item_id",)
        ),
        # The mail that goes with the receipt: to its sender too.
        "proposal.submitted": Notice(
            ProposalVersion,
            "proposal",
            lambda v: _at(v.proposal_id, REPRESENTATIVE, INSTITUTION),
            asks=True,
            of=("proposal_id",),
        ),
        "proposal.withdrawn": Notice(
            Proposal,
            "proposal",
            lambda p: _at(p.pk, REPRESENTATIVE, CO_APPLICANT, INSTITUTION),
            in_state("withdrawn"),
            asks=True,
        ),
        "proposal.judged": Notice(
            Proposal, "proposal", lambda p: _at(p.pk, REPRESENTATIVE), in_state("eligible", "ineligible")
        ),
    }
)

"""What people of a proposal answer for in their own name: declarations, and the institution's approval of one exact text."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.phrasing import in_japanese
from confidentiality import audience, journal, outbox
from confidentiality.acting import database_now
from confidentiality.guards import TITLE
from confidentiality.verbs import Refused, WrongState, lock
from programmes.models import (
    Assignment,
    DeclarationMark,
    InstitutionApproval,
    Proposal,
    ProposalDeclaration,
)
from programmes.proposal_text import text_of
from programmes.proposals import hand_over, takes_text
from programmes.standing import CO_APPLICANT, INSTITUTION, REPRESENTATIVE, functions, represents, role


def _in_time(proposal: Proposal) -> None:
    lock(proposal.pk)
    if not takes_text(proposal):
        raise WrongState(_("提出済か、受付終了の後のため、変更できません。"))


def own_function(proposal: Proposal, by: Person, *parts: str) -> Assignment | None:
    """The function this reader holds at the proposal now, out of these."""
    return Assignment.objects.filter(
        Assignment.valid_on(database_now()), item_id=proposal.pk, person=by, role__in=parts
    ).first()


@transaction.atomic
def declare(proposal: Proposal, *, by: Person, **words: Any) -> ProposalDeclaration:
    """One's own outside posts and foreign funding; for the checkers of integrity, from the sending on, and nobody else."""
    held = own_function(proposal, by, REPRESENTATIVE, CO_APPLICANT)
    if held is None:
        raise Refused("declare")
    _in_time(proposal)
    found = ProposalDeclaration.objects.filter(proposal=proposal, person=by).first()
    if found is None:
        found = ProposalDeclaration.objects.create(
            proposal=proposal,
            person=by,
            container_id=proposal.pk,
            custodian=by,
            public_title=in_japanese(_("研究インテグリティの申告")),
            **words,
        )
        audience.open_to(found, audience.principal("assignment", held.pk))
        audience.open_to(found, role(proposal.pk, REPRESENTATIVE), depth=TITLE)
        hand_over([found])
    else:
        for name, value in words.items():
            setattr(found, name, value)
        found.save()
    DeclarationMark.objects.update_or_create(item=proposal, person=by)
    journal.record("declare", found)
    return found


def undeclared(proposal: Proposal) -> list[Person]:
    """Representative and co-applicants of now who have not declared."""
    done = DeclarationMark.objects.filter(item=proposal).values("person_id")
    live = Assignment.objects.filter(
        Assignment.valid_on(database_now()), item_id=proposal.pk, role__in=[REPRESENTATIVE, CO_APPLICANT]
    )
    return [a.person for a in live.exclude(person_id__in=done).select_related("person")]


def approval_of(proposal: Proposal, text_hash: str) -> InstitutionApproval | None:
    """The approval of exactly this text, if the institution has given it."""
    return InstitutionApproval.objects.filter(item=proposal, text_hash=text_hash, is_approved=True).first()


@transaction.atomic
def ask_approval(proposal: Proposal, *, by: Person) -> InstitutionApproval:
    """Ask the institution for the text as it is now; the same text is asked about once."""
    if not represents(proposal, by):
        raise Refused("ask_approval")
    _in_time(proposal)
    if not Assignment.objects.filter(
        Assignment.valid_on(database_now()), item_id=proposal.pk, role=INSTITUTION
    ).exists():
        raise WrongState(_("先に、所属機関で承認する方を「参加する人」に加えてください。"))
    text_hash = text_of(proposal).text_hash
    waiting = InstitutionApproval.objects.filter(item=proposal, text_hash=text_hash)
    if found := waiting.filter(answered_at__isnull=True).first() or waiting.filter(is_approved=True).first():
        return found
    made = InstitutionApproval.objects.create(item=proposal, text_hash=text_hash, asked_by=by)
    journal.record("ask_approval", made, hash=text_hash)
    outbox.enqueue("proposal.approval_asked", made)
    return made


@transaction.atomic
def answer_approval(
    approval: InstitutionApproval, *, by: Person, shown: str, is_approved: bool, note: str = ""
) -> InstitutionApproval:
    """Approve exactly the text that was shown, or send it back with a reason."""
    proposal = Proposal.objects.get(pk=approval.item_id)
    if (proposal.pk, INSTITUTION) not in functions():
        raise Refused("answer_approval")
    _in_time(proposal)
    fresh = InstitutionApproval.objects.get(pk=approval.pk)
    if fresh.answered_at is not None:
        raise WrongState(_("この依頼には、すでに回答されています。"))
    if is_approved and not fresh.text_hash == shown == text_of(proposal).text_hash:
        raise WrongState(_("依頼の後に、提案書が変わりました。研究代表者からの新しい依頼を待ってください。"))
    if not is_approved and not note.strip():
        raise WrongState(_("差し戻す理由を記入してください。"))
    fresh.answered_by, fresh.answered_at, fresh.is_approved, fresh.note = (
        by,
        database_now(),
        is_approved,
        "" if is_approved else note,
    )
    fresh.save()
    journal.record("approve_text" if is_approved else "return_text", fresh, hash=fresh.text_hash)
    outbox.enqueue("proposal.approval_answered", fresh)
    return fresh

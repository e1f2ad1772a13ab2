"""Sending a proposal: freeze, hand over to those who may read what was sent, open again, take back; only inside its verbs.

Every check here is for the sentence it says; the database refuses the same things by itself (``app.guard_application``).
"""

import secrets
from typing import Any

from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from accounts.phrasing import in_japanese, listed
from confidentiality import audience, files, outbox
from confidentiality.guards import TITLE
from confidentiality.verbs import WrongState
from programmes import concentration, proposal_consents
from programmes.models import (
    Call,
    EligibilityCheck,
    Proposal,
    ProposalMember,
    ProposalRoll,
    ProposalSection,
    ProposalVersion,
    SelfCheck,
)
from programmes.proposal_text import Text, missing_in, text_of
from programmes.proposals import hand_over, open_all, takes_proposals, takes_text
from programmes.standing import AGENCY, INSTITUTION, INTEGRITY, LEAD, MINISTRY, REPRESENTATIVE, role

SENT, ROLL, CHECK = (
    gettext_lazy("提出した提案書"),
    gettext_lazy("提出した参加者の一覧"),
    gettext_lazy("要件・重複確認の記録"),
)
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0, 1, I, O


def agencies(proposal: Proposal) -> list[int]:
    """The agency at the call, its concept or its fund."""
    return [role(place, AGENCY) for place in (proposal.call_id, proposal.concept_id, proposal.fund_id)]


def checkers(proposal: Proposal) -> list[int]:
    """Who checks integrity there."""
    return [role(place, INTEGRITY) for place in (proposal.call_id, proposal.concept_id, proposal.fund_id)]


def bystanders(proposal: Proposal) -> list[int]:
    """Who learns that a proposal was sent, by its number, and nothing else (4.3)."""
    return [
        audience.office("programme_staff"),
        audience.office("auditor"),
        *(
            role(place, part)
            for place in (proposal.concept_id, proposal.fund_id)
            for part in (MINISTRY, LEAD)
        ),
    ]


def new_number(call: Call) -> str:
    """A receipt number by chance: counted ones would tell an applicant how many others there are."""
    return f"{call.code}-{''.join(secrets.choice(_SIGNS) for _sign in range(8))}"


def hindrances(proposal: Proposal, text: Text | None = None) -> list[str]:
    """Everything that keeps this text from being sent now, as sentences."""
    text, call = text or text_of(proposal), proposal.call
    found = [] if takes_proposals(call) else [_("この公募は、いま提案を受け付けていません。")]
    found += missing_in(text, call)
    if people := Person.objects.filter(pk__in=RawSQL("select app.runners_among(%s)", [proposal.pk])):
        found.append(
            _("この公募を運営している方が参加者に含まれています（%(names)s）。外れてから提出してください。")
            % {"names": listed(person.name for person in people)}
        )
    if people := proposal_consents.undeclared(proposal):
        found.append(
            _("研究インテグリティの申告が済んでいない方がいます（%(names)s）。")
            % {"names": "、".join(p.name for p in people)}
        )
    if call.needs_institution_approval and not proposal_consents.approval_of(proposal, text.text_hash):
        found.append(_("いまの内容に対する、所属機関の承認がありません。"))
    return found


def send(proposal: Proposal, *, by: Person, shown: str) -> dict[str, Any]:
    """Freeze what stands there now and hand it over (R36). ``shown``: the hash of the text on the check page."""
    if not takes_text(proposal):
        if not takes_proposals(proposal.call):
            raise WrongState(_("受付を終了したため、提出できません。"))
        raise WrongState(_("すでに提出されています。"))
    text = text_of(proposal)
    if shown and shown != text.text_hash:
        raise WrongState(
            _("表示した後に提案書が変わりました。新しい内容を確かめてから、もう一度提出してください。")
        )
    if found := hindrances(proposal, text):
        raise WrongState(" ".join(found))
    is_first = proposal.sent_number == 0
    version, roll = _freeze(proposal, text, by)
    SelfCheck.objects.create(
        proposal=proposal,
        person=by,
        number=version.number,
        result=concentration.own_findings(proposal, text, by),
    )
    _open(proposal, version, roll, by, is_first=is_first)
    ProposalSection.objects.filter(proposal=proposal).update(is_open=False)
    proposal.number = proposal.number or new_number(proposal.call)
    for name in ("title", "english_title", "erad_id", "amount"):
        setattr(proposal, name, text.body[name])
    proposal.sent_number, proposal.submitted_at = version.number, version.sent_at
    outbox.enqueue("proposal.submitted", version)
    return {"version": version.number, "hash": version.text_hash}


def _freeze(proposal: Proposal, text: Text, by: Person) -> tuple[ProposalVersion, ProposalRoll]:
    inside = {"container_id": proposal.pk, "custodian": by}
    version = ProposalVersion.objects.create(
        proposal=proposal,
        number=proposal.sent_number + 1,
        body=text.body,
        amount=text.body["amount"],
        text_hash=text.text_hash,
        sent_by=by,
        public_title=in_japanese(SENT),
        **inside,
    )
    for (
        one
    ) in text.files:  # the bytes again, under the version: what is sent does not hang on what is worked on
        files.keep(files.Checked(one.file.name, one.file.content_type, files.read(one.file)), version, by)
    roll = ProposalRoll.objects.create(version=version, public_title=in_japanese(ROLL), **inside)
    ProposalMember.objects.bulk_create(
        ProposalMember(
            item=roll,
            order=n,
            name=one["name"],
            organisation=one["organisation"],
            part=one.get("part", ""),
            erad=one.get("erad", ""),
            effort=one.get("effort"),
        )
        for n, one in enumerate(text.members, 1)
    )
    version.refresh_from_db()
    return version, roll


def _open(
    proposal: Proposal, version: ProposalVersion, roll: ProposalRoll, by: Person, *, is_first: bool
) -> None:
    """Those who may read what was sent, from this very transaction on; who read the version before reads this one.

    Declarations are each person's own: the database opens them to the checkers of integrity, and closes them again.
    """
    officials, records = agencies(proposal), audience.office("records_officer")
    own = [role(proposal.pk, REPRESENTATIVE), role(proposal.pk, INSTITUTION)]
    open_all([version, roll], [*own, *officials, records])
    open_all([roll], checkers(proposal))
    hand_over([version, roll])
    if is_first:
        audience.open_to(proposal, *officials, *checkers(proposal), records)
        audience.open_to(proposal, *bystanders(proposal), depth=TITLE)
        check = EligibilityCheck.objects.create(
            proposal=proposal, container_id=proposal.pk, custodian=by, public_title=in_japanese(CHECK)
        )
        open_all([check], [*officials, records])
        hand_over([check])
    else:
        close_text(proposal, before=version.number)


def close_text(proposal: Proposal, *, before: int) -> None:
    """The agency no longer reads versions below ``before``: they were replaced or taken back."""
    for version in ProposalVersion.objects.filter(proposal=proposal, number__lt=before).select_related(
        "roll"
    ):
        for item in (version, version.roll):
            audience.close_to(item, *agencies(proposal), *checkers(proposal))


def reopen(proposal: Proposal) -> None:
    """Before the closing, and once at a time."""
    if not takes_proposals(proposal.call):
        raise WrongState(_("受付を終了したため、変更できません。"))
    sections = ProposalSection.objects.filter(proposal=proposal)
    if sections.filter(is_open=True).exists():
        raise WrongState(_("すでに変更を始めています。"))
    sections.update(is_open=True)


def take_back(proposal: Proposal) -> None:
    """The agency keeps that there was a proposal, and loses its text and declarations at this instant."""
    close_text(proposal, before=proposal.sent_number + 1)
    outbox.enqueue("proposal.withdrawn", proposal)

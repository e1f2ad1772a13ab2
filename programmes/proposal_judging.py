"""What the agency does with proposals besides its verbs: compare, note, and set a call's terms before it is published."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from confidentiality import journal
from confidentiality.acting import database_now
from confidentiality.verbs import Refused, WrongState, lock
from programmes import concentration
from programmes.models import Call, EligibilityCheck, Proposal
from programmes.standing import leads_or_runs, runs


def _own(check: EligibilityCheck, by: Person, act: str) -> EligibilityCheck:
    lock(check.pk)
    fresh = EligibilityCheck.objects.select_related("proposal").get(pk=check.pk)
    if not runs(fresh, by):
        raise Refused(act)
    return fresh


@transaction.atomic
def compare(check: EligibilityCheck, *, by: Person) -> EligibilityCheck:
    """Keep what a comparison within the agency's own sight finds now (R36)."""
    fresh = _own(check, by, "check_concentration")
    if fresh.proposal.state == Proposal.State.WITHDRAWN:
        raise WrongState(_("取り下げられた提案です。"))
    fresh.report = concentration.full_findings(fresh.proposal)
    fresh.checked_by, fresh.checked_at = by, database_now()
    fresh.save()
    journal.record("check_concentration", fresh, found=len(fresh.report))
    return fresh


@transaction.atomic
def note(check: EligibilityCheck, *, by: Person, note: str) -> EligibilityCheck:
    """The agency's own words about it; applicants never read them."""
    fresh = _own(check, by, "note_check")
    fresh.note, fresh.checked_by = note, by
    fresh.save()
    journal.record("note_check", fresh)
    return fresh


@transaction.atomic
def set_terms(call: Call, *, by: Person, **terms: Any) -> Call:
    """Approval by the institution and the bound of indirect costs, while the call is not published."""
    lock(call.pk)
    fresh = Call.objects.get(pk=call.pk)
    if not leads_or_runs(fresh, by):
        raise Refused("set_terms")
    if fresh.state != Call.State.DRAFT:
        raise WrongState(_("公募が作成中のときだけ変更できます。"))
    for name, value in terms.items():
        setattr(fresh, name, value)
    fresh.save()
    journal.record("set_terms", fresh)
    return fresh

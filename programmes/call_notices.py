"""What visions, concepts and calls tell by letter: of each act, whom it concerns and where it leads; writes and sends none."""

from typing import Any

from django.db.models import Q

from accounts.models import Office, Person
from confidentiality.acting import database_now
from confidentiality.notices import Notice, in_state, register
from programmes.models import Assignment, Call, ConceptMinistry, Proposal, RDConcept


def _holders(places: tuple, *roles: str) -> list[Person]:
    """Who holds one of these functions at one of these places now (asked as the system)."""
    rows = Assignment.objects.filter(
        Assignment.valid_on(database_now()), item_id__in=[p for p in places if p], role__in=roles
    )
    return list(Person.objects.filter(pk__in=rows.values("person_id")))


def _staff() -> list[Person]:
    rows = Office.objects.filter(Office.valid_on(database_now()), kind="programme_staff")
    return list(Person.objects.filter(pk__in=rows.values("person_id")))


def _ministries_asked(concept: RDConcept) -> list[Person]:
    """Assigned here for a ministry that has not agreed to the text as it stands."""
    waiting = [row.organisation_id for row in concept.named() if not row.has_agreed]
    now = database_now()
    rows = Assignment.objects.filter(
        Assignment.valid_on(now),
        item_id__in=concept.places,
        role__in=["ministry", "needs"],
        organisation_id__in=waiting,
    )
    return list(Person.objects.filter(pk__in=rows.values("person_id")))


def _still_asked(concept: RDConcept, person: Person) -> bool:
    return (
        concept.state == RDConcept.State.DRAFT
        and ConceptMinistry.objects.filter(Q(item=concept), dropped_at=None).exists()
    )


def _agency(subject: Any) -> list[Person]:
    return _holders(subject.places, "agency")


def _checkers(call: Call) -> list[Person]:
    return [*_staff(), *_holders(call.places, "lead")]


def _workers(call: Call) -> list[Person]:
    return _holders(call.places, "agency", "manager", "ministry", "lead")


def _applicants(call: Call) -> list[Person]:
    """Whoever writes or has sent a proposal here: asked as the system, and told to nobody but to each themselves."""
    rows = Assignment.objects.filter(
        Assignment.valid_on(database_now()),
        item_id__in=Proposal.objects.filter(call=call, state__in=["draft", "submitted"]).values("pk"),
        role__in=["representative", "co_applicant", "institution"],
    )
    return list(Person.objects.filter(pk__in=rows.values("person_id")))


register(
    {
        "concept.agreement_asked": Notice(
            RDConcept, "concept_text", _ministries_asked, _still_asked, asks=True, invites=True
        ),
        "concept.handed_over": Notice(RDConcept, "concept_text", _agency, in_state("handed_over")),
        "call.check_asked": Notice(Call, "call_clauses", _checkers, in_state("clause_check")),
        "call.returned": Notice(Call, "call", _agency, in_state("draft")),
        "call.scheduled": Notice(Call, "call", _workers),
        "call.extended": Notice(Call, "call", _workers),
        "call.cancelled": Notice(Call, "call", _workers),
        "call.changed": Notice(Call, "public_call", _applicants),
    }
)

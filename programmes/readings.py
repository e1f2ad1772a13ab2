"""Managers named as readers of one call: who is, what each reads, and saying that one is related; runs and judges nothing.

The agency of a call names a PD, PO or PM of its concept or fund, who then reads every proposal under review there and its
reviews without names (4.3: PO "R o"). From when until when, and which not, is the database's answer alone
(``sql/0031_rights.sql``): a relation the portal knows of shuts a proposal at that instant, as it does for a reviewer; who
applies in the call is no reader of it, and who judges there is none either.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from confidentiality import journal, outbox
from confidentiality.acting import database_now, renew
from confidentiality.verbs import Refused, WrongState, lock
from programmes import conflicts, funding
from programmes.models import Assignment, Call, CallReading, Proposal, ProposalDossier, Review
from programmes.reviews import runs_call
from programmes.standing import READER, functions

NAMED = "reading.named"
# Why the database will not have somebody as a reader, by its word.
WHY = {
    "both sides": gettext_lazy("この方は、この公募に提案しています。提案した方は、閲覧者になれません。"),
    "reader: a manager": gettext_lazy(
        "この方は、この公募の構想または基金のPD・PO・PMではありません。先に、その担当に加えてください。"
    ),
    "reader: reads it already": gettext_lazy("この方は、この公募の提案をすでに見られます。"),
    "reader: who judges": gettext_lazy("この方は、この公募の審査員です。審査員は、閲覧者になれません。"),
    "reader: its agency": gettext_lazy("閲覧者は、本人とは別の、研究推進法人の担当者が加えます。"),
}


@dataclass(frozen=True)
class Line:
    """One proposal as its reader's list shows it."""

    proposal: Proposal
    state: Any
    reviews: int
    mean: Any


def reads_call(call: Call, person: Any) -> bool:
    """Whether this transaction's reader is named as a reader of the call now."""
    return (call.pk, READER) in functions()


def reads(proposal: Proposal, person: Any) -> bool:
    """Whether they read this proposal and its reviews by that now; the database says."""
    with connection.cursor() as cursor:
        cursor.execute("select app.reads_reviews(%s)", [proposal.pk])
        return cursor.fetchone()[0]


@transaction.atomic
def name_reader(call: Call, *, by: Person, person: Person) -> Assignment:
    """The agency opens the call's proposals and their reviews to one of its managers, from this instant.

    Raises WrongState with the reason for an applicant, a reviewer, an officer of the agency, or who is no manager here.
    """
    if not runs_call(call, by):
        raise Refused("name_reader")
    lock(call.pk)
    affiliation = person.affiliation_on(database_now())
    try:
        with transaction.atomic():
            made = Assignment.objects.create(
                item_id=call.pk,
                person=person,
                role=READER,
                organisation=affiliation.organisation if affiliation else None,
                assigned_by=by,
            )
    except DatabaseError as refused:
        for word, sentence in WHY.items():
            if word in str(refused):
                raise WrongState(sentence) from refused
        raise
    journal.record("name_reader", made, item=call.pk, person=str(person.pk))
    outbox.enqueue(NAMED, made)
    return made


@transaction.atomic
def end_reader(call: Call, assignment: Assignment, *, by: Person) -> None:
    """By the agency, or by the reader; shut at this instant. Raises WrongState once it is over."""
    if assignment.role != READER or not (runs_call(call, by) or assignment.person_id == by.pk):
        raise Refused("end_reader")
    lock(call.pk)
    if not Assignment.objects.filter(pk=assignment.pk, valid_until__isnull=True).update(
        valid_until=database_now()
    ):
        raise WrongState(_("この担当は、すでに終わっています。"))
    journal.record("end_reader", assignment, item=call.pk, person=str(assignment.person_id))
    if assignment.person_id == by.pk:
        renew()


def readers_of(call: Call) -> list[tuple[Assignment, int, list[CallReading]]]:
    """[(named reader, how many proposals they read now, those a relation has shut)], for who runs the review. Two queries."""
    named = [one for one in funding.live_assignments(call) if one.role == READER]
    rows = CallReading.objects.filter(assignment__in=named).select_related("item").order_by("item__number")
    now, by_reader = database_now(), {one.pk: (0, []) for one in named}
    for row in rows:
        live, shut = by_reader[row.assignment_id]
        if row.ended_at is None or row.ended_at > now:
            by_reader[row.assignment_id] = (live + 1, shut)
        elif row.ended_ground != CallReading.End.FUNCTION:
            shut.append(row)
    return [(one, *by_reader[one.pk]) for one in named]


def readable(call: Call, skipped: int, most: int) -> list[Line]:
    """The proposals of the call this reader reads now, by number; two queries."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.readings_of(%s, %s, %s)", [call.pk, skipped, most])
        rows = cursor.fetchall()
    found = Proposal.objects.select_related("representative", "organisation").in_bulk(
        [row[0] for row in rows]
    )
    state = ProposalDossier.State
    return [Line(found[pk], state(word).label, n, mean) for pk, _no, word, n, mean in rows if pk in found]


def reviews_of(proposal: Proposal) -> dict[str, Any]:
    """State, criteria, spread and the sent reviews without names, for a reader of the call; empty for everybody else."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.reviews_together(%s)", [proposal.pk])
        row = cursor.fetchone()
        if row is None:
            return {}
        cursor.execute("select * from app.reviews_read(%s)", [proposal.pk])
        said = cursor.fetchall()
    dossier, state, criteria, spread = row
    criteria = conflicts.plain_json(criteria)
    return {
        "dossier": dossier,
        "state": ProposalDossier.State(state).label,
        "criteria": criteria,
        "spread": conflicts.plain_json(spread),
        "reviews": [
            {
                "place": place,
                "told": _told(criteria, conflicts.plain_json(scores)),
                "recommendation": str(Review.Opinion(opinion).label),
                "comment": comment,
            }
            for place, scores, opinion, comment in said
        ],
    }


def _told(criteria: list[dict], scores: dict) -> list[tuple[str, Any, str]]:
    """(criterion, score, comment) in the order of the criteria."""
    found = [(c["title"], scores.get(str(c["number"]), {})) for c in criteria]
    return [(title, said.get("score"), said.get("comment")) for title, said in found]


@transaction.atomic
def declare_conflict(proposal: Proposal, *, by: Person, detail: str) -> None:
    """Its reader says how they are related: the proposal and its reviews are shut to them at this instant, for good."""
    if not detail.strip():
        raise WrongState(_("利益相反の内容を記入してください。"))
    with connection.cursor() as cursor:
        cursor.execute("select app.declare_reading_conflict(%s, %s)", [proposal.pk, detail])
        dossier: UUID | None = cursor.fetchone()[0]
    if dossier is None:
        raise WrongState(_("この提案の閲覧は、終わっています。"))
    # Kept on the reviewers' side: the journal of the proposal is its people's to read.
    journal.record("declare_reading", None, item=dossier)
    renew()

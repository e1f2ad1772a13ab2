"""Who may evaluate what: seats of evaluators, their declarations, conflicts the database finds by itself (R37).

For stage gates and for the review of proposals alike. It refuses to know what is judged, and decides no conflict: the
database does (``sql/0005_conflicts.sql``), by statement triggers of affiliations, assignments, projects, proposals, parties.

How an evaluation is built on it:

1. Make a dossier, an ``Item`` of its own whose *container* is the concept, the fund or the call: never the project or
   proposal, because evaluators must not answer to what the subject's people read, nor these to what evaluators read.
   Give it ``custodian=None`` and open it to nobody; then ``open_place(dossier, kind=…, subject=…)``. That opens it to
   ``role(dossier, "agency")`` of its containers and to its own evaluators. Its rows say who reads them by
   ``EVALUATES`` / ``DESK`` (SQL, below); RLS of the item itself answers to the desk and to seated evaluators.
2. Who is on the subject's side is derived: functions at the subject (representative, participant, manager,
   co-applicant, institution), the project's or proposal's representative and organisation. What the portal does not know otherwise
   goes in by ``add_party``.
3. ``name_evaluator`` gives a seat (refused by the database on a conflict now); nothing is readable yet. The evaluator
   ``declare``s; without a conflict the seat opens the dossier: principal ``role(dossier, "evaluator")``, the chair
   ``role(dossier, "chair")`` besides. Declaring a conflict ends the seat.
4. A conflict that begins later (an affiliation, a function, a new participant), also one dated ahead, ends the seat at
   that very instant and for good. ``EvaluatorSeat.ended_ground`` says why, in neutral words, to the desk.
5. ``close_place`` when the result is decided: all seats end.

Rights: ``manages`` (the desk: the agency of the containers, and nobody of the subject's side), ``evaluates`` (a seated
evaluator, chair included), ``chairs``; for doors and verbs. SQL: ``app.manages_evaluation(item)``,
``app.evaluation_standing(item)`` → ``desk``, ``chair``, ``evaluator`` or ``''`` at this instant. Pages that any kind shares
(own evaluations, declaration, roster) are in ``views/evaluation.py``; they link to the dossier by ``naming.page_of``.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation, Person
from confidentiality import audience, journal, outbox
from confidentiality.acting import database_now, renew
from confidentiality.models import Item
from confidentiality.verbs import Refused, WrongState, lock
from programmes.models import ConflictDeclaration, EvaluationParty, EvaluationPlace, EvaluatorSeat
from programmes.standing import AGENCY, role

EVALUATOR, CHAIR = "evaluator", "chair"
YEARS = getattr(settings, "CONFLICT_YEARS", 3)  # how far back a common project counts
NAMED = "evaluation.named"

# SQL conditions for guards of a dossier's rows (column ``item_id``): who runs it; who runs or evaluates it.
DESK = "(select app.manages_evaluation(item_id))"
EVALUATES = "(select app.evaluation_standing(item_id)) <> ''"

WHY = {
    "party": gettext_lazy("評価を受ける側の方です。"),
    "organisation": gettext_lazy("評価を受ける側と同じ組織に所属しています。"),
    "assignment": gettext_lazy("評価の対象に担当として関わっているか、最近まで関わっていました。"),
    "desk": gettext_lazy("この評価の事務を担当する側の方です。"),
    "shared_project": gettext_lazy("研究代表者と同じ課題に携わっているか、最近まで携わっていました。"),
}


@dataclass(frozen=True)
class Conflict:
    """Why somebody must not evaluate, from when until when (None: open)."""

    ground: str
    valid_from: datetime | None
    valid_until: datetime | None

    @property
    def sentence(self) -> str:
        return str(WHY[self.ground])


@dataclass(frozen=True)
class Party:
    """An organisation or a person on the subject's side, by name."""

    name: str
    is_person: bool
    ground: str

    @property
    def words(self) -> str:
        if not self.is_person:
            return _("機関")
        return str(
            {
                "representative": _("研究代表者"),
                "participant": _("研究参加者"),
                "manager": _("PM"),
                "co_applicant": _("共同提案者"),
            }.get(self.ground, _("関係者"))
        )


def _ask(question: str, *parameters: Any) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(question, parameters)
        return cursor.fetchall()


def plain_json(found: Any) -> Any:
    """A document the database handed out, whichever way the driver gives it."""
    return json.loads(found) if isinstance(found, str) else found


def standing_at(dossier: Any) -> str:
    """``desk``, ``chair``, ``evaluator`` or empty: what this transaction's reader is there at this instant."""
    return _ask("select app.evaluation_standing(%s)", dossier.item_id)[0][0]


def manages(dossier: Any, person: Any) -> bool:
    return _ask("select app.manages_evaluation(%s)", dossier.item_id)[0][0]


def evaluates(dossier: Any, person: Any) -> bool:
    return standing_at(dossier) in (EVALUATOR, CHAIR)


def chairs(dossier: Any, person: Any) -> bool:
    return standing_at(dossier) == CHAIR


def open_place(dossier: Item, *, kind: str, subject: Item, years: int | None = None) -> EvaluationPlace:
    """Make ``dossier`` a place of evaluation of ``subject``; who may call it is the caller's to ask, and RLS does."""
    made = EvaluationPlace.objects.create(
        item_id=dossier.item_id,
        kind=kind,
        subject_id=subject.item_id,
        years=YEARS if years is None else years,
    )
    above, readers = dossier.container_id, [role(dossier.item_id, EVALUATOR)]
    while above is not None:
        readers.append(role(above, AGENCY))
        above = Item.objects.filter(pk=above).values_list("container_id", flat=True).first()
    audience.open_to(dossier, *readers)
    return made


@transaction.atomic
def add_party(
    dossier: Any,
    *,
    by: Person,
    ground: str,
    organisation: Organisation | None = None,
    person: Person | None = None,
    valid_from: datetime | None = None,
) -> EvaluationParty:
    """Write down one more organisation or person of the subject's side; seats it concerns end by themselves."""
    if not manages(dossier, by):
        raise Refused("add_party")
    lock(dossier.item_id)
    made = EvaluationParty.objects.create(
        item_id=dossier.item_id,
        organisation=organisation,
        person=person,
        ground=ground,
        valid_from=valid_from or database_now(),
    )
    journal.record("add_party", made, item=dossier.item_id, ground=ground)
    return made


def conflicts(dossier: Any, person: Any) -> list[Conflict]:
    """Why this person must not evaluate here, now or later; empty for a reader who does not run the evaluation."""
    rows = _ask("select * from app.conflicts_here(%s, %s)", dossier.item_id, getattr(person, "pk", person))
    return [Conflict(*row) for row in rows]


def parties(item_id: UUID) -> list[Party]:
    """The subject's side by name: for the desk, and for who is asked to declare; empty for everybody else."""
    return [Party(*row) for row in _ask("select * from app.parties_here(%s)", item_id)]


@transaction.atomic
def name_evaluator(dossier: Any, *, by: Person, person: Person, is_chair: bool = False) -> EvaluatorSeat:
    """Give a person a seat; twice is once. Raises WrongState with the neutral sentence of a conflict there is now."""
    if not manages(dossier, by):
        raise Refused("name_evaluator")
    lock(dossier.item_id)
    if found := EvaluatorSeat.objects.filter(item_id=dossier.item_id, person=person).first():
        if not is_live(found):
            raise WrongState(
                _(
                    "この方は、ここに一度登録したことがあります。担当を終えた方は、もう一度登録できません。別の方を登録してください。"
                )
            )
        if found.is_chair != is_chair:
            raise WrongState(
                _(
                    "この方は、すでに登録されています。主査かどうかは、登録した後には変えられません。主査には、別の方を登録してください。"
                )
            )
        return found
    place = EvaluationPlace.objects.filter(item_id=dossier.item_id, closed_at__isnull=True).first()
    if place is None:
        raise WrongState(_("この評価は終わっています。"))
    if person.pk == by.pk:
        raise WrongState(_cannot(place, str(WHY["desk"])))
    if is_chair and live_seats(dossier).filter(is_chair=True).exists():
        raise WrongState(
            _(
                "主査は、すでに登録されています。「主査とする」の印を外して登録するか、いまの主査の担当を名簿で終えてから登録してください。"
            )
        )
    now = database_now()
    for conflict in conflicts(dossier, person):
        if conflict.valid_from is None or conflict.valid_from <= now:
            raise WrongState(_cannot(place, conflict.sentence))
    seat = EvaluatorSeat.objects.create(
        item_id=dossier.item_id, person=person, is_chair=is_chair, named_by=by
    )
    journal.record("name_evaluator", seat, item=dossier.item_id)
    outbox.enqueue(NAMED, seat)
    return seat


def _cannot(place: EvaluationPlace, why: str) -> str:
    """Why, in the neutral words of its ground, and what to do instead."""
    if place.is_review:
        return _(
            "審査員にできません。%(why)s別の方を登録してください。所属や担当の記録が実際と違うときは、その記録を直してから、もう一度登録してください。"
        ) % {"why": why}
    return _(
        "評価者にできません。%(why)s別の方を登録してください。所属や担当の記録が実際と違うときは、その記録を直してから、もう一度登録してください。"
    ) % {"why": why}


def live_seats(dossier: Any) -> Any:
    """Seats that have not ended at the database's instant."""
    return EvaluatorSeat.objects.filter(item_id=dossier.item_id).exclude(ended_at__lte=database_now())


def is_live(seat: EvaluatorSeat) -> bool:
    return seat.ended_at is None or seat.ended_at > database_now()


@transaction.atomic
def declare(seat: EvaluatorSeat, *, by: Person, has_conflict: bool, detail: str = "") -> ConflictDeclaration:
    """Say whether one is related to the subject's side; without a conflict the dossier opens at this instant.

    Raises WrongState when the seat has ended meanwhile; saying the same twice is one declaration.
    """
    if seat.person_id != by.pk:
        raise Refused("declare_conflict")
    if has_conflict and not detail.strip():
        raise WrongState(_("利益相反の内容を記入してください。"))
    fresh = EvaluatorSeat.objects.get(pk=seat.pk)
    last = ConflictDeclaration.objects.filter(seat=fresh).order_by("-declared_at").first()
    if last is not None and last.has_conflict == has_conflict:
        return last
    if not is_live(fresh):
        raise WrongState(_("この評価の担当は、終わっています。"))
    shown = {"parties": [[p.name, p.ground] for p in parties(fresh.item_id)]}
    try:
        with transaction.atomic():
            made = ConflictDeclaration.objects.create(
                item_id=fresh.item_id,
                seat=fresh,
                person=by,
                has_conflict=has_conflict,
                detail=detail,
                shown=shown,
            )
    except DatabaseError as refused:
        if "has ended" not in str(refused):
            raise
        raise WrongState(_("この評価の担当は、終わっています。")) from refused
    journal.record("declare_conflict", made, item=fresh.item_id, has_conflict=has_conflict)
    renew()
    return made


@transaction.atomic
def end_seat(seat: EvaluatorSeat, *, by: Person) -> None:
    """Released by the desk, or given up by its own person; at this instant, once."""
    if seat.person_id != by.pk and not manages(seat, by):
        raise Refused("end_seat")
    if not _ask("select app.end_seat(%s)", seat.pk)[0][0]:
        raise WrongState(_("この評価の担当は、終わっています。"))
    journal.record("end_seat", seat, item=seat.item_id)
    if seat.person_id == by.pk:
        renew()


def close_place(dossier: Any) -> None:
    """Everything is judged: all seats end at this instant. For the act that decides, under its lock."""
    EvaluationPlace.objects.filter(item_id=dossier.item_id, closed_at__isnull=True).update(
        closed_at=database_now()
    )

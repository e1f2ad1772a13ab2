"""The fund's register of who may be asked to judge (R37): asking, answering, and taking people over into a review or a gate.

It decides no conflict and counts no seat the reader does not run: both are asked of the database as they stand there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.fields import today
from accounts.models import Affiliation, Person
from accounts.phrasing import in_japanese
from confidentiality import audience, journal, outbox
from confidentiality.acting import database_now
from confidentiality.models import Item
from confidentiality.verbs import Refused, WrongState, lock, perform
from programmes import conflicts, reviews
from programmes.models import (
    Call,
    CallReview,
    ConceptTechnology,
    EvaluationPlace,
    EvaluatorSeat,
    Fund,
    ScoutEntry,
    ScoutRegister,
    TechnologyField,
)
from programmes.models.scout import keeps, keeps_for
from programmes.models.selection import runs_review
from programmes.proposals import hand_over
from programmes.standing import AGENCY, role

ASKED = "scout.asked"
TITLE = gettext_lazy("審査員・目利きの名簿")
State = ScoutEntry.State
NOT_USABLE = gettext_lazy("%(name)sさんは、いま依頼できません。画面を開き直してください。")


def tell(entry: ScoutEntry) -> None:
    """The person is asked by letter and on their desk."""
    outbox.enqueue(ASKED, entry)


def register_of(fund: Fund) -> ScoutRegister | None:
    return ScoutRegister.objects.filter(fund=fund).first()


def _held(fund: Fund, by: Person) -> ScoutRegister:
    """The fund's register under its lock, begun with its first line."""
    if not keeps_for(fund, by):
        raise Refused("enter_scout")
    lock(fund.pk)
    if found := register_of(fund):
        return found
    made = ScoutRegister.objects.create(
        fund=fund, container_id=fund.pk, custodian=by, public_title=in_japanese(TITLE)
    )
    audience.open_to(made, role(fund.pk, AGENCY))
    hand_over([made])
    return made


@transaction.atomic
def enter(fund: Fund, *, by: Person, person: Person, **said: Any) -> ScoutEntry:
    """Ask a person to be on the register; twice is once. Raises WrongState for somebody who is on it already."""
    register = _held(fund, by)
    if person.pk == by.pk:
        raise WrongState(_("自分を名簿に加えることはできません。"))
    if found := ScoutEntry.objects.filter(item=register, person=person).first():
        if found.state == State.ASKED and all(getattr(found, n) == v for n, v in said.items()):
            return found
        raise WrongState(
            _("この方は、すでに名簿にあります。名簿の登録を開いて直すか、もう一度依頼してください。")
        )
    made = ScoutEntry.objects.create(
        item=register, person=person, fund_name=fund.name[:120], asked_by=by, **said
    )
    journal.record("enter_scout", made, item=register.pk)
    tell(made)
    return made


def _fresh(entry: ScoutEntry, shown: str) -> ScoutEntry:
    """Under its lock. Raises WrongState when its words are others than were ``shown``; empty asks nothing."""
    lock(entry.item_id)
    fresh = ScoutEntry.objects.get(pk=entry.pk)
    if shown and shown != fresh.mark:
        raise WrongState(
            _("画面を開いた後に、ほかの方が変更しました。画面を開き直し、もう一度入力してください。")
        )
    return fresh


@transaction.atomic
def edit(entry: ScoutEntry, *, by: Person, shown: str = "", **said: Any) -> ScoutEntry:
    """The agency's words of a line. What asks for more than was agreed to waits for the person's answer again."""
    fresh = _fresh(entry, shown)
    if not keeps(fresh, by):
        raise Refused("edit_scout")
    if fresh.state not in (State.ASKED, State.AGREED, State.PAUSED):
        raise WrongState(_("辞退した方と名簿から外した方の登録は、もう一度依頼してから直してください。"))
    if fresh.state != State.ASKED and fresh.widens(said):
        return perform("ask_scout_again", fresh, by=by, **said)
    for name, value in said.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=list(said))
    journal.record("edit_scout", fresh, item=fresh.item_id)
    return fresh


@transaction.atomic
def correct_own(
    entry: ScoutEntry, *, by: Person, fields: list[UUID], languages: str, shown: str = ""
) -> ScoutEntry:
    """What a person can judge is theirs to say; what they are asked for is not."""
    fresh = _fresh(entry, shown)
    if fresh.person_id != by.pk:
        raise Refused("correct_scout")
    if fresh.state not in (State.ASKED, State.AGREED, State.PAUSED):
        raise WrongState(_("名簿への登録は終わっています。"))
    fresh.fields, fresh.languages = fields, languages
    fresh.save(update_fields=["fields", "languages"])
    journal.record("correct_scout", fresh, item=fresh.item_id)
    return fresh


# Finding -----------------------------------------------------------------------------------------------
def usable(rows: QuerySet[ScoutEntry]) -> QuerySet[ScoutEntry]:
    """Those who agreed, while it lasts and they use the portal."""
    lasts = Q(until__isnull=True) | Q(until__gte=today())
    return rows.filter(lasts, state=State.AGREED, person__is_active=True)


def named(rows: QuerySet[ScoutEntry], words: str) -> QuerySet[ScoutEntry]:
    """Those whose name, reading or address has every word."""
    for word in words.split()[:10]:
        rows = rows.filter(
            Q(person__family_name__icontains=word)
            | Q(person__given_name__icontains=word)
            | Q(person__family_kana__icontains=word)
            | Q(person__given_kana__icontains=word)
            | Q(person__email__icontains=word)
        )
    return rows


def in_order(rows: QuerySet[ScoutEntry]) -> QuerySet[ScoutEntry]:
    return rows.select_related("person").order_by(
        "person__family_kana", "person__given_kana", "person__family_name", "pk"
    )


def near(fields: Iterable[UUID]) -> list[UUID]:
    """These fields with everything under and above them: who knows 量子 is asked about a part of it. One query."""
    parents = dict(TechnologyField.objects.values_list("pk", "parent_id"))
    wanted = {f for f in fields if f in parents}

    def above(one: UUID | None) -> set[UUID]:
        found: set[UUID] = set()
        while one is not None and one not in found:
            found.add(one)
            one = parents.get(one)
        return found

    up = {f for w in wanted for f in above(w)}
    return sorted(up | {f for f in parents if above(f) & wanted})


def fields_of(call: Call) -> list[UUID]:
    """The call's own field, and those of the technologies its concept takes up, as far as the reader reads them."""
    links = ConceptTechnology.objects.filter(
        ConceptTechnology.valid_on(database_now()), item_id=call.concept_id
    )
    found = set(links.values_list("technology__field_id", flat=True))
    return sorted({*found, call.field_id} - {None})


@dataclass(frozen=True)
class Known:
    """A line with what its reader may know of the person: organisations, seats, relations; ``taken``: here already."""

    entry: ScoutEntry
    fields: list[str]
    bodies: list[str]
    load: int
    related: int
    taken: bool


def known(entries: Sequence[ScoutEntry], places: Sequence[UUID], taken: set[UUID]) -> list[Known]:
    """Loads count live seats of reviews and gates the reader runs (row security leaves no other). Five queries."""
    people = [e.person_id for e in entries]
    loads = dict(
        EvaluatorSeat.objects.filter(person_id__in=people)
        .exclude(ended_at__lte=database_now())
        .order_by()
        .values_list("person_id")
        .annotate(n=Count("pk"))
    )
    bodies: dict[UUID, list[str]] = {}
    works = Affiliation.objects.filter(Affiliation.valid_on(database_now()), person_id__in=people)
    for person, name in works.order_by("organisation__name").values_list("person_id", "organisation__name"):
        bodies.setdefault(person, []).append(name)
    related, names = relations(places, people), field_names()
    return [
        Known(
            e,
            [names[f] for f in e.fields if f in names],
            bodies.get(e.person_id, []),
            loads.get(e.person_id, 0),
            related.get(e.person_id, 0),
            e.person_id in taken,
        )
        for e in entries
    ]


def field_names() -> dict[UUID, str]:
    return dict(TechnologyField.objects.values_list("pk", "name"))


def relations(places: Sequence[UUID], people: Sequence[UUID]) -> dict[UUID, int]:
    """{person: at how many of these places they must not judge now}; of places the reader runs. One query."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.relations_among(%s::uuid[], %s::uuid[])", [list(places), people])
        return dict(cursor.fetchall())


# Taking over -------------------------------------------------------------------------------------------
def _chosen(fund_id: UUID, entries: Sequence[UUID]) -> list[ScoutEntry]:
    if register := register_of(Fund(pk=fund_id)):
        lock(register.pk)  # nobody pauses or says no between the look and the act
    found = in_order(ScoutEntry.objects.filter(pk__in=entries, item__fund_id=fund_id))
    chosen = list(found)
    if len(chosen) != len(set(entries)):
        raise WrongState(_("名簿が変わりました。画面を開き直してください。"))
    for one in chosen:
        if not one.is_usable:
            raise WrongState(NOT_USABLE % {"name": one.person.name})
    if not chosen:
        raise WrongState(_("一人以上を選んでください。"))
    return chosen


@transaction.atomic
def take_over(review: CallReview, *, by: Person, entries: Sequence[UUID]) -> int:
    """Candidates of a call from the register, all or none; returns how many. Opens nothing and tells nobody."""
    if not runs_review(review, by) or not keeps_for(Fund(pk=review.fund_id), by):
        raise Refused("take_scouts")
    chosen = _chosen(review.fund_id, entries)
    for one in chosen:
        if not (one.is_reviewer or one.is_scout):
            raise WrongState(NOT_USABLE % {"name": one.person.name})
        reviews.list_candidate(review, by=by, person=one.person)
    journal.record("take_scouts", review, n=len(chosen))
    return len(chosen)


@transaction.atomic
def name_from(place: EvaluationPlace, fund_id: UUID, *, by: Person, entries: Sequence[UUID]) -> int:
    """Evaluators of a gate from the register, all or none: each is told. Raises WrongState naming the first clash."""
    if not keeps_for(Fund(pk=fund_id), by):
        raise Refused("take_scouts")
    chosen, dossier = _chosen(fund_id, entries), Item.objects.get(pk=place.pk)
    for one in chosen:
        if not one.is_evaluator:
            raise WrongState(NOT_USABLE % {"name": one.person.name})
        try:
            conflicts.name_evaluator(dossier, by=by, person=one.person)
        except WrongState as wrong:
            raise WrongState(
                _("%(name)sさんを評価者にできません。%(why)s") % {"name": one.person.name, "why": wrong}
            ) from wrong
    journal.record("take_scouts", dossier, n=len(chosen))
    return len(chosen)

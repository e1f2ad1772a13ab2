"""Who got money and people in some fiscal years, and how much of it went to few (R50); refuses to judge, people do."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from accounts.fields import in_tokyo
from accounts.models import Organisation, Person
from confidentiality import audience, journal
from confidentiality.acting import acting_as
from confidentiality.models import Item
from confidentiality.verbs import Refused, WrongState, lock
from programmes.figures import FIGURE_OF
from programmes.followup_fields import SUMS, by_field, concentration
from programmes.models import Assignment, BudgetFollowUp, Fund, Project, RDConcept
from programmes.rights import is_staff

WORDS = ("title", "evaluation", "public_text")


# Figures -------------------------------------------------------------------------------------------------
def figures(first: int, last: int) -> dict[str, Any]:
    """What this reader may know of the fiscal years ``first`` to ``last``: whole yen, heads, names; plain data.

    Contributions by ministry; allocations, reservations, payments and people by concept, technology and field. Concepts the
    reader may not read are one line without a name, so that every column adds up to the ledger's own sum. A fixed
    number of queries.
    """
    concepts = _concepts()
    return _told(concepts, _lines(first, last), _people(concepts, first, last), in_public=False)


def public_figures(first: int, last: int) -> dict[str, Any]:
    """The same for a reader who is signed out: listed funds alone, concepts that are not public as one sum.

    People are counted by who asks (nobody signed out sees one), over the concepts of listed funds. The concentration
    speaks of the named concepts only: of two hidden sums an index over all would tell both.
    """
    listed = (
        RDConcept.kept().filter(fund__in=Fund.objects.filter(is_listed=True)).values_list("pk", flat=True)
    )
    people = _people(list(listed), first, last)
    with acting_as(None):
        return _told(_concepts(), _lines(first, last), people, in_public=True)


def _concepts() -> dict[UUID, RDConcept]:
    return {c.pk: c for c in RDConcept.kept().select_related("fund").order_by("title")}


def _told(
    concepts: dict[UUID, RDConcept],
    lines: list[tuple[Any, ...]],
    people: dict[UUID, set[UUID]],
    *,
    in_public: bool,
) -> dict[str, Any]:
    given: dict[Any, int] = defaultdict(int)
    by_concept: dict[Any, dict[str, int]] = defaultdict(lambda: dict.fromkeys(SUMS, 0))
    for kind, ministry, concept, amount in lines:
        figure = FIGURE_OF[kind]
        if figure == "contributed":
            given[ministry] += amount
        else:
            by_concept[concept if concept in concepts else None][figure] += amount
    for pk in people:
        if pk in concepts:
            by_concept[pk]  # people without money are told too
    named = [pk for pk in concepts if pk in by_concept]
    rows = [
        {
            "name": concepts[pk].title,
            "fund": concepts[pk].fund.name,
            **by_concept[pk],
            "people": len(people.get(pk, ())),
        }
        for pk in named
    ]
    names = Organisation.objects.in_bulk([m for m in given if m])
    return {
        "contributed": sum(given.values()),
        "ministries": sorted(
            ({"name": names[m].name if m in names else "", "amount": amount} for m, amount in given.items()),
            key=lambda row: (not row["name"], -row["amount"], row["name"]),
        ),
        "concepts": rows,
        "unnamed": dict(by_concept[None]) if None in by_concept else None,
        **by_field(by_concept, people, in_public=in_public),
        "total": {name: sum(row[name] for row in by_concept.values()) for name in SUMS},
        "people": len({person for group in people.values() for person in group}),
        "concentration": concentration([row["allocated"] for row in rows]),
    }


def _lines(first: int, last: int) -> list[tuple[str, UUID | None, UUID | None, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select s.kind, s.ministry_id, s.concept_id, sum(s.amount)::bigint from programmes_fund f"
            " cross join lateral app.fund_figures(f.item_ptr_id) s where s.fiscal_year between %s and %s group by 1, 2, 3",
            [first, last],
        )
        return cursor.fetchall()


def _people(concepts: Iterable[UUID], first: int, last: int) -> dict[UUID, set[UUID]]:
    """Who held a function at a concept or one of its projects on any day of these fiscal years."""
    begin, end = in_tokyo(date(first, 4, 1)), in_tokyo(date(last + 1, 4, 1))
    place_of = dict(Project.objects.values_list("pk", "concept_id")) | {pk: pk for pk in concepts}
    found: dict[UUID, set[UUID]] = defaultdict(set)
    held = Assignment.objects.filter(valid_from__lt=end).filter(
        Q(valid_until=None) | Q(valid_until__gt=begin)
    )
    known = set(concepts)
    for place, person in held.values_list("item_id", "person_id"):
        if place_of.get(place) in known:
            found[place_of[place]].add(person)
    return found


def hash_of(follow_up: BudgetFollowUp, found: dict[str, Any]) -> str:
    """SHA-256 of the words and the figures: what somebody saw when they said that it shall be the record."""
    whole = [*(getattr(follow_up, name) for name in WORDS), follow_up.from_year, follow_up.to_year, found]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


# Acts ----------------------------------------------------------------------------------------------------
@transaction.atomic
def begin(
    *,
    by: Person,
    title: str,
    from_year: int,
    to_year: int,
    revises: BudgetFollowUp | None = None,
    key: UUID | None = None,
) -> BudgetFollowUp:
    """A draft of the office for these years; a further one for the same years is a new version. ``key`` twice is once."""
    if not is_staff(None, by):
        raise Refused("begin_follow_up")
    with connection.cursor() as cursor:  # two at once would take the same number
        cursor.execute("select pg_advisory_xact_lock(hashtext('programmes.follow_up'))")
    if key is not None and (found := BudgetFollowUp.objects.filter(pk=key).first()):
        return found
    same = BudgetFollowUp.objects.filter(from_year=from_year, to_year=to_year)
    if same.filter(state=BudgetFollowUp.State.DRAFT).exists():
        raise WrongState(
            _("同じ年度のフォローアップが作成中です。それを記録するか取りやめてから始めてください。")
        )
    last = same.aggregate(n=Max("number"))["n"] or 0
    if last and revises is None:
        revises = same.filter(state=BudgetFollowUp.State.RECORDED).order_by("-number").first()
    made = BudgetFollowUp.objects.create(
        custodian=by,
        title=title,
        from_year=from_year,
        to_year=to_year,
        number=last + 1,
        revises=revises,
        evaluation=revises.evaluation if revises else "",
        public_text=revises.public_text if revises else "",
        **({"id": key} if key else {}),
    )
    audience.open_to(made, audience.office("programme_staff"))
    Item.objects.filter(pk=made.pk).update(custodian=None)
    journal.record("begin_follow_up", made, number=made.number)
    return made


@transaction.atomic
def write(follow_up: BudgetFollowUp, *, by: Person, shown: str, **words: str) -> BudgetFollowUp:
    """Change the words of a draft that are still as they were ``shown`` (``words_hash``)."""
    if not is_staff(follow_up, by):
        raise Refused("write_follow_up")
    lock(follow_up.pk)
    fresh = BudgetFollowUp.objects.get(pk=follow_up.pk)
    if fresh.state != BudgetFollowUp.State.DRAFT:
        raise WrongState(_("記録した評価は変更できません。直すときは、新しい版を作ってください。"))
    if words_hash(fresh) != shown:
        raise WrongState(_("開いている間に、ほかの方が保存しました。画面を開き直してから直してください。"))
    for name in WORDS:
        setattr(fresh, name, words[name])
    fresh.save(update_fields=[*WORDS, "public_title"])
    journal.record("write_follow_up", fresh, now=words_hash(fresh))
    return fresh


def words_hash(follow_up: BudgetFollowUp) -> str:
    whole = json.dumps([getattr(follow_up, name) for name in WORDS], ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()

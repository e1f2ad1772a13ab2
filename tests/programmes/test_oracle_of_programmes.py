"""Oracle, derived table, row security and pages agree on everything of the programme, at any instant and at every boundary."""

import random
import uuid
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import pytest
from django.apps import apps

from accounts.models import Person
from confidentiality import naming
from confidentiality.acting import acting_as, database_now
from confidentiality.guards import CONTENT as CONTENT_ROWS
from confidentiality.guards import Guard
from confidentiality.models import Item
from confidentiality.rls import guard_of
from programmes.models import Assignment, Outcome, Project, Proposal, ProposalDossier
from tests.access_scenes import programmes_l
from tests.access_scenes.stage import complete
from tests.confidentiality.oracle import (
    CONTENT,
    MICROSECOND,
    NOTHING,
    TITLE,
    Facts,
    by_sql,
    set_clock,
    stop_the_clock,
)
from tests.councils.visitors import browser
from tests.programmes import gate_stage, outcome_stage, policy_cast, review_stage, technology_cast

# Functions that begin and end on their day, at the things that hold the others.
PARTS = ("ministry", "agency", "manager", "participant", "lead")
PAIRS, DAYS = 90, 40


def played(world: Any) -> Facts:
    """Proposals under review, a gate, a planned publication, a technology, guidelines; and functions of another day."""
    complete(world)
    stage = gate_stage.discussed(gate_stage.make_gate_stage(world))
    world.people["reviewer"] = review_stage.discussed(world, code="R-1", judges="review").two
    planned = outcome_stage.plan(outcome_stage.make_outcome(stage), world.takahashi)
    outcome_stage.part(planned, world.takahashi, file=True)
    outcome_stage.put(planned, world.takahashi)
    policy_cast.put_to_public(world.hayashi)
    technology_cast.whole(world, world.hayashi, name="隠れた技術", field="隠れた分野")
    programmes_l.recorded(world)
    r, now = random.Random(20261128), database_now()
    places = [stage.fund, stage.concept, stage.project, Proposal.objects.first().call]
    people = [world.people[key] for key in ("kato", "inoue", "saito", "matsumoto", "sato", "yoshida")]
    for place in places:
        for person in r.sample(people, 3):
            start = now + timedelta(seconds=r.randint(1, DAYS * 86400), microseconds=r.randint(0, 999_999))
            end = start + timedelta(days=r.randint(1, 9)) if r.random() < 0.7 else None
            Assignment.objects.create(
                item=place, person=person, role=r.choice(PARTS), valid_from=start, valid_until=end
            )
    return Facts.read()


@pytest.fixture
def facts(world: Any) -> Any:
    stop_the_clock()
    yield played(world)
    set_clock(None)


def kinds() -> dict[str, Any]:
    """Every kind of thing the programme shows: its label and its model."""
    return {
        m._meta.label_lower: m
        for m in apps.get_models()
        if m._meta.app_label == "programmes" and issubclass(m, Item)
    }


def is_plain(model: Any) -> bool:
    """Whoever reads the thing reads its row, and nobody else."""
    guard = guard_of(model)
    return (
        isinstance(guard, Guard)
        and guard.depth == CONTENT_ROWS
        and not (guard.unless_private or guard.own or guard.besides or guard.also)
    )


def by_rows(person: uuid.UUID | None, t: datetime) -> tuple[set, set]:
    """What the web's login gets at that instant: ids of things it may name, ids of things it may read."""
    set_clock(t)
    try:
        with acting_as(person):
            named = set(Item.objects.values_list("pk", flat=True))
            read = {
                pk for model in kinds().values() for pk in model._base_manager.values_list("pk", flat=True)
            }
        return named, read
    finally:
        set_clock(None)


@cache
def client_of(person: uuid.UUID) -> Any:
    return browser(Person.objects.get(pk=person), afresh=True)


def status(person: uuid.UUID, item: Item, t: datetime) -> int:
    set_clock(t)
    try:
        return client_of(person).get(naming.page_of(item)).status_code
    finally:
        set_clock(None)


def disagreement(facts: Facts, person: uuid.UUID | None, t: datetime) -> tuple[int, list, set]:
    """How many triples were asked, which arms differ on which of them, and what may be read."""
    models, wrong, asked = kinds(), [], 0
    sql, (named, read) = by_sql(person, t), by_rows(person, t)
    for pk, item in facts.items.items():
        if item.kind not in models:
            continue
        asked += 1
        depth = facts.depth(person, pk, t)
        rows = CONTENT if pk in read else TITLE if pk in named else NOTHING
        agree = sql.get(pk, NOTHING) == depth and (rows > NOTHING) == (depth > NOTHING)
        # rows kept back from readers of the thing (a dossier from who is related) are fewer, never more
        agree &= rows == depth if is_plain(models[item.kind]) else rows <= depth
        if not agree:
            wrong.append((item.kind, person, t, depth, sql.get(pk, NOTHING), rows))
    return asked, wrong, read


def assert_pages_agree(facts: Facts, person: uuid.UUID, t: datetime, read: set, r: random.Random) -> None:
    """One page of what may be read and one of what may not: there, or the answer for what does not exist."""
    paged = [i for i in facts.items.values() if i.kind in kinds() and naming.page_of(i)]
    for is_there in (True, False):
        some = [i for i in paged if (i.pk in read) is is_there]
        for item in r.sample(some, min(1, len(some))):
            answer = status(person, item, t)
            assert answer < 500 and (answer != 404) is is_there, (item.kind, person, t, answer)


def test_oracle_table_rows_and_pages_agree_on_random_triples(world, facts):
    client_of.cache_clear()
    r = random.Random(3)
    people = [*Person.objects.filter(is_active=True).values_list("pk", flat=True), None]
    now = database_now()
    instants = [t for t in facts.instants() if now - timedelta(days=1) < t < now + timedelta(days=DAYS + 20)]
    total, seen = 0, set()
    surely = [(world.people[key].pk, now) for key in ("nakamura", "takahashi", "reviewer", "hayashi")]
    for _ in range(PAIRS):
        person = r.choice(people)
        t = r.choice(instants) + r.choice([-1, 0, 0, 1]) * MICROSECOND
        if r.random() < 0.25:
            t = now + timedelta(seconds=r.randint(0, (DAYS + 10) * 86400))
        if surely:
            person, t = surely.pop()
        asked, wrong, read = disagreement(facts, person, t)
        assert not wrong, wrong[:3]
        total += asked
        seen |= {facts.items[pk].kind for pk in read}
        if person is not None:
            assert_pages_agree(facts, person, t, read, r)
    assert total >= 3_000
    assert {m._meta.label_lower for m in (Project, Proposal, ProposalDossier, Outcome)} <= seen


def test_functions_begin_and_end_to_the_microsecond_on_pages_too(facts):
    client_of.cache_clear()
    turns = 0
    dated = Assignment.objects.filter(valid_from__gt=database_now()).order_by("valid_from")
    for one in dated:
        for at in filter(None, (one.valid_from, one.valid_until)):
            turned = [
                i
                for pk, i in facts.items.items()
                if i.kind in kinds()
                and facts.depth(one.person_id, pk, at - MICROSECOND) != facts.depth(one.person_id, pk, at)
            ]
            for t in (at - MICROSECOND, at):
                _asked, wrong, read = disagreement(facts, one.person_id, t)
                assert not wrong, wrong[:3]
                for item in [i for i in turned if naming.page_of(i)][:1]:
                    answer = status(one.person_id, item, t)
                    assert (answer != 404) == (item.pk in read), (item.kind, t, answer)
                    turns += 1
    assert turns >= 10


def test_signed_out_nothing_of_it_is_read_unless_it_is_everybodys(facts):
    now = database_now()
    named, read = by_rows(None, now)
    for pk, item in facts.items.items():
        if item.kind in kinds():
            assert (pk in named) == (facts.depth(None, pk, now) > NOTHING), item.kind
            assert pk not in read or facts.depth(None, pk, now) == CONTENT
            page = naming.page_of(item)
            assert (
                not page
                or not page.startswith("/programmes/")
                or browser().get(page).status_code in (302, 404)
            )

"""The database's answer equals the readable definition: at random instants, and at every boundary to the microsecond."""

import random
from datetime import timedelta

import pytest
from django.db import connection

from accounts.models import Person
from confidentiality import audience, rls
from confidentiality.acting import acting_as
from confidentiality.models import Item, StoredFile
from tests.confidentiality.boundaries import asked_at, make_boundaries
from tests.confidentiality.oracle import (
    CONTENT,
    MICROSECOND,
    NOTHING,
    T0,
    Facts,
    by_policy,
    by_sql,
    make_random_world,
    set_clock,
    stop_the_clock,
)


def attach_files() -> None:
    """One content row per item, so that the policy of content is asked too."""
    StoredFile.objects.bulk_create(
        StoredFile(item_id=pk, name="f", content_type="text/plain", size=1, sha256="0" * 64, key=str(pk))
        for pk in Item.objects.exclude(files__isnull=False).values_list("pk", flat=True)
    )


def disagreements(facts: Facts, batches: int, seed: int, only_boundaries: bool = False) -> tuple[int, list]:
    """Ask (person, item, instant) at random, three quarters of them at a boundary or 1 µs beside it."""
    r = random.Random(seed)
    people = [*Person.objects.values_list("pk", flat=True), None]
    instants, asked, wrong = facts.instants(), 0, []
    for _ in range(batches):
        person = r.choice(people)
        if only_boundaries or r.random() < 0.75:
            t = r.choice(instants) + r.choice([-1, 0, 0, 1]) * MICROSECOND
        else:
            t = T0 + timedelta(seconds=r.randint(0, 400 * 86400))
        sql, policy = by_sql(person, t), by_policy(person, t)
        for item in facts.items:
            expected = facts.depth(person, item, t)
            asked += 1
            if not sql.get(item, NOTHING) == policy.get(item, NOTHING) == expected:
                wrong.append((person, item, t, expected, sql.get(item, NOTHING), policy.get(item, NOTHING)))
    return asked, wrong


@pytest.fixture
def random_world(db) -> Facts:
    stop_the_clock()
    make_random_world(seed=20261121)
    attach_files()
    return Facts.read()


def test_oracle_sql_and_policy_agree_on_random_triples(random_world):
    asked, wrong = disagreements(random_world, batches=220, seed=1)
    assert asked >= 20_000 and not wrong, wrong[:3]


def test_the_derived_table_equals_its_source(random_world):
    with connection.cursor() as cursor:
        for one, other in (("item_acl", "app.item_acl_source"), ("app.item_acl_source", "item_acl")):
            cursor.execute(
                f"select count(*) from (select principal_id, item_id, depth, container_id, created, valid_from, valid_until from {one}"
                f" except all select principal_id, item_id, depth, container_id, created, valid_from, valid_until from {other}) d"
            )
            assert cursor.fetchone()[0] == 0


def test_a_thing_that_is_deleted_leaves_no_line_of_who_saw_it(world):
    """No act deletes one; whoever does it by hand leaves nothing in the derived table."""
    made = Item.objects.create(kind="test.thing", public_title="消えるもの", custodian=world.sato)
    with acting_as(world.sato):
        audience.open_to(made, audience.SIGNED_IN)
    with connection.cursor() as cursor:
        lines = "select count(*) from item_acl where item_id = %s"
        cursor.execute(lines, [made.pk])
        assert cursor.fetchone()[0] > 0
        cursor.execute("delete from confidentiality_baseaudience where item_id = %s", [made.pk])
        cursor.execute("delete from confidentiality_item where id = %s", [made.pk])
        cursor.execute(lines, [made.pk])
        assert cursor.fetchone()[0] == 0


def assert_boundaries() -> None:
    boundaries = make_boundaries()
    attach_files()
    facts = Facts.read()
    for name, person, item, t, expected in asked_at(boundaries):
        assert facts.depth(person.pk, item.pk, t) == expected, f"oracle at {name}"
        assert by_sql(person.pk, t).get(item.pk, 0) == expected, f"table at {name}"
        assert by_policy(person.pk, t).get(item.pk, 0) == expected, f"policy at {name}"


def test_every_boundary_is_exact_to_the_microsecond(db):
    stop_the_clock()
    assert_boundaries()


def function_text(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select pg_get_functiondef(%s::regproc)", [name])
        return cursor.fetchone()[0]


def mutate(name: str, was: str, now: str) -> None:
    text = function_text(name)
    assert was in text, f"{name} no longer says: {was}"
    with connection.cursor() as cursor:
        cursor.execute(text.replace(was, now))


def inclusive_end(monkeypatch) -> None:
    original = rls.visible
    monkeypatch.setattr(
        rls,
        "visible",
        lambda *a: original(*a).replace("a.valid_until > app.at()", "a.valid_until >= app.at()"),
    )
    rls.seal_tables()


def without_pledge(monkeypatch) -> None:
    mutate("app.principals_of", "and h.pledged_at <= t", "")


def without_membership_end(monkeypatch) -> None:
    mutate("app.principals_of", "and (h.valid_until is null or h.valid_until > t)", "")


def without_custodian(monkeypatch) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_get_viewdef('app.item_acl_source'::regclass)")
        text = cursor.fetchone()[0].rstrip().rstrip(";")
        cursor.execute(
            "create or replace view app.item_acl_source as select * from (" + text + ") s"
            " where not (valid_from = '-infinity' and valid_until = 'infinity' and depth = 2 and principal_id in (select id from confidentiality_principal where kind = 'person'))"
        )


@pytest.mark.parametrize(
    "mutation",
    [inclusive_end, without_pledge, without_membership_end, without_custodian],
    ids=lambda m: m.__name__,
)
def test_a_planted_fault_in_the_policy_is_caught(db, monkeypatch, mutation):
    stop_the_clock()
    mutation(monkeypatch)
    with pytest.raises(AssertionError):
        assert_boundaries()


def test_a_planted_fault_in_the_consent_check_is_caught(world):
    """With the hash ignored, an answer to an earlier text would count."""
    from tests.cast import VOTERS, agree, make_designation, make_material

    def release_after_a_change() -> str:
        material = make_material(world.quantum, world.tanaka, sealed=True)
        designation = make_designation(world, material)
        for key in VOTERS[:-1]:
            agree(world.people[key], designation)
        with connection.cursor() as cursor:  # as the owner: a word changed under the consents
            cursor.execute(
                "update confidentiality_designationversion set subject = 'another text' where id = %s",
                [designation.candidate_id],
            )
        return agree(world.people[VOTERS[-1]], designation).state

    assert release_after_a_change() == "consent_open"
    mutate("app.missing_voters", "and c.text_hash = app.version_hash(wanted)", "")
    assert release_after_a_change() == "in_force", (
        "the planted fault changes nothing: the test above would not notice it"
    )


def test_nobody_set_sees_nothing(random_world):
    from confidentiality.acting import acting_as

    with acting_as(None), connection.cursor() as cursor:
        cursor.execute("select set_config('app.user_id', '', true), set_config('app.principals', '', true)")
        for table in (
            "confidentiality_item",
            "confidentiality_storedfile",
            "item_acl",
            "confidentiality_designation",
        ):
            cursor.execute(f"select count(*) from {table}")
            assert cursor.fetchone()[0] == 0, table


def test_content_is_never_deeper_than_the_custodian_arm_allows(random_world):
    set_clock(None)
    assert all(
        random_world.depth(i.custodian_id, pk, T0) == CONTENT
        for pk, i in random_world.items.items()
        if i.custodian_id in random_world.active
    )

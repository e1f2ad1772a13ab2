"""Secrecy is in force only when everyone agreed to exactly this text, and then for holders alone."""

import pytest

from confidentiality import agreements, audience
from confidentiality.acting import acting_as
from confidentiality.models import Consent, Designation
from confidentiality.verbs import Refused, WrongState
from councils.models import Material, MaterialVersion
from tests.cast import MEMBERS, PEOPLE, VOTERS, agree, make_designation, make_material, terms


def sees(person, material) -> str:
    with acting_as(person):
        if Material.objects.filter(pk=material.pk).exists():
            assert MaterialVersion.objects.filter(item=material).exists()
            return "content"
        assert not MaterialVersion.objects.filter(item=material).exists()
        from confidentiality.models import Item

        return "title" if Item.objects.filter(pk=material.pk).exists() else "nothing"


def test_members_see_a_shared_material_and_nobody_else_does(world):
    material = make_material(world.quantum, world.tanaka)
    assert {k for k in PEOPLE if sees(world.people[k], material) == "content"} == set(MEMBERS)
    assert {k for k in PEOPLE if sees(world.people[k], material) == "title"} == set()
    assert sees(None, material) == "nothing"


def test_with_one_consent_missing_nobody_but_the_provider_gets_a_byte(world):
    material = make_material(world.quantum, world.tanaka, sealed=True)
    designation = make_designation(world, material)
    for key in VOTERS[:-1]:
        agree(world.people[key], designation)
        assert {k for k in PEOPLE if sees(world.people[k], material) == "content"} == {"tanaka"}
    assert {k for k in PEOPLE if sees(world.people[k], material) == "title"} == set(MEMBERS) - {"tanaka"}
    released = agree(world.people[VOTERS[-1]], designation)
    assert released.state == Designation.State.IN_FORCE
    assert {k for k in PEOPLE if sees(world.people[k], material) == "content"} == set(VOTERS)
    assert sees(world.sato, material) == "title"


def test_a_changed_word_voids_all_consents(world):
    material = make_material(world.quantum, world.tanaka, sealed=True)
    designation = make_designation(world, material)
    for key in VOTERS[:-1]:
        agree(world.people[key], designation)
    with acting_as(world.tanaka):
        agreements.reword(
            designation,
            by=world.tanaka,
            text=terms(subject="試験条件の数値と図"),
            scoped=[audience.council(world.quantum.pk)],
        )
    with pytest.raises(WrongState):
        agree(world.people[VOTERS[-1]], designation)
    assert sees(world.suzuki, material) == "title"


def test_a_consent_to_another_text_is_not_taken(world):
    designation = make_designation(world, make_material(world.quantum, world.tanaka, sealed=True))
    with acting_as(world.suzuki), pytest.raises(WrongState):
        agreements.answer(designation, by=world.suzuki, decision="agree", shown_hash="0" * 64)
    assert not Consent.objects.exists()


def test_a_refusal_ends_the_round(world):
    designation = make_designation(world, make_material(world.quantum, world.tanaka, sealed=True))
    assert agree(world.ito, designation, "refuse").state == Designation.State.REWORK
    with pytest.raises(WrongState):
        agree(world.suzuki, designation)


def test_a_candidate_an_outsider_and_a_former_member_are_not_asked(world):
    designation = make_designation(world, make_material(world.quantum, world.tanaka, sealed=True))
    for key in ("matsumoto", "yamamoto", "saito", "yoshida", "kobayashi"):
        with acting_as(world.people[key]):
            assert not Designation.objects.filter(pk=designation.pk).exists()
            with pytest.raises((Refused, Designation.DoesNotExist)):
                agreements.answer(designation, by=world.people[key], decision="agree", shown_hash="")


def test_the_web_cannot_release_by_hand(world):
    from django.db import InternalError, ProgrammingError, connection, transaction

    designation = make_designation(world, make_material(world.quantum, world.tanaka, sealed=True))
    for statement in (
        "update confidentiality_designationversion set valid_from = now(), valid_until = now() + interval '1 day'",
        "update confidentiality_designation set state = 'in_force', in_force_id = candidate_id",
        "insert into confidentiality_holder (version_id, item_id, principal_id, valid_from) select id, item_id, 1, now() from confidentiality_designationversion",
        "insert into item_acl select 1, item_id, 2, null, now(), '-infinity', 'infinity' from confidentiality_designation",
        "select app.release_if_unanimous(candidate_id) from confidentiality_designation",
        "update confidentiality_item set unsealed_at = now()",
        "delete from confidentiality_consent",
    ):
        with acting_as(world.suzuki), pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(statement)
                if cursor.rowcount == 0:
                    raise ProgrammingError("no row in reach")
    designation.refresh_from_db()
    assert designation.state == Designation.State.CONSENT_OPEN


def test_lifting_returns_the_item_to_its_council_at_once(world):
    material = make_material(world.quantum, world.tanaka, sealed=True)
    designation = make_designation(
        world,
        material,
        until="in_force",
        scoped=[audience.membership(world.seats["ito"].pk), audience.membership(world.seats["tanaka"].pk)],
    )
    assert {k for k in PEOPLE if sees(world.people[k], material) == "content"} == {"ito", "tanaka"}
    with acting_as(world.tanaka):
        agreements.lift(designation, by=world.tanaka, note="公表済み")
    assert {k for k in PEOPLE if sees(world.people[k], material) == "content"} == set(MEMBERS)
    assert sees(None, material) == "nothing"


def test_only_the_provider_lifts(world):
    designation = make_designation(
        world, make_material(world.quantum, world.tanaka, sealed=True), until="in_force"
    )
    for key in ("sato", "suzuki"):
        with acting_as(world.people[key]), pytest.raises(Refused):
            agreements.lift(designation, by=world.people[key], note="x")


def test_a_forgotten_filter_leaks_nothing(world):
    mine = make_material(world.quantum, world.tanaka)
    theirs = make_material(world.ocean, world.kato)
    with acting_as(world.suzuki):
        assert set(Material.objects.all()) == {mine}
    with acting_as(world.kato):
        assert set(Material.objects.all()) == {theirs}
    with acting_as(world.yoshida):
        assert not Material.objects.all().exists()


def test_what_everybody_reads_nobody_writes_for_being_everybody(world):
    public = make_material(world.quantum, world.tanaka)
    with acting_as(world.tanaka):
        audience.open_to(public, audience.EVERYBODY)
    for reader in (None, world.yamamoto):
        with acting_as(reader):
            assert Material.objects.filter(pk=public.pk).exists()
            assert Material.objects.filter(pk=public.pk).update(title="変えた題") == 0
            assert not Material.objects.filter(title="変えた題").exists()

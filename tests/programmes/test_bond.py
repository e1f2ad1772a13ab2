"""No council, no money: the statutory bond holds against every way round it, the database's own login apart."""

import pytest
from django.db import Error, ProgrammingError, connection, transaction

from confidentiality import audience
from confidentiality.acting import acting_as, acting_as_system
from confidentiality.models import Entry
from confidentiality.verbs import WrongState, perform
from councils.models import Council, EstablishmentConsent, Membership
from programmes import funding
from programmes.models import Disbursement, LedgerEntry, Project, ProjectCouncil
from tests.programmes.fund_stage import (
    YEAR,
    Stage,
    act,
    link,
    make_concept,
    make_fund,
    make_project,
    make_stage,
    paid,
    request,
)


@pytest.fixture
def unbound(world) -> Stage:
    """A project in preparation with money waiting for it and no council."""
    fund = make_fund(world)
    concept = make_concept(world, fund)
    return Stage(world, fund, concept, make_project(world, concept, active=False))


@pytest.fixture
def stage(world) -> Stage:
    return make_stage(world)


def fresh(project: Project) -> Project:
    return Project.objects.get(pk=project.pk)


def refused_by_the_database(statement: str, *parameters, match: str) -> None:
    with pytest.raises(Error, match=match), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)


def test_a_project_without_a_council_does_not_start(unbound):
    with pytest.raises(WrongState, match="結び付けられていません"):
        act("activate", unbound.project, unbound.nakamura)
    for who in (unbound.nakamura, unbound.yamamoto, None):  # not even by hand, in anybody's name or in none
        with acting_as(who) if who else acting_as_system("test"):
            refused_by_the_database(
                "update programmes_project set state = 'active' where item_ptr_id = %s",
                unbound.project.pk,
                match="bond: no_council",
            )
    refused_by_the_database(  # nor as the tables' own owner
        "update programmes_project set state = 'active' where item_ptr_id = %s",
        unbound.project.pk,
        match="bond: no_council",
    )


def test_a_project_is_never_born_running(unbound):
    with pytest.raises(Error, match="preparation"), transaction.atomic():
        Project.objects.create(
            concept=unbound.concept,
            code="T-9",
            title="x",
            representative=unbound.takahashi,
            organisation=unbound.organisations["university"],
            state="active",
        )


def test_a_council_still_being_set_up_is_not_enough(unbound):
    Council.objects.filter(pk=unbound.quantum.pk).update(state="rules_adopting")
    link(unbound.project, unbound.quantum)
    with pytest.raises(WrongState, match="まだ設置されていない"):
        act("activate", unbound.project, unbound.nakamura)


def test_a_council_of_others_is_not_enough(unbound):
    link(unbound.project, unbound.ocean)  # active, but 高橋 was never asked there
    with pytest.raises(WrongState, match="同意した記録がありません"):
        act("activate", unbound.project, unbound.nakamura)
    refused_by_the_database(
        "update programmes_project set state = 'active' where item_ptr_id = %s",
        unbound.project.pk,
        match="bond: no_consent",
    )


def test_consent_to_an_earlier_text_is_not_enough(unbound):
    link(unbound.project, unbound.quantum)
    one = EstablishmentConsent.objects.filter(item__council=unbound.quantum, person=unbound.suzuki).get()
    # Somebody answered another text after 高橋 did: 高橋's yes was to a text that is no longer the one.
    EstablishmentConsent.objects.create(
        item=one.item,
        membership=one.membership,
        person=one.person,
        decision="agree",
        text="x",
        text_hash="f" * 64,
    )
    with pytest.raises(WrongState, match="同意した記録がありません"):
        act("activate", unbound.project, unbound.nakamura)


def test_a_refusal_after_a_consent_is_a_refusal(unbound):
    link(unbound.project, unbound.quantum)
    one = EstablishmentConsent.objects.get(item__council=unbound.quantum, person=unbound.takahashi)
    EstablishmentConsent.objects.create(
        item=one.item,
        membership=one.membership,
        person=one.person,
        decision="refuse",
        text=one.text,
        text_hash=one.text_hash,
    )
    with pytest.raises(WrongState, match="同意した記録がありません"):
        act("activate", unbound.project, unbound.nakamura)


def test_with_council_and_consent_it_starts_and_stops_when_the_council_stops(stage):
    assert stage.project.state == "active"
    with acting_as(stage.sato):
        perform("suspend", stage.quantum, by=stage.sato, reason="定足数を欠くため")
    assert fresh(stage.project).state == "suspended"
    line = Entry.objects.get(verb="suspend_without_council")
    assert line.item_id == stage.project.pk and line.actor_id == stage.sato.pk
    with pytest.raises(WrongState, match="活動していません"):
        act("resume", stage.project, stage.nakamura)
    with acting_as(stage.sato):
        perform("resume", stage.quantum, by=stage.sato)
    assert fresh(stage.project).state == "suspended"  # nothing starts by itself
    assert act("resume", stage.project, stage.nakamura).state == "active"


def test_a_second_council_keeps_it_running(stage):
    other = Council.objects.get(pk=stage.ocean.pk)
    link(stage.project, other)
    EstablishmentConsent.objects.create(
        item=other.prospectus,
        membership=stage.seats["takahashi"],
        person=stage.takahashi,
        decision="agree",
        text="",
        text_hash=EstablishmentConsent.objects.filter(item__council=other).last().text_hash,
    )
    with acting_as(stage.sato):
        perform("suspend", stage.quantum, by=stage.sato)
    assert fresh(stage.project).state == "active"
    one = request(stage)
    with pytest.raises(WrongState, match="在籍していません"):  # money asks for a seat besides
        act("verify", one, stage.yamamoto)


def test_ending_the_last_link_suspends(stage):
    made = ProjectCouncil.objects.get(item=stage.project)
    with acting_as(stage.nakamura):
        funding.unlink_council(stage.project, made, by=stage.nakamura)
    assert fresh(stage.project).state == "suspended"


def test_a_link_is_never_rewritten_or_deleted(stage):
    for statement, match in (
        ("update programmes_projectcouncil set council_id = %s", "never rewritten"),
        ("delete from programmes_projectcouncil where council_id <> %s", "never deleted"),
    ):
        refused_by_the_database(statement, stage.ocean.pk, match=match)


def test_a_running_project_keeps_its_representative(stage):
    refused_by_the_database(
        "update programmes_project set representative_id = %s",
        stage.tanaka.pk,
        match="keeps its representative",
    )


def test_no_money_before_the_council_exists(unbound):
    with acting_as(unbound.takahashi), pytest.raises(WrongState, match="協議会が結び付けられていません"):
        funding.request_payment(
            unbound.project, by=unbound.takahashi, amount=1, fiscal_year=YEAR, purpose="x"
        )
    # A request written by hand still cannot be checked, with the verb or without.
    with acting_as(unbound.takahashi):
        one = Disbursement.objects.create(
            project=unbound.project,
            concept=unbound.concept,
            fund=unbound.fund,
            custodian=unbound.takahashi,
            requested_by=unbound.takahashi,
            amount=1,
            fiscal_year=YEAR,
            purpose="x",
        )
        audience.open_to(one, audience.office("programme_staff"))
    with acting_as(unbound.yamamoto):
        refused_by_the_database(
            "update programmes_disbursement set state = 'checked', checked_by_id = %s where item_ptr_id = %s",
            unbound.yamamoto.pk,
            one.pk,
            match="bond: no_council",
        )
    assert not LedgerEntry.objects.filter(kind__in=["commitment", "payment"]).exists()


def test_checked_is_not_paid_when_the_council_stops_in_between(stage):
    one = request(stage)
    act("verify", one, stage.yamamoto)
    with acting_as(stage.sato):
        perform("suspend", stage.quantum, by=stage.sato)
    with pytest.raises(WrongState, match="活動していません"):
        act("pay", one, stage.nakamura)
    with acting_as(stage.nakamura):
        refused_by_the_database(
            "update programmes_disbursement set state = 'paid', paid_by_id = %s, paid_at = now() where item_ptr_id = %s",
            stage.nakamura.pk,
            one.pk,
            match="bond: council_not_active",
        )
    assert act("release", one, stage.yamamoto, note="協議会が停止したため").state == "rejected"
    assert sum(LedgerEntry.objects.filter(kind="commitment").values_list("amount", flat=True)) == 0


def test_a_representative_who_left_the_council_gets_no_money(stage):
    one = request(stage)
    seat = Membership.objects.get(pk=stage.seats["takahashi"].pk)
    with acting_as(stage.takahashi):
        perform("start_leaving", seat, by=stage.takahashi)
        perform("leave", seat, by=stage.takahashi, returned_note="返却済")
    with pytest.raises(WrongState, match="在籍していません"):
        act("verify", one, stage.yamamoto)


def test_a_suspended_project_still_settles_and_refunds(stage):
    one, two = paid(stage), paid(stage, 50)
    act("suspend", stage.project, stage.yamamoto, reason="調査のため")
    assert act("settle", one, stage.yamamoto).state == "settled"
    act("claim_refund", two, stage.yamamoto, refund=20, note="未使用")
    assert act("receive_refund", two, stage.nakamura).state == "refunded"


def test_the_web_role_cannot_touch_the_ledger(stage):
    with acting_as(stage.yamamoto):
        for statement in (
            "insert into programmes_ledgerentry (item_id, fund_id, kind, amount, fiscal_year, cause)"
            f" values ('{stage.fund.pk}', '{stage.fund.pk}', 'contribution', 5, 2026, 'x')",
            "update programmes_ledgerentry set amount = 1",
            "delete from programmes_ledgerentry",
        ):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute(statement)
    for statement in (
        "update programmes_ledgerentry set amount = 1",
        "delete from programmes_ledgerentry",
    ):
        refused_by_the_database(statement, match="only ever added")

"""Sums never leave their bounds, two people stand behind each, and nothing is rewritten: asked of verbs and database."""

import pytest
from django.db import Error, IntegrityError, connection, transaction

from confidentiality.acting import acting_as, acting_as_system
from confidentiality.models import Entry
from confidentiality.verbs import Refused, WrongState
from programmes import figures, funding
from programmes.models import Allocation, Assignment, Disbursement, FundContribution, LedgerEntry
from tests.programmes.fund_stage import (
    YEAR,
    act,
    agree_on,
    evaluated,
    make_concept,
    make_fund,
    make_stage,
    paid,
    request,
)


@pytest.fixture
def stage(world):
    return make_stage(world)


def sums(stage, person=None) -> figures.Sums:
    with acting_as(person or stage.yamamoto):
        return figures.figures_of(stage.fund.pk).total


def by_hand(statement: str, *parameters, match: str, error: type = Error) -> None:
    with pytest.raises(error, match=match), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)


def test_every_total_is_the_sum_of_its_lines(stage):
    one = paid(stage, 120)
    act("claim_refund", one, stage.yamamoto, refund=20, note="未使用")
    act("receive_refund", one, stage.nakamura)
    act("verify", request(stage, 30), stage.yamamoto)
    total = sums(stage)
    assert (total.contributed, total.allocated, total.committed, total.paid) == (1000, 600, 30, 100)
    assert (total.unallocated, total.remaining, total.balance) == (400, 470, 900)
    assert list(LedgerEntry.objects.filter(disbursement=one).values_list("kind", "amount")) == [
        ("commitment", 120),
        ("commitment", -120),
        ("payment", 120),
        ("refund", -20),
    ]


def test_a_request_above_what_is_left_is_refused_with_the_exact_sum(stage):
    agree_on(stage, {YEAR: 700, YEAR + 1: 300})
    act("verify", request(stage, 550), stage.yamamoto)
    with pytest.raises(WrongState, match="残りは50円です。請求の51円には足りません"):
        act("verify", request(stage, 51), stage.yamamoto)
    act("verify", request(stage, 50), stage.yamamoto)


def test_the_database_refuses_what_a_verb_would_let_through(stage):
    agree_on(stage, {YEAR: 700, YEAR + 1: 300})
    one = request(stage, 601)
    with acting_as(stage.yamamoto):
        by_hand(
            "update programmes_disbursement set state = 'checked', checked_by_id = %s, checked_at = now() where item_ptr_id = %s",
            stage.yamamoto.pk,
            one.pk,
            match="more spent than allocated",
        )


def test_money_of_another_year_does_not_pay(stage):
    with acting_as(stage.takahashi):
        one = funding.request_payment(
            stage.project, by=stage.takahashi, amount=1, fiscal_year=YEAR + 1, purpose="x"
        )
    with pytest.raises(WrongState, match="残りは0円"):
        act("verify", one, stage.yamamoto)


def allocation(stage, amount: int, year: int = YEAR) -> Allocation:
    with acting_as(stage.yamamoto):
        return funding.propose_allocation(stage.concept, by=stage.yamamoto, fiscal_year=year, amount=amount)


def test_no_more_is_allocated_than_was_contributed(world):
    fund = make_fund(world)
    concept = make_concept(world, fund, ceiling=10_000)
    with acting_as(world.yamamoto):
        one = funding.propose_allocation(concept, by=world.yamamoto, fiscal_year=YEAR, amount=401)
    with pytest.raises(WrongState, match="まだ割り当てていないのは400円"):
        act("approve", one, world.kobayashi)
    with acting_as(world.kobayashi):
        by_hand(
            "update programmes_allocation set state = 'approved', decided_by_id = %s where id = %s",
            world.kobayashi.pk,
            one.pk,
            match="more allocated than contributed",
        )


def test_no_concept_gets_more_than_its_ceiling(stage):
    with pytest.raises(WrongState, match="上限まで、残り200円"):
        act("approve", allocation(stage, 201), stage.kobayashi)
    one = allocation(stage, 200)
    act("approve", one, stage.kobayashi)
    by_hand("update programmes_rdconcept set ceiling = 799", match="above the ceiling")


def test_what_is_spent_cannot_be_taken_back(stage):
    paid(stage, 500)
    with pytest.raises(WrongState, match="使っていない100円まで"):
        act("approve", allocation(stage, -101), stage.kobayashi)
    act("approve", allocation(stage, -100), stage.kobayashi)
    assert sums(stage).allocated == 500


def test_only_what_is_unallocated_is_returned_to_the_treasury(stage):
    with acting_as(stage.yamamoto):
        one, two = (
            funding.propose_contribution(
                stage.fund, by=stage.yamamoto, act="返納", fiscal_year=YEAR, amount=amount
            )
            for amount in (-401, -400)
        )
    with pytest.raises(WrongState, match="400円まで"):
        act("approve", one, stage.kobayashi)
    act("approve", two, stage.kobayashi)
    assert sums(stage).contributed == 600


def test_nobody_approves_their_own_proposal(stage):
    one = allocation(stage, 10)
    with pytest.raises(Refused):
        act("approve", one, stage.yamamoto)
    with acting_as(stage.yamamoto):
        by_hand(
            "update programmes_allocation set state = 'approved', decided_by_id = %s where id = %s",
            stage.yamamoto.pk,
            one.pk,
            match="another person decides",
        )
        by_hand(  # nor in a colleague's name
            "update programmes_allocation set state = 'approved', decided_by_id = %s where id = %s",
            stage.kobayashi.pk,
            one.pk,
            match="another person decides",
        )


def test_nobody_checks_their_own_request_nor_pays_what_they_checked(stage):
    with acting_as(stage.yamamoto):
        for part in ("agency", "lead"):
            funding.assign(stage.fund, by=stage.yamamoto, person=stage.yamamoto, part=part)
    own = request(stage, 10, by="yamamoto")
    with pytest.raises(Refused):
        act("verify", own, stage.yamamoto)
    with acting_as(stage.yamamoto):
        by_hand(
            "update programmes_disbursement set state = 'checked', checked_by_id = %s where item_ptr_id = %s",
            stage.yamamoto.pk,
            own.pk,
            match="checked_by_another",
            error=IntegrityError,
        )
    other = request(stage, 10)
    act("verify", other, stage.yamamoto)
    with pytest.raises(Refused):
        act("pay", other, stage.yamamoto)
    with acting_as(stage.yamamoto):
        by_hand(
            "update programmes_disbursement set state = 'paid', paid_by_id = %s where item_ptr_id = %s",
            stage.yamamoto.pk,
            other.pk,
            match="paid_by_another",
            error=IntegrityError,
        )


def test_nobody_acts_in_another_name(stage):
    one = request(stage)
    with acting_as(stage.yamamoto):
        by_hand(
            "update programmes_disbursement set state = 'checked', checked_by_id = %s where item_ptr_id = %s",
            stage.kobayashi.pk,
            one.pk,
            match="another name",
        )
    with acting_as_system("test"):
        by_hand(
            "update programmes_disbursement set state = 'checked', checked_by_id = %s where item_ptr_id = %s",
            stage.kobayashi.pk,
            one.pk,
            match="name of a person",
        )


def test_what_was_written_stays(stage):
    one = paid(stage)
    for statement, match in (
        ("update programmes_disbursement set amount = 1", "never changes"),
        ("update programmes_disbursement set fiscal_year = 2030", "never changes"),
        ("update programmes_disbursement set state = 'requested'", "does not become"),
        ("update programmes_disbursement set note = 'x'", "written once"),
        ("update programmes_fundcontribution set amount = 9999", "never changes"),
        ("update programmes_fundcontribution set state = 'rejected'", "decided is decided"),
        ("update programmes_allocation set fiscal_year = 2030", "never changes"),
        ("delete from programmes_allocation", "never deleted"),
        ("delete from programmes_fundcontribution", "never deleted"),
        ("delete from programmes_disbursement", "never deleted"),
        ("delete from programmes_project", "never deleted"),
        ("update programmes_project set concept_id = fund_id", "stays where it was awarded"),
    ):
        by_hand(statement, match=match)
    assert Disbursement.objects.get(pk=one.pk).state == "paid"


def test_paying_twice_pays_once(stage):
    one = paid(stage)
    with pytest.raises(WrongState):
        act("pay", one, stage.watanabe)
    assert LedgerEntry.objects.filter(disbursement=one, kind="payment").count() == 1


def test_a_contribution_without_a_person_names_its_source(world):
    fund = make_fund(world)
    with acting_as_system("test"):
        with pytest.raises(IntegrityError, match="has_an_origin"), transaction.atomic():
            FundContribution.objects.create(
                item=fund.book, fund=fund, act="x", fiscal_year=YEAR, amount=1, state="approved"
            )
        with pytest.raises(Error, match="without a person"), transaction.atomic():
            Allocation.objects.create(
                item=make_concept(world, fund, allocated=0), fund=fund, fiscal_year=YEAR, amount=1
            )


def test_a_transfer_keeps_the_funds_sum_and_needs_another_person(stage):
    other = make_concept(stage.world, stage.fund, allocated=0, title="別の構想", ceiling=50)
    moves = {"from_concept": stage.concept, "from_year": YEAR, "reason": "繰越し"}
    with acting_as(stage.yamamoto):
        year, concept, much, high = (
            funding.propose_transfer(
                stage.fund, by=stage.yamamoto, amount=n, to_concept=c, to_year=y, **moves
            )
            for n, c, y in (
                (100, stage.concept, YEAR + 1),
                (50, other, YEAR),
                (451, stage.concept, YEAR + 2),
                (1, other, YEAR),
            )
        )
    act("approve", year, stage.kobayashi)
    act("approve", concept, stage.kobayashi)
    with pytest.raises(WrongState, match="残り450円"):
        act("approve", much, stage.kobayashi)
    with pytest.raises(WrongState, match="上限まで、残り0円"):
        act("approve", high, stage.kobayashi)
    assert sums(stage).allocated == 600
    with acting_as(stage.yamamoto):
        by_year = figures.figures_of(stage.fund.pk).by_year
    assert (by_year[YEAR].allocated, by_year[YEAR + 1].allocated) == (500, 100)


def test_a_fund_closes_only_with_nothing_running_and_nothing_left(stage):
    with pytest.raises(WrongState, match="1件"):
        act("start_closing", stage.fund, stage.yamamoto)
    evaluated(stage)
    act("complete", stage.project, stage.nakamura)
    fund = act("start_closing", stage.fund, stage.yamamoto)
    with pytest.raises(WrongState, match="残高が1,000円"):
        act("close", fund, stage.yamamoto)
    by_hand("update programmes_fund set state = 'closed'", match="balance is not zero")


def test_a_fund_is_established_only_with_money_and_somebody_who_holds_it(world):
    make_fund(world)
    with acting_as(world.yamamoto):
        fund = funding.register_fund(by=world.yamamoto, name="空の基金")
    with pytest.raises(WrongState, match="拠出がまだありません"):
        act("establish", fund, world.yamamoto)
    by_hand(
        "update programmes_fund set state = 'established' where name = '空の基金'",
        match="nothing has been put in",
    )


def test_a_fund_is_designated_only_under_a_guideline_in_force(stage):
    with pytest.raises(WrongState, match="指針がない"):
        act("designate", stage.fund, stage.yamamoto)


# Functions held here ---------------------------------------------------------------------------------------


def test_a_function_opens_at_once_and_its_end_closes_at_once(stage):
    from programmes.models import Fund

    def sees() -> bool:
        with acting_as(stage.inoue):
            return Fund.objects.filter(pk=stage.fund.pk).exists()

    assert not sees()
    with acting_as(stage.yamamoto):
        made = funding.assign(stage.fund, by=stage.yamamoto, person=stage.inoue, part="ministry")
    assert sees()
    with acting_as(stage.yamamoto):
        funding.end_assignment(stage.fund, made, by=stage.yamamoto)
    assert not sees()


def test_who_only_reads_names_nobody(stage):
    with acting_as(stage.yamamoto):
        funding.assign(stage.fund, by=stage.yamamoto, person=stage.ito, part="ministry")
    with acting_as(stage.ito):
        with pytest.raises(Refused):
            funding.assign(stage.fund, by=stage.ito, person=stage.ito, part="lead")
        with pytest.raises(Error, match="names people here"), transaction.atomic():
            Assignment.objects.create(
                item_id=stage.fund.pk, person=stage.ito, role="lead", assigned_by=stage.ito
            )
        with pytest.raises(Error, match="never rewritten"), transaction.atomic():
            Assignment.objects.filter(person=stage.ito).update(role="lead")


def test_figures_are_whole_for_all_and_tell_no_line(stage):
    """Somebody of one concept, and a signed-out reader of a listed fund, get totals only."""
    other = make_concept(stage.world, stage.fund, allocated=150, title="秘めた構想")
    with acting_as(stage.inoue):
        assert figures.figures_of(stage.fund.pk).total.contributed == 0  # hidden is hidden
    act("list_publicly", stage.fund, stage.yamamoto)
    with acting_as(None):
        seen = figures.figures_of(stage.fund.pk)
        assert (seen.total.contributed, seen.total.allocated) == (1000, 750)
        assert set(seen.by_concept) == {None}
        assert not LedgerEntry.objects.exists()
        assert [c.act for c in figures.contributions_of(stage.fund.pk)] == ["試験予算"]
    with acting_as(stage.yamamoto):
        funding.assign(stage.concept, by=stage.yamamoto, person=stage.inoue, part="manager")
    with acting_as(stage.inoue):
        seen = figures.figures_of(stage.fund.pk)
        assert {k: v.allocated for k, v in seen.by_concept.items()} == {stage.concept.pk: 600, None: 150}
        assert set(LedgerEntry.objects.values_list("concept_id", flat=True)) == {stage.concept.pk}
    assert other.pk not in seen.by_concept


def test_every_act_is_in_the_journal(stage):
    one = paid(stage)
    assert list(Entry.objects.filter(item_id=one.pk).order_by("id").values_list("verb", flat=True)) == [
        "request_payment",
        "verify",
        "pay",
    ]


def test_the_agency_that_holds_the_fund_enters_sums_and_decides_none(stage):
    """4.3: create at its own fund; what counts is decided by another person, who leads."""
    agency, by = stage.nakamura, stage.yamamoto
    with acting_as(agency):
        before = figures.figures_of(stage.fund.pk).total
        made = [
            funding.propose_contribution(
                stage.fund, by=agency, act="試験補正予算", amount=10, fiscal_year=YEAR, reason="試験"
            ),
            funding.propose_allocation(stage.concept, by=agency, amount=1, fiscal_year=YEAR, reason="試験"),
            funding.propose_transfer(
                stage.fund,
                by=agency,
                amount=1,
                reason="試験",
                from_concept=stage.concept,
                from_year=YEAR,
                to_concept=stage.concept,
                to_year=YEAR + 1,
            ),
        ]
        assert figures.figures_of(stage.fund.pk).total == before
    for person in (agency, stage.watanabe):
        for one in made:
            with pytest.raises(Refused):
                act("approve", one, person)
            with acting_as(person), pytest.raises(Error), transaction.atomic():
                type(one).objects.filter(pk=one.pk).update(state="approved", decided_by=person)
    act("approve", made[0], by)
    with acting_as(agency):
        assert figures.figures_of(stage.fund.pk).total.contributed == before.contributed + 10

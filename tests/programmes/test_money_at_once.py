"""Several connections move money at the same moment, or die in the middle: the sums hold at every instant all the same."""

import os
import socket
import threading
from typing import Any
from uuid import uuid4

import pytest
from django.db import Error, connection
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from confidentiality.acting import acting_as
from confidentiality.verbs import Refused, WrongState, perform
from councils.models import Council
from programmes import changes, funding
from programmes.models import Allocation, Disbursement, FundContribution, LedgerEntry, Project, Transfer
from tests.councils.visitors import browser
from tests.programmes.fund_stage import (
    YEAR,
    Stage,
    act,
    make_concept,
    make_fund,
    make_project,
    make_ready,
    make_stage,
    request,
)

# What must hold of every fund at every instant; each answer must be empty.
BROKEN = {
    "spent over allocated, by concept and year": """
        select 1 from programmes_ledgerentry where concept_id is not null group by concept_id, fiscal_year
        having sum(case when kind in ('allocation', 'transfer') then -amount else amount end) > 0""",
    "allocated over contributed": """
        select 1 from programmes_ledgerentry where kind in ('contribution', 'allocation', 'transfer') group by fund_id
        having sum(case when kind = 'contribution' then amount else -amount end) < 0""",
    "allocated over the ceiling": """
        select 1 from programmes_ledgerentry l join programmes_rdconcept c on c.item_ptr_id = l.concept_id
        where l.kind in ('allocation', 'transfer') group by c.item_ptr_id, c.ceiling having sum(l.amount) > c.ceiling""",
    "a payment whose lines do not say its state": """
        select 1 from programmes_disbursement d left join programmes_ledgerentry l on l.disbursement_id = d.item_ptr_id
        group by d.item_ptr_id, d.state, d.amount, d.refund_amount
        having coalesce(sum(l.amount) filter (where l.kind = 'commitment'), 0) <> case d.state when 'checked' then d.amount else 0 end
            or coalesce(sum(l.amount) filter (where l.kind in ('payment', 'refund')), 0) <> case
                 when d.state in ('paid', 'settled', 'refund_due') then d.amount
                 when d.state = 'refunded' then d.amount - d.refund_amount else 0 end""",
    "paid above what was agreed for the year": """
        select 1 from programmes_yearamount a where app.agreed_left(a.project_id, a.fiscal_year) < 0""",
    "one person on both sides": """
        select 1 from programmes_disbursement where checked_by_id in (requested_by_id, paid_by_id)""",
    "a running project without its council": """
        select 1 from programmes_project where state = 'active' and app.bond_gap(item_ptr_id, false) is not null""",
}


def at_once(*acts: Any) -> list:
    """Each act on a connection of its own, all at the same moment; what they returned or raised."""
    start, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, one: Any) -> None:
        try:
            start.wait(timeout=20)
            results[place] = one()
        except (WrongState, Refused) as refused:
            results[place] = refused
        except Exception as wrong:
            results[place] = wrong
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads), "two acts wait for each other"
    return results


def nothing_is_broken() -> None:
    with connection.cursor() as cursor:
        for what, question in BROKEN.items():
            cursor.execute(question)
            assert cursor.fetchall() == [], what


def doing(verb: str, thing: Any, person: Any, **details: Any) -> Any:
    return lambda: act(verb, thing, person, **details)


def test_two_browsers_paying_at_once_pay_once(own_database):
    stage = make_stage(own_database)
    one = request(stage)
    act("verify", one, stage.yamamoto)
    address = reverse("payment_act", args=[one.pk, "pay"])
    clients = [browser(stage.nakamura, afresh=True), browser(stage.watanabe, afresh=True)]
    answers = at_once(*(lambda c=c: c.post(address).status_code for c in clients))
    assert sorted(answers) == [302, 409]
    assert LedgerEntry.objects.filter(disbursement=one, kind="payment").count() == 1
    nothing_is_broken()


def test_a_form_sent_twice_at_once_is_one_request_and_one_sum(own_database):
    """A double click arrives on two connections: the second is given what the first one made, and no error."""
    stage, key = make_stage(own_database), uuid4()

    def ask() -> Any:
        with acting_as(stage.takahashi):
            return funding.request_payment(
                stage.project, by=stage.takahashi, key=key, amount=1, fiscal_year=YEAR, purpose="試薬"
            )

    def put() -> Any:
        with acting_as(stage.yamamoto):
            return funding.propose_contribution(
                stage.fund, by=stage.yamamoto, key=key, act="補正", fiscal_year=YEAR, amount=5
            )

    for act_ in (ask, put):
        one, two = at_once(act_, act_)
        assert one == two and type(one) in (Disbursement, FundContribution), (one, two)
    assert Disbursement.objects.count() == FundContribution.objects.filter(key=key).count() == 1


def test_two_checks_that_fit_only_one_by_one(own_database):
    stage = make_stage(own_database)
    one, two = request(stage, 400), request(stage, 400)
    answers = at_once(doing("verify", one, stage.yamamoto), doing("verify", two, stage.kobayashi))
    assert sorted(type(a).__name__ for a in answers) == ["Disbursement", "WrongState"]
    nothing_is_broken()


def test_a_payment_and_a_smaller_agreement_for_its_year_at_the_same_moment(own_database):
    """Either the sum is reserved and the year stays, or the year is smaller and nothing is reserved; neither waits for good."""
    stage = make_stage(own_database)
    one = request(stage, 400)
    with acting_as(stage.takahashi):
        asked = changes.ask(
            stage.project,
            by=stage.takahashi,
            change_kind="budget",
            after=changes.with_amounts(changes.terms_now(stage.project), {YEAR: 100, YEAR + 1: 700}),
            reason="翌年度へ",
        )

    def approve() -> Any:
        with acting_as(stage.nakamura):
            return changes.approve(asked, by=stage.nakamura)

    answers = at_once(doing("verify", one, stage.yamamoto), approve)
    assert sum(isinstance(a, WrongState) for a in answers) == 1, answers
    nothing_is_broken()


def test_two_allocations_that_fit_only_one_by_one(own_database):
    stage = make_stage(own_database)
    other = make_concept(stage.world, stage.fund, allocated=0, title="別", ceiling=900)
    with acting_as(stage.yamamoto):
        asked = [
            funding.propose_allocation(c, by=stage.yamamoto, fiscal_year=YEAR, amount=n)
            for c, n in ((stage.concept, 200), (other, 300))
        ]
    at_once(*(doing("approve", one, stage.kobayashi) for one in asked))
    assert Allocation.objects.filter(pk__in=[a.pk for a in asked], state="approved").count() == 1
    nothing_is_broken()


@pytest.mark.parametrize("step", ["verify", "pay"])
def test_money_and_the_end_of_the_council_at_the_same_moment(own_database, step):
    """Either the money moved while the council stood, or it did not move; the project stops in both cases."""
    stage = make_stage(own_database)
    one = request(stage)
    if step == "pay":
        act("verify", one, stage.yamamoto)
    who = stage.yamamoto if step == "verify" else stage.nakamura
    moved, stopped = at_once(doing(step, one, who), doing("suspend", stage.quantum, stage.sato))
    assert isinstance(stopped, Council), stopped
    assert isinstance(moved, Disbursement | WrongState), moved
    assert Project.objects.get(pk=stage.project.pk).state == "suspended"
    nothing_is_broken()


def test_a_start_and_the_end_of_the_council_at_the_same_moment(own_database):
    fund = make_fund(own_database)
    concept = make_concept(own_database, fund)
    project = make_project(own_database, concept, council=own_database.quantum, active=False)
    make_ready(own_database, project)
    started, stopped = at_once(
        doing("activate", project, own_database.nakamura),
        doing("suspend", own_database.quantum, own_database.sato),
    )
    assert isinstance(stopped, Council) and isinstance(started, Project | WrongState), (started, stopped)
    assert Project.objects.get(pk=project.pk).state in ("preparing", "suspended")
    nothing_is_broken()


def test_a_connection_that_dies_in_the_middle_of_a_payment_leaves_nothing(own_database):
    stage = make_stage(own_database)
    one = request(stage)
    act("verify", one, stage.yamamoto)
    before = LedgerEntry.objects.count()
    written, seen = threading.Event(), threading.Event()

    def pay_and_die() -> None:
        try:
            with acting_as(stage.nakamura):
                perform("pay", one, by=stage.nakamura)
                written.set()
                seen.wait(timeout=20)
                line = socket.socket(fileno=os.dup(connection.connection.fileno()))
                line.shutdown(socket.SHUT_RDWR)  # the cable is pulled before the commit
                line.close()
        except Error:
            pass
        finally:
            connection.close()

    thread = threading.Thread(target=pay_and_die)
    thread.start()
    assert written.wait(timeout=20)
    assert LedgerEntry.objects.count() == before  # nobody sees half a payment
    seen.set()
    thread.join(timeout=20)
    assert Disbursement.objects.get(pk=one.pk).state == "checked"
    assert LedgerEntry.objects.count() == before
    nothing_is_broken()
    assert act("pay", one, stage.nakamura).state == "paid"  # and no lock is left behind
    nothing_is_broken()


class Money(RuleBasedStateMachine):
    """Any acts in any order, two or three of them at a time on connections of their own."""

    world: Any = None

    @initialize()
    def begin(self) -> None:
        world = type(self).world
        Council.objects.filter(pk=world.quantum.pk).update(state="active")
        n = Project.objects.count()
        self.fund = make_fund(world, contributed=500, name=f"基金{n}")
        self.concepts = [
            make_concept(world, self.fund, allocated=a, title=f"構想{n}-{a}", ceiling=400) for a in (200, 100)
        ]
        self.projects = [
            make_project(world, c, council=world.quantum, code=f"H-{n}-{i}")
            for i, c in enumerate(self.concepts)
        ]
        self.waiting: list[tuple] = []

    def ask(self, kind: str, which: int, amount: int) -> Any:
        world = type(self).world
        if kind == "request":
            stage = Stage(world, self.fund, self.concepts[which], self.projects[which])
            return lambda: request(stage, amount)
        with_ = {"fiscal_year": YEAR} if kind == "allocate" else {}

        def propose() -> Any:
            with acting_as(world.yamamoto):
                if kind == "allocate":
                    return funding.propose_allocation(
                        self.concepts[which], by=world.yamamoto, amount=amount - 60 or 1, **with_
                    )
                return funding.propose_transfer(
                    self.fund,
                    by=world.yamamoto,
                    amount=amount,
                    reason="試験",
                    from_concept=self.concepts[which],
                    from_year=YEAR,
                    to_concept=self.concepts[1 - which],
                    to_year=YEAR,
                )

        return propose

    @rule(
        kind=st.sampled_from(["request", "request", "allocate", "move"]),
        which=st.integers(0, 1),
        amount=st.integers(1, 180),
    )
    def prepare(self, kind: str, which: int, amount: int) -> None:
        try:
            self.waiting.append((kind, self.ask(kind, which, amount)()))
        except WrongState:
            assert kind == "request"  # its project does not run

    def next_step(self, place: int) -> Any:
        world, (kind, thing) = type(self).world, self.waiting[place % len(self.waiting)]
        if kind != "request":
            return doing("approve", thing, world.kobayashi)
        state = Disbursement.objects.get(pk=thing.pk).state
        verb, person, details = {
            "requested": ("verify", world.yamamoto, {}),
            "checked": ("pay", world.nakamura, {})
            if place % 3
            else ("release", world.kobayashi, {"note": "試験"}),
            "paid": ("claim_refund", world.yamamoto, {"refund": max(1, thing.amount // 2), "note": "試験"}),
            "refund_due": ("receive_refund", world.nakamura, {}),
        }.get(state, ("settle", world.yamamoto, {}))
        return doing(verb, thing, person, **details)

    @rule(places=st.lists(st.integers(0, 20), min_size=2, max_size=3))
    def go_on_together(self, places: list[int]) -> None:
        if self.waiting:
            self.judge(at_once(*(self.next_step(p) for p in places)))

    @rule(place=st.integers(0, 20))
    def go_on_while_the_council_stops_and_comes_back(self, place: int) -> None:
        world = type(self).world
        if not self.waiting:
            return
        council = Council.objects.get(pk=world.quantum.pk)
        self.judge(at_once(self.next_step(place), doing("suspend", council, world.sato)))
        nothing_is_broken()
        act("resume", council, world.sato)
        for project in Project.objects.filter(fund=self.fund, state="suspended"):
            act("resume", project, world.nakamura)

    def judge(self, answers: list) -> None:
        expected = (Disbursement, Allocation, Transfer, Council, WrongState)
        assert all(isinstance(a, expected) for a in answers), answers

    @invariant()
    def sums_hold(self) -> None:
        nothing_is_broken()


def test_whatever_happens_at_once_the_sums_hold(own_database):
    Money.world = own_database
    run_state_machine_as_test(
        Money,
        settings=settings(
            max_examples=6,
            stateful_step_count=10,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_questions_about_broken_sums_find_what_they_ask_for(world):
    make_stage(world)
    nothing_is_broken()
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table programmes_ledgerentry disable trigger user")
        cursor.execute("update programmes_ledgerentry set amount = 2000 where kind = 'allocation'")
        for what in ("allocated over contributed", "allocated over the ceiling"):
            cursor.execute(BROKEN[what])
            assert cursor.fetchall(), what

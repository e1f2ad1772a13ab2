"""Each step of a payment is taken by who has it, also round the Python; a fund closes with nothing outstanding and nothing stuck."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import Error, connection, transaction
from django.urls import reverse

from confidentiality import audience
from confidentiality.acting import acting_as
from confidentiality.models import Entry
from confidentiality.verbs import Refused, WrongState
from councils.models import Council
from programmes import figures, funding
from programmes.models import (
    Allocation,
    Assignment,
    Disbursement,
    Fund,
    FundContribution,
    LedgerEntry,
    Project,
    RDConcept,
    Transfer,
)
from programmes.money_notices import NOTICES
from tests.councils.visitors import browser, status
from tests.programmes.fund_stage import (
    YEAR,
    Stage,
    act,
    agree_on,
    make_concept,
    make_fund,
    make_project,
    make_stage,
    paid,
    request,
    staff,
)


@pytest.fixture
def stage(world) -> Stage:
    return make_stage(world)


def by_hand(person: Any, statement: str, *parameters: Any, match: str) -> None:
    with pytest.raises(Error, match=match), transaction.atomic():
        with acting_as(person), connection.cursor() as cursor:
            cursor.execute(statement, parameters)


def text(response: Any) -> str:
    return response.content.decode()


def proposed(stage: Stage, amount: int) -> Allocation:
    with acting_as(stage.yamamoto):
        return funding.propose_allocation(stage.concept, by=stage.yamamoto, fiscal_year=YEAR, amount=amount)


# Whose step it is --------------------------------------------------------------------------------------

STEP = "update programmes_disbursement set state = %s, checked_by_id = coalesce(checked_by_id, %s), closed_by_id = %s where item_ptr_id = %s"
PAY = "update programmes_disbursement set state = 'paid', paid_by_id = %s where item_ptr_id = %s"


def test_who_only_reads_a_payment_moves_it_by_no_way(stage):
    with acting_as(stage.nakamura):
        funding.assign(stage.project, by=stage.nakamura, person=stage.suzuki, part="manager")
    asked = request(stage, 10, by="nakamura")  # so that 高橋 is not who asked
    for person in (stage.takahashi, stage.suzuki, stage.watanabe):
        by_hand(person, STEP, "checked", person.pk, None, asked.pk, match="another person")
        by_hand(person, STEP, "rejected", None, person.pk, asked.pk, match="another person")
        by_hand(person, STEP, "withdrawn", None, person.pk, asked.pk, match="another person")
    act("verify", asked, stage.yamamoto)
    for person in (stage.takahashi, stage.suzuki, stage.kobayashi):
        by_hand(person, PAY, person.pk, asked.pk, match="another person")
    act("pay", asked, stage.nakamura)
    for person in (stage.takahashi, stage.suzuki, stage.nakamura):
        by_hand(person, STEP, "settled", None, person.pk, asked.pk, match="another person")
    by_hand(stage.kobayashi, STEP, "settled", None, stage.yamamoto.pk, asked.pk, match="another name")
    assert Disbursement.objects.get(pk=asked.pk).state == "paid"
    assert act("settle", asked, stage.kobayashi).closed_by == stage.kobayashi


def test_the_page_of_a_step_opens_for_whose_step_it_is(stage):
    """Nobody fills in a page that refuses them at its end."""
    one = request(stage)
    act("verify", one, stage.yamamoto)
    own = {"pay": stage.nakamura, "release": stage.yamamoto, "withdraw": stage.takahashi}
    for verb, person in own.items():
        for other in own.values():
            answer = browser(other, afresh=True).get(reverse("payment_act", args=[one.pk, verb]))
            assert answer.status_code == (200 if other == person else 403), (verb, other)
        assert status(person, "payment_act", one.pk, "nonsense") == 404


def test_a_refund_above_what_was_paid_is_corrected_on_the_form(stage):
    payment = paid(stage, 300)
    client = browser(stage.yamamoto, afresh=True)
    address = reverse("payment_act", args=[payment.pk, "claim_refund"])
    for wrong in ("0", "301"):
        answer = client.post(address, {"refund": wrong, "note": "使わなかった旅費"})
        assert answer.status_code == 422 and "使わなかった旅費" in text(answer), wrong
    assert "1円から支払った300円まで" in text(answer)
    assert client.post(address, {"refund": "３００", "note": "使わなかった旅費"}).status_code == 302
    assert Disbursement.objects.get(pk=payment.pk).refund_amount == 300


def test_words_written_for_an_act_that_comes_too_late_are_given_back(stage):
    payment = request(stage, 300)
    client = browser(stage.yamamoto, afresh=True)
    act("withdraw", payment, stage.takahashi)
    answer = client.post(
        reverse("payment_act", args=[payment.pk, "reject"]), {"note": "見積書が<b>ない</b>ため"}
    )
    assert answer.status_code == 409
    assert "見積書が&lt;b&gt;ない&lt;/b&gt;ため" in text(answer) and "保存していません" in text(answer)


def test_who_took_a_refund_in_ended_the_payment(stage):
    one = paid(stage)
    act("claim_refund", one, stage.yamamoto, refund=10, note="未使用")
    with acting_as(stage.yamamoto), pytest.raises(Refused):
        act("receive_refund", one, stage.yamamoto)
    assert act("receive_refund", one, stage.nakamura).closed_by == stage.nakamura


def test_the_ministry_of_a_project_alone_checks_it_and_is_told_no_sum_of_its_concept(stage):
    agree_on(stage, {YEAR: 700, YEAR + 1: 100})
    with acting_as(stage.yamamoto):
        funding.assign(stage.project, by=stage.yamamoto, person=stage.inoue, part="ministry")
    fits, too_much = request(stage, 90), request(stage, 520)
    assert act("verify", fits, stage.inoue).state == "checked"
    with pytest.raises(WrongState, match="請求の520円に足りません") as told:
        act("verify", too_much, stage.inoue)
    assert "510" not in str(told.value)
    with pytest.raises(WrongState, match="残りは510円"):
        act("verify", too_much, stage.yamamoto)
    with acting_as(stage.kato):  # nor is a stranger told whether it fits
        assert not figures.fits(fits.pk) and not figures.fits(too_much.pk)


def test_who_asked_for_a_payment_neither_settles_it_nor_says_how_much_comes_back(stage):
    """One of the office who was named for the agency too, for lack of people: another of the office says it."""
    with acting_as(stage.yamamoto):
        funding.assign(stage.fund, by=stage.yamamoto, person=stage.kobayashi, part="agency")
    one = request(stage, by="kobayashi")
    act("verify", one, stage.yamamoto)
    act("pay", one, stage.nakamura)
    with pytest.raises(Refused):
        act("settle", one, stage.kobayashi)
    with pytest.raises(Refused):
        act("claim_refund", one, stage.kobayashi, refund=1, note="理由")
    by_hand(stage.kobayashi, STEP, "settled", None, stage.kobayashi.pk, one.pk, match="than who asked")
    page = browser(stage.kobayashi).get(reverse("payment", args=[one.pk]))
    assert reverse("payment_act", args=[one.pk, "settle"]) not in text(page)
    assert act("settle", one, stage.yamamoto).state == "settled"


def test_a_step_is_of_the_instant_at_which_it_is_taken_and_rewrites_no_other(stage):
    """Round the Python: no payment was checked in another year, and no payer rewrites when it was checked or why."""
    one, long_ago = request(stage), "2001-01-01"
    move = "update programmes_disbursement set state = %s, checked_by_id = %s, checked_at = %s, note = %s where item_ptr_id = %s"
    with acting_as(stage.yamamoto), connection.cursor() as cursor:
        cursor.execute(move, ["checked", stage.yamamoto.pk, long_ago, "見た", one.pk])
    checked = Disbursement.objects.get(pk=one.pk)
    assert checked.checked_at.year > 2001 and checked.note == ""
    pay = "update programmes_disbursement set state = 'paid', paid_by_id = %s, paid_at = %s, checked_at = %s where item_ptr_id = %s"
    with acting_as(stage.nakamura), connection.cursor() as cursor:
        cursor.execute(pay, [stage.nakamura.pk, long_ago, long_ago, one.pk])
    found = Disbursement.objects.get(pk=one.pk)
    assert found.paid_at > found.checked_at == checked.checked_at
    sum_ = proposed(stage, 5)
    decide = "update programmes_allocation set state = 'approved', decided_by_id = %s, decided_at = %s where id = %s"
    with acting_as(stage.kobayashi), connection.cursor() as cursor:
        cursor.execute(decide, [stage.kobayashi.pk, long_ago, sum_.pk])
    assert Allocation.objects.get(pk=sum_.pk).decided_at > found.paid_at


def test_nobody_is_named_as_of_a_day_that_has_gone(stage):
    """It would say of that day that somebody read the fund, and would open no page of it."""
    name = (
        "insert into programmes_assignment (id, item_id, person_id, role, valid_from, assigned_by_id)"
        " select gen_random_uuid(), %s, %s, 'manager', app.at() - %s::interval, %s"
    )
    by = stage.nakamura
    by_hand(by, name, stage.fund.pk, stage.suzuki.pk, "2 days", by.pk, match="begins when it is given")
    with acting_as(by):
        assert funding.assign(stage.fund, by=by, person=stage.suzuki, part="manager").valid_from


# Sums that two people stand behind -----------------------------------------------------------------------


def test_who_leads_a_concept_alone_is_not_asked_to_decide_its_money(stage):
    one = proposed(stage, 10)
    with acting_as(stage.yamamoto):
        funding.assign(stage.concept, by=stage.yamamoto, person=stage.inoue, part="lead")
    with pytest.raises(Refused):
        act("approve", one, stage.inoue)
    asked = {person.pk for person in NOTICES["allocation.proposed"].who(one)}
    assert stage.inoue.pk not in asked and stage.kobayashi.pk in asked
    with acting_as(stage.yamamoto):
        funding.assign(stage.fund, by=stage.yamamoto, person=stage.inoue, part="lead")
    assert act("approve", one, stage.inoue).state == "approved"


@pytest.mark.parametrize("part", ["lead", "ministry"])
def test_the_agency_chooses_neither_who_leads_nor_who_checks_it(stage, part):
    """Else it would approve its own money: named by the secretariat or who leads, at every depth, and ended by them."""
    for place, name in ((stage.fund, "fund"), (stage.concept, "concept"), (stage.project, "project")):
        for person in (stage.nakamura, stage.watanabe, stage.ito):
            with acting_as(stage.nakamura), pytest.raises(Refused):
                funding.assign(place, by=stage.nakamura, person=person, part=part)
        by_hand(
            stage.nakamura,
            "insert into programmes_assignment (id, item_id, person_id, role, valid_from, assigned_by_id)"
            " select gen_random_uuid(), %s, %s, %s, app.at(), %s",
            place.pk,
            stage.nakamura.pk,
            part,
            stage.nakamura.pk,
            match="named by who leads",
        )
        new = reverse(f"{name}_person_new", args=[place.pk])
        assert f'value="{part}"' not in text(browser(stage.nakamura).get(new))
        answer = browser(stage.nakamura).post(new, {"person": "ito@example.jp", "part": part})
        assert answer.status_code == 422
        assert f'value="{part}"' in text(browser(stage.yamamoto).get(new))
        with acting_as(stage.yamamoto):
            held = funding.assign(place, by=stage.yamamoto, person=stage.ito, part=part)
        with acting_as(stage.nakamura), pytest.raises(Refused):
            funding.end_assignment(place, held, by=stage.nakamura)
        by_hand(
            stage.nakamura,
            "update programmes_assignment set valid_until = app.at() where id = %s",
            held.pk,
            match="named by who leads",
        )
        end = reverse(f"{name}_person_end", args=[place.pk, held.pk])
        assert browser(stage.nakamura).post(end).status_code == 403
        people = text(browser(stage.nakamura).get(reverse(f"{name}_people", args=[place.pk])))
        assert end not in people
        with acting_as(stage.ito):  # one's own ends with one's own word
            assert funding.end_assignment(place, held, by=stage.ito).pk == held.pk


def test_a_sum_sent_twice_is_one_sum(stage):
    by, keys = stage.yamamoto, [uuid4() for _each in range(3)]
    move = {
        "from_concept": stage.concept,
        "from_year": YEAR,
        "to_concept": stage.concept,
        "to_year": YEAR + 1,
    }
    for _twice in range(2):
        with acting_as(by):
            funding.propose_contribution(
                stage.fund, by=by, key=keys[0], act="補正", fiscal_year=YEAR, amount=5
            )
            funding.propose_allocation(stage.concept, by=by, key=keys[1], fiscal_year=YEAR, amount=5)
            funding.propose_transfer(stage.fund, by=by, key=keys[2], amount=5, reason="繰越し", **move)
    for model in (FundContribution, Allocation, Transfer):
        assert model.objects.filter(state="proposed").count() == 1, model
    assert Entry.objects.filter(verb="propose_allocation", note__amount=5).count() == 1


def test_the_page_of_an_allocation_sent_twice_enters_it_once(stage):
    address, desk = reverse("allocation_new", args=[stage.concept.pk]), browser(stage.yamamoto, afresh=True)
    sent = {"fiscal_year": str(YEAR), "amount": "7", "reason": "理由", "key": str(uuid4()), "sure": "1"}
    assert [desk.post(address, sent).status_code for _twice in range(2)] == [302, 302]
    assert Allocation.objects.filter(amount=7).count() == 1
    assert 'name="key"' in desk.get(address).content.decode()


# The end of a fund -----------------------------------------------------------------------------------------


def called_off(stage: Stage) -> None:
    act("terminate", stage.project, stage.yamamoto, reason="中止")


def test_a_fund_being_closed_takes_back_what_nobody_spent_and_closes(stage):
    reserved = request(stage)
    act("verify", reserved, stage.yamamoto)
    called_off(stage)
    early, move = proposed(stage, 1), None
    with acting_as(stage.yamamoto):
        move = funding.propose_transfer(
            stage.fund,
            by=stage.yamamoto,
            amount=1,
            reason="繰越し",
            from_concept=stage.concept,
            from_year=YEAR,
            to_concept=stage.concept,
            to_year=YEAR + 1,
        )
    fund = act("start_closing", stage.fund, stage.yamamoto)
    for one in (early, move):  # nothing new is given, and a sentence says so
        with pytest.raises(WrongState, match="終了の手続中"):
            act("approve", one, stage.kobayashi)
    with pytest.raises(WrongState, match="精算の終わっていない支払が1件"):
        act("close", fund, stage.yamamoto)
    assert act("release", reserved, stage.yamamoto, note="中止のため").state == "rejected"
    act("approve", proposed(stage, -600), stage.kobayashi)
    with acting_as(stage.yamamoto):
        back = funding.propose_contribution(
            stage.fund, by=stage.yamamoto, act="返納", fiscal_year=YEAR, amount=-1_000
        )
    act("approve", back, stage.kobayashi)
    assert act("close", fund, stage.yamamoto).state == "closed"
    with pytest.raises(WrongState, match="終了した基金"):
        act("approve", early, stage.kobayashi)


def test_no_fund_closes_over_money_that_may_still_come_back(stage):
    one = paid(stage, 100)
    called_off(stage)
    act("approve", proposed(stage, -500), stage.kobayashi)
    with acting_as(stage.yamamoto):
        back = funding.propose_contribution(
            stage.fund, by=stage.yamamoto, act="返納", fiscal_year=YEAR, amount=-900
        )
    act("approve", back, stage.kobayashi)
    act("claim_refund", one, stage.yamamoto, refund=100, note="全額")
    fund = act("start_closing", stage.fund, stage.yamamoto)
    with pytest.raises(WrongState, match="精算の終わっていない支払が1件"):
        act("close", fund, stage.yamamoto)
    with pytest.raises(Error, match="payments are not settled"), transaction.atomic():
        Fund.objects.filter(pk=fund.pk).update(state="closed")
    act("receive_refund", one, stage.nakamura)
    with pytest.raises(WrongState, match="残高が100円"):
        act("close", fund, stage.yamamoto)
    assert LedgerEntry.objects.filter(disbursement=one, kind="refund", amount=-100).count() == 1


def test_no_project_begins_under_a_fund_that_is_being_closed(stage):
    """It would run under a fund that takes no allocation and can never close."""
    called_off(stage)
    act("start_closing", stage.fund, stage.yamamoto)
    with pytest.raises(WrongState, match="基金は終了の手続中"):
        make_project(stage.world, stage.concept, active=False, code="T-2")
    assert not Project.objects.filter(code="T-2").exists()


def test_nothing_new_is_offered_or_taken_where_a_fund_is_being_closed(stage):
    called_off(stage)
    pages = {
        "fund": ("concept_new", stage.fund),
        "fund_sums": ("transfer_new", stage.fund),
        "concept": ("project_new", stage.concept),
    }

    def offers() -> list[bool]:
        client = browser(stage.yamamoto)
        return [
            reverse(new, args=[of.pk]) in text(client.get(reverse(page, args=[of.pk])))
            for page, (new, of) in pages.items()
        ]

    assert offers() == [True] * 3
    act("start_closing", stage.fund, stage.yamamoto)
    assert offers() == [False] * 3
    with acting_as(stage.yamamoto):
        before = RDConcept.objects.count()
        with pytest.raises(WrongState, match="研究開発構想を登録できません"):
            funding.register_concept(stage.fund, by=stage.yamamoto, title="遅い構想", ceiling=1)
        assert RDConcept.objects.count() == before


def test_nothing_is_allocated_from_a_fund_that_is_only_planned(world):
    staff(world)
    with acting_as(world.yamamoto):
        fund = funding.register_fund(by=world.yamamoto, name="予定", agency=world.organisations["tank"])
        put = funding.propose_contribution(fund, by=world.yamamoto, act="x", fiscal_year=YEAR, amount=100)
    act("approve", put, world.kobayashi)
    concept = make_concept(world, fund, allocated=0)
    with acting_as(world.yamamoto):
        one = funding.propose_allocation(concept, by=world.yamamoto, fiscal_year=YEAR, amount=10)
    page = browser(world.kobayashi, afresh=True).post(
        reverse("allocation_act", args=[concept.pk, one.pk, "approve"])
    )
    assert page.status_code == 409 and "造成済" in text(page)


def test_a_designation_without_a_day_is_of_the_day_in_tokyo(stage, monkeypatch):
    from datetime import UTC, date, datetime

    from programmes.models import fund as module

    monkeypatch.setattr(module, "database_now", lambda: datetime(2026, 3, 31, 15, 30, tzinfo=UTC))
    monkeypatch.setattr("programmes.models.Guideline.current", lambda: Guidelines())
    with acting_as(stage.yamamoto):
        found = Fund.objects.get(pk=stage.fund.pk)
        found.designate(by=stage.yamamoto)
    assert found.designated_on == date(2026, 4, 1)


class Guidelines:
    """One in force."""

    def exists(self) -> bool:
        return True


# The bond -----------------------------------------------------------------------------------------------------

LINK = "insert into programmes_projectcouncil (item_id, council_id, linked_by_id, valid_from) values (%s, %s, %s, app.at())"
UNLINK = "update programmes_projectcouncil set valid_until = app.at() + %s::interval where item_id = %s"


def test_who_only_reads_a_project_ties_and_unties_no_council(stage):
    """A member of the council reads the project; ending the link would suspend it."""
    with acting_as(stage.yamamoto):
        audience.open_to(stage.project, audience.council(stage.quantum.pk))
    with acting_as(stage.sato):
        assert Project.objects.filter(pk=stage.project.pk).exists()
    for person in (stage.sato, stage.takahashi):
        by_hand(person, UNLINK, "0", stage.project.pk, match="leads or runs")
        by_hand(person, LINK, stage.project.pk, stage.ocean.pk, person.pk, match="leads or runs")
    by_hand(stage.nakamura, LINK, stage.project.pk, stage.ocean.pk, stage.watanabe.pk, match="own name")
    by_hand(
        stage.nakamura, UNLINK, "1 hour", stage.project.pk, match="never rewritten"
    )  # nor ends unnoticed later
    assert Project.objects.get(pk=stage.project.pk).state == "active"


# What is said about a missing council ------------------------------------------------------------------------


def test_the_refusal_of_money_says_who_can_do_what_and_where_and_names_no_council(world):
    fund = make_fund(world)
    concept = make_concept(world, fund)
    project = make_project(world, concept, active=False)
    with acting_as(world.takahashi), pytest.raises(WrongState, match="「協議会を結び付ける」") as told:
        funding.request_payment(project, by=world.takahashi, amount=1, fiscal_year=YEAR, purpose="x")
    assert "研究推進法人" in str(told.value)


@pytest.mark.parametrize("state", ["suspended", "rules_adopting"])
def test_a_council_that_does_not_work_is_named_to_nobody_and_the_way_on_is(stage, state):
    one = request(stage)
    name = stage.quantum.name
    Council.objects.filter(pk=stage.quantum.pk).update(state=state)
    page = browser(stage.yamamoto).get(reverse("payment", args=[one.pk]))
    assert "その協議会の事務局" in text(page) and name not in text(page)
    with pytest.raises(WrongState, match="設置または再開"):
        act("verify", one, stage.yamamoto)
    assert not Assignment.objects.filter(person=stage.yamamoto, item_id=stage.quantum.pk).exists()

"""Payments stay within what was agreed for their year; the way to more is a change of the terms, never a payment (R29)."""

import pytest
from django.db import Error, connection, transaction
from django.urls import reverse

from confidentiality.acting import acting_as
from confidentiality.verbs import WrongState, perform
from programmes import changes, figures, funding
from programmes.models import Disbursement, Project
from tests.councils.visitors import browser
from tests.programmes import gate_stage as gates_play
from tests.programmes.fund_stage import YEAR, act, agree_on, make_stage, paid, request
from tests.programmes.test_comments import say


@pytest.fixture
def stage(world):
    return make_stage(world)


def refused(statement: str, *parameters, match: str) -> None:
    with pytest.raises(Error, match=match), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def test_a_request_above_the_agreed_year_is_refused_with_the_exact_sum_and_the_way_out(stage):
    paid(stage, 300)
    with pytest.raises(WrongState, match=r"残りは200円です。請求の201円には足りません.*予算の変更を申請"):
        request(stage, 201)
    one, other = request(stage, 200), request(stage, 150)  # a request reserves nothing
    act("verify", one, stage.yamamoto)
    with pytest.raises(WrongState, match="残りは0円です"):
        act("verify", other, stage.yamamoto)
    agree_on(stage, {YEAR: 650, YEAR + 1: 150})
    with pytest.raises(WrongState, match="この構想の"):  # agreed, but the concept has 100 left
        act("verify", other, stage.yamamoto)


def test_a_released_or_refunded_sum_is_free_again(stage):
    one = request(stage, 500)
    act("verify", one, stage.yamamoto)
    with acting_as(stage.takahashi):
        assert figures.agreed_left(stage.project.pk, YEAR) == 0
    act("release", one, stage.yamamoto, note="取り直し")
    two = paid(stage, 500)
    act("claim_refund", two, stage.yamamoto, refund=120, note="使わなかった")
    act("receive_refund", two, stage.nakamura)
    with acting_as(stage.takahashi):
        assert figures.agreed_left(stage.project.pk, YEAR) == 120
    act("verify", request(stage, 120), stage.yamamoto)


def test_the_database_holds_it_too(stage):
    with acting_as(stage.takahashi):
        one = Disbursement.objects.create(
            project=stage.project,
            concept=stage.concept,
            fund=stage.fund,
            custodian=stage.takahashi,
            requested_by=stage.takahashi,
            amount=501,
            fiscal_year=YEAR,
            purpose="x",
        )
    from confidentiality import audience

    with acting_as(stage.takahashi):
        audience.open_to(one, audience.office("programme_staff"))
    with acting_as(stage.yamamoto):
        refused(
            "update programmes_disbursement set state = 'checked', checked_by_id = %s, checked_at = now() where item_ptr_id = %s",
            stage.yamamoto.pk,
            one.pk,
            match="more than was agreed for the year",
        )
    paid(stage, 400)
    with acting_as(stage.nakamura):
        refused(
            "update programmes_yearamount set amount = 399 where project_id = %s and fiscal_year = %s",
            stage.project.pk,
            YEAR,
            match="less than is already reserved or paid",
        )


def test_no_year_is_agreed_below_what_was_paid_of_it(stage):
    paid(stage, 400)
    with acting_as(stage.takahashi), pytest.raises(WrongState, match="すでに400円を確認または支払って"):
        changes.ask(
            stage.project,
            by=stage.takahashi,
            change_kind="budget",
            after=changes.with_amounts(changes.terms_now(stage.project), {YEAR: 399, YEAR + 1: 401}),
            reason="翌年度へ",
        )
    agree_on(stage, {YEAR: 400, YEAR + 1: 400})
    with acting_as(stage.takahashi):
        waiting = changes.ask(
            stage.project,
            by=stage.takahashi,
            change_kind="budget",
            after=changes.with_amounts(changes.terms_now(stage.project), {YEAR: 500, YEAR + 1: 300}),
            reason="戻す",
        )
    with acting_as(stage.nakamura):
        changes.approve(waiting, by=stage.nakamura)
    act("verify", request(stage, 100), stage.yamamoto)


def test_who_may_not_read_the_money_learns_nothing_of_it(stage):
    with acting_as(stage.takahashi):
        assert figures.agreed_left(stage.project.pk, YEAR) == 500
    for who in (stage.sato, stage.tanaka, None):
        with acting_as(who):
            assert figures.agreed_left(stage.project.pk, YEAR) == 0
            with pytest.raises(Error, match="permission denied"), transaction.atomic():
                connection.cursor().execute("select app.agreed_left(%s, %s)", [stage.project.pk, YEAR])


def test_the_form_names_the_field_and_the_way_out(stage):
    client = browser(stage.takahashi, afresh=True)
    address = reverse("payment_new", args=[stage.project.pk])
    data = {"fiscal_year": str(YEAR), "amount": "501", "purpose": "装置"}
    page = client.post(address, data)
    assert page.status_code == 422 and "残りは500円です" in say(page) and "予算の変更を申請" in say(page)
    assert client.post(address, {**data, "fiscal_year": str(YEAR + 5), "amount": "1"}).status_code == 422
    assert not Disbursement.objects.exists()


def test_a_waiting_payment_says_that_the_project_is_suspended_and_offers_no_step(stage):
    one = request(stage)
    act("verify", one, stage.yamamoto)
    other = request(stage)
    act("suspend", stage.project, stage.nakamura, reason="事故")
    for person, payment, verb in ((stage.nakamura, one, "pay"), (stage.yamamoto, other, "verify")):
        client = browser(person, afresh=True)
        page = say(client.get(reverse("payment", args=[payment.pk])))
        assert "いまは、お金を動かせません" in page and "課題が実施中ではない" in page
        assert reverse("payment_act", args=[payment.pk, verb]) not in page
        assert client.post(reverse("payment_act", args=[payment.pk, verb])).status_code == 409
        assert "課題が実施中ではない" in say(client.get(reverse("project_money", args=[stage.project.pk])))
    # What gives the money back stays possible.
    assert reverse("payment_act", args=[one.pk, "release"]) in say(
        browser(stage.yamamoto, afresh=True).get(reverse("payment", args=[one.pk]))
    )


def test_a_waiting_payment_says_that_a_gate_decided_to_stop(world):
    stage = gates_play.make_gate_stage(world)
    one = request(stage)
    act("verify", one, stage.yamamoto)
    gates_play.decided(stage, "stop")
    page = say(browser(stage.nakamura, afresh=True).get(reverse("payment", args=[one.pk])))
    assert "「中止」と決定されているため" in page
    assert reverse("payment_act", args=[one.pk, "pay"]) not in page
    with acting_as(stage.nakamura), pytest.raises(WrongState, match="「中止」"):
        perform("pay", one, by=stage.nakamura)
    assert Project.objects.get(pk=stage.project.pk).state == "active"
    with acting_as(stage.takahashi), pytest.raises(WrongState, match="「中止」"):
        funding.request_payment(stage.project, by=stage.takahashi, amount=1, fiscal_year=YEAR, purpose="x")

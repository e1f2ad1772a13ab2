"""A programme from nothing to a settled payment, an honourable stop and a published outcome, by everybody who has a part in it.

Everybody comes by their own sign-in, goes from their desk by links alone, and does what their function allows: two officers
of the ministry, two of the agency, the representative and a rival with their partners and institutions, the ministry that
needs the result, the PM, the evaluators, the administrator, and somebody signed out. What is refused is refused in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.e2e import programme_call as call
from tests.e2e import programme_gate as gate
from tests.e2e import programme_money as money
from tests.e2e import programme_review as review
from tests.e2e.conftest import visits
from tests.e2e.programme_words import PURPOSE, TELEPHONE, TITLE, Pace
from tests.e2e.visitor import Visitor, Wardrobe

pytestmark = pytest.mark.e2e


@pytest.fixture
def visit(wardrobe: Wardrobe) -> Iterator[Callable[..., Visitor]]:
    """As everywhere, but in haste: some hundred pages are met here, most of them judged by the walk over every page."""
    with visits(wardrobe, is_hasty=True) as enter:
        yield enter


def test_a_programme_goes_from_an_empty_fund_to_a_payment_a_stop_and_an_outcome(visit):
    """One long way, as money and people go it; each leg is a function of the modules named programme_…."""
    staff, second, agency, decider = (
        visit(key) for key in ("secretariat", "secretariat2", "candidate", "officer")
    )
    head, needs, stranger = visit("researcher"), visit("needs"), visit()
    partner, approver = visit("provider"), visit("approver", **TELEPHONE)
    rival, institute = visit("analyst"), visit("outside-analyst")
    pace = Pace(staff, second, agency, needs)
    money.found(staff, second)
    money.conceive(staff)
    money.agree_and_hand_over(staff, second, needs)

    call.write_a_call(agency)
    closes = call.decide_on_the_call(agency, second, pace.ahead(8), pace.ahead(80))
    call.opens_by_itself(stranger, head)
    call.begin_and_invite(head)
    call.write_together(head, partner)
    call.be_approved(head, approver, TITLE, PURPOSE)
    call.submit(head, agency)
    call.compete(rival, institute)
    money.set_aside(staff, second)
    call.too_late_for_more(head, closes)

    reviewers = {
        key: visit(key, **(TELEPHONE if key == "outside-ministry" else {})) for key in review.REVIEWERS
    }
    review.find_them_eligible(agency, head)
    review.open_the_review(agency)
    review.declare_and_write(reviewers, agency)
    review.a_tie_begins(visit("administrator"), reviewers["evaluator2"], agency)
    review.talk_it_over(agency, reviewers["evaluator"], reviewers["outside-ministry"])
    review.rank(agency, decider, reviewers["evaluator"])
    review.decide(agency, decider, head)
    review.set_the_hour(agency, decider, pace.ahead(6))
    review.at_the_hour(head, rival, stranger)
    review.award(agency, head)

    manager = visit("chair")
    money.prepare(agency)
    money.is_refused_money_without_a_council(head)
    money.tie_the_council_and_start(agency, head)
    money.pay(head, staff, agency, second)
    money.change_within_and_beyond_the_limits(agency, head, manager)
    money.ask_for_money(head, "2,000万円", "二度目の海域試験")
    gate.record_an_outcome(head)

    evaluators = {
        "outside-analyst": institute,
        "outside-ministry": reviewers["outside-ministry"],
        "startup": visit("startup", **TELEPHONE),
    }
    gate.plan_a_gate(agency, head)
    gate.name_evaluators(agency)
    gate.report_and_freeze(head, agency)
    gate.declare_and_evaluate(evaluators)
    gate.a_conflict_begins(head, manager, evaluators["startup"], agency)
    gate.judge_and_decide(evaluators["outside-analyst"], agency, head)
    gate.is_refused_money_after_the_stop(staff, head, "二度目の海域試験")
    gate.stop_honourably(agency, manager, head)
    gate.publish(head, partner, needs)
    gate.anybody_finds_it(stranger)

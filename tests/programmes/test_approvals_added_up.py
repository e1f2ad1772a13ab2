"""Many small changes are one large one: a route and a delegation count what was already changed without the larger say (R41)."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.urls import reverse

from confidentiality.acting import acting_as
from confidentiality.verbs import Refused
from programmes import approvals, changes, funding, plans
from programmes.models import Assignment, ChangeRequest, TermsVersion
from tests.councils.visitors import browser
from tests.programmes.approval_stage import (
    BOTH,
    ONE,
    answer,
    approve,
    asked,
    lay,
    line,
    manned,
    refused,
    sql,
    steps,
)
from tests.programmes.fund_stage import YEAR, Stage, act
from tests.programmes.test_project_pages import text

LARGER = 200


@pytest.fixture
def stage(world) -> Stage:
    """From 200 yen the manager, the agency and the ministry; below it the ministry alone."""
    made = manned(world)
    lay(made, line(BOTH, from_yen=LARGER), line(ONE))
    return made


def ask_for(stage: Stage, first: int) -> ChangeRequest:
    """So many yen in the first year, the rest of 800 in the second."""
    by = stage.takahashi
    with acting_as(by):
        after = changes.with_amounts(changes.terms_now(stage.project), {YEAR: first, YEAR + 1: 800 - first})
        return changes.ask(stage.project, by=by, change_kind="budget", after=after, reason="申請の理由")


def small(stage: Stage, first: int) -> ChangeRequest:
    """A change that the ministry's step and the agency let through."""
    made = ask_for(stage, first)
    assert roles(made) == ["ministry"]
    answer(steps(made)[0], stage.ito)
    approve(made, stage.nakamura)
    return made


def large(stage: Stage, made: ChangeRequest) -> None:
    manager, agency, ministry = steps(made)
    for step, person in ((manager, stage.suzuki), (agency, stage.watanabe), (ministry, stage.ito)):
        answer(step, person)
    approve(made, stage.nakamura)


def roles(made: ChangeRequest) -> list[str]:
    return [step.role for step in steps(made)]


def decided(made: ChangeRequest, at: datetime) -> None:
    """As if it had been decided then; past every guard, as its owner."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table programmes_changerequest disable trigger guard")
        cursor.execute("update programmes_changerequest set decided_at = %s where id = %s", [at, made.pk])
        cursor.execute("alter table programmes_changerequest enable trigger guard")


def test_small_changes_that_come_to_the_sum_take_the_larger_route(stage):
    small(stage, 401)  # 99
    made = ask_for(stage, 301)  # 100 more: 199
    assert roles(made) == ["ministry"]
    answer(steps(made)[0], stage.ito)
    approve(made, stage.nakamura)
    last = ask_for(stage, 300)  # a single yen
    assert last.moved == 1 and roles(last) == ["manager", "agency", "ministry"]
    assert (last.reach, last.earlier) == (LARGER, 199)


def test_there_and_back_is_moved_twice(stage):
    small(stage, 400)
    assert roles(ask_for(stage, 500)) == ["manager", "agency", "ministry"]


def test_what_was_refused_or_withdrawn_or_agreed_by_the_larger_route_is_not_counted(stage):
    made = ask_for(stage, 350)
    act("withdraw", made, stage.takahashi)
    made = ask_for(stage, 350)
    act("reject", made, stage.nakamura, note="理由")
    large(stage, ask_for(stage, 200))  # 300 by the larger route
    assert roles(small(stage, 250)) == ["ministry"]
    assert ask_for(stage, 399).reach == 0  # 50 + 149
    act("withdraw", ChangeRequest.objects.get(state="requested"), stage.takahashi)
    assert ask_for(stage, 400).reach == LARGER  # 50 + 150


def test_each_fiscal_year_of_japan_begins_anew_and_not_an_instant_before(stage):
    made = small(stage, 400)
    with connection.cursor() as cursor:
        cursor.execute("select (app.at() at time zone 'Asia/Tokyo')::date")
        today = cursor.fetchone()[0]
    begun = today.year - (today.month < 4)
    decided(made, datetime(begun, 3, 31, 14, 59, 59, 999_999, tzinfo=UTC))
    other = ask_for(stage, 300)
    assert roles(other) == ["ministry"] and other.earlier == 0
    act("withdraw", other, stage.takahashi)
    decided(made, datetime(begun, 3, 31, 15, tzinfo=UTC))
    assert roles(ask_for(stage, 300)) == ["manager", "agency", "ministry"]


def test_a_route_laid_down_later_counts_what_came_before_it(world):
    stage = manned(world)
    approve(asked(stage, moved=150), stage.nakamura)
    lay(stage, line(BOTH, from_yen=LARGER))
    made = ask_for(stage, 300)
    assert made.moved == 50 and roles(made) == ["manager", "agency", "ministry"]


def test_each_line_counts_what_was_changed_below_itself(stage):
    lay(stage, line(BOTH, from_yen=300), line(ONE, from_yen=100), line([ONE[0] * 2]))
    approve_after(stage, ask_for(stage, 401))  # 99 by the lowest
    middle = ask_for(stage, 302)  # 198 in all: by the middle one
    assert middle.reach == 100 and roles(middle) == ["ministry"]
    approve_after(stage, middle)
    low = ask_for(stage, 301)  # 99 and this one yen below the middle line, 199 below the highest
    assert (low.reach, low.earlier) == (100, 99)
    act("withdraw", low, stage.takahashi)
    assert ask_for(stage, 200).reach == 300  # 198 + 102


def approve_after(stage: Stage, made: ChangeRequest) -> None:
    others = iter((stage.ito, stage.inoue))
    with acting_as(stage.yamamoto):
        if not Assignment.objects.filter(item_id=stage.concept.pk, person=stage.inoue).exists():
            funding.assign(stage.concept, by=stage.yamamoto, person=stage.inoue, part="ministry")
    for step in steps(made):
        answer(step, next(others))
    approve(made, stage.nakamura)


# --- delegated limits --------------------------------------------------------------------------------


def delegated(stage: Stage, budget_yen: int) -> None:
    with acting_as(stage.nakamura):
        held = plans.managers_of(stage.project).get(person=stage.suzuki)
        plans.delegate(stage.project, by=stage.nakamura, assignment=held, budget_yen=budget_yen)


BACKDATED = (
    "update programmes_changerequest set state = 'approved', decided_by_id = %s, decided_as = 'delegated',"
    " decided_at = '2001-01-01' where id = %s"
)


def test_a_manager_dates_no_decision_before_their_limit_began(world):
    """Else the sum of what they decided would forget it."""
    stage = manned(world)
    delegated(stage, 150)
    made = asked(stage, moved=100)
    with acting_as(stage.suzuki):
        sql(stage.suzuki, "set constraints all deferred")
        sql(stage.suzuki, BACKDATED, stage.suzuki.pk, made.pk)
        changes._apply(ChangeRequest.objects.get(pk=made.pk), stage.suzuki)
        TermsVersion.objects.create(item_id=made.item_id, project_id=made.project_id, number=2, request=made)
    assert ChangeRequest.objects.get(pk=made.pk).decided_at.year > 2001
    again = ask_for(stage, 300)
    with pytest.raises(Refused):
        approve(again, stage.suzuki)
    refused(stage.suzuki, BACKDATED, stage.suzuki.pk, again.pk, match="another person decides")


def test_what_a_manager_decided_alone_counts_for_the_route_of_the_next(stage):
    delegated(stage, 150)
    made = ask_for(stage, 350)
    approve(made, stage.suzuki)
    assert ChangeRequest.objects.get(pk=made.pk).decided_as == "delegated"
    assert roles(ask_for(stage, 300)) == ["manager", "agency", "ministry"]


def test_a_large_change_decided_alone_was_agreed_by_no_larger_route(stage):
    delegated(stage, 250)
    approve(ask_for(stage, 300), stage.suzuki)  # 200, without waiting for the steps
    assert roles(ask_for(stage, 299)) == ["manager", "agency", "ministry"]


# --- said before it is sent --------------------------------------------------------------------------


def test_the_form_says_that_earlier_changes_make_it_the_larger_route(stage):
    small(stage, 350)
    client, page = browser(stage.takahashi, afresh=True), reverse("change_budget", args=[stage.project.pk])
    assert "すでに150円" in text(client.get(page))
    sent = {f"y{YEAR}": "３００", f"y{YEAR + 1}": "500", "reason": "申請の理由"}
    check = text(client.post(page, sent))
    assert "この申請で動く額は50円ですが" in check and "150円と合わせて200円" in check
    assert "200円以上のときの承認経路" in check
    less = text(client.post(page, {**sent, f"y{YEAR}": "301", f"y{YEAR + 1}": "499"}))
    assert "承認経路が必要です" not in less
    alone = text(client.post(page, {**sent, f"y{YEAR}": "100", f"y{YEAR + 1}": "700"}))
    assert "承認経路が必要です" not in alone  # its own sum takes it there, and the steps show on its page
    made = ask_for(stage, 300)
    for person in (stage.takahashi, stage.ito, stage.suzuki):
        shown = text(browser(person).get(reverse("change", args=[made.pk])))
        assert "150円と合わせて200円" in shown


def test_who_may_not_ask_is_told_no_sum_of_it(stage):
    small(stage, 350)
    with acting_as(stage.takahashi):
        after = changes.with_amounts(changes.terms_now(stage.project), {YEAR: 300, YEAR + 1: 500})
        assert approvals.ahead(stage.project, "budget", after).reach == LARGER
    for person in (stage.kato, stage.sato, stage.inoue, stage.tanaka):
        with acting_as(person):
            assert approvals.ahead(stage.project, "budget", after) is None

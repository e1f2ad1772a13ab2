"""A call goes out only with every mandatory clause and never changes after; its hours are the database clock's."""

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from confidentiality.acting import acting_as, database_now
from confidentiality.verbs import Refused, WrongState, perform
from programmes import calls, clauses
from programmes.models import Call, CallClause, CallCriterion, CallSection, Clause
from tests.programmes import call_stage as play


def refused_by_the_database(statement: str, *parameters, match: str) -> None:
    with pytest.raises(Error, match=match), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)


@pytest.fixture
def concept(world):
    return play.handed_over(world)


@pytest.fixture
def scheduled(world, concept):
    return play.scheduled_call(world, concept)


@pytest.mark.parametrize("kind", Clause.MANDATORY)
def test_no_call_goes_out_without_a_mandatory_clause(world, concept, kind):
    call = play.draft_call(world, concept)
    with acting_as(world.nakamura):
        CallClause.objects.filter(item=call, kind=kind).delete()
        with pytest.raises(WrongState, match="必須の条項がありません"):
            perform("submit_for_check", call, by=world.nakamura)
    with connection.cursor() as cursor:
        cursor.execute("update programmes_call set state = 'clause_check' where item_ptr_id = %s", [call.pk])
    refused_by_the_database(
        "update programmes_call set state = 'scheduled' where item_ptr_id = %s",
        call.pk,
        match="mandatory clause",
    )


def test_a_whole_call_is_published_by_another_person(world, concept):
    call = play.checked_call(world, concept)
    with acting_as(world.nakamura), pytest.raises(Refused):
        perform("schedule", call, by=world.nakamura, shown=call.text_hash)
    with acting_as(world.nakamura), pytest.raises(Error, match="who leads here"), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(state="scheduled")
    with acting_as(world.kimura):  # an auditor's sight of it reaches no row to write
        assert Call.objects.filter(pk=call.pk).update(state="scheduled") == 0
    with acting_as(world.yamamoto):
        with pytest.raises(WrongState, match="変わりました"):
            perform("schedule", call, by=world.yamamoto, shown="0" * 64)
        made = perform("schedule", call, by=world.yamamoto, shown=call.text_hash)
    assert made.state == "scheduled" and made.scheduled_at
    with acting_as(None):
        assert Call.objects.filter(pk=call.pk).exists()
        assert CallSection.objects.filter(item=call).count() == 3


@pytest.mark.parametrize(
    "column, value",
    [
        ("title", "別の名"),
        ("summary", "別"),
        ("opens_at", "2027-01-01"),
        ("min_reviews", 9),
        ("max_amount", 1),
    ],
)
def test_what_is_published_never_changes(scheduled, column, value):
    refused_by_the_database(
        f"update programmes_call set {column} = %s where item_ptr_id = %s",
        value,
        scheduled.pk,
        match="never changes",
    )


def test_parts_of_a_published_call_never_change(world, scheduled):
    for table in ("callsection", "callcriterion", "callclause"):
        for statement in (
            f"delete from programmes_{table} where item_id = %s",
            f'update programmes_{table} set "order" = 90 where item_id = %s',
        ):
            refused_by_the_database(statement, scheduled.pk, match="while it is a draft")
    with acting_as(world.nakamura):
        with pytest.raises(WrongState):
            calls.save_section(scheduled, by=world.nakamura, key="late", title="後から")
        with pytest.raises(WrongState):
            calls.save_criterion(scheduled, by=world.nakamura, title="後から")
        with pytest.raises(WrongState):
            clauses.answer_clause(scheduled, clauses.in_force()[0], by=world.nakamura, answer="adopted")
    assert CallCriterion.objects.filter(item=scheduled).count() == 2


def test_the_closing_is_put_off_with_a_reason_and_never_forward(world, scheduled):
    later, sooner = scheduled.closes_at + timedelta(days=1), scheduled.closes_at - timedelta(seconds=1)
    with acting_as(world.nakamura):
        with pytest.raises(WrongState, match="理由"):
            perform("extend_closing", scheduled, by=world.nakamura, closes_at=later, reason=" ")
        with pytest.raises(WrongState, match="後の時刻"):
            perform("extend_closing", scheduled, by=world.nakamura, closes_at=sooner, reason="理由")
        made = perform("extend_closing", scheduled, by=world.nakamura, closes_at=later, reason="障害のため")
    assert made.closes_at == later and made.extensions.get().was == scheduled.closes_at
    for at, words in ((sooner, "put forward"), (later + timedelta(days=1), "reason on record")):
        refused_by_the_database(
            "update programmes_call set closes_at = %s where item_ptr_id = %s", at, scheduled.pk, match=words
        )


def test_the_call_is_open_from_its_opening_until_before_its_closing(scheduled):
    tick = timedelta(microseconds=1)
    phase, words = scheduled.phase, Call.Phase
    for at, says in (
        (scheduled.opens_at - tick, words.ANNOUNCED),
        (scheduled.opens_at, words.OPEN),
        (scheduled.opens_at + tick, words.OPEN),
        (scheduled.closes_at - tick, words.OPEN),
        (scheduled.closes_at, words.CLOSED),
        (scheduled.closes_at + tick, words.CLOSED),
    ):
        assert phase(at) == says


EDGE = """
create or replace function pg_temp.at_edge(call uuid, o interval, c interval) returns boolean language plpgsql as $$
begin
  update programmes_call set opens_at = app.at() + o, closes_at = app.at() + c where item_ptr_id = call;
  return app.call_is_open(call);
end $$
"""


def test_the_database_says_the_same_to_the_microsecond(scheduled):
    """One statement has one instant: what it writes and what it asks are told by the same clock."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table programmes_call disable trigger guard")
        cursor.execute(EDGE)
        for opens, closes, says in (
            ("1 microsecond", "1 day", False),
            ("0", "1 day", True),
            ("-1 microsecond", "1 day", True),
            ("-1 day", "1 microsecond", True),
            ("-1 day", "0", False),
            ("-1 day", "-1 microsecond", False),
        ):
            cursor.execute(
                "select pg_temp.at_edge(%s, %s::interval, %s::interval)", [scheduled.pk, opens, closes]
            )
            assert cursor.fetchone()[0] is says, (opens, closes)
        cursor.execute("alter table programmes_call enable trigger guard")


def test_a_closed_call_is_neither_put_off_nor_called_off(world, scheduled):
    now = database_now()
    play.shift(scheduled, opens_at=now - timedelta(days=2), closes_at=now - timedelta(seconds=1))
    call = Call.objects.get(pk=scheduled.pk)
    with acting_as(world.nakamura):
        with pytest.raises(WrongState, match="延ばせません"):
            perform(
                "extend_closing", call, by=world.nakamura, closes_at=now + timedelta(days=9), reason="理由"
            )
        with pytest.raises(WrongState, match="取りやめられません"):
            perform("cancel_call", call, by=world.nakamura, reason="理由")
    refused_by_the_database(
        "update programmes_call set state = 'cancelled' where item_ptr_id = %s",
        call.pk,
        match="not called off",
    )


def test_a_call_says_which_kinds_of_clause_it_carries_whatever_is_done_to_its_answers(world, concept):
    """Kept by a trigger: true under insert, update, delete and replacement, also past the portal, and not to be written."""

    def carries() -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(
                "select c.carries, (select coalesce(array_agg(distinct k.kind order by k.kind), '{}')"
                " from programmes_callclause k where k.item_id = c.item_ptr_id and k.answer in ('adopted', 'changed'))"
                " from programmes_call c where c.item_ptr_id = %s",
                [call.pk],
            )
            kept, true = cursor.fetchone()
        assert kept == true
        return kept

    call = play.draft_call(world, concept, answered=False)
    assert carries() == []
    costs, council = (next(c for c in play.library(world) if c.kind == kind) for kind in ("costs", "council"))
    by = world.nakamura

    def answer(clause, word: str) -> None:
        with acting_as(by):
            clauses.answer_clause(call, clause, by=by, answer=word, text="この公募の条文", reason="理由")

    answer(costs, "exempted")
    assert carries() == []
    answer(costs, "changed")  # replaced
    assert carries() == ["costs"]
    answer(council, "adopted")
    assert carries() == ["costs", "council"]
    with acting_as(by):
        CallClause.objects.filter(item=call, family=costs.family).update(answer="exempted", text="")
        assert carries() == ["council"]
        stale = Call.objects.get(pk=call.pk)
        CallClause.objects.filter(item=call, family=council.family).delete()
        stale.title = "改めた名称"
        stale.save()  # brings what it had read
    assert carries() == []
    answer(costs, "adopted")
    with acting_as(by):
        Call.objects.filter(pk=call.pk).update(carries=["council", "export_control"])
    with connection.cursor() as cursor:
        cursor.execute(
            "update programmes_call set carries = '{leak_prevention}' where item_ptr_id = %s", [call.pk]
        )
    assert carries() == ["costs"]
    with acting_as(world.yamamoto):
        assert clauses.shares([["costs"], ["costs", "council"], []])["costs"] == 67
        assert clauses.shares([]) == {}

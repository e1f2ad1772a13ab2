"""What the web's login may ask of the database by function: every one is judged here, and strangers are told nothing."""

import pytest
from django.db import DatabaseError, connection, transaction

from confidentiality.acting import acting_as
from tests.cast import World
from tests.programmes import fund_stage, outcome_stage, proposal_stage
from tests.programmes.call_stage import handed_over, open_call
from tests.programmes.fund_stage import YEAR

# Functions that run with the owner's eyes and may be asked by anybody's request; each with why it tells no stranger anything.
MAY_BE_ASKED = {
    "principal": "a number for a name; no row hangs off it",
    "begin_request": "says who asks, and that once",
    "lock_item": "waits, and answers nothing",
    **dict.fromkeys(
        (
            "visible_page",
            "who_can_see",
            "next_copy",
            "reads",
            "reads_content",
            "seats_of",
            "version_text",
            "version_hash",
            "missing_voters",
            "live_scopes",
            "public_places",
            "passages_under_seal",
            "binding_me",
            "containers_of_mine",
            "provides_here",
            "may_end",
            "disclosure_parts",
            "disclosures_of",
            "disclosure_state_here",
            "manuscript_hash_here",
            "closing_hash_here",
            "fund_figures",
            "fund_contributions",
            "fund_unallocated_here",
            "concept_remaining_here",
            "concept_allocated_here",
            "bond_gap_here",
            "hold_bond_here",
            "plan_gaps_here",
            "draft_kept_here",
            "terms_now",
            "undecided_outcomes_here",
            "next_outcome",
            "gate_stops",
            "gate_marks",
            "project_marks",
            "agreed_left_here",
            "runners_among",
            "orphaned_disclosure",
            "shared_alike",
            "quotes_under_agreement",
            "proposal_in_work_here",
            "proposal_takes_text_here",
            "last_version",
            "guideline_is_prepared",
            "change_hash",
            "change_may_come",
            "route_ahead",
            "is_unnamed",
            "unnamed_lines",
            "payment_fits",
            "step_is_open",
            "step_is_vacant",
        ),
        "asks first what its reader may read",
    ),
    **dict.fromkeys(
        (
            "may_assign",
            "may_end_closing",
            "may_decide",
            "may_edit_project",
            "may_edit_section",
            "leads_here",
            "has_role",
            "agency_of_proposal",
            "manages_evaluation",
            "evaluation_standing",
            "runs_gate",
            "decides_gate",
            "change_authority",
            "may_approve_change",
            "step_is_mine",
            "step_turn",
            "runs_call_review",
            "runs_review",
            "is_unrelated",
            "discusses_review",
            "reads_reviews",
            "keeps_scouts",
            "keeps_scouts_of",
            "kept_scout_registers",
        ),
        "says what its reader is there, and nothing of others",
    ),
    **dict.fromkeys(
        (
            "conflicts_here",
            "parties_here",
            "evaluation_spread",
            "discussion",
            "gate_text_touches",
            "review_spread",
            "review_discussion",
            "review_overview",
            "review_ranking",
            "review_standing",
            "review_matrix",
            "review_loads",
            "names_reviewer",
            "unfinished_reviews",
            "relations_among",
        ),
        "for who runs or writes the evaluation",
    ),
    **dict.fromkeys(
        ("technologies_by_field", "technology_balance", "project_balance", "tags_of_issue"),
        "adds up or names what its reader reads, each row sealed by its own item",
    ),
    **dict.fromkeys(
        ("reviews_read", "reviews_together", "readings_of"),
        "for a named reader of the call, of what they read now",
    ),
    "call_is_open": "an open call is everybody's",
    "is_released": "that results are out, no word of which",
    **dict.fromkeys(
        (
            "freeze_voters",
            "shorten",
            "drop_holder",
            "end_closing",
            "end_seat",
            "declare_reading_conflict",
            "submit_comment",
            "take_over_disclosure",
            "answer_disclosure_offer",
            "withdraw_disclosure_offer",
            "adopt_open_parts",
            "hand_scouts_over",
        ),
        "an act; it refuses whoever may not do it",
    ),
}


def test_every_function_the_web_may_ask_has_been_judged(world: World):
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct proname from pg_proc where pronamespace = 'app'::regnamespace and prosecdef"
            " and prorettype <> 'trigger'::regtype and has_function_privilege('banso_app', oid, 'execute')"
        )
        found = {name for (name,) in cursor.fetchall()}
    assert found - set(MAY_BE_ASKED) == set(), "say why a stranger may ask this, or comment it 'inner'"
    assert set(MAY_BE_ASKED) - found == set()


def test_nothing_in_the_schema_of_evaluations_is_the_webs(world: World):
    with connection.cursor() as cursor:
        cursor.execute(
            "select proname from pg_proc where pronamespace = 'evaluation'::regnamespace"
            " and has_schema_privilege('banso_app', 'evaluation', 'usage')"
            " and has_function_privilege('banso_app', oid, 'execute') and prorettype <> 'trigger'::regtype"
        )
        assert cursor.fetchall() == []


def ask(person, question: str, *values) -> object:
    with acting_as(person), connection.cursor() as cursor:
        cursor.execute(f"select {question}", values)
        return cursor.fetchone()[0]


def test_sums_gaps_and_counts_are_told_to_readers_alone(world: World):
    stage = fund_stage.make_stage(world)
    outcome_stage.make_outcome(stage)
    fund, concept, project = stage.fund.pk, stage.concept.pk, stage.project.pk
    asked = (
        ("app.fund_unallocated_here(%s)", (fund,), 400, 0),
        ("app.concept_remaining_here(%s, %s)", (concept, YEAR), 600, 0),
        ("app.concept_allocated_here(%s)", (concept,), 600, 0),
        ("app.bond_gap_here(%s, false)", (project,), None, "no_council"),
        ("app.hold_bond_here(%s, false)", (project,), None, "no_council"),
        ("app.plan_gaps_here(%s)", (project,), [], ["no_plan"]),
        ("app.undecided_outcomes_here(%s)", (project,), 1, 0),
        ("app.agreed_left_here(%s, %s)", (project, YEAR), 500, None),
        ("app.next_outcome(%s)", (project,), 2, None),
    )
    for question, values, told, hidden in asked:
        assert ask(world.nakamura, question, *values) == told, question
        for stranger in (world.kato, world.inoue, None):
            assert ask(stranger, question, *values) == hidden, question


def test_what_answers_whoever_asks_is_not_for_the_web(world: World):
    stage = fund_stage.make_stage(world)
    for question in (
        "app.fund_unallocated(%(fund)s)",
        "app.concept_remaining(%(concept)s, 2026)",
        "app.concept_allocated(%(concept)s)",
        "app.bond_gap(%(project)s, false)",
        "app.plan_gaps(%(project)s)",
        "app.undecided_outcomes(%(project)s)",
        "app.agreed_left(%(project)s, 2026)",
        "app.may_move_project(%(project)s)",
        "app.works_with(%(project)s, array[1])",
        "app.part_is_harmless(%(project)s)",
        "app.is_large_project(%(project)s)",
        "app.disclosure_state(%(project)s)",
        "app.manuscript_hash(%(project)s)",
        "app.principals_of(%(project)s, now())",
        "app.hold_membership(null)",
        "app.proposal_in_work(%(project)s)",
        "app.proposal_takes_text(%(project)s)",
    ):
        keys = {"fund": stage.fund.pk, "concept": stage.concept.pk, "project": stage.project.pk}
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            with acting_as(world.nakamura), connection.cursor() as cursor:
                cursor.execute(f"select {question}", keys)


def test_a_strangers_publication_and_proposal_answer_like_nothing(world: World):
    _stage, disclosure, request = outcome_stage.closed(world)
    for question, key in (
        ("app.disclosure_state_here(%s)", disclosure.pk),
        ("app.manuscript_hash_here(%s)", disclosure.pk),
        ("app.closing_hash_here(%s)", request.pk),
    ):
        assert ask(world.ito, question, key)
        assert ask(world.kato, question, key) is None
    proposal = proposal_stage.draft(
        world, open_call(world, handed_over(world, fund_stage.make_fund(world, name="公募の基金")))
    )
    for question in ("app.proposal_in_work_here(%s)", "app.proposal_takes_text_here(%s)"):
        assert ask(world.takahashi, question, proposal.pk) is True
        assert ask(world.kato, question, proposal.pk) is False

"""Leaks other systems of this kind have had, each tried on the programme; what leaked, at whom, in one line."""

import pytest
from django.test import Client
from django.urls import reverse

from confidentiality.acting import acting_as
from confidentiality.models import BaseAudience, Entry
from programmes import conflicts, gates
from programmes.models import (
    EvaluatorSeat,
    GateEvaluation,
    LedgerEntry,
    Project,
    Proposal,
)
from tests.cast import World
from tests.councils.visitors import browser
from tests.programmes import call_stage, fund_stage, gate_stage, outcome_stage, proposal_stage
from tests.programmes.gate_stage import JUDGES, SECRET_COMMENT

STRANGERS = ("kato", "inoue", "yoshida")


@pytest.fixture
def gated(world: World) -> fund_stage.Stage:
    return gate_stage.discussed(gate_stage.make_gate_stage(world))


@pytest.fixture
def proposed(world: World) -> proposal_stage.Stage:
    return proposal_stage.make_stage(world)


def text(person, *address: object) -> tuple[int, str]:
    answer = browser(person).get(reverse(address[0], args=address[1:]))
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, body.decode(errors="ignore") + str(answer.headers)


def test_1_a_file_by_a_weaker_rule_than_its_page(proposed):
    """An attachment was served to whom its page was refused, at a funding portal and at a publishing one."""
    section = proposed.section("plan")
    file = section.files.get()
    for key in (*STRANGERS, "nakamura"):
        status, body = text(getattr(proposed, key), "section_file", section.pk, file.pk)
        assert status == 404 and proposal_stage.CANARY not in body


def test_3_an_address_made_by_hand(gated):
    """An administrator reached an embargoed thing by its address, at a freedom-of-information portal."""
    for name in ("gate_dossier", "gate_hearing", "evaluation_roster"):
        for key in (*STRANGERS, "takahashi", "tanaka"):
            assert text(getattr(gated, key), name, gate_stage.dossier_of(gated).pk)[0] == 404, (name, key)


def test_4_a_private_part_under_a_public_whole(world):
    """A private child was listed on its public parent's page, at a participation platform."""
    call = call_stage.open_call(world)
    proposal = proposal_stage.draft(world, call)
    for person in (None, world.kato, world.nakamura):
        answer = (browser(person) if person else Client()).get(reverse("public_call", args=[call.pk]))
        assert answer.status_code == 200
        assert (
            proposal_stage.CANARY not in answer.content.decode()
            and str(proposal.pk) not in answer.content.decode()
        )


def test_5_a_name_of_something_related(gated):
    """An allowed object named a related one that was not, at a network inventory: an evaluator by the gate's page."""
    for key in ("takahashi", "tanaka", "ito"):
        status, body = text(getattr(gated, key), "gate", gated.gate.pk)
        assert status == 200
        assert not [name for name in JUDGES if name in body] and SECRET_COMMENT not in body


def test_7_a_count_that_counts_what_is_hidden(world):
    """Summaries counted hidden objects, at a network inventory: drafts in the agency's list of a call."""
    stage = proposal_stage.make_stage(world)
    status, body = text(world.nakamura, "call_proposals", stage.call.pk)
    assert status == 200 and proposal_stage.CANARY not in body
    with acting_as(world.nakamura):
        assert Proposal.objects.count() == 0


def test_8_a_search_without_rights(world):
    """A search over everything asked nobody's rights, at a network inventory."""
    stage = fund_stage.make_stage(world)
    for key in STRANGERS:
        answer = browser(world.people[key]).get(reverse("project_list"), {"q": stage.project.title})
        assert answer.status_code == 200 and str(stage.project.pk) not in answer.content.decode()


def test_9_a_history_that_says_who_judged(gated):
    """A dashboard's history named anonymous reviewers, at a conference system: the journal to the project's side."""
    for key in ("takahashi", "tanaka", "ito"):
        with acting_as(getattr(gated, key)):
            judges = [gated.one.pk, gated.two.pk, gated.three.pk]
            assert not Entry.objects.filter(actor_id__in=judges).exists()
            assert not Entry.objects.filter(verb="name_evaluator").exists()


def test_10_a_score_before_its_time(world):
    """Scores were shown in the blind phase, at a conference system: nothing of others before the discussion."""
    stage = gate_stage.reviewed(gate_stage.make_gate_stage(world))
    gate_stage.evaluate(stage, stage.one)
    dossier = gate_stage.dossier_of(stage)
    for person in (stage.two, stage.takahashi, stage.yamamoto, stage.kimura):
        with acting_as(person):
            assert GateEvaluation.objects.count() == 0
            assert gates.spread(dossier)["n"] == 0 and gates.discussion(dossier) == []


def test_11_an_empty_row_that_betrays_a_person(gated):
    """A line with nothing in it told that somebody was a reviewer, at a review platform."""
    for key in ("takahashi", "tanaka", "ito", "yamamoto", "kimura"):
        with acting_as(getattr(gated, key)):
            assert EvaluatorSeat.objects.count() == 0
    with acting_as(gated.two):
        assert EvaluatorSeat.objects.get().person_id == gated.two.pk


def test_12_choices_of_a_filter_with_hidden_values(world):
    """Facets listed values of hidden records, at a data portal: funds and bodies of the project search."""
    stage = fund_stage.make_stage(world)
    for key in STRANGERS:
        body = browser(world.people[key]).get(reverse("project_list")).content.decode()
        assert str(stage.fund.pk) not in body and str(stage.project.organisation_id) not in body


def test_15_a_sheet_that_ignores_the_limits_of_its_page(world):
    """A spreadsheet held rows its page did not show, at an event system."""
    stage = fund_stage.make_stage(world)
    for key in STRANGERS:
        body = browser(world.people[key]).get(reverse("projects_csv")).content.decode()
        assert stage.project.code not in body
        assert (
            browser(world.people[key]).get(reverse("fund_sums_csv", args=[stage.fund.pk])).status_code == 404
        )
        assert (
            browser(world.people[key]).get(reverse("fund_lines_csv", args=[stage.fund.pk])).status_code == 404
        )


def test_16_a_log_for_the_wrong_readers(gated):
    """Logs were readable by people of the event, at an event system: the office and the project read no evaluator's line."""
    dossier = gate_stage.dossier_of(gated).pk
    for key in ("yamamoto", "takahashi", "yoshida"):
        with acting_as(getattr(gated, key)):
            assert not Entry.objects.filter(item_id=dossier).exists()


def test_18_reading_that_writes(world):
    """Looking at a thing changed it, at a project system: a GET of an act changes no state."""
    stage = fund_stage.make_stage(world)
    before = LedgerEntry.objects.count()
    for verb in ("suspend", "complete"):
        browser(world.nakamura, afresh=True).get(reverse("project_act", args=[stage.project.pk, verb]))
    assert (
        Project.objects.get(pk=stage.project.pk).state == "active" and LedgerEntry.objects.count() == before
    )


def test_20_nobody_named_is_not_everybody(world):
    """An empty list of groups was read as everybody, at a meeting system: no audience, no reader."""
    stage = fund_stage.make_stage(world)
    made = outcome_stage.make_outcome(stage)
    BaseAudience.objects.filter(item_id=made.pk).delete()
    for person in (*(world.people[k] for k in STRANGERS), None):
        with acting_as(person):
            assert not type(made).objects.exists()


def test_22_a_right_that_outlives_its_end(gated):
    """A cache answered for a right that had ended, at a permission service: an evaluator's seat, at its last instant."""
    client = browser(gated.two)
    address = reverse("gate_dossier", args=[gate_stage.dossier_of(gated).pk])
    assert client.get(address).status_code == 200
    with acting_as(gated.nakamura):
        conflicts.end_seat(EvaluatorSeat.objects.get(person=gated.two), by=gated.nakamura)
    assert client.get(address).status_code == 404

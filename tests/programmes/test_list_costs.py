"""Every list of programmes asks the database as often for fifty rows as for one: one literal count per list."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Person
from tests.bench import programmes, programmes_world

# (who reads, which list): statements of one request, savepoints aside. A list that needs one more is worth a look.
COSTS = {
    ("yamamoto", "programme_home"): 11,
    ("yamamoto", "guideline_list"): 6,
    ("yamamoto", "comment_round"): 12,
    ("yamamoto", "measure_list"): 7,
    ("yamamoto", "measure_overview"): 6,
    ("yamamoto", "benchmark_list"): 6,
    ("yamamoto", "technology_list"): 8,
    ("yamamoto", "field_list"): 6,
    ("yamamoto", "technology_order"): 6,
    ("yamamoto", "technology_money"): 7,
    ("yamamoto", "technology_balance"): 8,
    ("yamamoto", "catalogue_list"): 8,
    ("yamamoto", "budget_list"): 7,
    ("yamamoto", "issue_list"): 7,
    ("yamamoto", "vision_list"): 6,
    ("yamamoto", "clause_list"): 7,
    ("yamamoto", "clause_coverage"): 8,
    ("yamamoto", "notice_follow_ups"): 6,
    ("yamamoto", "follow_up_list"): 6,
    ("yamamoto", "outcome_uses"): 6,
    ("yamamoto", "fund_list"): 8,
    ("yamamoto", "fund"): 15,
    ("yamamoto", "fund_sums"): 9,
    ("yamamoto", "fund_lines"): 12,
    ("yamamoto", "fund_carried"): 9,
    ("yamamoto", "fund_people"): 9,
    ("yamamoto", "concept_technologies"): 7,
    ("nakamura", "call_list"): 9,
    ("nakamura", "call_proposals"): 10,
    ("nakamura", "project_list"): 10,
    ("nakamura", "fund_gates"): 7,
    ("nakamura", "concept_gates"): 7,
    ("nakamura", "concept"): 13,
    ("nakamura", "concept_people"): 9,
    ("nakamura", "project_gates"): 8,
    ("nakamura", "project_people"): 9,
    ("nakamura", "project_team"): 24,
    ("nakamura", "project_money"): 17,
    ("nakamura", "project_protection"): 20,
    ("nakamura", "proposal_list"): 9,
    ("takahashi", "fund_list"): 8,
    ("takahashi", "project_list"): 10,
    ("takahashi", "proposal_list"): 10,
    ("takahashi", "project_outcomes"): 14,
    ("takahashi", "home"): 12,
    ("judge-two", "my_evaluations"): 8,
    ("takahashi", "public_programmes"): 14,
    ("takahashi", "public_comments"): 10,
    ("takahashi", "public_measures"): 9,
    ("takahashi", "public_benchmarks"): 9,
    ("takahashi", "public_technologies"): 10,
    ("takahashi", "public_register"): 10,
    ("takahashi", "public_budget"): 9,
    ("takahashi", "public_visions"): 11,
    ("takahashi", "public_calls"): 12,
    ("takahashi", "public_projects"): 9,
    ("takahashi", "public_gates"): 9,
    ("takahashi", "public_outcomes"): 12,
    ("takahashi", "public_funds"): 10,
    ("takahashi", "public_fund"): 12,
    ("takahashi", "public_follow_ups"): 9,
    ("yamamoto", "measure_csv"): 7,
    ("yamamoto", "comment_export"): 10,
    ("yamamoto", "budget_csv"): 8,
    ("yamamoto", "clause_coverage_csv"): 7,
    ("yamamoto", "fund_lines_csv"): 13,
    ("yamamoto", "fund_sums_csv"): 12,
    ("nakamura", "call_proposals_csv"): 9,
    ("nakamura", "projects_csv"): 11,
    ("nakamura", "fund_gates_csv"): 8,
    ("nakamura", "concept_gates_csv"): 8,
    ("takahashi", "public_outcomes_csv"): 9,
    ("takahashi", "public_fund_csv"): 14,
}


def costs(known: dict[str, Any]) -> dict[tuple[str, str], int]:
    found = {}
    for who, name, of in (*programmes.LISTS, *programmes.SHEETS):
        client = Client()
        client.force_login(Person.objects.get(email=f"{who}@example.jp"))
        address = programmes.address(name, of, known)
        assert _read(client, address) == 200, (who, name)  # the first request keeps the frame's pieces
        with CaptureQueriesContext(connection) as seen:
            _read(client, address)
        found[who, name] = len([q for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]])
    return found


def _read(client: Client, address: str) -> int:
    answer = client.get(address)
    b"".join(
        answer
    ) if answer.streaming else answer.content  # rows that stream are asked for while they are read
    return answer.status_code


@pytest.mark.long
def test_fifty_rows_cost_as_many_queries_as_one(world):
    known = {**programmes_world.found_world(), "register": "document"}
    assert costs(known) == COSTS
    programmes_world.grow(known, dict.fromkeys(programmes_world.FULL, 50))
    assert costs(known) == COSTS

"""Every list of programmes asks the database as often for fifty rows as for one: one literal count per list."""

import html
import re
from typing import Any
from urllib.parse import urljoin

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Person
from tests.bench import programmes, programmes_world

# (who reads, which list): statements of one request, savepoints aside. A list that needs one more is worth a look.
COSTS = {
    ("yamamoto", "programme_home"): 12,
    ("yamamoto", "guideline_list"): 7,
    ("yamamoto", "comment_round"): 11,
    ("yamamoto", "measure_list"): 7,
    ("yamamoto", "measure_overview"): 9,
    ("yamamoto", "benchmark_list"): 7,
    ("yamamoto", "technology_list"): 9,
    ("yamamoto", "field_list"): 7,
    ("yamamoto", "technology_order"): 6,
    ("yamamoto", "technology_money"): 7,
    ("yamamoto", "technology_balance"): 9,
    ("yamamoto", "catalogue_list"): 8,
    ("yamamoto", "budget_list"): 8,
    ("yamamoto", "issue_list"): 7,
    ("yamamoto", "vision_list"): 7,
    ("yamamoto", "clause_list"): 7,
    ("yamamoto", "clause_coverage"): 9,
    ("nakamura", "notice_follow_ups"): 6,
    ("nakamura", "notice_reach"): 6,
    ("yamamoto", "follow_up_list"): 6,
    ("yamamoto", "outcome_uses"): 8,
    ("yamamoto", "issue"): 8,
    ("yamamoto", "disclosure_list"): 7,
    ("yamamoto", "fund_list"): 8,
    ("yamamoto", "fund"): 18,
    ("yamamoto", "fund_sums"): 9,
    ("yamamoto", "fund_lines"): 13,
    ("yamamoto", "fund_carried"): 9,
    ("yamamoto", "fund_people"): 9,
    ("yamamoto", "concept_technologies"): 7,
    ("nakamura", "call_list"): 9,
    ("nakamura", "call_proposals"): 11,
    ("nakamura", "project_list"): 9,
    ("nakamura", "fund_gates"): 7,
    ("nakamura", "concept_gates"): 7,
    ("nakamura", "concept"): 13,
    ("nakamura", "concept_people"): 9,
    ("nakamura", "project_gates"): 13,
    ("nakamura", "project_people"): 9,
    ("nakamura", "project_team"): 24,
    ("nakamura", "project_money"): 19,
    ("nakamura", "project_protection"): 20,
    ("nakamura", "proposal_list"): 10,
    ("nakamura", "call_record"): 11,
    ("nakamura", "call_review"): 12,
    ("nakamura", "review_matrix"): 13,
    ("nakamura", "review_ranking"): 10,
    ("nakamura", "review_dossier"): 23,
    ("nakamura", "evaluation_roster"): 12,
    ("nakamura", "home"): 10,
    ("takahashi", "fund_list"): 8,
    ("takahashi", "project_list"): 9,
    ("takahashi", "proposal_list"): 12,
    ("takahashi", "project_outcomes"): 14,
    ("takahashi", "home"): 12,
    ("judge-two", "my_evaluations"): 8,
    ("judge-two", "review_dossier"): 15,
    ("judge-two", "home"): 10,
    ("takahashi", "public_programmes"): 14,
    ("takahashi", "public_comments"): 10,
    ("takahashi", "public_measures"): 9,
    ("takahashi", "public_benchmarks"): 10,
    ("takahashi", "public_technologies"): 10,
    ("takahashi", "public_register"): 11,
    ("takahashi", "public_budget"): 10,
    ("takahashi", "public_visions"): 11,
    ("takahashi", "public_calls"): 12,
    ("takahashi", "public_projects"): 10,
    ("takahashi", "public_gates"): 9,
    ("takahashi", "public_outcomes"): 12,
    ("takahashi", "public_funds"): 10,
    ("takahashi", "public_fund"): 12,
    ("takahashi", "public_follow_ups"): 9,
    ("inoue", "programme_home"): 12,
    ("inoue", "guideline_list"): 7,
    ("inoue", "measure_list"): 7,
    ("inoue", "measure_overview"): 9,
    ("inoue", "benchmark_list"): 7,
    ("inoue", "technology_list"): 9,
    ("inoue", "catalogue_list"): 8,
    ("inoue", "budget_list"): 8,
    ("inoue", "issue_list"): 7,
    ("inoue", "issue"): 8,
    ("inoue", "vision_list"): 7,
    ("inoue", "clause_list"): 7,
    ("inoue", "clause_coverage"): 9,
    ("inoue", "notice_follow_ups"): 6,
    ("inoue", "follow_up_list"): 6,
    ("inoue", "outcome_uses"): 6,
    ("inoue", "disclosure_list"): 7,
    ("inoue", "fund_list"): 8,
    ("inoue", "call_list"): 9,
    ("inoue", "project_list"): 6,  # of nothing at all, nothing more is asked
    ("inoue", "proposal_list"): 10,
    ("inoue", "my_evaluations"): 7,
    ("inoue", "home"): 9,
    ("yamamoto", "measure_csv"): 8,
    ("yamamoto", "comment_export"): 10,
    ("yamamoto", "budget_csv"): 8,
    ("yamamoto", "clause_coverage_csv"): 7,
    ("yamamoto", "fund_lines_csv"): 14,
    ("yamamoto", "fund_sums_csv"): 12,
    ("nakamura", "ranking_csv"): 9,
    ("nakamura", "call_results_csv"): 12,
    ("nakamura", "call_proposals_csv"): 9,
    ("nakamura", "projects_csv"): 11,
    ("nakamura", "fund_gates_csv"): 8,
    ("nakamura", "concept_gates_csv"): 8,
    ("takahashi", "public_outcomes_csv"): 9,
    ("takahashi", "public_fund_csv"): 14,
}

MANY = 52
UUID = "[0-9a-f-]{36}"
# (who reads, which list): (what its address is of, address of a row, rows, pages).
PAGED = {
    ("yamamoto", "issue_list"): ("", f"/programmes/issues/{UUID}/", MANY + 1, 2),
    ("yamamoto", "issue"): ("tag", f"/programmes/technologies/{UUID}/", MANY, 2),
    ("yamamoto", "vision_list"): ("", f"/programmes/visions/{UUID}/", MANY + 1, 2),
    ("yamamoto", "follow_up_list"): ("", f"/programmes/follow-ups/{UUID}/", MANY, 2),
    ("yamamoto", "benchmark_list"): ("", f"/programmes/benchmarks/{UUID}/", MANY, 2),
    ("yamamoto", "technology_order"): ("", f"/programmes/technology-books/{UUID}/place/", MANY, 2),
    ("yamamoto", "budget_list"): ("", f"/programmes/budget/{UUID}/", MANY, 2),
    ("yamamoto", "measure_list"): ("", f"/programmes/measures/{UUID}/", MANY, 2),
    ("yamamoto", "catalogue_list"): ("register", f"/programmes/entries/{UUID}/", MANY, 2),
    ("yamamoto", "outcome_uses"): ("", f"/programmes/outcomes/{UUID}/", MANY, 2),
    ("yamamoto", "clause_coverage"): ("", f"/programmes/calls/{UUID}/", MANY + 1, 3),
    ("nakamura", "call_list"): ("", f"/programmes/calls/{UUID}/", MANY + 1, 2),
    ("nakamura", "notice_follow_ups"): ("", f"/programmes/calls/{UUID}/record/", MANY, 2),
    ("nakamura", "project_list"): ("", f"/programmes/projects/{UUID}/", MANY, 2),
    ("nakamura", "call_proposals"): ("call", f"/programmes/proposals/{UUID}/", MANY, 2),
    ("nakamura", "review_ranking"): ("review", f"/programmes/review-dossiers/{UUID}/place/", MANY, 2),
    ("nakamura", "fund_gates"): ("fund", f"/programmes/gates/{UUID}/", MANY, 2),
    ("judge-two", "my_evaluations"): ("", f"/programmes/evaluations/seats/{UUID}/end/", MANY, 2),
    ("takahashi", "public_technologies"): ("", f"/public/programmes/technologies/{UUID}/", MANY, 2),
    ("takahashi", "public_visions"): ("", f"/public/programmes/visions/{UUID}/", MANY + 1, 2),
    ("takahashi", "public_follow_ups"): ("", f"/public/programmes/follow-ups/{UUID}/", MANY, 2),
    ("takahashi", "public_measures"): ("", f"/public/programmes/measures/{UUID}/", MANY, 2),
    ("takahashi", "public_projects"): ("", f"/public/programmes/projects/{UUID}/", MANY, 2),
    ("takahashi", "public_gates"): ("", f"/public/programmes/gates/{UUID}/", MANY, 2),
    ("takahashi", "public_outcomes"): ("", f"/public/programmes/outcomes/{UUID}/", MANY, 2),
}


def costs(known: dict[str, Any]) -> dict[tuple[str, str], int]:
    clients, found = {}, {}
    for who, name, of in (*programmes.LISTS, *programmes.SHEETS):
        if who not in clients:
            clients[who] = Client()
            clients[who].force_login(Person.objects.get(email=f"{who}@example.jp"))
            _read(clients[who], "/programmes/")  # the first request keeps the frame's pieces
        with CaptureQueriesContext(connection) as seen:
            assert _read(clients[who], programmes.address(name, of, known)) == 200, (who, name)
        found[who, name] = len([q for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]])
    return found


def unlike(some: dict, others: dict) -> dict[tuple[str, str], tuple]:
    return {
        key: (some.get(key), others.get(key)) for key in {*some, *others} if some.get(key) != others.get(key)
    }


def _read(client: Client, address: str) -> int:
    answer = client.get(address)
    b"".join(
        answer
    ) if answer.streaming else answer.content  # rows that stream are asked for while they are read
    return answer.status_code


def rows_of_all_pages(client: Client, address: str, row: str) -> tuple[int, int]:
    """(links to different rows, pages) from the first page to the last one."""
    found, page, number = set(), address, 0
    while number < 10:
        text = client.get(urljoin(address, page)).content.decode()
        found |= set(re.findall(f'href="{row}"', text))
        number += 1
        onward = re.search(r'<a [^>]*rel="next"[^>]*>', text)
        if onward is None:
            break
        page = html.unescape(re.search(r'href="([^"]*)"', onward[0])[1])
    return len(found), number


def test_fifty_rows_cost_as_many_queries_as_one_and_no_page_loses_one(world):
    known = {**programmes_world.found_world(), "register": "document"}
    first = costs(known)
    programmes_world.grow(known, dict.fromkeys(programmes_world.FULL, MANY))
    assert unlike(costs(known), first) == {}
    assert unlike(first, COSTS) == {}
    seen = {}
    for (who, name), (of, row, *_wanted) in PAGED.items():
        client = Client()
        client.force_login(Person.objects.get(email=f"{who}@example.jp"))
        seen[who, name] = rows_of_all_pages(client, programmes.address(name, of, known), row)
    assert unlike(seen, {key: (rows, pages) for key, (_of, _row, rows, pages) in PAGED.items()}) == {}

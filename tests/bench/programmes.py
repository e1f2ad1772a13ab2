"""Every list of programmes at full size and at a tenth of it: CPU per request and queries, interleaved, one server for each size."""

import os
from typing import Any
from uuid import UUID

import psutil
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Person
from tests.bench import pages, programmes_world

SIZES = {"small": 0.1, "large": 1.0}
ROUNDS, REQUESTS, FEW = 3, 10, 2  # few: of what takes long anyhow, as sheets of all rows
AGAIN = 3  # as many rounds once more for what looks over the limit: a busy machine makes one world look dear
LIMIT = 1.5
STAFF, AGENCY, RESEARCHER, JUDGE, STRANGER = "yamamoto", "nakamura", "takahashi", "judge-two", "inoue"

UNSEEN = (
    ("programme_home", ""),
    ("guideline_list", ""),
    ("measure_list", ""),
    ("measure_overview", ""),
    ("benchmark_list", ""),
    ("technology_list", ""),
    ("catalogue_list", "register"),
    ("budget_list", ""),
    ("issue_list", ""),
    ("issue", "tag"),
    ("vision_list", ""),
    ("clause_list", ""),
    ("clause_coverage", ""),
    ("notice_follow_ups", ""),
    ("follow_up_list", ""),
    ("outcome_uses", ""),
    ("disclosure_list", ""),
    ("fund_list", ""),
    ("call_list", ""),
    ("project_list", ""),
    ("proposal_list", ""),
    ("my_evaluations", ""),
    ("home", ""),
)
# (who, address by name, what its address is of): every list of programmes/urls.
LISTS: tuple[tuple[str, str, str], ...] = (
    (STAFF, "programme_home", ""),
    (STAFF, "guideline_list", ""),
    (STAFF, "comment_round", "round"),
    (STAFF, "measure_list", ""),
    (STAFF, "measure_overview", ""),
    (STAFF, "benchmark_list", ""),
    (STAFF, "technology_list", ""),
    (STAFF, "field_list", ""),
    (STAFF, "technology_order", ""),
    (STAFF, "technology_money", ""),
    (STAFF, "technology_balance", ""),
    (STAFF, "catalogue_list", "register"),
    (STAFF, "budget_list", ""),
    (STAFF, "issue_list", ""),
    (STAFF, "vision_list", ""),
    (STAFF, "clause_list", ""),
    (STAFF, "clause_coverage", ""),
    (AGENCY, "notice_follow_ups", ""),
    (AGENCY, "notice_reach", ""),
    (STAFF, "follow_up_list", ""),
    (STAFF, "outcome_uses", ""),
    (STAFF, "issue", "tag"),
    (STAFF, "disclosure_list", ""),
    (STAFF, "fund_list", ""),
    (STAFF, "fund", "fund"),
    (STAFF, "fund_sums", "fund"),
    (STAFF, "fund_lines", "fund"),
    (STAFF, "fund_carried", "fund"),
    (STAFF, "fund_people", "fund"),
    (STAFF, "concept_technologies", "concept"),
    (AGENCY, "call_list", ""),
    (AGENCY, "call_proposals", "call"),
    (AGENCY, "project_list", ""),
    (AGENCY, "fund_gates", "fund"),
    (AGENCY, "concept_gates", "concept"),
    (AGENCY, "concept", "concept"),
    (AGENCY, "concept_people", "concept"),
    (AGENCY, "project_gates", "project"),
    (AGENCY, "project_people", "project"),
    (AGENCY, "project_team", "project"),
    (AGENCY, "project_money", "project"),
    (AGENCY, "project_protection", "project"),
    (AGENCY, "proposal_list", ""),
    (AGENCY, "call_record", "call"),
    (AGENCY, "call_review", "call"),
    (AGENCY, "review_matrix", "review"),
    (AGENCY, "review_ranking", "review"),
    (AGENCY, "review_dossier", "dossier"),
    (AGENCY, "evaluation_roster", "gate_dossier"),
    (AGENCY, "home", ""),
    (RESEARCHER, "fund_list", ""),
    (RESEARCHER, "project_list", ""),
    (RESEARCHER, "proposal_list", ""),
    (RESEARCHER, "project_outcomes", "project"),
    (RESEARCHER, "home", ""),
    (JUDGE, "my_evaluations", ""),
    (JUDGE, "review_dossier", "dossier"),
    (JUDGE, "home", ""),
    (RESEARCHER, "public_programmes", ""),
    (RESEARCHER, "public_comments", "round"),
    (RESEARCHER, "public_measures", ""),
    (RESEARCHER, "public_benchmarks", ""),
    (RESEARCHER, "public_technologies", ""),
    (RESEARCHER, "public_register", "register"),
    (RESEARCHER, "public_budget", ""),
    (RESEARCHER, "public_visions", ""),
    (RESEARCHER, "public_calls", ""),
    (RESEARCHER, "public_projects", ""),
    (RESEARCHER, "public_gates", ""),
    (RESEARCHER, "public_outcomes", ""),
    (RESEARCHER, "public_funds", ""),
    (RESEARCHER, "public_fund", "fund"),
    (RESEARCHER, "public_follow_ups", ""),
    # Somebody with no part in anything: what is not theirs to see must cost them nothing.
    *((STRANGER, name, of) for name, of in UNSEEN),
)
# All rows by their nature: these grow with the rows, and only their queries are held still.
SHEETS: tuple[tuple[str, str, str], ...] = (
    (STAFF, "measure_csv", ""),
    (STAFF, "comment_export", "round"),
    (STAFF, "budget_csv", ""),
    (STAFF, "clause_coverage_csv", ""),
    (STAFF, "fund_lines_csv", "fund"),
    (STAFF, "fund_sums_csv", "fund"),
    (AGENCY, "ranking_csv", "review"),
    (AGENCY, "call_results_csv", "call"),
    (AGENCY, "call_proposals_csv", "call"),
    (AGENCY, "projects_csv", ""),
    (AGENCY, "fund_gates_csv", "fund"),
    (AGENCY, "concept_gates_csv", "concept"),
    (RESEARCHER, "public_outcomes_csv", ""),
    (RESEARCHER, "public_fund_csv", "fund"),
)


def address(name: str, of: str, known: dict[str, Any]) -> str:
    return reverse(name, args=[known[of]] if of else [])


def _database(name: str, template: str | None = None) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'drop database if exists "{name}" with (force)')
        cursor.execute(f'create database "{name}"' + (f' template "{template}"' if template else ""))


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def build(base: str) -> tuple[dict[str, Any], dict[str, str]]:
    """({what: its identifier}, {size: database}): one world played through, then grown twice from it."""
    connection.close()
    _database(base)
    _use(base)
    call_command("migrate", verbosity=0, skip_checks=True)
    known: dict[str, Any] = {**programmes_world.found_world(), "register": "document"}
    databases = {size: f"{base}_{size}" for size in SIZES}
    for size, share in SIZES.items():
        connection.close()
        _database(databases[size], base)
        print(f"  {size}", flush=True)
        _use(databases[size])
        programmes_world.grow(known, programmes_world.part_of_full(share))
    connection.close()
    return known, databases


def chosen(only: str) -> tuple[tuple[tuple[str, str, str], ...], tuple[tuple[str, str, str], ...]]:
    """The lists and sheets with one of these words (by commas) in their address's name or their reader's; all without one."""
    words = [word for word in only.split(",") if word]

    def wanted(rows: tuple[tuple[str, str, str], ...]) -> tuple[tuple[str, str, str], ...]:
        return tuple(row for row in rows if not words or any(word in f"{row[1]} {row[0]}" for word in words))

    found = wanted(LISTS), wanted(SHEETS)
    if not any(found):
        raise SystemExit(f"no list is called {only}")
    return found


def run(only: str = "") -> None:
    """Build both worlds, serve each with one worker, ask each page of both in turn, print ratios and queries."""
    lists, sheets = chosen(only)
    original, base = connection.settings_dict["NAME"], f"bench_programmes_{os.getpid()}"
    servers: dict[str, Any] = {}
    databases = {size: f"{base}_{size}" for size in SIZES}
    try:
        known, databases = build(base)
        call_command("collectstatic", verbosity=0, interactive=False)
        measure(known, databases, servers, lists, sheets)
    finally:
        for server, _port in servers.values():
            server.terminate()
            server.wait()
        _use(original)
        with connection._nodb_cursor() as cursor:
            for name in (*databases.values(), base):
                cursor.execute(f'drop database if exists "{name}" with (force)')


def measure(
    known: dict[str, UUID | str],
    databases: dict[str, str],
    servers: dict[str, Any],
    lists: tuple[tuple[str, str, str], ...],
    all_rows: tuple[tuple[str, str, str], ...],
) -> None:
    rows = {
        f"{name}, {who}" if _twice(name) else name: (who, address(name, of, known))
        for who, name, of in (*lists, *all_rows)
    }
    sheets = {name for _who, name, _of in all_rows}
    sessions: dict[str, dict[str, str]] = {}
    queries: dict[str, dict[str, int]] = {}
    for size, database in databases.items():
        _use(database)
        readers = {STAFF, *(who for who, _path in rows.values())}
        people = {who: Person.objects.get(email=f"{who}@example.jp") for who in readers}
        queries[size] = counted(rows, people)
        sessions[size] = {who: pages.cookie(person) for who, person in people.items()}
        servers[size] = pages.serve(database)
        pages.await_server(servers[size][1], sessions[size][STAFF])
    database = [pages.postmaster()]
    best: dict[str, dict[str, float]] = {name: dict.fromkeys(SIZES, float("inf")) for name in rows}
    print(f"\n{'list':<34}{'small ms':>10}{'large ms':>10}{'ratio':>8}{'queries':>12}", flush=True)
    for name, (who, path) in rows.items():
        times = FEW if name in sheets else REQUESTS
        for turn in range(1 + AGAIN * ROUNDS):
            if turn > ROUNDS and (name in sheets or best[name]["large"] <= LIMIT * best[name]["small"]):
                break
            for size, (server, port) in servers.items():
                worked = [psutil.Process(server.pid), *database]
                before = pages.cpu(worked)
                pages.ask(port, path, sessions[size][who], times if turn else 2)
                spent = (pages.cpu(worked) - before) / times * 1000
                if turn:  # the first turn warms
                    best[name][size] = min(best[name][size], spent)
        _tell(name, best[name], [queries[size][name] for size in SIZES], name in sheets)


def counted(rows: dict[str, tuple[str, str]], people: dict[str, Person]) -> dict[str, int]:
    """Statements of one request of each list, savepoints aside."""
    found, clients = {}, {}
    for name, (who, path) in rows.items():
        if who not in clients:
            clients[who] = Client(SERVER_NAME="127.0.0.1")
            clients[who].force_login(people[who])
            clients[who].get(reverse("programme_home"))  # the first request keeps the frame's pieces
        with CaptureQueriesContext(connection) as seen:
            answer = clients[who].get(path)
            b"".join(answer) if answer.streaming else answer.content
        found[name] = len([q for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]])
    return found


def _twice(name: str) -> bool:
    return sum(name == other for _who, other, _of in LISTS) > 1


def _tell(name: str, times: dict[str, float], queries: list[int], is_sheet: bool) -> None:
    """One line; what is over the limit or asks more often is said, and fails nothing."""
    ratio = times["large"] / times["small"] if times["small"] else 1.0
    few, many = queries
    flags = ["all rows"] if is_sheet else [f"over {LIMIT}×"] if ratio > LIMIT else []
    flags += ["queries grow"] if few != many else []
    asked = str(few) if few == many else f"{few} → {many}"
    print(
        f"{name:<34}{times['small']:>10.1f}{times['large']:>10.1f}{ratio:>7.2f}×{asked:>12}  {', '.join(flags)}",
        flush=True,
    )

"""CPU per request of whole pages, application and database together, against a bare signed-in page of the same server."""

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.middleware.csrf import CSRF_SECRET_LENGTH
from django.test import Client
from django.test.utils import CaptureQueriesContext

from confidentiality import audience
from confidentiality.acting import acting_as
from councils.models import AgendaItem, Attendance, Handout, Material, MaterialVersion, Meeting
from tests import cast
from tests.bench.urls import FLOOR

NAME = f"bench_pages_{os.getpid()}"
ROUNDS, REQUESTS = 7, 160  # the system counts in hundredths of a second


def build() -> dict[str, tuple[str, str]]:
    """A world with 300 papers in one council and a person who sits in 40; {row: (who, path)}."""
    world = cast.load_world()
    meetings = {}
    with acting_as(world.sato):
        for number, count in ((1, 20), (2, 200)):
            meetings[count] = _meeting(world, number, count)
        first = Material.objects.first()
    _sit_everywhere(world)
    meeting20, meeting200 = (f"/meetings/{meetings[n].pk}/" for n in (20, 200))
    return {
        "list of 50 papers": ("suzuki", "/materials/"),
        "list, reader of nothing": ("inoue", "/materials/"),
        "list, reader in 40 councils": ("kato", "/materials/"),
        "paper": ("suzuki", f"/materials/{first.pk}/"),
        "meeting, 20 papers": ("suzuki", meeting20),
        "meeting, 200 papers": ("suzuki", meeting200),
        "home": ("suzuki", "/home/"),
    }


def _meeting(world: cast.World, number: int, count: int) -> Meeting:
    from django.utils import timezone

    meeting = Meeting.objects.create(
        council=world.quantum,
        container=world.quantum,
        custodian=world.sato,
        number=number,
        place="x",
        starts_at=timezone.now() + timezone.timedelta(days=9),
        ends_at=timezone.now() + timezone.timedelta(days=9, hours=2),
    )
    audience.open_to(meeting, audience.council(world.quantum.pk))
    points = [
        AgendaItem.objects.create(item=meeting, number=n, title=f"議題{n}", topic=1) for n in range(1, 6)
    ]
    for seat in world.quantum.memberships.filter(state="active"):
        Attendance.objects.create(item=meeting, membership=seat, name=seat.person.name)
    for n in range(1, count + 1):
        paper = Material.objects.create(
            council=world.quantum,
            container=world.quantum,
            custodian=world.sato,
            title=f"資料の名称 {n}",
            public_title=f"資料 {n}",
        )
        audience.open_to(paper, audience.council(world.quantum.pk))
        MaterialVersion.objects.create(item=paper, number=1, text="本文。" * 400, created_by=world.sato)
        Handout.objects.create(item_id=paper.pk, meeting=meeting, number=n, agenda_item=points[n % 5])
    perform_announce(meeting, world)
    return meeting


def perform_announce(meeting: Meeting, world: cast.World) -> None:
    from confidentiality.verbs import perform

    perform("announce", meeting, by=world.sato)


def _sit_everywhere(world: cast.World) -> None:
    """Thirty-nine further councils of twenty papers each for one person, written as the owner."""
    with connection.cursor() as cursor:
        cursor.execute(
            "create temp table c as select md5('bench' || g)::uuid id, g from generate_series(1, 39) g;"
            "insert into confidentiality_item (id, kind, public_title, created, is_born_sealed) select id, 'councils.council', 'c' || g, now(), false from c;"
            "insert into councils_council select (jsonb_populate_record(null::councils_council, to_jsonb(k) || jsonb_build_object('item_ptr_id', c.id, 'code', 'bench' || c.g, 'name', '協議会' || c.g))).*"
            " from c, (select * from councils_council where code = 'ocean') k;"
            "create temp table m as select md5('paper' || c.g || '-' || n)::uuid id, c.id council, n from c, generate_series(1, 20) n;"
            "insert into confidentiality_item (id, kind, public_title, created, is_born_sealed, container_id) select id, 'councils.material', 'p' || n, now(), false, council from m;"
            "insert into councils_material select (jsonb_populate_record(null::councils_material, to_jsonb(k) || jsonb_build_object('item_ptr_id', m.id, 'council_id', m.council))).*"
            " from m, (select * from councils_material limit 1) k;"
            "insert into confidentiality_baseaudience (item_id, principal_id, depth) select id, app.principal('council', id), 2 from c"
            " union all select id, app.principal('council', council), 2 from m;"
        )
        cursor.execute(
            "select app.hold(%s, 'membership', id, array[app.principal('membership', id), app.principal('council', id)], true, now() - interval '1 day', null,"
            " now() - interval '1 day') from c",
            [world.kato.pk],
        )
        cursor.execute("vacuum analyze")


def cookie(person: object) -> str:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def cpu(processes: list[psutil.Process]) -> float:
    """Seconds these and all below them have worked; who has ended is counted with its parent."""
    total = 0.0
    for process in processes:
        for one in [process, *process.children(recursive=True)]:
            try:
                total += sum(one.cpu_times()[:4])  # own and, of the ended children, theirs
            except psutil.NoSuchProcess:
                continue
    return total


def postmaster() -> psutil.Process:
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        return psutil.Process(cursor.fetchone()[0]).parent()


def ask(port: int, path: str, session: str, times: int) -> None:
    """As a browser that has been here before: with both cookies of the portal."""
    cookies = (
        f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={'k' * CSRF_SECRET_LENGTH}"
    )
    link = http.client.HTTPConnection("127.0.0.1", port)
    for _ in range(times):
        link.request("GET", path, headers={"Cookie": cookies, "Host": "127.0.0.1"})
        answer = link.getresponse()
        answer.read()
        assert answer.status == 200, (path, answer.status)
    link.close()


def serve(database: str) -> tuple[subprocess.Popen, int]:
    """The portal on one database with one worker of one thread, and its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "BANSO_DB_LOGIN": "banso_app",
        "BANSO_BENCH_DATABASE": database,
    }
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "tests.bench.server",
            "--bind",
            f"127.0.0.1:{port}",
            "--workers",
            "1",
            "--threads",
            "1",
            "--worker-class",
            "gthread",
            "--keep-alive",
            "60",
            "--log-level",
            "error",
        ],
        env=env,
        cwd=Path(__file__).resolve().parent.parent.parent,
    )
    return server, port


def await_server(port: int, session: str) -> None:
    for _ in range(100):
        try:
            ask(port, FLOOR, session, 5)
            break
        except (ConnectionError, AssertionError):
            time.sleep(0.2)


def run() -> None:
    """Build, serve with one worker, ask each page in interleaved rounds, print ratios and query counts."""
    original = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'create database "{NAME}"')
    connection.settings_dict["NAME"] = NAME
    call_command("migrate", verbosity=0, skip_checks=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    rows = build()
    people = {who: cast.Person.objects.get(email=f"{who}@example.jp") for who, _ in rows.values()}
    queries = {name: _count(people[who], path) for name, (who, path) in rows.items()}
    sessions = {who: cookie(person) for who, person in people.items()}
    server, port = serve(NAME)
    try:
        _report(rows, sessions, queries, port, psutil.Process(server.pid))
    finally:
        server.terminate()
        server.wait()
        connection.close()
        connection.settings_dict["NAME"] = original
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'drop database "{NAME}"')


def _count(person: object, path: str) -> int:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(person)
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        client.get(path)
    return len([q for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]])


def _report(rows: dict, sessions: dict, queries: dict, port: int, server: psutil.Process) -> None:
    await_server(port, sessions["suzuki"])
    app, database = [server], [postmaster()]
    for who, path in rows.values():
        ask(port, path, sessions[who], 10)
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in ("floor", *rows)}
    for _ in range(ROUNDS):
        for name in times:
            who, path = rows.get(name, ("suzuki", FLOOR))
            before = cpu(app), cpu(database)
            ask(port, path, sessions[who], REQUESTS)
            after = cpu(app), cpu(database)
            times[name].append(tuple((b - a) / REQUESTS * 1000 for a, b in zip(before, after, strict=True)))
    # The least disturbed round of each: a machine that does other things only ever adds.
    best = {name: min(measures, key=sum) for name, measures in times.items()}
    floor = sum(best["floor"])
    print(f"\n{'page':<30}{'CPU ms':>8}{'of it SQL':>11}{'× floor':>9}{'queries':>9}")
    for name, (ours, theirs) in best.items():
        asked = queries.get(name, 2)
        print(f"{name:<30}{ours + theirs:>8.2f}{theirs:>11.2f}{(ours + theirs) / floor:>8.1f}×{asked:>9}")

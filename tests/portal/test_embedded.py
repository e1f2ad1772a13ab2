"""The embedded servers: they start once, survive what kills them, forget nothing, leave nothing."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from portal import embedded, supervisor
from portal.embedded.places import REPOSITORY

HOLDER = (
    "import sys; from portal import embedded; print(embedded.ensure_running(), flush=True); sys.stdin.read()"
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("embedded")
    assert embedded.ensure_running(folder) is True
    yield folder
    embedded.release(folder)
    assert servers_in(folder) == []


@pytest.fixture
def place(data: Path) -> embedded.Addresses:
    embedded.ensure_running(data)
    return embedded.addresses(data)


def connect(place: embedded.Addresses, login: str, **options: str) -> psycopg.Connection:
    entry = place.database(login)
    return psycopg.connect(
        host=entry["HOST"], port=entry["PORT"], user=login, dbname=entry["NAME"], autocommit=True, **options
    )


def redis_client(place: embedded.Addresses) -> redis.Redis:
    return redis.Redis.from_url(place.redis_url(3))


def holder(data: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "BANSO_DATA": str(data)}
    return subprocess.Popen(
        [sys.executable, "-c", HOLDER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=REPOSITORY,
    )


def servers_in(data: Path) -> list[str]:
    """Names of the living servers whose working folder lies in `data`."""
    found = []
    for process in psutil.process_iter(["name", "status"]):
        try:
            named = (
                process.info["name"] in ("postgres", "redis-server") and process.info["status"] != "zombie"
            )
            if named and Path(process.cwd()).is_relative_to(data):
                found.append(process.info["name"])
        except psutil.Error:
            continue
    return found


def kill(process: psutil.Process) -> None:
    """Ends it as a lack of memory would, and waits until it is gone."""
    process.kill()
    process.wait(10)


def postmaster(place: embedded.Addresses) -> psutil.Process:
    return psutil.Process(int((place.postgres_data / "postmaster.pid").read_text().split("\n")[0]))


def test_a_second_call_starts_nothing(place: embedded.Addresses) -> None:
    assert embedded.ensure_running(place.data) is False


def test_a_server_that_is_prepared_already_is_prepared_again(place: embedded.Addresses) -> None:
    for _ in range(2):
        embedded.prepare_cluster(lambda database: embedded.admin_connection(place.data, database), "prepared")
    with embedded.admin_connection(place.data) as connection:
        assert connection.execute(
            "SELECT count(*) FROM pg_database WHERE datname = 'prepared'"
        ).fetchone() == (1,)
        connection.execute("DROP DATABASE prepared")


def test_an_acknowledged_row_survives_the_sudden_death_of_postgresql(place: embedded.Addresses) -> None:
    with embedded.admin_connection(place.data) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('acknowledged')")
    kill(postmaster(place))
    assert embedded.ensure_running(place.data) is True
    with embedded.admin_connection(place.data) as connection:
        assert connection.execute("SELECT word FROM kept").fetchall() == [("acknowledged",)]
        connection.execute("DROP TABLE kept")


def test_a_session_that_still_computes_does_not_stop_the_recovery(place: embedded.Addresses) -> None:
    with embedded.admin_connection(place.data) as connection:
        session = psutil.Process(connection.info.backend_pid)
        session.suspend()
        kill(postmaster(place))
        assert embedded.ensure_running(place.data) is True
        assert is_gone(session.pid)


def test_an_acknowledged_message_survives_the_sudden_death_of_redis(place: embedded.Addresses) -> None:
    redis_client(place).rpush("queue", "message")
    kill(psutil.Process(redis_client(place).info("server")["process_id"]))
    assert embedded.ensure_running(place.data) is True
    assert redis_client(place).lpop("queue") == b"message"


def test_a_number_that_a_stranger_has_now_is_not_taken_for_the_server(place: embedded.Addresses) -> None:
    server, pid_file = postmaster(place), place.postgres_data / "postmaster.pid"
    lines = pid_file.read_text().split("\n")
    kill(server)
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]))
    assert embedded.ensure_running(place.data) is True


def test_two_processes_may_start_at_the_same_moment_and_the_last_one_stops_all(tmp_path: Path) -> None:
    first, second = holder(tmp_path), holder(tmp_path)
    assert sorted([first.stdout.readline(), second.stdout.readline()]) == ["False\n", "True\n"]
    first.communicate("")
    assert {"postgres", "redis-server"} <= set(servers_in(tmp_path))
    second.communicate("")
    assert servers_in(tmp_path) == []


def test_servers_of_a_killed_process_are_adopted_and_then_stopped(tmp_path: Path) -> None:
    killed = holder(tmp_path)
    killed.stdout.readline()
    killed.kill()
    killed.communicate()
    assert "postgres" in servers_in(tmp_path)
    heir = holder(tmp_path)
    assert heir.stdout.readline() == "False\n"
    heir.communicate("")
    assert servers_in(tmp_path) == []


def test_a_long_path_moves_the_sockets_to_a_short_private_folder(tmp_path: Path) -> None:
    folder = tmp_path / ("深い" * 8) / "with space" / ("x" * 60)
    place = embedded.addresses(folder)
    try:
        embedded.ensure_running(folder)
        assert place.sockets.parent == Path("/tmp").resolve()
        assert not stat.S_IMODE(place.postgres_socket_dir.stat().st_mode) & 0o077
        assert redis_client(place).ping()
        connect(place, "banso_app").close()
    finally:
        embedded.release(folder)
    assert servers_in(folder) == []


def test_nobody_else_reaches_the_sockets_and_no_port_is_open(place: embedded.Addresses) -> None:
    assert not stat.S_IMODE(place.postgres_socket_dir.stat().st_mode) & 0o077
    assert stat.S_IMODE(place.redis_socket.stat().st_mode) == 0o700
    assert not stat.S_IMODE(place.sockets.stat().st_mode) & 0o066
    ids = [postmaster(place).pid, redis_client(place).info("server")["process_id"]]
    assert [found for pid in ids for found in psutil.Process(pid).net_connections(kind="inet")] == []


def test_what_people_wrote_reaches_no_log(place: embedded.Addresses) -> None:
    with connect(place, "banso_migrate") as connection:
        for query in (
            "SELECT 'canary-7f3a'::uuid",
            "SELECT canary_7f3a",
            "SELECT 'canary-7f3a', pg_sleep(0.01)",
        ):
            try:
                connection.execute(query)
            except psycopg.Error:
                continue
    for log in (place.data / "log").iterdir():
        assert "canary" not in log.read_text().replace("_", "-")


def test_writes_are_durable_and_pages_are_checked(place: embedded.Addresses) -> None:
    with embedded.admin_connection(place.data) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums"):
            assert connection.execute(f"SHOW {name}").fetchone() == ("on",), name
    assert redis_client(place).config_get("appendonly") == {"appendonly": "yes"}


def test_the_secret_is_made_once_and_only_its_owner_reads_it(place: embedded.Addresses) -> None:
    secret = embedded.secret_key(place.data)
    assert len(secret) == 64
    assert embedded.secret_key(place.data) == secret
    assert stat.S_IMODE((place.data / "secret").stat().st_mode) == 0o600


def test_the_web_login_owns_nothing_and_bypasses_nothing(place: embedded.Addresses) -> None:
    with connect(place, "banso_app") as connection:
        flags = "rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication"
        query = f"SELECT {flags} FROM pg_roles WHERE rolname = current_user"
        assert connection.execute(query).fetchone() == (False, False, False, False, False)
        assert connection.execute("SHOW statement_timeout").fetchone() == ("15s",)
        refused = [
            "SET ROLE banso_owner",
            "SET ROLE banso_system",
            "CREATE TABLE mine ()",
            "CREATE TEMP TABLE mine ()",
        ]
        for statement in refused:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_the_worker_has_nothing_until_it_names_a_role(place: embedded.Addresses) -> None:
    with connect(place, "banso_migrate") as owner:
        owner.execute("SET ROLE banso_owner")
        owner.execute("CREATE TABLE guarded AS SELECT 1 AS number")
        owner.execute("GRANT SELECT ON guarded TO banso_app, banso_system")
    try:
        with connect(place, "banso_worker") as worker:
            with pytest.raises(psycopg.Error):
                worker.execute("SELECT * FROM public.guarded")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                worker.execute("SET ROLE banso_owner")
            for role in ("banso_app", "banso_system"):
                worker.execute(f"SET ROLE {role}")
                assert worker.execute("SELECT number FROM guarded").fetchone() == (1,)
    finally:
        with embedded.admin_connection(place.data) as connection:
            connection.execute("DROP TABLE guarded")


def test_the_migrating_login_may_enter_every_role_that_tests_need(place: embedded.Addresses) -> None:
    assert place.database("banso_migrate")["OPTIONS"]["assume_role"] == "banso_owner"
    with connect(place, "banso_migrate") as connection:
        for role in ("banso_owner", "banso_app", "banso_system", "banso_audit"):
            connection.execute(f"SET ROLE {role}")
            assert connection.execute("SELECT current_user").fetchone() == (role,)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgres://banso_app:p%40ss@db:5433/banso", ("banso_app", "p@ss", "db", "5433", "banso")),
        ("postgresql://banso_app@db/banso", ("banso_app", "", "db", "5432", "banso")),
        ("postgres://banso_app@%2Frun%2FSockets/banso", ("banso_app", "", "/run/Sockets", "5432", "banso")),
        ("postgres://banso_app@/banso?host=/run/pg&port=5499", ("banso_app", "", "/run/pg", "5499", "banso")),
        ("postgres://banso_app:x@[::1]:5432/banso", ("banso_app", "x", "::1", "5432", "banso")),
    ],
)
def test_a_database_address_is_read(url: str, expected: tuple[str, ...]) -> None:
    entry = embedded.from_url(url)
    assert tuple(entry[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")) == expected


def test_options_of_an_address_are_kept_and_the_owner_is_assumed_only_by_the_migrating_login() -> None:
    entry = embedded.from_url("postgres://banso_migrate@db/banso?sslmode=verify-full")
    assert entry["OPTIONS"] == {
        "connect_timeout": 5,
        "server_side_binding": True,
        "prepare_threshold": 3,
        "sslmode": "verify-full",
        "assume_role": "banso_owner",
    }
    web = embedded.from_url("postgres://banso_app@db/banso")["OPTIONS"]
    assert "assume_role" not in web and web["options"] == "-c plan_cache_mode=force_generic_plan"
    own = embedded.from_url("postgres://banso_app@db/banso?options=-c%20statement_timeout%3D5s")["OPTIONS"]
    assert own["options"] == "-c statement_timeout=5s"


@pytest.mark.parametrize(
    "url", ["mysql://a:secret@db/banso", "postgres://:secret@db/", "postgres://a:secret@db:x/b"]
)
def test_a_bad_address_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ValueError) as refusal:
        embedded.from_url(url)
    assert "secret" not in str(refusal.value)


def test_one_outside_server_without_the_other_is_refused() -> None:
    assert embedded.is_embedded({})
    assert not embedded.is_embedded({"DATABASE_URL": "postgres://", "REDIS_URL": "redis://"})
    with pytest.raises(embedded.EmbeddedError, match="REDIS_URL is not"):
        embedded.is_embedded({"DATABASE_URL": "postgres://"})


def test_a_folder_that_cannot_be_made_is_refused_in_one_sentence() -> None:
    with pytest.raises(embedded.EmbeddedError, match="BANSO_DATA"):
        embedded.ensure_running(Path("/proc/banso"))


def test_a_child_that_dies_is_started_again_with_growing_pauses(tmp_path: Path) -> None:
    child = supervisor.Child("short", ["/bin/sh", "-c", "exit 1"], {}, tmp_path / "log", patience=1)
    deadline = time.monotonic() + 10
    while child.deaths < 3 and time.monotonic() < deadline:
        child.keep()
        time.sleep(0.01)
    assert child.deaths == 3
    assert 0.9 < child._not_before - time.monotonic() <= 1.0
    child.stop(lambda: False)


def test_stopping_a_child_leaves_nothing_of_its_group(tmp_path: Path) -> None:
    script = "trap '' TERM; sleep 60 & echo $! > grandchild; while :; do sleep 0.05; done"
    child = supervisor.Child(
        "deaf", ["/bin/sh", "-c", f"cd {tmp_path}; {script}"], {}, tmp_path / "log", patience=0.2
    )
    child.keep()
    grandchild = tmp_path / "grandchild"
    while not (grandchild.exists() and grandchild.read_text().endswith("\n")):
        time.sleep(0.01)
    child.stop(lambda: False)
    assert is_gone(int(grandchild.read_text()))


def test_what_a_killed_supervisor_left_is_ended_by_the_next_one(tmp_path: Path) -> None:
    environment = {**os.environ, supervisor.MARK: str(tmp_path)}
    orphan = subprocess.Popen(["sleep", "60"], env=environment, start_new_session=True)
    stranger = subprocess.Popen(["sleep", "60"], start_new_session=True)
    supervisor.end_orphans(tmp_path)
    assert is_gone(orphan.pid)
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_a_port_in_use_is_refused_in_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind((supervisor.HOST, 0))
        taken.listen()
        with pytest.raises(embedded.EmbeddedError, match=r"^Port \d+ cannot be used .*PORT=\d+\.$"):
            supervisor.refuse_taken_port(taken.getsockname()[1])


def is_gone(pid: int) -> bool:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.01)
    return False

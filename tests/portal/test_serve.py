"""`manage.py serve` as a whole: it becomes ready, survives what kills its parts or itself, and leaves nothing."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from portal import embedded, supervisor
from portal.embedded.places import REPOSITORY
from tests.e2e.portal import copy_of_portal
from tests.portal.test_embedded import kill, postmaster, redis_client, servers_in

pytestmark = pytest.mark.e2e

FOREIGN = {"DATABASE_URL", "WORKER_DATABASE_URL", "MIGRATE_DATABASE_URL", "REDIS_URL", "BANSO_DB_LOGIN"}

SECOND_START = 10  # seconds from the command to the line that says it is ready, when the folder is not empty
STARTS = 4


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all that is started here, so that only the first start has to load anything."""
    return tmp_path_factory.mktemp("served")


def start(data: Path, port: int) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    environment |= {"BANSO_DATA": str(data), "PORT": str(port), "BANSO_DEMO": "0"}
    serving = subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        env=environment,
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    ready = f"Banso is ready at http://127.0.0.1:{port}/\n"
    assert any(line == ready for line in serving.stdout)  # after what loading the published documents says
    return serving


def started_from(data: Path) -> list[psutil.Process]:
    """Everything alive that a supervisor of this data folder started, its servers aside."""
    found = []
    for process in psutil.process_iter(["environ", "status"]):
        marked = (process.info["environ"] or {}).get(supervisor.MARK) == str(data)
        if marked and process.info["status"] != psutil.STATUS_ZOMBIE:
            found.append(process)
    return found


def leader(data: Path, word: str) -> psutil.Process | None:
    return next((p for p in started_from(data) if word in p.cmdline() and os.getsid(p.pid) == p.pid), None)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((supervisor.HOST, 0))
        return probe.getsockname()[1]


def until(condition: Callable[[], object], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_the_portal_survives_the_death_of_any_part_and_of_its_supervisor(data: Path) -> None:
    """What was acknowledged just before each death, a row and a message, is there afterwards; Ctrl-C leaves nothing."""
    place, port = embedded.addresses(data), free_port()
    serving = start(data, port)
    acknowledged: list[str] = []

    def write(word: str) -> None:
        with embedded.admin_connection(data) as connection:
            connection.execute("INSERT INTO kept VALUES (%s)", [word])
        redis_client(place).rpush("kept", word)
        acknowledged.append(word)

    def assert_kept() -> None:
        with embedded.admin_connection(data) as connection:
            rows = connection.execute("SELECT word FROM kept ORDER BY number").fetchall()
        assert [word for (word,) in rows] == acknowledged
        assert [word.decode() for word in redis_client(place).lrange("kept", 0, -1)] == acknowledged

    try:
        with embedded.admin_connection(data) as connection:
            connection.execute("CREATE TABLE kept (word text, number int GENERATED ALWAYS AS IDENTITY)")

        for part, find in {
            "web": lambda: leader(data, "gunicorn"),
            "worker": lambda: leader(data, "celery"),
            "PostgreSQL": lambda: postmaster(place),
            "Redis": lambda: psutil.Process(redis_client(place).info("server")["process_id"]),
        }.items():
            until(find)
            killed = find()
            write(f"before the death of {part}")
            kill(killed)
            until(lambda: supervisor.is_ready(port))
            assert_kept()
        until(lambda: leader(data, "celery"))

        write("before the death of the supervisor")
        serving.kill()
        serving.wait()
        serving = start(data, port)
        assert_kept()
        with embedded.admin_connection(data) as connection:
            connection.execute("DROP TABLE kept")
    finally:
        serving.send_signal(signal.SIGINT)
    assert serving.wait(60) == 0
    assert started_from(data) == []
    assert servers_in(data) == []


def test_a_later_start_takes_less_than_ten_seconds(data: Path) -> None:
    """The quickest of some counts: other work on the machine is not ours. Each is ended by Ctrl-C, and nothing is left."""
    port, taken = free_port(), []
    while min(taken, default=SECOND_START) >= SECOND_START:
        assert len(taken) < STARTS, taken
        began = time.monotonic()
        serving = start(data, port)
        taken.append(time.monotonic() - began)
        serving.send_signal(signal.SIGINT)
        assert serving.wait(60) == 0
        assert started_from(data) == []
        assert servers_in(data) == []


def test_real_mode_does_not_serve_a_database_with_demonstration_people(data: Path, tmp_path: Path) -> None:
    """On a copy of what was served above, so that it need not be migrated once more."""
    copy = tmp_path / "copy"
    copy_of_portal(data, copy)
    environment = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    environment |= {"BANSO_DATA": str(copy), "PORT": str(free_port()), "BANSO_DEMO": "0"}

    def manage(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, env=environment, cwd=REPOSITORY, capture_output=True, text=True, timeout=180
        )

    manage("migrate", "--no-input", "--verbosity", "0").check_returncode()
    guest = "Person.objects.create_user('x@demo.example', family_name='x', is_demo=True)"
    manage("shell", "--command", "from accounts.models import Person; " + guest).check_returncode()
    refused = manage("serve")
    assert refused.returncode == 1 and "real mode refuses to start" in refused.stderr
    assert "Traceback" not in refused.stderr and refused.stdout == ""
    assert servers_in(copy) == []

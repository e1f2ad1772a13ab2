"""Keeps the whole portal running on one machine from one terminal; it is no process manager for a deployment.

Servers, web and worker each live in a session of their own, so that Ctrl-C reaches only us and we choose the
order. When we are killed, the kernel tells web and worker to end (Linux); the next start ends what is left.
"""

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from portal import embedded
from portal.embedded import processes
from portal.embedded.places import REPOSITORY

HOST = "127.0.0.1"
READY_SECONDS = 120
TICK_SECONDS = 0.1
LARGEST_LOG = 5_000_000  # bytes; the one before is kept
LONGEST_PAUSE = 30.0  # seconds between two starts of a child that keeps dying
HEALTHY_AFTER = 30.0  # seconds of life after which earlier deaths are forgotten
MARK = "BANSO_SERVED_FROM"  # in the environment of all that we start: how the next start knows its orphans
PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class Stopped(Exception):
    """The person asked to stop while we were still starting."""


@dataclass
class Child:
    """A program that is started again whenever it ends; pauses grow while it keeps ending."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    patience: float  # seconds it may take to end by itself
    deaths: int = 0
    _process: subprocess.Popen[bytes] | None = None
    _started: float = 0.0
    _not_before: float = field(default=0.0)

    def keep(self) -> None:
        """Starts it when it does not run and its pause is over."""
        now = time.monotonic()
        if self._process is not None:
            if self._process.poll() is None:
                return
            # What a killed leader left behind must not work beside the new one.
            self._end_group(signal.SIGKILL)
            self.deaths = 1 if now - self._started > HEALTHY_AFTER else self.deaths + 1
            self._not_before = now + min(LONGEST_PAUSE, 0.25 * 2 ** (self.deaths - 1))
            self._process = None
        if now >= self._not_before:
            self._process = launch(self.command, self.environment, self.log)
            self._started = now

    def stop(self, impatient: Callable[[], bool]) -> None:
        """Asks it to end, waits for what it has in hand, and ends its whole group if it takes too long."""
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.terminate()
            deadline = time.monotonic() + self.patience
            while self._process.poll() is None and time.monotonic() < deadline and not impatient():
                time.sleep(TICK_SECONDS / 2)
        self._end_group(signal.SIGKILL)
        self._process.wait()
        self._process = None

    def _end_group(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)


class Supervisor:
    """One run of `manage.py serve`. `commands` are the names of the management commands there are.

    `may_serve` raises EmbeddedError when this database must not be served in this mode.
    """

    def __init__(
        self,
        port: int,
        commands: set[str],
        item_table: str,
        is_migrated: Callable[[], bool],
        may_serve: Callable[[], None],
        *,
        demo: bool,
    ) -> None:
        self.port = port
        self.commands = commands
        self.item_table = item_table
        self.is_migrated = is_migrated
        self.may_serve = may_serve
        self.demo = demo
        self.data = embedded.data_dir()
        self.embedded = embedded.is_embedded()
        self.signals = 0
        self.children: list[Child] = []

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}/"

    def run(self) -> None:
        """Serves until SIGINT or SIGTERM. EmbeddedError says in one sentence why it cannot."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        with self._only_one():
            try:
                self._begin()
                while not self.signals:
                    self._keep_everything()
                    time.sleep(TICK_SECONDS)
            except Stopped:
                pass
            finally:
                self._end()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.signals += 1

    @contextmanager
    def _only_one(self) -> Iterator[None]:
        """One supervisor per data folder; the lock file says where the other one serves."""
        embedded.secret_key(self.data)  # makes the folder too
        descriptor = os.open(self.data / ".serve.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                where = os.read(descriptor, 200).decode() or self.address
                raise embedded.EmbeddedError(f"Banso already runs on {self.data}, at {where}") from None
            os.truncate(descriptor, 0)
            os.write(descriptor, self.address.encode())
            yield
        finally:
            os.close(descriptor)

    def _begin(self) -> None:
        end_orphans(self.data)
        refuse_taken_port(self.port)
        if self.embedded:
            embedded.ensure_running(self.data)
        self._migrate()
        self.may_serve()
        self.children.append(self._web())
        self._keep_everything()
        self._load()
        self._await_ready()
        self.children.append(self._worker())
        self._keep_everything()
        print(f"Banso is ready at {self.address}", flush=True)
        if self.demo and "demo_accounts" in self.commands:
            try:
                self._step("demo_accounts")
            except embedded.EmbeddedError:
                print("The demonstration accounts cannot be listed, see above.", file=sys.stderr, flush=True)

    def _end(self) -> None:
        asked = self.signals
        for child in self.children:
            child.stop(lambda: self.signals > asked)
        if self.embedded:
            # Redis, then PostgreSQL, unless a command in another terminal still uses them. What we have just
            # killed may take a moment to die.
            embedded.release(self.data, patience=3)

    def _keep_everything(self) -> None:
        if self.embedded:
            try:
                embedded.ensure_running(self.data)
            except embedded.EmbeddedError as error:
                print(error, file=sys.stderr, flush=True)
                time.sleep(1)
        for child in self.children:
            child.keep()

    # --- what runs ---

    def _environment(self, **more: str) -> dict[str, str]:
        environment = {
            **os.environ,
            "BANSO_DATA": str(self.data),
            "PORT": str(self.port),
            "PYTHONUNBUFFERED": "1",
            MARK: str(self.data),
        }
        environment.pop("BANSO_DB_LOGIN", None)  # ours; every command of manage.py has its own
        if self.embedded:
            environment.setdefault("BANSO_SECRET_KEY", embedded.secret_key(self.data))
        return {**environment, **more}

    def _web(self) -> Child:
        settings = {
            "bind": f"{HOST}:{self.port}",
            "worker-class": "gthread",
            "workers": "2",  # forked from one that has everything loaded
            "threads": "4",
            "timeout": "60",
            "graceful-timeout": "10",
            "keep-alive": "5",
            "max-requests": "5000",
            "max-requests-jitter": "500",
            "log-level": "warning",
        }
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "portal.wsgi:application",
            "--preload",
            "--no-control-socket",
        ]
        command += [part for name, value in settings.items() for part in (f"--{name}", value)]
        environment = self._environment(BANSO_DB_LOGIN="banso_app")
        return Child("web", command, environment, self._log("web"), patience=15)

    def _worker(self) -> Child:
        settings = {
            "schedule": str(self.data / "beat-schedule"),
            "concurrency": "2",
            "loglevel": "warning",
            "hostname": "banso@%h",
        }
        command = [sys.executable, "-m", "celery", "--app", "portal", "--quiet", "worker", "--beat"]
        command += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        command += [part for name, value in settings.items() for part in (f"--{name}", value)]
        environment = self._environment(BANSO_DB_LOGIN="banso_worker")
        return Child("worker", command, environment, self._log("worker"), patience=30)

    def _log(self, name: str) -> Path:
        return self.data / "log" / f"{name}.log"

    def _step(self, *arguments: str) -> None:
        """Runs one command of manage.py to its end. EmbeddedError when it fails, Stopped when asked to."""
        command = [sys.executable, str(REPOSITORY / "manage.py"), *arguments]
        step = subprocess.Popen(
            command,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_follow_parent,
            cwd=REPOSITORY,
        )
        while step.poll() is None:
            if self.signals:
                step.terminate()
                step.wait()
                raise Stopped
            self._keep_everything()
            time.sleep(TICK_SECONDS / 4)
        if step.returncode:
            raise embedded.EmbeddedError(
                f"Banso cannot start: `manage.py {arguments[0]}` failed (see above)."
            )

    def _migrate(self) -> None:
        """Migrates, which also renews policies and grants; not when neither code nor database changed since."""
        mark = (
            embedded.addresses(self.data).postgres_data / "banso_migrated"
        )  # leaves together with the database
        wanted = source_digest()
        if self.embedded and mark.exists() and mark.read_text() == wanted and self.is_migrated():
            return
        if self.embedded:
            mark.unlink(missing_ok=True)
        self._step("migrate", "--no-input", "--verbosity", "0")
        if self.embedded:
            mark.write_text(wanted)

    def _load(self) -> None:
        """Loads the published documents into an empty database, and the demonstration once in demo mode.

        A mark on disk outlives a kill in the middle: loading begins again; the commands are idempotent.
        """
        begun, shown = self.data / ".loading", self.data / ".demo-loaded"
        if begun.exists() or self._is_empty():
            begun.touch()
            shown.unlink(missing_ok=True)
            if "load_published" in self.commands:
                self._step("load_published")
            begun.unlink()
        if self.demo and "load_demo" in self.commands and not shown.exists():
            self._step("load_demo")
            shown.touch()

    def _is_empty(self) -> bool:
        import psycopg

        if self.embedded:
            connection = embedded.admin_connection(self.data)
        else:
            entry = embedded.from_url(os.environ["MIGRATE_DATABASE_URL"])
            connection = psycopg.connect(
                host=entry["HOST"],
                port=entry["PORT"],
                user=entry["USER"],
                password=entry["PASSWORD"],
                dbname=entry["NAME"],
            )
            connection.execute("SET ROLE banso_owner")
        with connection:
            query = psycopg.sql.SQL("SELECT NOT EXISTS (SELECT FROM {})")
            return bool(
                connection.execute(query.format(psycopg.sql.Identifier(self.item_table))).fetchone()[0]
            )

    def _await_ready(self) -> None:
        web = self.children[0]
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline and web.deaths < 3:
            if self.signals:
                raise Stopped
            self._keep_everything()
            if is_ready(self.port):
                return
            time.sleep(TICK_SECONDS / 2)
        raise embedded.EmbeddedError(
            f"Banso did not become ready; {web.log} and {self._log('worker')} say why."
        )


def source_digest() -> str:
    """Of names, sizes and times of all that a migration may depend on."""
    digest = hashlib.sha256()
    sources = [path for kind in ("py", "sql") for path in REPOSITORY.glob(f"[!.]*/**/*.{kind}")]
    for path in sorted([*sources, REPOSITORY / "requirements.txt"]):
        if path.is_file():
            found = path.stat()
            digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def launch(command: list[str], environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    """Starts a child in its own session, bound to our life, writing to its own log."""
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(".log.old"))
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            env=environment,
            cwd=REPOSITORY,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_follow_parent,
        )


def _follow_parent() -> None:
    """In the new process: end when the parent does, even by SIGKILL. Only Linux can say so."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def end_orphans(data: Path) -> None:
    """Ends what a killed supervisor of this data folder left running; their environment names the folder."""
    import psutil

    orphans = []
    for process in psutil.process_iter(["environ"]):
        if (process.info["environ"] or {}).get(MARK) == str(data) and process.pid != os.getpid():
            orphans.append(process)
    processes.end(orphans, (signal.SIGTERM, 15))


def refuse_taken_port(port: int) -> None:
    """EmbeddedError when somebody else listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise embedded.EmbeddedError(
                f"Port {port} cannot be used ({error.strerror}): choose another, for example PORT={port + 1}."
            ) from None


def is_ready(port: int) -> bool:
    """Whether the web process says that it may serve."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()

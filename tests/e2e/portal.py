"""The portal as a person starts it: own folder, own port, demonstration mode; it is stopped by SIGTERM and leaves nothing."""

from __future__ import annotations

import email
import email.policy
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

REPOSITORY = Path(__file__).resolve().parent.parent.parent
PASSWORD = "banso-taiken-2026"  # of every demonstration person, as `manage.py demo_accounts` prints it
# What a surrounding test run has set and a person's terminal has not.
FOREIGN = (
    "DATABASE_URL",
    "WORKER_DATABASE_URL",
    "MIGRATE_DATABASE_URL",
    "REDIS_URL",
    "EMAIL_",
    "BANSO_",
    "DJANGO_",
)
KEPT = ("BANSO_FONTS",)
PATIENCE = 60.0  # seconds for what happens in the background: letters, papers, the end of the processes


@dataclass(frozen=True)
class Portal:
    """One running installation."""

    address: str
    data: Path

    def letters_to(self, who: str) -> list[str]:
        """Bodies of the letters in the folder to this address, oldest first."""
        found = []
        for file in sorted((self.data / "mail").glob("*.log"), key=lambda f: f.stat().st_mtime_ns):
            for raw in file.read_bytes().split(b"\n" + b"-" * 79 + b"\n"):
                letter = email.message_from_bytes(raw, policy=email.policy.default)
                if who in str(letter["To"]):
                    found.append(letter.get_content())
        return found

    def link_in_letter(self, who: str, part: str) -> str:
        """The newest link containing ``part`` in a letter to ``who``; letters are written by the worker, so it waits."""

        def look() -> str | None:
            words = [
                w
                for body in self.letters_to(who)
                for w in body.split()
                if w.startswith(self.address) and part in w
            ]
            return words[-1] if words else None

        return until(look, f"no letter to {who} with a link to {part}")


def until(look: Callable[[], Any], complaint: str, seconds: float = PATIENCE) -> Any:
    """What ``look`` finds as soon as it finds something."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, complaint
        time.sleep(0.1)
    return found


class Serving:
    """`manage.py serve` on an empty folder; making one starts it and does not wait, so that two can load side by side."""

    def __init__(self, data: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        environment = {n: v for n, v in os.environ.items() if n in KEPT or not n.startswith(FOREIGN)}
        environment |= {"BANSO_DATA": str(data), "PORT": str(port), "BANSO_DEMO": "1"}
        data.mkdir(parents=True, exist_ok=True)
        self.said = data / "serve.log"
        with self.said.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve"],
                env=environment,
                cwd=REPOSITORY,
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        self.portal = Portal(f"http://127.0.0.1:{port}", data)

    def ready(self) -> Portal:
        """Waits until it says so itself; its pages answer earlier, while the demonstration is still being loaded."""

        def look() -> bool:
            assert self.process.poll() is None, self.said.read_text()
            return "Banso is ready at" in self.said.read_text()

        until(look, "the portal did not become ready", 420)
        return self.portal

    def stop(self) -> None:
        """Ends it as a service manager does, and looks for what is left."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        assert self.process.returncode == 0, self.said.read_text()
        assert processes_of(self.portal.data) == []


@contextmanager
def served(data: Path) -> Iterator[Portal]:
    """One installation from start to end."""
    serving = Serving(data)
    try:
        yield serving.ready()
    finally:
        serving.stop()


def copy_of_portal(source: Path, target: Path) -> None:
    """Another installation with the same world in it; the first is stopped. Who owns the files stays: servers look at it."""
    subprocess.run(["cp", "--archive", str(source), str(target)], check=True)
    for leftover in (target / "mail").glob("*"):
        leftover.unlink()  # letters of the first, which lead to its address


def processes_of(data: Path) -> list[str]:
    """What runs in this folder or was started for it."""
    found = []
    for process in psutil.process_iter(["name", "cwd", "environ", "status"]):
        info = process.info
        is_ours = (info["cwd"] or "").startswith(str(data)) or (info["environ"] or {}).get(
            "BANSO_DATA"
        ) == str(data)
        if is_ours and info["status"] != psutil.STATUS_ZOMBIE:
            found.append(info["name"])
    return found

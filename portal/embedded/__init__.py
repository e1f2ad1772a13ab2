"""Runs a private PostgreSQL and Redis in one data folder when no outside ones are named; no deployment.

Life of the servers: every process that needs them holds a shared file lock; whoever leaves as the last one
stops them. The kernel drops the lock of a killed process, so a crash leaves no count behind, and servers
orphaned by one are adopted by the next process that comes.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.embedded import postgres, processes, redis_server
from portal.embedded.places import (
    DATABASE_NAME,
    Addresses,
    EmbeddedError,
    addresses,
    data_dir,
    default_login,
    from_url,
    is_embedded,
)
from portal.embedded.postgres import admin_connection, prepare_cluster

__all__ = [
    "DATABASE_NAME",
    "Addresses",
    "EmbeddedError",
    "addresses",
    "admin_connection",
    "data_dir",
    "default_login",
    "ensure_running",
    "from_url",
    "is_embedded",
    "prepare_cluster",
    "release",
    "secret_key",
    "stop",
]

_holds: dict[Path, tuple[int, int]] = {}  # data folder → (process, descriptor of its shared lock)


def secret_key(data: Path, name: str = "secret") -> str:
    """The secret of this data folder (64 characters), made once and kept in a file only its owner reads."""
    processes.private_folder(data)
    path = data / name
    with _locked(data / ".secret.lock"):
        if not path.exists():
            draft = path.with_name(f".{name}.new")
            draft.unlink(missing_ok=True)
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
                file.flush()
                os.fsync(file.fileno())
            draft.rename(path)
    return path.read_text().strip()


def ensure_running(data: Path | None = None) -> bool:
    """Starts what does not run, holds both servers for this process; returns whether it started any.

    Safe to call again (it also revives a killed server) and from several processes at once. The hold ends
    with `release` or with the process. EmbeddedError when the servers cannot run.
    """
    place = addresses(data or data_dir())
    processes.make_folders(place)
    with _locked(_start_lock(place)):
        _hold(place)
        started = postgres.ensure(place)
        return redis_server.ensure(place) or started


def release(data: Path | None = None, *, patience: float = 0.0) -> None:
    """Ends this process's hold; the last process to do so stops the servers.

    `patience` is how many seconds to wait for others that are just ending.
    """
    place = addresses(data or data_dir())
    process, descriptor = _holds.get(place.data, (0, 0))
    if process != os.getpid():  # nothing held, or held by the parent this process was forked from
        return
    with _locked(_start_lock(place)):
        del _holds[place.data]
        os.close(descriptor)
        if _nobody_holds(place, patience):
            _stop_both(place)


def stop(data: Path | None = None) -> None:
    """Stops both servers, Redis first, whoever uses them."""
    place = addresses(data or data_dir())
    if place.data.is_dir():
        with _locked(_start_lock(place)):
            _stop_both(place)


def _stop_both(place: Addresses) -> None:
    redis_server.stop(place)
    postgres.stop(place)


def _start_lock(place: Addresses) -> Path:
    return place.data / ".start.lock"


def _users_lock(place: Addresses) -> Path:
    return place.data / ".users.lock"


def _nobody_holds(place: Addresses, patience: float) -> bool:
    deadline = time.monotonic() + patience
    probe = os.open(_users_lock(place), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        while True:
            try:
                fcntl.flock(probe, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return True
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    return False
                time.sleep(0.02)
    finally:
        os.close(probe)


def _hold(place: Addresses) -> None:
    process, _ = _holds.get(place.data, (0, 0))
    if process == os.getpid():
        return
    descriptor = os.open(_users_lock(place), os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    _holds[place.data] = (os.getpid(), descriptor)
    atexit.register(release, place.data)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)

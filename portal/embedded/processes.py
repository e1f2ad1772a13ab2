"""Makes the folders, starts, finds and ends the processes of the embedded servers; knows neither server."""

from __future__ import annotations

import importlib.util
import os
import pwd
import signal
import stat
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from portal.embedded.places import Addresses, EmbeddedError

SERVER_USER = "banso-postgres"  # PostgreSQL refuses to run as root; root lends it this account
QUIET_ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}  # servers get none of our secrets
LARGEST_LOG = 5_000_000  # bytes; the one before is kept

_children: list[subprocess.Popen[bytes]] = []  # kept so that a killed server is reaped, not left as a zombie


def private_folder(path: Path, *, passable: bool = False) -> None:
    """Makes a folder only its owner reads; `passable` lets root's server account walk through, not list it.

    EmbeddedError when it cannot be made or belongs to somebody else.
    """
    mode = 0o711 if passable and is_root() else 0o700
    try:
        path.mkdir(parents=True, exist_ok=True, mode=mode)
        found = path.lstat()
    except OSError as error:
        raise EmbeddedError(f"The folder {path} cannot be made ({error.strerror}): set BANSO_DATA.") from None
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise EmbeddedError(f"The folder {path} belongs to another user: choose another one with BANSO_DATA.")
    if passable and stat.S_IMODE(found.st_mode) != mode:
        path.chmod(mode)


def make_folders(place: Addresses) -> None:
    """Makes every folder the servers need, each as closed as it can be."""
    private_folder(place.data, passable=True)
    private_folder(place.log("any").parent)
    private_folder(place.redis_data)
    private_folder(place.sockets, passable=True)
    place.postgres_socket_dir.mkdir(mode=0o700, exist_ok=True)
    if is_root():
        account = server_account()
        os.chown(place.postgres_socket_dir, account.pw_uid, account.pw_gid)
        let_through(place.postgres_socket_dir)
        let_through(place.postgres_data)


def is_root() -> bool:
    return os.geteuid() == 0


def server_account() -> pwd.struct_passwd:
    """The account PostgreSQL runs under when we are root; made when missing."""
    try:
        return pwd.getpwnam(SERVER_USER)
    except KeyError:
        pass
    command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SERVER_USER]
    try:
        subprocess.run(command, check=False, capture_output=True)
        return pwd.getpwnam(SERVER_USER)
    except (OSError, KeyError):
        raise EmbeddedError(
            f"PostgreSQL refuses root and the account {SERVER_USER} cannot be made: start as another user."
        ) from None


def as_server_user() -> dict[str, Any]:
    """The arguments of subprocess that lend the account; none when we are nobody special."""
    if not is_root():
        return {}
    account = server_account()
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def let_through(path: Path) -> None:
    """Lets other accounts walk (not look) through the parents of `path`; only root needs it."""
    for parent in path.parents:
        mode = parent.stat().st_mode
        if not mode & stat.S_IXOTH:
            parent.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)


def program(package: str, *parts: str) -> Path:
    """A program inside an installed package. EmbeddedError when it is not there."""
    spec = importlib.util.find_spec(package)  # located, not imported: importing it writes files of its own
    path = Path(spec.origin).parent.joinpath(*parts) if spec and spec.origin else None
    if path is None or not path.exists():
        raise EmbeddedError(f"The package {package} is missing: run `make setup` first.")
    if is_root():
        let_through(path)
    return path


def launch(command: list[str], log: Path, **options: Any) -> subprocess.Popen[bytes]:
    """Starts a server in its own session: a Ctrl-C at the terminal reaches us, and we decide the order."""
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(".log.old"))
    with log.open("ab") as output:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=QUIET_ENVIRONMENT,
            cwd="/",
            umask=0o077,
            start_new_session=True,
            **options,
        )
    _children.append(child)
    return child


def reap() -> None:
    """Takes note of servers of ours that ended."""
    _children[:] = [child for child in _children if child.poll() is None]


def living_in(folder: Path, name: str) -> list[Any]:
    """Live processes of that name working in `folder`: both servers move into their data folder."""
    import psutil

    found = []
    for process in psutil.process_iter(["name"]):
        try:
            if process.info["name"] == name and is_alive(process) and process.cwd() == str(folder):
                found.append(process)
        except psutil.Error:
            continue
    return found


def end(processes: list[Any], *signals: tuple[int, float]) -> None:
    """Sends each signal in turn to those alive and waits so many seconds after it; SIGKILL comes last."""
    import psutil

    for number, seconds in (*signals, (signal.SIGKILL, 10)):
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(number)
        deadline = time.monotonic() + seconds
        while (processes := [one for one in processes if is_alive(one)]) and time.monotonic() < deadline:
            time.sleep(0.005)
        if not processes:
            return


def is_alive(process: Any) -> bool:
    """A zombie is dead enough: whose child it is, and when that one looks, is not our affair."""
    import psutil

    reap()
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def last_words(log: Path) -> str:
    """What a server said last, for the sentence that tells why it did not start."""
    lines = log.read_text(errors="replace").strip().splitlines()[-20:] if log.exists() else []
    fatal = [line for line in lines if "FATAL" in line]
    return (fatal or lines or ["no message"])[-1]

"""Says where the servers of a data folder listen and how Django reaches them; starts nothing."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

REPOSITORY = Path(__file__).resolve().parent.parent.parent
DATABASE_NAME = "banso"
LONGEST_SOCKET_PATH = 100  # bytes; the kernel allows 108 (Linux) or 104 (BSD) with the final zero


class EmbeddedError(RuntimeError):
    """The servers cannot run here; the message is one sentence for the person at the terminal."""


@dataclass(frozen=True)
class Addresses:
    """Where the servers of one data folder listen. Pure: nothing is started, nothing is created."""

    data: Path
    sockets: Path

    @property
    def postgres_data(self) -> Path:
        return self.data / "pg"

    @property
    def postgres_socket_dir(self) -> Path:
        return self.sockets / "pg"

    @property
    def redis_data(self) -> Path:
        return self.data / "redis"

    @property
    def redis_socket(self) -> Path:
        return self.sockets / "redis.sock"

    def log(self, server: str) -> Path:
        return self.data / "log" / f"{server}.log"

    def database(self, login: str) -> dict[str, Any]:
        """A Django DATABASES entry for one login role (see deploy/roles.sql)."""
        place = str(self.postgres_socket_dir)
        return _entry(NAME=DATABASE_NAME, USER=login, PASSWORD="", HOST=place, PORT="5432", OPTIONS={})

    def redis_url(self, db: int) -> str:
        """A redis-py address of database number `db`."""
        return f"unix://{quote(str(self.redis_socket))}?db={db}"

    def celery_url(self, db: int) -> str:
        """The same as a Celery broker address."""
        return f"redis+socket://{quote(str(self.redis_socket))}?virtual_host={db}"


def data_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """The data folder: BANSO_DATA, or ./var beside manage.py."""
    return Path(environ.get("BANSO_DATA") or REPOSITORY / "var").expanduser().resolve()


def is_embedded(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether this process uses the embedded servers. EmbeddedError when only one of the two is named."""
    database, redis = bool(environ.get("DATABASE_URL")), bool(environ.get("REDIS_URL"))
    if database != redis:
        named, missing = ("DATABASE_URL", "REDIS_URL") if database else ("REDIS_URL", "DATABASE_URL")
        raise EmbeddedError(f"{named} is set but {missing} is not: set both for outside servers, or neither.")
    return not database


def default_login() -> str:
    """The login of a process that names none (BANSO_DB_LOGIN): tests', the worker's, else the web's."""
    program = Path(sys.argv[0] if sys.argv else "")
    if "PYTEST_VERSION" in os.environ and "pytest" in sys.modules:
        return "banso_migrate"
    if program.name == "celery" or program.parent.name == "celery":
        return "banso_worker"
    return "banso_app"


def addresses(data: Path) -> Addresses:
    """Where the servers of `data` listen; long paths move to a short folder (socket names are limited)."""
    data = data.resolve()
    sockets = data / "run"
    if len(os.fsencode(sockets / "pg" / ".s.PGSQL.5432")) > LONGEST_SOCKET_PATH:
        # Not TMPDIR: two processes with different ones must agree.
        name = hashlib.sha256(os.fsencode(data) + b":%d" % os.geteuid()).hexdigest()[:16]
        sockets = Path("/tmp").resolve() / f"banso-{name}"  # noqa: S108  made 0700 and checked for its owner
    return Addresses(data, sockets)


def from_url(url: str) -> dict[str, Any]:
    """A Django DATABASES entry from postgres://login:password@host:port/name?sslmode=require.

    A socket folder goes percent-encoded into the host part or into ?host=. ValueError never repeats it.
    """
    try:
        parts = urlsplit(url)
        port = str(parts.port or 5432)
    except ValueError:
        raise ValueError("The database address cannot be read.") from None
    if parts.scheme not in ("postgres", "postgresql") or not parts.username or len(parts.path) < 2:
        raise ValueError("A database address reads postgres://login:password@host:port/name.")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host, port = options.pop("host", "") or _host(parts.netloc), options.pop("port", port)
    login, password = unquote(parts.username), unquote(parts.password or "")
    return _entry(
        NAME=unquote(parts.path[1:]), USER=login, PASSWORD=password, HOST=host, PORT=port, OPTIONS=options
    )


def _host(netloc: str) -> str:
    """The host part as written (urlsplit lowers it, and folders know case)."""
    host = netloc.rpartition("@")[2]
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return unquote(host.partition(":")[0])


def _entry(**values: Any) -> dict[str, Any]:
    """One DATABASES entry; the migrating login takes the owner's role as soon as it is connected."""
    options = {
        "connect_timeout": 5,
        "server_side_binding": True,  # with the next line: a statement is planned once a connection, not once a request
        "prepare_threshold": 3,
        **values.pop("OPTIONS"),
    }
    if values["USER"] == "banso_migrate":
        options["assume_role"] = "banso_owner"
    else:
        # What a reader may see is known only when a statement runs, so planning it anew for the values at hand finds
        # nothing better and costs as much as answering.
        options.setdefault("options", "-c plan_cache_mode=force_generic_plan")
    return {
        "ENGINE": "django.db.backends.postgresql",
        **values,
        "OPTIONS": options,
        "CONN_MAX_AGE": 600,  # seconds a connection is kept between requests
        "CONN_HEALTH_CHECKS": True,
    }

"""The schema is migrated once for what the migrations say, and kept as a database that test databases are copies of.

Refuses to know more than the files it is made from: rights and policies are sealed anew in every copy, as after any
migration. A server that is used again keeps it, so that a single test begins at once.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.core.management import call_command
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
SOURCES = (
    "*/migrations/*.py",
    "*/sql/*.sql",
    "deploy/*.sql",
    "confidentiality/together.py",
    "requirements.txt",
)
PREFIX, DRAFT = "migrated_", "migrated_draft"
TURN = 4_016_532_117  # of the advisory lock: processes that share a server wait for the one that migrates


def template() -> str:
    """The name of the database to copy; it is made when there is none for these files."""
    name = PREFIX + _digest()
    connection.close()
    with connection._nodb_cursor() as server:
        server.execute("select pg_advisory_lock(%s)", [TURN])
        server.execute("select datname from pg_database where datname like %s", [PREFIX + "%"])
        kept = {row[0] for row in server.fetchall()}
        if name not in kept:
            for old in kept:
                server.execute(f'drop database "{old}" with (force)')
            server.execute(f'create database "{DRAFT}"')
            _migrate(DRAFT)
            server.execute(f'alter database "{DRAFT}" rename to "{name}"')
        server.execute("select pg_advisory_unlock(%s)", [TURN])
    return name


def _migrate(database: str) -> None:
    own = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = database
    try:
        call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own


def _digest() -> str:
    """Of the text of all sources, and their names: a migration is known by it."""
    found = hashlib.sha256()
    for file in sorted(file for pattern in SOURCES for file in ROOT.glob(pattern)):
        found.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return found.hexdigest()[:16]

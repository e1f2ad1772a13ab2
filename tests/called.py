"""Which functions of the schema the tests have called on this server: says what was never run there; judges no test.

The suite runs whole on the embedded PostgreSQL. On another make of it only what that make can break has to run again: every
function of ours once, besides the tests of row security. ``tests/another_server.txt`` names files that do so between them; with
``-p tests.called`` and ``track_functions=all`` on the server the run notes what it called into the folder ``CALLED_INTO``,
and ``python -m tests.called FOLDER`` fails with the names of those that nothing called.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = "select n.nspname || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('app', 'evaluation')"
IN_THIS_TRANSACTION = "select schemaname || '.' || funcname from pg_stat_xact_user_functions"
EVER = "select schemaname || '.' || funcname from pg_stat_user_functions"

_called: set[str] = set()
_there: set[str] = set()


def _ask(question: str) -> set[str]:
    from django.db import DatabaseError, InterfaceError, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return {name for (name,) in cursor.fetchall()}
    except (DatabaseError, InterfaceError):
        return set()  # of a test that ends in a broken transaction others tell
    except RuntimeError:
        return set()  # pytest-django: a test that asked for no database called nothing there


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Before fixtures undo what the test did."""
    from django.db import connection

    if connection.connection is not None:
        _called.update(_ask(IN_THIS_TRANSACTION))
        if not connection.in_atomic_block:
            _ask("select pg_stat_force_next_flush()::text")
            _called.update(_ask(EVER))
        if not _there:
            _there.update(_ask(OURS))
    return (yield)


def pytest_sessionfinish() -> None:
    if folder := os.environ.get("CALLED_INTO"):
        name = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        Path(folder, f"{name}-called").write_text("\n".join(_called))
        Path(folder, f"{name}-there").write_text("\n".join(_there))


def main(folder: Path) -> int:
    """0 when all of ours were called; else their names on standard error and 1."""
    found = {
        kind: {name for file in folder.glob(f"*-{kind}") for name in file.read_text().split()}
        for kind in ("called", "there")
    }
    left = sorted(found["there"] - found["called"] - NOT_COUNTED)
    if not found["there"] or left:
        print("On this server no test called:", ", ".join(left) or "anything", file=sys.stderr)
        return 1
    print(f"All {len(found['there'])} functions of the schema ran on this server.")
    return 0


# One statement of SQL each, which becomes part of the statement that names it, so that the server counts no call.
NOT_COUNTED = {
    "app.at",
    "app.plain",
    "app.principals",
    "app.user_id",
    "evaluation.one_at_a_time",
    "evaluation.plain",
}

if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

"""For whom the database answers: every touch for a person happens inside ``acting_as``; refuses a default."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connection, transaction

WEB, SYSTEM = "banso_app", "banso_system"
_ENTER = f"select set_config('role', '{WEB}', true), app.begin_request(%s::uuid)"
_reader: ContextVar[UUID | str | None] = ContextVar("banso_reader", default=None)
_known: ContextVar[dict | None] = ContextVar("banso_known", default=None)


def _settings() -> tuple[str, str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(current_setting('app.user_id', true), ''),"
            " coalesce(current_setting('app.principals', true), ''), current_setting('role')"
        )
        return cursor.fetchone()


@contextmanager
def _context(enter: str, parameters: list, who: UUID | str | None) -> Iterator[None]:
    nested = connection.in_atomic_block
    before = _settings() if nested else None
    token, memory = _reader.set(who), _known.set({})
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(enter, parameters)
                known()["principals"] = frozenset(cursor.fetchone()[-1] or ())
            yield
            # SET LOCAL survives RELEASE SAVEPOINT, so a nested block puts back what it found;
            # a rollback reverts it by itself, and the outermost COMMIT ends it.
            if before and not connection.needs_rollback:
                _restore(before)
    finally:
        _reader.reset(token)
        _known.reset(memory)


def _restore(before: tuple[str, str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('role', %s, true), set_config('app.user_id', %s, true),"
            " set_config('app.principals', %s, true)",
            [before[2], before[0], before[1]],
        )


@contextmanager
def acting_as(person: object | UUID | None) -> Iterator[None]:
    """One transaction in which the database answers as it may to ``person`` (None: signed out).

    ``person`` is a Person or its id. Principals are those of this instant; ends of designations
    are judged by each statement's own instant.
    """
    who = getattr(person, "pk", person)
    with _context(
        _ENTER,
        [str(who) if who else None],
        who,
    ):
        yield


@contextmanager
def acting_as_system(reason: str) -> Iterator[None]:
    """One transaction of the portal itself (relay, sealing, loading); ``reason`` goes to the journal's note.

    Only the worker's and the migration's logins can enter it; the web's cannot.
    """
    if not reason:
        raise ValueError("a system act needs a reason")
    with _context(
        "select set_config('role', %s, true), set_config('app.user_id', '', true), set_config('app.principals', '', true), '{}'::int[]",
        [SYSTEM],
        f"system: {reason}",
    ):
        yield


def current_reader() -> UUID | str | None:
    """Whose context this is: a person's id, 'system: …', or None outside and for signed-out readers."""
    return _reader.get()


def renew() -> None:
    """Ask the database again what this reader answers to: after an act that gave or ended their own standing."""
    who = _reader.get()
    known().clear()
    if isinstance(who, str):
        return
    with connection.cursor() as cursor:
        cursor.execute("select app.begin_request(%s::uuid)", [str(who) if who else None])
        known()["principals"] = frozenset(cursor.fetchone()[0] or ())


def known() -> dict:
    """What this context has already asked the database; gone when it ends. Outside one: nothing is kept."""
    kept = _known.get()
    return {} if kept is None else kept


def principals() -> frozenset[int]:
    """The principals of this transaction's reader, as the policy uses them."""
    kept = known()
    if "principals" not in kept:
        with connection.cursor() as cursor:
            cursor.execute("select app.principals()")
            kept["principals"] = frozenset(cursor.fetchone()[0] or ())
    return kept["principals"]


def database_now():
    """The one clock: the database's instant for this statement (UTC)."""
    with connection.cursor() as cursor:
        cursor.execute("select app.at()")
        return cursor.fetchone()[0]

"""Stages that many tests begin with are played once a process and kept as databases; refuses to share what a test wrote.

    @played
    def reviewed(world: World, **of: Any) -> Stage: …

Called first thing in a test, ``reviewed(world)`` brings the test onto a copy of the database in which the stage was played
and committed before; the test's own transaction is opened there, and undone as ever. Called later, inside another
transaction, or with anything but plain words and numbers, it is played where it stands. A stage that begins with another
one is played on that one's copy.
"""

from __future__ import annotations

import copy
import os
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS as DEFAULT
from django.db import Error, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from portal import embedded
from tests.cast import World

PLAIN = (str, int, bool, type(None))
KEY = "_played_as"  # in a stage's own dict: what was played one after another until it stood so


class Copy(NamedTuple):
    """A database with a stage in it, and what playing it returned."""

    name: str
    made: Any
    is_the_same: bool  # the stage that was given, played on


_kept: dict[tuple, Copy] = {}
_open: dict[str, BaseDatabaseWrapper] = {}
_stands: dict[str, tuple] = {}  # what was played in a database; of the suite's own: nothing
_unused: dict[tuple, list[str]] = {}  # copies in which no more than that was played
_building: list[BaseDatabaseWrapper] = []
_suite = ""  # the suite's own database
_home: BaseDatabaseWrapper | None = None  # the suite's own database while a test is on another


def played(function: Callable) -> Callable:
    """Keep what this function plays; its first argument is the world, or a stage that was kept itself."""

    @wraps(function)
    def play(first: Any, *rest: Any, **of: Any) -> Any:
        key = _key(function, first, rest, of)
        if key is None or not _is_untouched(key[:-1]):
            return function(first, *rest, **of)
        here, blocks = connections[DEFAULT], len(connections[DEFAULT].atomic_blocks)
        _leave_transactions(here)
        try:
            found = _kept.get(key) or _keep(function, first, rest, of, key)
            _go_to(found.name, key)
        finally:
            _enter_transactions(blocks)
        made = _copied(found.made)
        if found.is_the_same:
            first.__dict__.update(made.__dict__)
            made = first
        if not isinstance(made, (tuple, models.Model)):
            made.__dict__[KEY] = key
        return made

    return play


def leave() -> None:
    """After a test: back to the suite's own database, where the next one begins."""
    global _home
    if _home is not None:
        connections[DEFAULT], _home = _home, None


def forget() -> None:
    """At the end of the session. On a server that is used further nothing is left; in the suite's own folder the names are
    taken again, and one made for a single run goes as a whole."""
    leave()
    for connection in _open.values():
        connection.close()
    for name in () if embedded.is_embedded() or "CI" in os.environ else _stands:
        _administer(f'drop database if exists "{name}"')
    for kept in (_open, _kept, _stands, _unused):
        kept.clear()


def _key(function: Callable, first: Any, rest: tuple, of: dict[str, Any]) -> tuple | None:
    """What the stage is known by; nothing for one of a kind."""
    before = () if isinstance(first, World) else getattr(first, "__dict__", {}).get(KEY)
    if before is None or not all(isinstance(value, PLAIN) for value in (*rest, *of.values())):
        return None
    return (*before, (function.__module__, function.__qualname__, rest, tuple(sorted(of.items()))))


def _is_untouched(before: tuple) -> bool:
    """Nothing was done yet but to open the transactions, on the database this stage would be played on."""
    connection = connections[DEFAULT]
    blocks = connection.atomic_blocks
    if _building:
        is_at_start = connection is _building[-1] and len(blocks) == 1
    else:
        is_at_start = bool(blocks) and all(block._from_testcase for block in blocks)
    stands_on = _stands.get(connection.settings_dict["NAME"], ())
    if not is_at_start or stands_on != before or connection.needs_rollback or connection.run_on_commit:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_current_xact_id_if_assigned() is null and coalesce(current_setting('test.at', true), '') = ''"
        )
        return cursor.fetchone()[0]


def _keep(function: Callable, first: Any, rest: tuple, of: dict[str, Any], key: tuple) -> Copy:
    """Played in a database of its own, committed; a stage it begins with puts it on that one's copy."""
    global _suite
    outside = connections[DEFAULT]
    if not _building and _home is None:
        _suite = outside.settings_dict["NAME"]
    if (
        _building
    ):  # nothing was done in it yet: it is given up to this stage, and the one round it goes on in a copy
        _unused.setdefault(key[:-1], []).append(outside.settings_dict["NAME"])
        outside.settings_dict["NAME"] = ""
    name = _copy_of(_kept[key[:-1]].name if key[:-1] else _suite, key[:-1])
    here = connections[DEFAULT] = _wrapper(name)
    _building.append(here)
    try:
        with transaction.atomic():
            made = function(first, *rest, **of)
            here.run_on_commit = []  # as in a test, nobody is told
    finally:
        _building.pop()
        connections[DEFAULT] = outside
        here.close()
    name = here.settings_dict["NAME"]
    _stands[name] = key
    _kept[key] = Copy(name, _copied(made), made is first)
    return _kept[key]


def _go_to(name: str, key: tuple) -> None:
    """A test goes onto the copy; what a stage is being played in becomes one more copy of it."""
    global _home
    here = connections[DEFAULT]
    if _building:
        if own := here.settings_dict["NAME"]:
            _unused.setdefault(_stands[own], []).append(own)
        here.settings_dict["NAME"] = _copy_of(name, key)
        return
    _home = _home or here
    if name not in _open:
        _open[name] = _wrapper(name)
    connections[DEFAULT] = _open[name]


def _leave_transactions(connection: BaseDatabaseWrapper) -> None:
    """Out of them as if they had not been; closed besides, for nobody may be in a database that is copied."""
    connection.in_atomic_block = False
    connection.savepoint_ids = []
    connection.atomic_blocks.clear()
    connection.rollback()
    connection.close()


def _enter_transactions(count: int) -> None:
    """As many as a test, or a stage being played, was in; whoever opened them there closes them here."""
    for _level in range(count):
        block = transaction.atomic()
        block._from_testcase = True
        block.__enter__()


def _wrapper(name: str) -> BaseDatabaseWrapper:
    made = connections.create_connection(DEFAULT)
    made.settings_dict = {**connections[DEFAULT].settings_dict, "NAME": name}
    return made


def _copy_of(template: str, standing: tuple) -> str:
    """A database in which ``standing`` was played and nothing more: one that was not used, or a new one."""
    if _unused.get(standing):
        return _unused[standing].pop()
    name = f"{_suite}_stage{len(_stands) + 1}"
    _stands[name] = standing
    if template in _open:
        _open[template].close()
    _administer(f'drop database if exists "{name}"')
    _administer(f'create database "{name}" template "{template}"')
    return name


def _administer(statement: str) -> None:
    """As the tests' login; waits for whoever is still going out, an autovacuum among them."""
    for attempt in range(40):
        try:
            with connections[DEFAULT]._nodb_cursor() as cursor:
                cursor.execute(statement)
            return
        except Error:
            if attempt == 39:
                raise
            time.sleep(0.25)


def _copied(made: Any) -> Any:
    """The test's own: what it changes in it, nobody else meets."""
    if isinstance(made, tuple):
        return tuple(_copied(one) for one in made)
    if isinstance(made, models.Model):
        return copy.deepcopy(made)
    fresh = object.__new__(type(made))
    fresh.__dict__.update(copy.deepcopy(made.__dict__))
    return fresh

"""Fixtures for everybody: the cast's world, committed once for the session and rolled back to after each test."""

import gc
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import UserSettingsHolder, settings
from django.db import OperationalError, ProgrammingError, connection, connections
from django.test.client import ClientHandler
from django.utils import translation
from pytest_django import fixtures as django_fixtures
from xdist.scheduler import LoadScopeScheduling

from tests import cast, migrated, stages

# Pages are rendered without collected files; the served portal itself is tested in tests/e2e.
settings.STORAGES = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Making a password slow to guess is the business of tests/accounts; everybody else's only has to be right.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]

_chain: dict[str, Any] = {}
_load_middleware = ClientHandler.load_middleware


def _load_middleware_once(handler: ClientHandler, is_async: bool = False) -> None:
    """A served portal builds its middleware once a process, and so do its tests; under changed settings, afresh."""
    if is_async or isinstance(settings._wrapped, UserSettingsHolder):
        _load_middleware(handler, is_async)
        return
    if not _chain:
        blank = ClientHandler()
        _load_middleware(blank)
        _chain.update(blank.__dict__)
    handler.__dict__.update({k: v for k, v in _chain.items() if k != "enforce_csrf_checks"})


ClientHandler.load_middleware = _load_middleware_once


class FilesAndOneBrowser(LoadScopeScheduling):
    """Where several processes share the tests: a file is one's alone, and one walks all days in the browser."""

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if nodeid.startswith(BROWSER) else nodeid.partition("::")[0]


BROWSER = ("tests/e2e/", "tests/portal/test_serve.py")
LONGEST = (*BROWSER, "tests/test_walker.py")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FilesAndOneBrowser:
    config.option.loadscopereorder = False  # a walk is one test and takes minutes: our order counts
    return FilesAndOneBrowser(config, log)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: it is not looked through for rubbish again and again, a sixth of all the work before."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first, so that nobody waits for it at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


_asked_for = django_fixtures._get_databases_for_setup


def _always_the_default(items: Any) -> tuple[set[str], set[str]]:
    """Tests with a private copy ask pytest-django for nothing; alone, they would be given the database that is no test's."""
    _aliases, serialized = _asked_for(items)
    return {"default"}, serialized


django_fixtures._get_databases_for_setup = _always_the_default


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, django_db_blocker: Any) -> None:
    """The test database is a copy of one that was migrated before."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated.template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: Any, django_db_blocker: Any) -> Iterator[None]:
    """pytest-django's test database, with the world in it."""
    with django_db_blocker.unblock():
        cast.load_world()
        connection.close()
    yield
    with django_db_blocker.unblock():
        stages.forget()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """After all that a test opened was undone where it stood."""
    yield
    stages.leave()


@pytest.fixture(autouse=True)
def _in_japanese() -> None:
    """A request leaves its thread in its reader's language; the next test begins in the portal's own."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def world(db: None) -> cast.World:
    """Two councils in full swing and the people around them."""
    return cast.load_world()


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[cast.World]:
    """A private copy of the world for tests that commit, run threads or kill servers; dropped afterwards."""
    original = settings.DATABASES["default"]["NAME"]
    copy = f"{original}_copy"
    with django_db_blocker.unblock():
        _with_admin(
            f'drop database if exists "{copy}"',
            f'create database "{copy}" template "{original}"',
        )
        connections.close_all()
        connection.settings_dict["NAME"] = copy
        try:
            yield cast.load_world()
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = original
            _with_admin(f'drop database if exists "{copy}"')


def _with_admin(*statements: str) -> None:
    """As the tests' login. Without force: that may not end a passing autovacuum, which a plain drop waits out."""
    connection.close()
    for statement in statements:
        for attempt in range(20):
            try:
                with connection._nodb_cursor() as cursor:
                    cursor.execute(statement)
                break
            except (OperationalError, ProgrammingError):
                if attempt == 19:
                    raise
                time.sleep(0.5)

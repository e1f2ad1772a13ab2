"""Fixtures for everybody: the cast's world, committed once for the session and rolled back to after each test."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections

from tests import cast

# Pages are rendered without collected files; the served portal itself is tested in tests/e2e.
settings.STORAGES = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: Any, django_db_blocker: Any) -> None:
    """pytest-django's test database, with the world in it."""
    with django_db_blocker.unblock():
        cast.load_world()
        connection.close()


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
            f'drop database if exists "{copy}" with (force)',
            f'create database "{copy}" template "{original}"',
        )
        connections.close_all()
        connection.settings_dict["NAME"] = copy
        try:
            yield cast.load_world()
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = original
            _with_admin(f'drop database if exists "{copy}" with (force)')


def _with_admin(*statements: str) -> None:
    connection.close()
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)

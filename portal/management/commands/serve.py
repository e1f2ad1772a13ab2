"""`manage.py serve`: everything Banso needs, from one terminal, until Ctrl-C; `make run` calls it."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from portal import health, static_files
from portal.demo.people import refuse_outside_demo_mode
from portal.embedded import EmbeddedError
from portal.supervisor import Supervisor


def is_migrated() -> bool:
    """Whether no migration waits; keeps no connection, because this process serves nobody."""
    try:
        return health.migrations_are_applied()
    finally:
        connection.close()


def may_serve() -> None:
    """EmbeddedError when demonstration people exist and this is not demo mode."""
    try:
        refuse_outside_demo_mode()
    except ImproperlyConfigured as refused:
        raise EmbeddedError(str(refused)) from None


class Command(BaseCommand):
    help = "Starts database, Redis, web and worker on this machine and keeps them running until Ctrl-C."
    requires_system_checks: list[str] = []  # migrate, its first step, checks

    def add_arguments(self, parser: ArgumentParser) -> None:
        default = os.environ.get("PORT") or "8000"
        parser.add_argument(
            "--port", type=int, default=default, help="TCP port on 127.0.0.1 (default: %(default)s)"
        )

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        static_files.collect()
        table = apps.get_model("confidentiality", "Item")._meta.db_table
        try:
            Supervisor(port, set(get_commands()), table, is_migrated, may_serve, demo=settings.DEMO).run()
        except EmbeddedError as error:
            raise CommandError(str(error)) from None

"""`manage.py prepare_roles`: makes Banso's roles and database on a PostgreSQL server; changes no data."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any

import psycopg
from django.core.management.base import BaseCommand, CommandError
from psycopg import sql

from portal import embedded

# Which address says the password of which login.
ADDRESSES = {
    "DATABASE_URL": "banso_app",
    "WORKER_DATABASE_URL": "banso_worker",
    "MIGRATE_DATABASE_URL": "banso_migrate",
}


class Command(BaseCommand):
    help = "Makes roles and database as a superuser, and gives the logins the passwords of their addresses."
    requires_system_checks: list[str] = []  # there may be no database yet

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--admin-url", help="superuser's address (default: BANSO_ADMIN_DATABASE_URL)")
        parser.add_argument(
            "--database", help="name of the database (default: that of DATABASE_URL, or banso)"
        )
        parser.add_argument(
            "--test-databases", action="store_true", help="let the owner create test databases"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        url = options["admin_url"] or os.environ.get("BANSO_ADMIN_DATABASE_URL")
        if not url:
            raise CommandError("Name a superuser's address by --admin-url or BANSO_ADMIN_DATABASE_URL.")
        try:
            admin = embedded.from_url(url)
            logins = {name: embedded.from_url(os.environ[name]) for name in ADDRESSES if os.environ.get(name)}
        except ValueError as error:
            raise CommandError(str(error)) from None
        for name, entry in logins.items():
            if entry["USER"] != ADDRESSES[name]:
                raise CommandError(f"{name} must log in as {ADDRESSES[name]}.")
        database = options["database"] or logins.get("DATABASE_URL", {}).get("NAME", embedded.DATABASE_NAME)

        def connect(name: str) -> psycopg.Connection:
            return psycopg.connect(
                host=admin["HOST"],
                port=admin["PORT"],
                user=admin["USER"],
                password=admin["PASSWORD"],
                dbname=name,
                autocommit=True,
            )

        try:
            embedded.prepare_cluster(connect, database, test_databases=options["test_databases"])
            with connect(database) as connection:
                for entry in logins.values():
                    set_password(connection, entry["USER"], entry["PASSWORD"])
        except psycopg.OperationalError as error:
            raise CommandError(f"The server refuses: {str(error).splitlines()[0]}") from None
        self.stdout.write(f"Roles and database {database} are ready.")


def set_password(connection: psycopg.Connection, login: str, password: str) -> None:
    """Gives a login its password, sent only as a SCRAM verifier so that no log of the server can hold it."""
    if not password:
        return
    verifier = connection.pgconn.encrypt_password(
        password.encode(), login.encode(), b"scram-sha-256"
    ).decode()
    statement = sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(login), sql.Literal(verifier))
    connection.execute(statement)

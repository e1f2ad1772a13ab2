#!/usr/bin/env python
"""Runs one command, on the weakest database login that can do it; refuses to leave servers behind.

Without DATABASE_URL and REDIS_URL a command starts the embedded servers when none run, and stops them again
when nobody else uses them.
"""

from __future__ import annotations

import os
import signal
import sys

# Whoever is not named here serves people and sees what a person sees.
LOGINS = {
    # changes the schema, or asks about it
    "migrate": "banso_migrate",
    "makemigrations": "banso_migrate",
    "showmigrations": "banso_migrate",
    "sqlmigrate": "banso_migrate",
    "squashmigrations": "banso_migrate",
    "remove_stale_contenttypes": "banso_migrate",
    "flush": "banso_migrate",
    "sqlflush": "banso_migrate",
    "pgtrigger": "banso_migrate",
    "test": "banso_migrate",
    "prepare_roles": "banso_migrate",
    # works on data as a named system job
    "load_published": "banso_worker",
    "load_demo": "banso_worker",
    "demo_accounts": "banso_worker",
    "invite_administrator": "banso_worker",
    "import_minutes": "banso_worker",
    "export_minutes": "banso_worker",
    "verify_journal": "banso_worker",
    "createsuperuser": "banso_worker",
    "changepassword": "banso_worker",
    "clearsessions": "banso_worker",
}
# These ask no database. `serve` starts the servers itself and keeps them.
WITHOUT_SERVERS = {
    "help", "version", "collectstatic", "findstatic", "makemessages", "compilemessages", "diffsettings",
    "startapp", "spectacular", "prepare_roles", "serve",
}  # fmt: skip


def main(argv: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    command = argv[1] if len(argv) > 1 else "help"
    os.environ.setdefault("BANSO_DB_LOGIN", LOGINS.get(command, "banso_app"))
    try:
        from django.core.management import execute_from_command_line

        from portal import embedded
    except ImportError as error:
        sys.exit(
            f"Banso's packages are missing ({error.name}): run `make setup`, then .venv/bin/python manage.py."
        )
    try:
        if embedded.is_embedded() and not _asks_nothing(command, argv):
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers are let go
            embedded.ensure_running()
        execute_from_command_line(argv)
    except embedded.EmbeddedError as error:
        sys.exit(str(error))


def _asks_nothing(command: str, argv: list[str]) -> bool:
    return command in WITHOUT_SERVERS or command.startswith("-") or bool({"-h", "--help"} & set(argv))


if __name__ == "__main__":
    main(sys.argv)

"""Names the demonstration people and their passwords; refuses where there are none."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import ProgrammingError

from accounts.models import Person
from confidentiality.acting import acting_as_system
from portal.demo import people


class Command(BaseCommand):
    help = "List role, e-mail and password of the demonstration people."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON array")

    def handle(self, *args: Any, **options: Any) -> None:
        if not _are_here():
            raise CommandError("There are no demonstration people here; make run makes them in demo mode.")
        found = people.accounts()
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
            return
        for one in found:
            self.stdout.write(f"  {one['email']:<34}{one['password']:<20}{one['role']}")


def _are_here() -> bool:
    """No tables is nobody."""
    try:
        with acting_as_system("name the demonstration people"):
            return Person.objects.filter(is_demo=True).exists()
    except ProgrammingError:
        return False

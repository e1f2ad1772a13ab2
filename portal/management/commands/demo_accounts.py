"""Names the demonstration people and their passwords; refuses outside demo mode."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.demo import people


class Command(BaseCommand):
    help = "List role, e-mail and password of the demonstration people."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON array")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demonstration people exist in demo mode only; set BANSO_DEMO=1.")
        found = people.accounts()
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
            return
        for one in found:
            self.stdout.write(f"  {one['email']:<34}{one['password']:<20}{one['role']}")

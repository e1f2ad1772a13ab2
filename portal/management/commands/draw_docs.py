"""Writes the documents drawn from the code and its fixtures: docs/states.md and docs/access-matrix.md."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.drawing import DOCUMENTS


class Command(BaseCommand):
    help = "Draw the life cycles and the access matrix as documents."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        for name, drawn in DOCUMENTS.items():
            path = Path(settings.ROOT) / "docs" / name
            path.write_text(drawn(), encoding="utf-8")
            self.stdout.write(str(path.relative_to(settings.ROOT)))

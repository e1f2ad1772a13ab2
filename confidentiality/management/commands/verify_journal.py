"""`manage.py verify_journal`: recomputes the journal's chain and names the first broken row; repairs nothing."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from confidentiality import sealing
from confidentiality.acting import acting_as_system


class Command(BaseCommand):
    help = (
        "Verifies every link of the journal. --checkpoint compares with a checkpoint kept elsewhere; "
        "--write-checkpoint writes a new one for another administrator to keep."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--checkpoint", type=Path, metavar="FILE", help="a checkpoint written earlier and kept elsewhere"
        )
        parser.add_argument(
            "--write-checkpoint", type=Path, metavar="FILE", help="where to write the checkpoint of now"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        kept = self._kept(options["checkpoint"])
        with acting_as_system("verify_journal"):
            finding = sealing.verify(kept)
            now, waiting = sealing.checkpoint(), sealing.unsealed()
        if finding is not None:
            where = f"{finding.position}番目の封" + (f"（記録の行 {finding.entry}）" if finding.entry else "")
            raise CommandError(f"{where}：{finding.sentence}", returncode=1)
        if options["write_checkpoint"]:
            options["write_checkpoint"].write_text(json.dumps(now) + "\n", encoding="utf-8")
        self.stdout.write(f"封をした{now['entries']}行は、すべて元のままです。封をする前の行：{waiting}行。")
        if kept:
            self.stdout.write(f"控え（{kept['position']}番目、{kept['entries']}行）とも一致します。")
        self.stdout.write(json.dumps(now))

    def _kept(self, path: Path | None) -> dict[str, Any] | None:
        if path is None:
            return None
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            if not {"position", "entries", "digest"} <= kept.keys():
                raise ValueError("position, entries, digest")
        except (OSError, ValueError, AttributeError) as wrong:
            raise CommandError(f"控えを読めません：{path}（{wrong}）", returncode=2) from wrong
        return kept

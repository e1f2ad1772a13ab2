"""Reads a file of minutes and shows or saves what it says; refuses, in one sentence, what is not minutes."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from accounts.models import Person
from confidentiality.acting import acting_as_system
from councils import imported
from councils.minutes_reader import NotMinutes, read_minutes
from councils.models import Council

NOT_POSSIBLE = 2  # exit code


class Command(BaseCommand):
    """One JSON object on standard output; one sentence on standard error when it cannot be done."""

    help = "議事要旨のファイル（テキスト、Markdown、Word）を読み取り、表示または保存します。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="議事要旨のファイル（.txt .md .docx）")
        parser.add_argument(
            "--council",
            metavar="CODE",
            help="保存先の協議会の略号。省略すると会合の名称で探し、なければ検討会合として登録します",
        )
        parser.add_argument("--by", metavar="EMAIL", help="新しく登録する検討会合の事務局になる利用者")
        parser.add_argument(
            "--dry-run", action="store_true", help="読み取った内容を表示するだけで、何も保存しません"
        )
        parser.add_argument("--json", action="store_true", help="結果をJSONで表示します（常にJSONです）")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            read = read_minutes(file.read_bytes(), filename=file.name)
            answer = read.as_json()
            if not options["dry_run"]:
                answer["council"] = self._save(imported.Source.of(read), options)
        except OSError:
            self._refuse(f"{file} を開けません。")
        except (NotMinutes, imported.NotSaved) as refused:
            self._refuse(str(refused))
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))

    def _refuse(self, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        raise SystemExit(NOT_POSSIBLE)

    def _save(self, source: imported.Source, options: dict[str, Any]) -> str:
        """Returns the code of the council the meeting was saved under."""
        with acting_as_system("import_minutes"):
            council = self._council(source, options)
            imported.save(source, council=council, by=None)
            return council.code

    def _council(self, source: imported.Source, options: dict[str, Any]) -> Council:
        if options["council"]:
            found = Council.objects.filter(code=options["council"]).first()
            if found is None:
                raise imported.NotSaved(f"略号 {options['council']} の協議会はありません。")
            return found
        by = None
        if options["by"]:
            by = Person.objects.filter(email=options["by"].lower()).first()
            if by is None:
                raise imported.NotSaved(f"{options['by']} は登録されていません。")
        return imported.council_named(source.body, by=by)

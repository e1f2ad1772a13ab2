"""Writes the summary of one meeting as the official PDF (and Word file); prints what is kept and changes nothing."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from confidentiality import journal
from confidentiality.acting import acting_as_system
from confidentiality.printing import FontsUnavailable, PrintingRefused
from councils.minutes_docx import write_docx
from councils.models import MinutesSummary
from councils.paper import PrintedMinutes, print_minutes

NOT_POSSIBLE = 2  # exit code


class Command(BaseCommand):
    """The file named by --out; one sentence on standard error when it cannot be made."""

    help = "議事要旨を公式の様式のPDF（とWord）で書き出します。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("council", metavar="COUNCIL", help="協議会の略号")
        parser.add_argument("number", metavar="NUMBER", type=int, help="会合の回")
        parser.add_argument(
            "--out",
            type=Path,
            required=True,
            metavar="FILE.pdf",
            help="書き出すファイル（.pdf または .docx）",
        )
        parser.add_argument("--docx", action="store_true", help="同じ名前の .docx も書き出します")

    def handle(self, *args: Any, council: str, number: int, out: Path, docx: bool, **options: Any) -> None:
        with acting_as_system("export_minutes"):
            summary = (
                MinutesSummary.objects.select_related("council")
                .filter(council__code=council, number=number)
                .first()
            )
            if summary is None or not summary.printed:
                self._refuse(f"略号 {council} の第{number}回の議事要旨はありません。")
            journal.record("export_minutes", summary, hash=summary.text_hash)
        is_word = out.suffix.lower() == ".docx"
        try:
            if not is_word:
                minutes = PrintedMinutes.from_dict(summary.printed)
                out.write_bytes(
                    print_minutes(
                        minutes, author=summary.council.name, dated=summary.published_at or summary.created
                    )
                )
            if is_word or docx:
                out.with_suffix(".docx").write_bytes(write_docx(summary.printed))
        except (PrintingRefused, FontsUnavailable, ValueError) as refused:
            self._refuse(str(refused))
        except OSError:
            self._refuse(f"{out} に書き出せません。")

    def _refuse(self, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        raise SystemExit(NOT_POSSIBLE)

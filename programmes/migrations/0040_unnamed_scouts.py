"""Who agreed to be on the register of reviewers and scouts is told to no auditor (R37, 4.3)."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0040_unnamed_scouts.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0039_added_up"),
        ("confidentiality", "0015_unnamed_lines"),
    ]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

"""Offices are given and ended by administrators alone (4.3)."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0016_offices.sql"


class Migration(migrations.Migration):
    dependencies = [("confidentiality", "0015_unnamed_lines")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

"""The rules the database keeps by itself: conflicts."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0005_conflicts.sql"


class Migration(migrations.Migration):
    dependencies = [("programmes", "0004_calls")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

"""The rules the database keeps by itself: calls."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0004_calls.sql"


class Migration(migrations.Migration):
    dependencies = [("programmes", "0003_tables")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

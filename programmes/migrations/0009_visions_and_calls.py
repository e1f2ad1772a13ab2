"""The rules the database keeps by itself: visions and calls."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0009_visions_and_calls.sql"


class Migration(migrations.Migration):
    dependencies = [("programmes", "0008_project_plans")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

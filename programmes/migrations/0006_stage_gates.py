"""The rules the database keeps by itself: stage gates."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0006_stage_gates.sql"


class Migration(migrations.Migration):
    dependencies = [("programmes", "0005_conflicts")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

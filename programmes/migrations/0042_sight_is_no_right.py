"""Sight of money is no right over it, round the Python too (4.3)."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0042_sight_is_no_right.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0041_own_instants"),
    ]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

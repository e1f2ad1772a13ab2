"""Standing from seats, and rows that are only ever added."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0001_membership.sql"


class Migration(migrations.Migration):
    dependencies = [("councils", "0001_initial"), ("confidentiality", "0002_core")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

"""The access timeline, the agreement's functions and the triggers that keep both true."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0001_core.sql"


class Migration(migrations.Migration):
    dependencies = [("confidentiality", "0001_initial"), ("accounts", "0001_initial")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

"""Who ends a government's item, and the openings and custodies that had been left behind."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0004_ending.sql"


class Migration(migrations.Migration):
    dependencies = [("councils", "0006_public_places"), ("confidentiality", "0006_ending")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

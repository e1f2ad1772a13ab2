"""A part of a planned publication that waits for the clock says until when (3.7)."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0014_clock_of_a_part.sql"


class Migration(migrations.Migration):
    dependencies = [("confidentiality", "0013_handover")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

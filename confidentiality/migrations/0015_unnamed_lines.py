"""What an auditor reads of the journal without the name of who did it (4.3)."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0015_unnamed_lines.sql"


class Migration(migrations.Migration):
    dependencies = [("confidentiality", "0014_clock_of_a_part")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

"""The rules the database keeps by itself: outcomes."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0012_outcomes.sql"


class Migration(migrations.Migration):
    dependencies = [("programmes", "0011_proposal_papers")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

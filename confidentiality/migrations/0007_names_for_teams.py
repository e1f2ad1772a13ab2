"""Names of who sees an item are for the teams of its containers too; said here once, for every app that has teams."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0007_names_for_teams.sql"


class Migration(migrations.Migration):
    dependencies = [("confidentiality", "0006_ending")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

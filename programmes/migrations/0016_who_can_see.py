"""The rules the database keeps by itself: who can see an item, asked in the cheaper order."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0016_who_can_see.sql"


class Migration(migrations.Migration):
    dependencies = [("programmes", "0014_asked_by_whom")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

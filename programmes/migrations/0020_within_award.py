"""The rules the database keeps by itself: the years of a project add up to no more than was awarded."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0020_within_award.sql"


class Migration(migrations.Migration):
    dependencies = [("programmes", "0019_both_sides")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

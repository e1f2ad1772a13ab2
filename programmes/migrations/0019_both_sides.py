"""The rules the database keeps by itself: nobody runs a call and applies in it."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0019_both_sides.sql"


class Migration(migrations.Migration):
    dependencies = [("programmes", "0018_review_pages")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

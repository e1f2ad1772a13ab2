"""The rules the database keeps by itself: reviews."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0013_reviews.sql"


class Migration(migrations.Migration):
    dependencies = [("programmes", "0012_outcomes")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

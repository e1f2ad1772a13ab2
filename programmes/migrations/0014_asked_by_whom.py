"""The rules the database keeps by itself: what the web's login may ask of funds, projects and proposals."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0014_asked_by_whom.sql"


class Migration(migrations.Migration):
    dependencies = [("programmes", "0013_reviews"), ("confidentiality", "0010_asked_by_whom")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

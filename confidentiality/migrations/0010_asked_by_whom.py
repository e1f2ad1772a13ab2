"""The rules the database keeps by itself: what the web's login may ask."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0010_asked_by_whom.sql"


class Migration(migrations.Migration):
    dependencies = [("confidentiality", "0009_holders_by_principal")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

"""The rules the database keeps by itself: what the web's login may ask of memberships."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0005_asked_by_whom.sql"


class Migration(migrations.Migration):
    dependencies = [("councils", "0007_ending")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

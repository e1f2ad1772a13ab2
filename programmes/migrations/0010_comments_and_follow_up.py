"""The rules the database keeps by itself: comments and follow up."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0010_comments_and_follow_up.sql"


class Migration(migrations.Migration):
    dependencies = [("programmes", "0009_visions_and_calls")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

"""The rules the database keeps by itself: proposal papers."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0011_proposal_papers.sql"


class Migration(migrations.Migration):
    dependencies = [("programmes", "0010_comments_and_follow_up")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

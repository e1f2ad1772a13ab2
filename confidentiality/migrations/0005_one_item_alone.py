"""Rebuilding the timeline of one item reads that item alone."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0005_one_item_alone.sql"


class Migration(migrations.Migration):
    dependencies = [("confidentiality", "0004_newest_first")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

"""The rules the database keeps by itself: technology cards."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0007_technology_cards.sql"


class Migration(migrations.Migration):
    dependencies = [("programmes", "0006_stage_gates")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

"""The rules the database keeps by itself: project plans."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0008_project_plans.sql"


class Migration(migrations.Migration):
    dependencies = [("programmes", "0007_technology_cards")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

"""A provider who has left changes nothing any more, and can still let go."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0006_ending.sql"


class Migration(migrations.Migration):
    dependencies = [("confidentiality", "0005_one_item_alone")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

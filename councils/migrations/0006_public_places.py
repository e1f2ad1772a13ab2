"""Papers open to everybody, with the public meetings they were handed out at."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0003_public_places.sql"


class Migration(migrations.Migration):
    dependencies = [("councils", "0005_parent_links_and_history")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), "drop function app.public_places(uuid)")]

"""The rules the database keeps by itself: who applies in a call runs none of its review and judges no competitor."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0017_rivals.sql"


class Migration(migrations.Migration):
    dependencies = [("programmes", "0016_who_can_see")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

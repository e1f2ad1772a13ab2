"""To read a fund, a concept, a project or a payment is not to open it to others (4.3)."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0043_who_opens.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0042_sight_is_no_right"),
    ]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

"""What is done about money and functions is of the instant at which it is done; who asked settles nothing (R28)."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0041_own_instants.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0040_unnamed_scouts"),
    ]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

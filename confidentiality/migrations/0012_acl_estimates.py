"""What the planner is told of the access list: that a few principals hold most of it."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "0012_acl_estimates.sql"


class Migration(migrations.Migration):
    dependencies = [("confidentiality", "0011_succession")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]

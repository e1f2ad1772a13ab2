"""Sums that lists show are kept beside what they are sums of."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql" / "0033_kept_sums.sql"


class Migration(migrations.Migration):
    dependencies = [("programmes", "0032_draft_readers")]

    operations = [
        migrations.AddField(
            model_name="review",
            name="total",
            field=models.DecimalField(decimal_places=20, editable=False, max_digits=24, null=True),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

"""What a route's line begins at is counted with what was already changed in the year (R41)."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql" / "0039_added_up.sql"


class Migration(migrations.Migration):
    dependencies = [("programmes", "0038_closing_and_payments")]

    operations = [
        migrations.AddField(
            model_name="changerequest",
            name="route",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.approvalroute",
            ),
        ),
        migrations.AddField(
            model_name="changerequest",
            name="reach",
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="changerequest",
            name="earlier",
            field=models.BigIntegerField(default=0, editable=False),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

"""The way a fund closes, who moves a payment, and sums that are entered once however often they are sent (R27, R28)."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql" / "0038_closing_and_payments.sql"


class Migration(migrations.Migration):
    dependencies = [("programmes", "0037_words")]

    operations = [
        *(
            migrations.AddField(
                model_name=name,
                name="key",
                field=models.UUIDField(editable=False, null=True, unique=True),
            )
            for name in ("allocation", "fundcontribution", "transfer")
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

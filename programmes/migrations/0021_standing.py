"""Where a reader stands in a dossier is asked cheaply, and a seat says whether its evaluation is still owed."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql" / "0021_standing.sql"


class Migration(migrations.Migration):
    dependencies = [("programmes", "0020_within_award")]

    operations = [
        migrations.AddField(
            model_name="evaluatorseat",
            name="handed_in_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

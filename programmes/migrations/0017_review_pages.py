"""A call's review a page at a time: sums of scores for what is shown alone."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql" / "0017_review_pages.sql"


class Migration(migrations.Migration):
    dependencies = [("programmes", "0016_who_can_see")]

    operations = [
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
        migrations.AddIndex(
            "proposaldossier", models.Index(fields=["call", "number"], name="dossiers_of_one_call")
        ),
    ]

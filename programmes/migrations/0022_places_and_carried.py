"""Ranking a page at a time with what was moved by hand, and which kinds of clause each call carries."""

from pathlib import Path

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql" / "0022_places_and_carried.sql"


class Migration(migrations.Migration):
    dependencies = [("programmes", "0021_standing")]

    operations = [
        migrations.AddField("rankingline", "is_by_score", models.BooleanField(default=False, editable=False)),
        migrations.AddField(
            "call",
            "carries",
            ArrayField(models.CharField(max_length=24), default=list, editable=False),
        ),
        migrations.AlterField(
            "call",
            "min_reviews",
            models.PositiveSmallIntegerField(default=3, verbose_name="1件当たりの最少の審査員数"),
        ),
        migrations.AlterModelOptions(
            "evaluatorseat", {"ordering": ["named_at", "id"], "verbose_name": "評価者・審査員"}
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

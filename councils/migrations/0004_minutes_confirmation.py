"""Who confirmed which remark and who last changed it; the check of a paper against what is held under seal."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql" / "0002_disclosure.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("councils", "0003_meeting_papers"),
        ("confidentiality", "0002_core"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "remark",
            "updated_at",
            models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
        ),
        migrations.AddField(
            "remark",
            "updated_by",
            models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("remarkspeaker", "confirmed_at", models.DateTimeField(editable=False, null=True)),
        migrations.RunSQL(
            SQL.read_text(encoding="utf-8"),
            "drop function app.passages_under_seal(uuid, text[]); drop function app.plain(text)",
        ),
    ]

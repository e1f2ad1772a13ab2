"""Corrected editions of gates' results, outcomes after the end, payments within the agreed year."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql" / "0015_corrections.sql"


class Migration(migrations.Migration):
    dependencies = [("programmes", "0014_asked_by_whom"), ("confidentiality", "0011_succession")]

    operations = [
        migrations.AlterField(
            model_name="gateresult",
            name="gate",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="published",
                to="programmes.stagegate",
            ),
        ),
        migrations.AddField(
            model_name="gateresult",
            name="edition",
            field=models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="版"),
        ),
        migrations.AddField(
            model_name="gateresult",
            name="correction_reason",
            field=models.TextField(blank=True, default="", verbose_name="訂正の理由"),
            preserve_default=False,
        ),
        migrations.AlterModelOptions(
            name="gateresult",
            options={"ordering": ["-decided_on", "code", "-edition"], "verbose_name": "ステージゲートの結果"},
        ),
        migrations.AddConstraint(
            model_name="gateresult",
            constraint=models.UniqueConstraint(
                fields=("gate", "edition"), name="result_editions_are_numbered"
            ),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

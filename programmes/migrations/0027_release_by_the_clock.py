"""A guideline goes out by the clock, never beside an agreement; a choice of technology passes its panel."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql" / "0027_release_by_the_clock.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("confidentiality", "0012_acl_estimates"),
        ("programmes", "0026_after_checks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GuidelineQuote",
            fields=[
                (
                    "valid_from",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="開始"
                    ),
                ),
                ("valid_until", models.DateTimeField(blank=True, null=True, verbose_name="終了")),
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("place", models.CharField(max_length=200, verbose_name="引用した箇所")),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="外した理由")),
            ],
            options={
                "verbose_name": "指針が引用する情報",
                "abstract": False,
            },
        ),
        migrations.RemoveConstraint(
            model_name="guideline",
            name="one_guideline_in_preparation",
        ),
        migrations.RemoveConstraint(
            model_name="guideline",
            name="guideline_decided_before_published",
        ),
        migrations.AddField(
            model_name="guideline",
            name="scheduled_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="guideline",
            name="stopped_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="guideline",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "案作成中"),
                    ("expert_review", "意見聴取中"),
                    ("public_comment", "パブリックコメント中"),
                    ("decided", "決定済"),
                    ("scheduled", "公表の日時を設定済"),
                    ("published", "公表（現行）"),
                    ("superseded", "旧版"),
                    ("withdrawn", "取下げ済"),
                ],
                default="draft",
                max_length=50,
                verbose_name="状態",
            ),
        ),
        migrations.AddConstraint(
            model_name="guideline",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "expert_review", "public_comment", "decided", "scheduled"])
                ),
                fields=("document",),
                name="one_guideline_in_preparation",
            ),
        ),
        migrations.AddConstraint(
            model_name="guideline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["decided", "scheduled", "published", "superseded"]), _negated=True
                    ),
                    ("document", "framework"),
                    models.Q(("decided_on__isnull", False), models.Q(("decided_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="guideline_decided_before_published",
            ),
        ),
        migrations.AddConstraint(
            model_name="narrowingdecision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "closed")),
                fields=("technology",),
                name="one_standing_narrowing_per_technology",
            ),
        ),
        migrations.AddField(
            model_name="guidelinequote",
            name="ended_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="guidelinequote",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="quotes",
                to="programmes.guideline",
            ),
        ),
        migrations.AddField(
            model_name="guidelinequote",
            name="quoted_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="guidelinequote",
            name="subject",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="confidentiality.item",
            ),
        ),
        migrations.AddConstraint(
            model_name="guidelinequote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True),
                    ("valid_until__gt", models.F("valid_from")),
                    _connector="OR",
                ),
                name="programmes_guidelinequote_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="guidelinequote",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_until__isnull", True)),
                fields=("item", "subject"),
                name="quoted_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="guidelinequote",
            constraint=models.CheckConstraint(
                condition=models.Q(("place__regex", "\\S")), name="quote_names_its_place"
            ),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

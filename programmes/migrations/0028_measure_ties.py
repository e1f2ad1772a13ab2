"""A measure is moved to the guideline in force by a row that keeps its old section; a project has an origin and a horizon of its own."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.conf import settings
from django.db import migrations, models


SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0027_release_by_the_clock"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="policymeasure",
            name="purpose",
            field=models.CharField(
                blank=True,
                choices=[("investment", "投資先としての魅力を高める")],
                default="",
                max_length=20,
                verbose_name="施策の目的",
            ),
        ),
        migrations.AddField(
            model_name="project",
            name="horizon",
            field=models.CharField(
                blank=True,
                choices=[("", "未設定"), ("short", "短期"), ("long", "長期")],
                default="",
                editable=False,
                max_length=10,
                verbose_name="見通す期間",
            ),
        ),
        migrations.AddField(
            model_name="project",
            name="origin",
            field=models.CharField(
                blank=True,
                choices=[("", "未設定"), ("seeds", "シーズ主導"), ("needs", "ニーズ主導")],
                default="",
                editable=False,
                max_length=10,
                verbose_name="起点",
            ),
        ),
        migrations.CreateModel(
            name="MeasureTie",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("reason", models.TextField(blank=True, verbose_name="理由")),
                (
                    "tied_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ties",
                        to="programmes.policymeasure",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.guidelinesection",
                    ),
                ),
                (
                    "tied_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "was",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.guidelinesection",
                    ),
                ),
            ],
            options={
                "verbose_name": "施策を結び付けた項目の履歴",
                "ordering": ["-tied_at"],
            },
        ),
        migrations.CreateModel(
            name="ProjectProfile",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "origin",
                    models.CharField(
                        blank=True,
                        choices=[("", "未設定"), ("seeds", "シーズ主導"), ("needs", "ニーズ主導")],
                        default="",
                        max_length=10,
                        verbose_name="起点",
                    ),
                ),
                (
                    "horizon",
                    models.CharField(
                        blank=True,
                        choices=[("", "未設定"), ("short", "短期"), ("long", "長期")],
                        default="",
                        max_length=10,
                        verbose_name="見通す期間",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="理由")),
                (
                    "decided_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="profiles",
                        to="programmes.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "課題の起点と期間の決定",
                "ordering": ["-decided_at"],
            },
        ),
        migrations.RunSQL((SQL / "0028_measure_ties.sql").read_text(), migrations.RunSQL.noop),
        migrations.RunSQL((SQL / "0028_project_profiles.sql").read_text(), migrations.RunSQL.noop),
    ]

"""Reasons of steps back are kept; a theme says which project it sharpens."""

import uuid
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Now

SQL = Path(__file__).resolve().parent.parent / "sql" / "0023_reasons_kept.sql"
PERSON = settings.AUTH_USER_MODEL
PROTECT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0022_places_and_carried"),
        migrations.swappable_dependency(PERSON),
    ]

    operations = [
        migrations.CreateModel(
            "ReasonedStep",
            [
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("revoke_designation", "指定を取り消す"),
                            ("back_to_draft", "案に戻す"),
                            ("reopen_vision", "決定を取り消す"),
                        ],
                        editable=False,
                        max_length=24,
                        verbose_name="手続",
                    ),
                ),
                ("reason", models.TextField(verbose_name="理由")),
                ("acknowledged", models.JSONField(default=list, editable=False)),
                ("taken_at", models.DateTimeField(db_default=Now(), editable=False)),
                (
                    "item",
                    models.ForeignKey(
                        editable=False,
                        on_delete=PROTECT,
                        related_name="reasoned_steps",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(editable=False, on_delete=PROTECT, related_name="+", to=PERSON),
                ),
            ],
            options={
                "verbose_name": "理由を添えた手続",
                "ordering": ["-taken_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "\\S")), name="step_has_a_reason"
                    )
                ],
            },
        ),
        migrations.AddField(
            "selectiondecision",
            "undone_reason",
            models.TextField(blank=True, editable=False, verbose_name="選考をやり直した理由"),
        ),
        migrations.AddField(
            "selectiondecision",
            "undone_by",
            models.ForeignKey(editable=False, null=True, on_delete=PROTECT, related_name="+", to=PERSON),
        ),
        migrations.AddField(
            "selectiondecision", "undone_at", models.DateTimeField(editable=False, null=True)
        ),
        migrations.AddField(
            "rdconcept",
            "sharpens",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=PROTECT,
                related_name="themes",
                to="programmes.rdconcept",
                verbose_name="先鋭化するプロジェクト型の構想",
            ),
        ),
        migrations.AddField("conceptsheet", "sharpened", models.UUIDField(editable=False, null=True)),
        migrations.AddConstraint(
            "rdconcept",
            models.CheckConstraint(
                condition=models.Q(("sharpens__isnull", True), ("concept_kind", "theme"), _connector="OR"),
                name="only_a_theme_sharpens",
            ),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

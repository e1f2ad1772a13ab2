"""The register of reviewers and scouts of a fund (R37)."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import django_fsm
import uuid
from django.conf import settings
from django.db import migrations, models


SQL = Path(__file__).resolve().parent.parent / "sql" / "0035_scouts.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("confidentiality", "0013_handover"),
        ("programmes", "0034_approvals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ScoutRegister",
            fields=[
                (
                    "item_ptr",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="confidentiality.item",
                    ),
                ),
                (
                    "fund",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.fund",
                    ),
                ),
            ],
            options={
                "verbose_name": "審査員・目利きの名簿",
            },
            bases=("confidentiality.item",),
        ),
        migrations.CreateModel(
            name="ScoutEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("fund_name", models.CharField(editable=False, max_length=120)),
                ("is_reviewer", models.BooleanField(default=False, verbose_name="審査員")),
                ("is_scout", models.BooleanField(default=False, verbose_name="目利き")),
                ("is_evaluator", models.BooleanField(default=False, verbose_name="評価者")),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None, verbose_name="専門の技術分野"
                    ),
                ),
                ("languages", models.CharField(blank=True, max_length=100, verbose_name="審査できる言語")),
                ("until", models.DateField(blank=True, null=True, verbose_name="期限")),
                ("note", models.TextField(blank=True, verbose_name="備考")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "回答待ち"),
                            ("agreed", "承諾済"),
                            ("paused", "休止中"),
                            ("declined", "辞退"),
                            ("removed", "名簿から外した"),
                        ],
                        default="asked",
                        max_length=50,
                        verbose_name="状態",
                    ),
                ),
                ("reason", models.TextField(blank=True, editable=False, verbose_name="理由")),
                (
                    "asked_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("agreed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
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
                        related_name="entries",
                        to="programmes.scoutregister",
                    ),
                ),
            ],
            options={
                "verbose_name": "名簿の登録",
                "constraints": [
                    models.UniqueConstraint(fields=("item", "person"), name="one_line_of_a_scout"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_reviewer", True), ("is_scout", True), ("is_evaluator", True), _connector="OR"
                        ),
                        name="a_scout_has_a_function",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "agreed"), _negated=True),
                            ("agreed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="a_scout_agreed_at_an_instant",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "removed"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_scout_is_removed_for_a_reason",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

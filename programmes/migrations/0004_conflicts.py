"""Places of evaluation: seats, parties, declarations, and the conflicts the database finds by itself."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql" / "0004_conflicts.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("confidentiality", "0006_ending"),
        ("programmes", "0003_calls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EvaluationPlace",
            fields=[
                (
                    "item",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="evaluation_place",
                        serialize=False,
                        to="confidentiality.item",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("gate", "ステージゲート"), ("proposal", "応募の審査")],
                        editable=False,
                        max_length=10,
                        verbose_name="種別",
                    ),
                ),
                ("years", models.PositiveSmallIntegerField(default=3, verbose_name="過去の関係をみる年数")),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "subject",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="confidentiality.item",
                    ),
                ),
            ],
            options={
                "verbose_name": "評価の場",
            },
        ),
        migrations.CreateModel(
            name="EvaluatorSeat",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("is_chair", models.BooleanField(default=False, verbose_name="主査")),
                (
                    "named_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("declared_at", models.DateTimeField(editable=False, null=True)),
                ("is_clear", models.BooleanField(default=False, editable=False)),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                (
                    "ended_ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("party", "評価を受ける側に当たるため"),
                            ("organisation", "所属が評価を受ける側と同じになるため"),
                            ("assignment", "評価の対象に担当として関わるため"),
                            ("desk", "評価の事務を担当するため"),
                            ("shared_project", "研究代表者と同じ課題に携わったため"),
                            ("declared", "本人が利益相反を申告したため"),
                            ("released", "事務局が担当を終えたため"),
                            ("resigned", "本人が辞退したため"),
                            ("finished", "評価が終わったため"),
                        ],
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluator_seats",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluator_seats",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "評価者",
                "ordering": ["named_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="ConflictDeclaration",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("has_conflict", models.BooleanField(verbose_name="利益相反がある")),
                ("detail", models.TextField(blank=True, verbose_name="内容")),
                ("shown", models.JSONField(default=dict, editable=False)),
                (
                    "declared_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="confidentiality.item",
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
                    "seat",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="declarations",
                        to="programmes.evaluatorseat",
                    ),
                ),
            ],
            options={
                "verbose_name": "利益相反の申告",
                "ordering": ["declared_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="EvaluationParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "valid_from",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="開始"
                    ),
                ),
                ("valid_until", models.DateTimeField(blank=True, null=True, verbose_name="終了")),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("organisation", "機関"),
                            ("representative", "研究代表者"),
                            ("participant", "研究参加者"),
                            ("other", "その他の関係者"),
                        ],
                        max_length=20,
                        verbose_name="立場",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluation_parties",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="機関",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "評価を受ける側",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="programmes_evaluationparty_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organisation__isnull", True), ("person__isnull", False)),
                            models.Q(("organisation__isnull", False), ("person__isnull", True)),
                            _connector="OR",
                        ),
                        name="party_is_one_or_the_other",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="evaluatorseat",
            constraint=models.UniqueConstraint(fields=("item", "person"), name="one_seat_per_evaluator"),
        ),
        migrations.AddConstraint(
            model_name="evaluatorseat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("ended_ground", "")),
                    models.Q(("ended_at__isnull", False), models.Q(("ended_ground", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_seat_ends_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluatorseat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True), ("ended_at__gte", models.F("named_at")), _connector="OR"
                ),
                name="a_seat_ends_after_it_began",
            ),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

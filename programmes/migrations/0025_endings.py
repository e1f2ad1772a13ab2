"""How a project ends well: the honourable stop of two persons, final evaluations, and what councils know of gates."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
import django_fsm
import uuid
from django.conf import settings
from django.db import migrations, models


SQL = Path(__file__).resolve().parent.parent / "sql" / "0025_endings.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("confidentiality", "0012_acl_estimates"),
        ("programmes", "0024_schemes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FinalEvaluation",
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
                ("edition", models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="版")),
                ("evaluated_on", models.DateField(verbose_name="評価を行った日")),
                ("evaluated_by", models.CharField(max_length=200, verbose_name="評価を行った会議または機関")),
                (
                    "overall",
                    models.CharField(
                        choices=[
                            ("reached", "目標を達成した"),
                            ("mostly", "目標をおおむね達成した"),
                            ("partly", "目標を一部達成した"),
                            ("missed", "目標を達成していない"),
                        ],
                        max_length=10,
                        verbose_name="目標に対する評価",
                    ),
                ),
                ("finding", models.TextField(verbose_name="評価の内容")),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="公表した場所のアドレス")),
                ("correction_reason", models.TextField(blank=True, verbose_name="訂正の理由")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="final_evaluations",
                        to="programmes.project",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "終了評価",
                "ordering": ["-edition"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "edition"), name="final_evaluations_are_numbered"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("finding__regex", "\\S"), ("evaluated_by__regex", "\\S")),
                        name="final_evaluation_says_something",
                    ),
                ],
            },
            bases=("confidentiality.item",),
        ),
        migrations.CreateModel(
            name="StopProposal",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("lessons", models.TextField(verbose_name="得られた知見")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "確認待ち"),
                            ("confirmed", "確認済"),
                            ("returned", "差戻し"),
                            ("withdrawn", "取下げ"),
                        ],
                        default="proposed",
                        max_length=50,
                        verbose_name="状態",
                    ),
                ),
                (
                    "proposed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "return_reason",
                    models.TextField(blank=True, editable=False, verbose_name="差し戻した理由"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
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
                        related_name="stop_proposals",
                        to="programmes.stagegate",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "挑戦の上での中止の提案",
                "ordering": ["-proposed_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("lessons__regex", "\\S")), name="stop_proposed_with_lessons"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="stop_agreed_by_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["confirmed", "returned"]), _negated=True),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="stop_answered_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), _negated=True),
                            ("return_reason__regex", "\\S"),
                            _connector="OR",
                        ),
                        name="stop_returned_with_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("item",),
                        name="one_open_stop_proposal",
                    ),
                ],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

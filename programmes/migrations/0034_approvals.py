"""Routes of approval of funds, the steps of a request and their answers (R41)."""

import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from pathlib import Path
from django.conf import settings
from django.db import migrations, models


SQL = Path(__file__).resolve().parent.parent / "sql" / "0034_approvals.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0033_kept_sums"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="changerequest",
            name="decided_as",
            field=models.CharField(
                blank=True,
                choices=[
                    ("agency", "研究推進法人または事務局として"),
                    ("delegated", "委任された範囲で"),
                    ("step", "承認経路の段階の担当として"),
                ],
                editable=False,
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="ApprovalRoute",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField(editable=False, verbose_name="版")),
                ("lines", models.JSONField(default=list, editable=False)),
                ("reason", models.TextField(editable=False, verbose_name="理由")),
                (
                    "laid_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="routes",
                        to="programmes.fund",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="routes",
                        to="programmes.fundbook",
                    ),
                ),
                (
                    "laid_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "承認経路",
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="ApprovalStep",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="段階")),
                ("place_in_row", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("manager", "PD・PO・PM"),
                            ("agency", "研究推進法人"),
                            ("ministry", "所管省庁担当"),
                            ("lead", "内閣府の事務局"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="役割",
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        choices=[
                            ("any", "課題・構想・基金のどこでも"),
                            ("project", "課題の担当"),
                            ("concept", "構想の担当"),
                            ("fund", "基金の担当"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="どこの担当か",
                    ),
                ),
                (
                    "label",
                    models.CharField(blank=True, editable=False, max_length=40, verbose_name="添える言葉"),
                ),
                ("also_delegated", models.BooleanField(default=False, editable=False)),
                ("reason", models.TextField(blank=True, editable=False, verbose_name="担当を替える理由")),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="programmes.projectterms",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.project",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="programmes.approvalstep",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="programmes.changerequest",
                    ),
                ),
                (
                    "route",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.approvalroute",
                    ),
                ),
            ],
            options={
                "verbose_name": "承認の段階",
                "ordering": ["number", "place_in_row", "made_at"],
            },
        ),
        migrations.CreateModel(
            name="ApprovalAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[("agreed", "同意"), ("refused", "不同意")],
                        max_length=10,
                        verbose_name="回答",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="回答の理由")),
                ("text_hash", models.CharField(editable=False, max_length=64)),
                (
                    "answered_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "answered_by",
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
                        related_name="answers",
                        to="programmes.projectterms",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.project",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="programmes.changerequest",
                    ),
                ),
                (
                    "step",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="programmes.approvalstep",
                    ),
                ),
            ],
            options={
                "verbose_name": "段階への回答",
                "ordering": ["answered_at"],
            },
        ),
        migrations.AddConstraint(
            model_name="approvalroute",
            constraint=models.UniqueConstraint(fields=("fund", "number"), name="route_numbered_once"),
        ),
        migrations.AddConstraint(
            model_name="approvalroute",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__regex", "\\S")), name="route_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="approvalstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("replaces__isnull", True), ("reason__regex", "\\S"), _connector="OR"),
                name="step_replaced_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="approvalstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replaces__isnull", True),
                    models.Q(("replaces", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="step_replaces_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="approvalanswer",
            constraint=models.UniqueConstraint(
                fields=("request", "answered_by"), name="one_answer_each_request"
            ),
        ),
        migrations.AddConstraint(
            model_name="approvalanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verdict", "refused"), _negated=True), ("reason__regex", "\\S"), _connector="OR"
                ),
                name="refused_with_a_reason",
            ),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

"""Stage gates: the project's side, the evaluators' side, and what a decision does to money."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
import django_fsm
import uuid
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql" / "0005_stage_gates.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("confidentiality", "0008_disclosure"),
        ("programmes", "0004_conflicts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GateDossier",
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
                ("code", models.CharField(editable=False, max_length=40, verbose_name="課題番号")),
                ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="回")),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                (
                    "min_evaluators",
                    models.PositiveSmallIntegerField(default=3, verbose_name="必要な評価の数"),
                ),
                ("evaluation_due", models.DateField(verbose_name="書面評価の期限")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "自己評価を待っています"),
                            ("collecting", "書面評価"),
                            ("discussing", "合議"),
                            ("judged", "判定済"),
                        ],
                        default="waiting",
                        max_length=50,
                        verbose_name="状態",
                    ),
                ),
                ("frozen", models.JSONField(editable=False, null=True, verbose_name="自己評価の写し")),
                ("frozen_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("frozen_at", models.DateTimeField(editable=False, null=True)),
                (
                    "concept",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.rdconcept",
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.fund",
                    ),
                ),
            ],
            options={
                "verbose_name": "評価の資料",
            },
            bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
        ),
        migrations.CreateModel(
            name="HearingAttendance",
            fields=[
                (
                    "item",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="attendance",
                        serialize=False,
                        to="programmes.gatedossier",
                    ),
                ),
                (
                    "names",
                    models.TextField(
                        blank=True, help_text="1行に1名を書いてください。", verbose_name="出席者"
                    ),
                ),
            ],
            options={
                "verbose_name": "ヒアリングの出席者",
            },
        ),
        migrations.CreateModel(
            name="DossierFile",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveSmallIntegerField(editable=False)),
                ("label", models.CharField(max_length=120, verbose_name="資料の説明")),
                (
                    "file",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="confidentiality.storedfile",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="programmes.gatedossier",
                    ),
                ),
            ],
            options={
                "verbose_name": "根拠資料の写し",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="GateEvaluation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "作成中"), ("submitted", "提出済")],
                        default="draft",
                        max_length=50,
                        verbose_name="状態",
                    ),
                ),
                ("scores", models.JSONField(default=dict)),
                (
                    "recommendation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("continue", "継続"),
                            ("continue_changed", "計画変更の上継続"),
                            ("merge", "統合"),
                            ("stop", "中止"),
                            ("early_finish", "早期終了"),
                        ],
                        max_length=20,
                        verbose_name="結果についての意見",
                    ),
                ),
                ("comment", models.TextField(blank=True, verbose_name="総合所見")),
                ("submitted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "item",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluations",
                        to="programmes.gatedossier",
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
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gate_evaluation",
                        to="programmes.evaluatorseat",
                    ),
                ),
            ],
            options={
                "verbose_name": "評価",
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="SelfReport",
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
                ("number", models.PositiveSmallIntegerField(editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "作成中"), ("submitted", "提出済"), ("returned", "差戻し")],
                        default="draft",
                        max_length=50,
                        verbose_name="状態",
                    ),
                ),
                ("submitted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "receipt",
                    models.CharField(blank=True, editable=False, max_length=60, verbose_name="受付番号"),
                ),
                (
                    "returned_reason",
                    models.TextField(blank=True, editable=False, verbose_name="差し戻した理由"),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "自己評価",
                "ordering": ["number"],
            },
            bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
        ),
        migrations.CreateModel(
            name="SelfReportFile",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("label", models.CharField(max_length=120, verbose_name="資料の説明")),
                (
                    "file",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="confidentiality.storedfile",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="programmes.selfreport",
                    ),
                ),
            ],
            options={
                "verbose_name": "根拠資料",
                "ordering": ["file__created", "id"],
            },
        ),
        migrations.CreateModel(
            name="StageGate",
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
                ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="回")),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                ("report_due", models.DateField(verbose_name="自己評価の提出期限")),
                ("decision_due", models.DateField(verbose_name="決定の予定日")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "予定"),
                            ("self_report_due", "自己評価の提出待ち"),
                            ("document_review", "書面評価"),
                            ("hearing", "ヒアリング"),
                            ("judged", "判定済"),
                            ("decided", "決定済"),
                            ("disclosed", "公表済"),
                            ("cancelled", "取りやめ"),
                        ],
                        default="planned",
                        max_length=50,
                        verbose_name="状態",
                    ),
                ),
                (
                    "cancel_reason",
                    models.TextField(blank=True, editable=False, verbose_name="取りやめた理由"),
                ),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("continue", "継続"),
                            ("continue_changed", "計画変更の上継続"),
                            ("merge", "統合"),
                            ("stop", "中止"),
                            ("early_finish", "早期終了"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="結果",
                    ),
                ),
                ("result_text", models.TextField(blank=True, editable=False, verbose_name="課題への講評")),
                ("change_text", models.TextField(blank=True, editable=False, verbose_name="求める計画変更")),
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                ("disclosed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "concept",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.rdconcept",
                    ),
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
                    "fund",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.fund",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gates",
                        to="programmes.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "ステージゲート",
            },
            bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
        ),
        migrations.AddField(
            model_name="selfreport",
            name="gate",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="programmes.stagegate",
            ),
        ),
        migrations.CreateModel(
            name="GateResult",
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
                ("code", models.CharField(editable=False, max_length=40, verbose_name="課題番号")),
                ("title", models.CharField(editable=False, max_length=200, verbose_name="課題名")),
                (
                    "english_title",
                    models.CharField(blank=True, editable=False, max_length=300, verbose_name="英語の課題名"),
                ),
                ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="回")),
                ("name", models.CharField(editable=False, max_length=80, verbose_name="名称")),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("continue", "継続"),
                            ("continue_changed", "計画変更の上継続"),
                            ("merge", "統合"),
                            ("stop", "中止"),
                            ("early_finish", "早期終了"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="結果",
                    ),
                ),
                ("text", models.TextField(verbose_name="公表する文")),
                ("english_text", models.TextField(blank=True, verbose_name="英語の文")),
                ("decided_on", models.DateField(editable=False)),
                ("published_on", models.DateField(editable=False)),
                (
                    "gate",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published",
                        to="programmes.stagegate",
                    ),
                ),
            ],
            options={
                "verbose_name": "ステージゲートの結果",
                "ordering": ["-decided_on", "code"],
            },
            bases=("confidentiality.item",),
        ),
        migrations.AddField(
            model_name="gatedossier",
            name="gate",
            field=models.OneToOneField(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dossier",
                to="programmes.stagegate",
            ),
        ),
        migrations.CreateModel(
            name="GateCriterion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveSmallIntegerField(editable=False)),
                ("title", models.CharField(max_length=120, verbose_name="評価項目")),
                ("description", models.TextField(blank=True, verbose_name="見る点")),
                ("weight", models.PositiveSmallIntegerField(verbose_name="重み")),
                (
                    "item",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="criteria",
                        to="programmes.stagegate",
                    ),
                ),
            ],
            options={
                "verbose_name": "評価項目",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="GateJudgement",
            fields=[
                (
                    "item",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="judgement",
                        serialize=False,
                        to="programmes.gatedossier",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("continue", "継続"),
                            ("continue_changed", "計画変更の上継続"),
                            ("merge", "統合"),
                            ("stop", "中止"),
                            ("early_finish", "早期終了"),
                        ],
                        max_length=20,
                        verbose_name="判定",
                    ),
                ),
                ("reason", models.TextField(verbose_name="判定の理由")),
                ("spread", models.JSONField(default=dict, editable=False)),
                (
                    "judged_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "judged_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "総合判定",
            },
        ),
        migrations.CreateModel(
            name="HearingRecord",
            fields=[
                (
                    "item",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="hearing",
                        serialize=False,
                        to="programmes.gatedossier",
                    ),
                ),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="開催日")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="場所")),
                ("exchanges", models.TextField(blank=True, verbose_name="質疑の記録")),
                ("waived_reason", models.TextField(blank=True, verbose_name="行わなかった理由")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "verbose_name": "ヒアリングの記録",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held_on__isnull", False), ("waived_reason", "")),
                            models.Q(
                                ("held_on__isnull", True), models.Q(("waived_reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="heard_or_said_why_not",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SelfReportAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("text", models.TextField(blank=True, verbose_name="自己評価")),
                (
                    "criterion",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.gatecriterion",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="programmes.selfreport",
                    ),
                ),
            ],
            options={
                "verbose_name": "自己評価の項目",
                "constraints": [
                    models.UniqueConstraint(fields=("item", "criterion"), name="one_answer_per_criterion")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="stagegate",
            constraint=models.UniqueConstraint(fields=("project", "number"), name="gates_are_numbered"),
        ),
        migrations.AddConstraint(
            model_name="stagegate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["decided", "disclosed"]), _negated=True),
                    models.Q(
                        models.Q(("result", ""), _negated=True),
                        models.Q(("result_text", ""), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="a_decision_has_result_text_and_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="stagegate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["decided", "disclosed"]),
                    models.Q(
                        ("change_text", ""), ("decided_by__isnull", True), ("result", ""), ("result_text", "")
                    ),
                    _connector="OR",
                ),
                name="no_result_before_the_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="stagegate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("result", "continue_changed"), _negated=True),
                    models.Q(("change_text", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_change_is_said_in_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="selfreport",
            constraint=models.UniqueConstraint(fields=("gate", "number"), name="reports_are_numbered"),
        ),
        migrations.AddConstraint(
            model_name="gatedossier",
            constraint=models.CheckConstraint(
                condition=models.Q(("min_evaluators__gte", 1)), name="somebody_evaluates"
            ),
        ),
        migrations.AddConstraint(
            model_name="gatedossier",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "waiting"), ("frozen__isnull", False), _connector="OR"),
                name="only_a_frozen_report_is_judged",
            ),
        ),
        migrations.AddConstraint(
            model_name="gatecriterion",
            constraint=models.UniqueConstraint(fields=("item", "number"), name="criteria_are_numbered"),
        ),
        migrations.AddConstraint(
            model_name="gatecriterion",
            constraint=models.CheckConstraint(
                condition=models.Q(("weight__gte", 1), ("weight__lte", 100)), name="weight_of_a_hundred"
            ),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

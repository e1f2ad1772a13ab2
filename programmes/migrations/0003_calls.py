"""Calls and the proposals sent to them, in their first form."""

from pathlib import Path

import django.db.models.deletion
import django_fsm
from django.conf import settings
from django.db import migrations, models


SQL = Path(__file__).resolve().parent.parent / "sql" / "0003_calls.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("confidentiality", "0006_ending"),
        ("programmes", "0002_fund"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="assignment",
            name="role",
            field=models.CharField(
                choices=[
                    ("lead", "内閣府の事務局"),
                    ("ministry", "所管省庁担当"),
                    ("agency", "研究推進法人"),
                    ("manager", "PD・PO・PM"),
                    ("representative", "研究代表者"),
                    ("participant", "研究参加者"),
                    ("needs", "ニーズ省庁担当"),
                    ("co_applicant", "共同提案者"),
                    ("institution", "所属機関の承認者"),
                    ("evaluator", "評価者"),
                ],
                max_length=20,
                verbose_name="役割",
            ),
        ),
        migrations.CreateModel(
            name="Call",
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
                ("code", models.CharField(max_length=40, unique=True, verbose_name="公募番号")),
                ("title", models.CharField(max_length=200, verbose_name="公募の名称")),
                ("english_title", models.CharField(blank=True, max_length=300, verbose_name="英語の名称")),
                ("summary", models.TextField(blank=True, verbose_name="公募の概要")),
                ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="受付開始")),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="受付終了")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "作成中"),
                            ("clause_check", "条項の確認中"),
                            ("scheduled", "公募決定"),
                            ("selected", "採択決定済"),
                            ("cancelled", "取りやめ"),
                        ],
                        default="draft",
                        max_length=50,
                        verbose_name="状態",
                    ),
                ),
                (
                    "concept",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
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
                "verbose_name": "公募",
            },
            bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
        ),
        migrations.CreateModel(
            name="Proposal",
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
                    "number",
                    models.CharField(blank=True, editable=False, max_length=60, verbose_name="受付番号"),
                ),
                ("erad_id", models.CharField(blank=True, max_length=40, verbose_name="e-Rad の応募番号")),
                ("title", models.CharField(max_length=200, verbose_name="提案の名称")),
                ("english_title", models.CharField(blank=True, max_length=300, verbose_name="英語の名称")),
                ("amount", models.BigIntegerField(blank=True, null=True, verbose_name="申請額（円）")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "作成中"),
                            ("submitted", "提出済"),
                            ("withdrawn", "取下げ"),
                            ("ineligible", "要件を満たさない"),
                            ("eligible", "要件確認済"),
                            ("document_review", "書面審査中"),
                            ("interview", "面接審査中"),
                            ("ranked", "順位決定済"),
                            ("selected", "採択候補"),
                            ("not_selected", "不採択"),
                            ("security_checked", "安全管理の確認済"),
                            ("awarded", "採択"),
                            ("declined", "辞退"),
                        ],
                        default="draft",
                        max_length=50,
                        verbose_name="状態",
                    ),
                ),
                ("submitted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "call",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="programmes.call",
                    ),
                ),
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
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="研究代表者の所属機関",
                    ),
                ),
                (
                    "representative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="研究代表者",
                    ),
                ),
            ],
            options={
                "verbose_name": "提案",
            },
            bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "clause_check", "cancelled"]),
                    models.Q(("closes_at__isnull", False), ("opens_at__isnull", False)),
                    _connector="OR",
                ),
                name="call_has_its_times",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closes_at__isnull", True), ("closes_at__gt", models.F("opens_at")), _connector="OR"
                ),
                name="call_closes_after_opening",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True),
                fields=("number",),
                name="one_proposal_per_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__isnull", True), ("amount__gt", 0), _connector="OR"),
                name="proposal_asks_for_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    models.Q(models.Q(("number", ""), _negated=True), ("submitted_at__isnull", False)),
                    _connector="OR",
                ),
                name="proposal_is_numbered_when_sent",
            ),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

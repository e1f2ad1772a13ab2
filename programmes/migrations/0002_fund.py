"""Fund, ledger, projects and the statutory bond, with the rules the database keeps by itself."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
import django_fsm
import uuid
from django.conf import settings
from django.db import migrations, models

from confidentiality.together import Together


SQL = Path(__file__).resolve().parent.parent / "sql" / "0002_fund.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("confidentiality", "0005_one_item_alone"),
        ("councils", "0005_parent_links_and_history"),
        ("programmes", "0001_policy"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="Fund",
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
                        ("name", models.CharField(max_length=120, verbose_name="基金の名称")),
                        (
                            "english_name",
                            models.CharField(blank=True, max_length=200, verbose_name="英語の名称"),
                        ),
                        ("purpose", models.TextField(blank=True, verbose_name="目的")),
                        ("english_purpose", models.TextField(blank=True, verbose_name="英語の説明")),
                        ("legal_basis", models.CharField(blank=True, max_length=200, verbose_name="根拠")),
                        ("source", models.CharField(blank=True, max_length=300, verbose_name="出典")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "造成予定"),
                                    ("established", "造成済"),
                                    ("designated", "指定済"),
                                    ("closing", "終了手続中"),
                                    ("closed", "終了"),
                                ],
                                default="planned",
                                max_length=50,
                                verbose_name="状態",
                            ),
                        ),
                        ("designated_on", models.DateField(blank=True, null=True, verbose_name="指定の日")),
                        (
                            "is_listed",
                            models.BooleanField(default=False, verbose_name="公開ページに掲載する"),
                        ),
                        ("is_demo", models.BooleanField(default=False, editable=False)),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                                verbose_name="基金を管理する法人",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "基金",
                    },
                    bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
                ),
                migrations.CreateModel(
                    name="FundBook",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="book",
                                to="programmes.fund",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "基金の帳簿",
                    },
                    bases=("confidentiality.item",),
                ),
                migrations.CreateModel(
                    name="Project",
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
                        ("code", models.CharField(max_length=40, unique=True, verbose_name="課題番号")),
                        ("title", models.CharField(max_length=200, verbose_name="課題名")),
                        (
                            "english_title",
                            models.CharField(blank=True, max_length=300, verbose_name="英語の課題名"),
                        ),
                        (
                            "is_high_risk",
                            models.BooleanField(default=False, verbose_name="不確実性の高い、挑戦的な課題"),
                        ),
                        ("risk_reason", models.TextField(blank=True, verbose_name="国が資金を出す理由")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("preparing", "準備中"),
                                    ("active", "実施中"),
                                    ("suspended", "停止中"),
                                    ("completed", "完了"),
                                    ("terminated", "打切り"),
                                    ("honourable_stop", "挑戦の上の中止"),
                                ],
                                default="preparing",
                                max_length=50,
                                verbose_name="状態",
                            ),
                        ),
                        ("started_at", models.DateTimeField(editable=False, null=True)),
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
                        ("state_reason", models.TextField(blank=True, editable=False, verbose_name="理由")),
                        (
                            "lessons",
                            models.TextField(blank=True, editable=False, verbose_name="得られた知見"),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="projects",
                                to="programmes.fund",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                                verbose_name="研究開発機関",
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
                        "verbose_name": "研究開発課題",
                    },
                    bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
                ),
                migrations.CreateModel(
                    name="Disbursement",
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
                        ("amount", models.BigIntegerField(verbose_name="金額（円）")),
                        ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        ("purpose", models.TextField(verbose_name="使いみち")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("requested", "請求中"),
                                    ("checked", "確認済"),
                                    ("paid", "支払済"),
                                    ("settled", "精算済"),
                                    ("rejected", "却下"),
                                    ("withdrawn", "取下げ"),
                                    ("refund_due", "返還待ち"),
                                    ("refunded", "返還済"),
                                ],
                                default="requested",
                                max_length=50,
                                verbose_name="状態",
                            ),
                        ),
                        (
                            "requested_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                        ("checked_at", models.DateTimeField(editable=False, null=True)),
                        ("paid_at", models.DateTimeField(editable=False, null=True)),
                        ("closed_at", models.DateTimeField(editable=False, null=True)),
                        ("note", models.TextField(blank=True, editable=False, verbose_name="理由")),
                        (
                            "refund_amount",
                            models.BigIntegerField(editable=False, null=True, verbose_name="返還額（円）"),
                        ),
                        (
                            "checked_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "closed_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "paid_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                editable=False,
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
                                related_name="disbursements",
                                to="programmes.project",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "支払",
                    },
                    bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
                ),
                migrations.CreateModel(
                    name="RDConcept",
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
                        ("title", models.CharField(max_length=160, verbose_name="研究開発構想の名称")),
                        (
                            "concept_kind",
                            models.CharField(
                                choices=[("project", "プロジェクト型"), ("theme", "個別研究型")],
                                default="project",
                                max_length=10,
                                verbose_name="種別",
                            ),
                        ),
                        ("ceiling", models.BigIntegerField(verbose_name="上限額（円）")),
                        ("starts_on", models.DateField(verbose_name="開始")),
                        ("ends_on", models.DateField(verbose_name="終了")),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                                verbose_name="研究推進法人",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="concepts",
                                to="programmes.fund",
                            ),
                        ),
                        (
                            "ministry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                                verbose_name="所管する府省庁",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "研究開発構想",
                    },
                    bases=("confidentiality.item",),
                ),
                migrations.AddField(
                    model_name="project",
                    name="concept",
                    field=models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="programmes.rdconcept",
                    ),
                ),
                migrations.CreateModel(
                    name="LedgerEntry",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("contribution", "拠出"),
                                    ("allocation", "配分"),
                                    ("transfer", "移動"),
                                    ("commitment", "支払予定の確保"),
                                    ("payment", "支払"),
                                    ("refund", "返還"),
                                ],
                                max_length=20,
                                verbose_name="種別",
                            ),
                        ),
                        ("amount", models.BigIntegerField(verbose_name="金額（円）")),
                        ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ("cause", models.CharField(max_length=40)),
                        ("cause_id", models.UUIDField(null=True)),
                        (
                            "actor",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "disbursement",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="programmes.disbursement",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="programmes.fund",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "ministry",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "concept",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.rdconcept",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "帳簿の行",
                        "ordering": ["id"],
                    },
                ),
                migrations.AddField(
                    model_name="disbursement",
                    name="concept",
                    field=models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.rdconcept",
                    ),
                ),
                migrations.CreateModel(
                    name="Allocation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("amount", models.BigIntegerField(verbose_name="金額（円）")),
                        ("reason", models.TextField(blank=True, verbose_name="理由")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "承認待ち"),
                                    ("approved", "承認済"),
                                    ("rejected", "却下"),
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
                        ("decision_note", models.TextField(blank=True, verbose_name="決定の理由")),
                        ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="年度")),
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
                            "proposed_by",
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
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="allocations",
                                to="programmes.rdconcept",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "配分",
                        "abstract": False,
                    },
                    bases=(django_fsm.FSMModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Transfer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("amount", models.BigIntegerField(verbose_name="金額（円）")),
                        ("reason", models.TextField(blank=True, verbose_name="理由")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "承認待ち"),
                                    ("approved", "承認済"),
                                    ("rejected", "却下"),
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
                        ("decision_note", models.TextField(blank=True, verbose_name="決定の理由")),
                        ("from_year", models.PositiveSmallIntegerField(verbose_name="移す元の年度")),
                        ("to_year", models.PositiveSmallIntegerField(verbose_name="移す先の年度")),
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
                            "from_concept",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.rdconcept",
                                verbose_name="移す元の構想",
                            ),
                        ),
                        (
                            "fund",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transfers",
                                to="programmes.fund",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transfers",
                                to="programmes.fundbook",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "to_concept",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.rdconcept",
                                verbose_name="移す先の構想",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "年度・構想の間の移動",
                        "abstract": False,
                    },
                    bases=(django_fsm.FSMModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="Assignment",
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
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("lead", "内閣府の事務局"),
                                    ("ministry", "所管省庁担当"),
                                    ("agency", "研究推進法人"),
                                    ("manager", "PD・PO・PM"),
                                    ("representative", "研究代表者"),
                                    ("participant", "研究参加者"),
                                    ("needs", "ニーズ省庁担当"),
                                    ("evaluator", "評価者"),
                                ],
                                max_length=20,
                                verbose_name="役割",
                            ),
                        ),
                        (
                            "assigned_by",
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
                                related_name="assignments",
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
                                verbose_name="所属する組織",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assignments",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "担当",
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until__isnull", True),
                                    ("valid_until__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="programmes_assignment_ends_after_start",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("valid_until__isnull", True)),
                                fields=("item", "person", "role"),
                                name="one_live_assignment",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FundContribution",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("amount", models.BigIntegerField(verbose_name="金額（円）")),
                        ("reason", models.TextField(blank=True, verbose_name="理由")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "承認待ち"),
                                    ("approved", "承認済"),
                                    ("rejected", "却下"),
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
                        ("decision_note", models.TextField(blank=True, verbose_name="決定の理由")),
                        ("act", models.CharField(max_length=120, verbose_name="予算措置")),
                        ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        ("source", models.CharField(blank=True, max_length=300, verbose_name="出典")),
                        (
                            "agency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                                verbose_name="受け入れる法人",
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
                                related_name="contributions",
                                to="programmes.fund",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contributions",
                                to="programmes.fundbook",
                            ),
                        ),
                        (
                            "ministry",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                                verbose_name="府省庁",
                            ),
                        ),
                        (
                            "proposed_by",
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
                        "verbose_name": "拠出",
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="fundcontribution_decided_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount", 0), _negated=True),
                                name="fundcontribution_of_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("proposed_by__isnull", False),
                                    models.Q(("source", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="contribution_has_an_origin",
                            ),
                        ],
                    },
                    bases=(django_fsm.FSMModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="ProjectCouncil",
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
                            "council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="councils.council",
                                verbose_name="協議会",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="council_links",
                                to="programmes.project",
                            ),
                        ),
                        (
                            "linked_by",
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
                        "verbose_name": "課題の協議会",
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until__isnull", True),
                                    ("valid_until__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="programmes_projectcouncil_ends_after_start",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("valid_until__isnull", True)),
                                fields=("item", "council"),
                                name="one_live_council_link",
                            ),
                        ],
                    },
                ),
                migrations.AddConstraint(
                    model_name="rdconcept",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ceiling__gt", 0)), name="concept_has_a_ceiling"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="rdconcept",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                        name="concept_ends_after_start",
                    ),
                ),
                migrations.AddIndex(
                    model_name="ledgerentry",
                    index=models.Index(fields=["fund", "concept", "fiscal_year", "kind"], name="ledger_sums"),
                ),
                migrations.AddConstraint(
                    model_name="ledgerentry",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("amount", 0), _negated=True), name="ledger_line_of_something"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disbursement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="disbursement_of_something"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disbursement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("checked_by__isnull", True),
                            models.Q(("checked_by", models.F("requested_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="checked_by_another",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disbursement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("paid_by__isnull", True),
                            models.Q(("paid_by", models.F("checked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="paid_by_another",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disbursement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("refund_amount__isnull", True),
                            models.Q(("refund_amount__gt", 0), ("refund_amount__lte", models.F("amount"))),
                            _connector="OR",
                        ),
                        name="refund_within_what_was_paid",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disbursement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["checked", "paid", "settled", "refund_due", "refunded"]),
                                _negated=True,
                            ),
                            ("checked_by__isnull", False),
                            _connector="OR",
                        ),
                        name="nothing_unchecked_goes_on",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disbursement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["paid", "settled", "refund_due", "refunded"]), _negated=True
                            ),
                            ("paid_by__isnull", False),
                            _connector="OR",
                        ),
                        name="nothing_unpaid_is_settled",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="allocation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="allocation_decided_by_another",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="allocation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("amount", 0), _negated=True), name="allocation_of_something"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="transfer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="transfer_decided_by_another",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="transfer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("amount", 0), _negated=True), name="transfer_of_something"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="transfer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="transfer_is_positive"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="transfer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("from_concept", models.F("to_concept")),
                            ("from_year", models.F("to_year")),
                            _negated=True,
                        ),
                        name="transfer_goes_elsewhere",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="transfer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="transfer_has_a_reason"
                    ),
                ),
            ]
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

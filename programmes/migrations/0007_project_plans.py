"""Plans, frozen terms and registers of projects, their public pages, and the rules the database keeps about them."""

from pathlib import Path

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django_fsm
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql" / "0007_project_plans.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("confidentiality", "0008_disclosure"),
        ("programmes", "0006_technology_cards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CoInvestment",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                ("investor", models.CharField(max_length=200, verbose_name="投資する者")),
                ("amount", models.BigIntegerField(verbose_name="金額（円）")),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("talking", "協議中"),
                            ("agreed", "合意済"),
                            ("paid", "払込済"),
                            ("failed", "不成立"),
                        ],
                        default="talking",
                        max_length=10,
                        verbose_name="状況",
                    ),
                ),
                ("on", models.DateField(verbose_name="その状況になった日")),
                ("note", models.TextField(blank=True, verbose_name="備考")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
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
                        related_name="+",
                        to="confidentiality.item",
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
            ],
            options={
                "verbose_name": "民間の資金",
                "ordering": ["created_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CoInvestmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                ("investor", models.CharField(max_length=200, verbose_name="投資する者")),
                ("amount", models.BigIntegerField(verbose_name="金額（円）")),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("talking", "協議中"),
                            ("agreed", "合意済"),
                            ("paid", "払込済"),
                            ("failed", "不成立"),
                        ],
                        default="talking",
                        max_length=10,
                        verbose_name="状況",
                    ),
                ),
                ("on", models.DateField(verbose_name="その状況になった日")),
                ("note", models.TextField(blank=True, verbose_name="備考")),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="programmes.coinvestment",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.project",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ContinuedSupport",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                (
                    "support_kind",
                    models.CharField(
                        choices=[
                            ("state", "国による継続支援"),
                            ("local", "地方公共団体による継続支援"),
                            ("review", "調達制度の見直し"),
                            ("purchase", "調達と継続使用"),
                        ],
                        max_length=10,
                        verbose_name="種別",
                    ),
                ),
                ("support", models.TextField(verbose_name="内容")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="開始")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="終了")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
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
                        related_name="+",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="行う組織",
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
            ],
            options={
                "verbose_name": "実証の後の支援と調達",
                "ordering": ["created_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CoreTechnology",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                ("name", models.CharField(max_length=200, verbose_name="コア重要技術等の呼び名")),
                ("why", models.TextField(verbose_name="守る理由")),
                ("protection", models.TextField(verbose_name="守る方法")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
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
                        related_name="+",
                        to="confidentiality.item",
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
            ],
            options={
                "verbose_name": "コア重要技術等",
                "ordering": ["created_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CoreTechnologyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                ("name", models.CharField(max_length=200, verbose_name="コア重要技術等の呼び名")),
                ("why", models.TextField(verbose_name="守る理由")),
                ("protection", models.TextField(verbose_name="守る方法")),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="programmes.coretechnology",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.project",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FieldDemo",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                (
                    "demo_kind",
                    models.CharField(
                        choices=[("demo", "現場での実証"), ("emergency", "緊急時の現場チーム")],
                        max_length=10,
                        verbose_name="種別",
                    ),
                ),
                ("place", models.CharField(max_length=200, verbose_name="場所")),
                ("team", models.TextField(verbose_name="参加した技術者・組織")),
                ("starts_on", models.DateField(verbose_name="開始")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="終了")),
                ("result", models.TextField(blank=True, verbose_name="結果")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
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
                        related_name="+",
                        to="confidentiality.item",
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
            ],
            options={
                "verbose_name": "現場での実証",
                "ordering": ["created_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ContinuedSupportEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                (
                    "support_kind",
                    models.CharField(
                        choices=[
                            ("state", "国による継続支援"),
                            ("local", "地方公共団体による継続支援"),
                            ("review", "調達制度の見直し"),
                            ("purchase", "調達と継続使用"),
                        ],
                        max_length=10,
                        verbose_name="種別",
                    ),
                ),
                ("support", models.TextField(verbose_name="内容")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="開始")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="終了")),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
                        verbose_name="行う組織",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="programmes.continuedsupport",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.project",
                    ),
                ),
                (
                    "demo",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.fielddemo",
                        verbose_name="もとになった実証",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="continuedsupport",
            name="demo",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.fielddemo",
                verbose_name="もとになった実証",
            ),
        ),
        migrations.CreateModel(
            name="FieldDemoEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                (
                    "demo_kind",
                    models.CharField(
                        choices=[("demo", "現場での実証"), ("emergency", "緊急時の現場チーム")],
                        max_length=10,
                        verbose_name="種別",
                    ),
                ),
                ("place", models.CharField(max_length=200, verbose_name="場所")),
                ("team", models.TextField(verbose_name="参加した技術者・組織")),
                ("starts_on", models.DateField(verbose_name="開始")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="終了")),
                ("result", models.TextField(blank=True, verbose_name="結果")),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="programmes.fielddemo",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.project",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FilingBook",
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
                    "project",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filing_book",
                        to="programmes.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "公開しない特許出願の控え",
            },
            bases=("confidentiality.item",),
        ),
        migrations.CreateModel(
            name="InternationalPartner",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                ("country", models.CharField(max_length=80, verbose_name="国・地域")),
                ("our_gain", models.TextField(verbose_name="我が国の利益")),
                ("their_gain", models.TextField(verbose_name="相手の利益")),
                ("terms", models.TextField(verbose_name="条件（成果の帰属、公開、輸出管理の確認）")),
                ("starts_on", models.DateField(verbose_name="開始")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="終了")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
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
                        related_name="+",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="相手先",
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
            ],
            options={
                "verbose_name": "国際共同研究の相手先",
                "ordering": ["created_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InternationalPartnerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                ("country", models.CharField(max_length=80, verbose_name="国・地域")),
                ("our_gain", models.TextField(verbose_name="我が国の利益")),
                ("their_gain", models.TextField(verbose_name="相手の利益")),
                ("terms", models.TextField(verbose_name="条件（成果の帰属、公開、輸出管理の確認）")),
                ("starts_on", models.DateField(verbose_name="開始")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="終了")),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
                        verbose_name="相手先",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="programmes.internationalpartner",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.project",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="IPDeal",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                (
                    "deal_kind",
                    models.CharField(
                        choices=[
                            ("priority", "公開しない出願の先願の地位"),
                            ("third_country", "第三国への展開"),
                            ("licence", "実施許諾"),
                            ("joint", "共有"),
                            ("transfer", "譲渡"),
                        ],
                        max_length=14,
                        verbose_name="種別",
                    ),
                ),
                ("partner", models.CharField(max_length=200, verbose_name="相手")),
                ("terms", models.TextField(verbose_name="取決めの内容")),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        help_text="第三国への展開では、必ず記入してください。",
                        max_length=120,
                        verbose_name="対象の国・地域",
                    ),
                ),
                ("agreed_on", models.DateField(blank=True, null=True, verbose_name="合意の日")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
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
                        related_name="+",
                        to="confidentiality.item",
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
            ],
            options={
                "verbose_name": "知的財産の取決め",
                "ordering": ["created_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="IPDealEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                (
                    "deal_kind",
                    models.CharField(
                        choices=[
                            ("priority", "公開しない出願の先願の地位"),
                            ("third_country", "第三国への展開"),
                            ("licence", "実施許諾"),
                            ("joint", "共有"),
                            ("transfer", "譲渡"),
                        ],
                        max_length=14,
                        verbose_name="種別",
                    ),
                ),
                ("partner", models.CharField(max_length=200, verbose_name="相手")),
                ("terms", models.TextField(verbose_name="取決めの内容")),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        help_text="第三国への展開では、必ず記入してください。",
                        max_length=120,
                        verbose_name="対象の国・地域",
                    ),
                ),
                ("agreed_on", models.DateField(blank=True, null=True, verbose_name="合意の日")),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="programmes.ipdeal",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.project",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LeakMeasure",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                (
                    "measure_kind",
                    models.CharField(
                        choices=[
                            ("people", "人の管理"),
                            ("access", "情報への接近の管理"),
                            ("network", "情報システムの防護"),
                            ("export", "輸出管理"),
                            ("partner", "相手先の確認"),
                            ("other", "その他"),
                        ],
                        max_length=10,
                        verbose_name="種別",
                    ),
                ),
                ("measure", models.TextField(verbose_name="措置")),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="最後に点検した日")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
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
                        related_name="+",
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
                        verbose_name="責任を持つ組織",
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
            ],
            options={
                "verbose_name": "技術流出対策",
                "ordering": ["created_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LeakMeasureEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                (
                    "measure_kind",
                    models.CharField(
                        choices=[
                            ("people", "人の管理"),
                            ("access", "情報への接近の管理"),
                            ("network", "情報システムの防護"),
                            ("export", "輸出管理"),
                            ("partner", "相手先の確認"),
                            ("other", "その他"),
                        ],
                        max_length=10,
                        verbose_name="種別",
                    ),
                ),
                ("measure", models.TextField(verbose_name="措置")),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="最後に点検した日")),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
                        verbose_name="責任を持つ組織",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="programmes.leakmeasure",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.project",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                ("due_on", models.DateField(verbose_name="期限")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="済んだ日")),
                (
                    "delay_reason",
                    models.TextField(
                        blank=True,
                        help_text="課題の開始後に期限を動かすとき、または期限の後に済んだときは、必ず記入してください。",
                        verbose_name="期限を動かした理由・遅れの理由",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="名称")),
                ("criterion", models.TextField(verbose_name="達成と認める基準")),
                ("evidence", models.TextField(blank=True, verbose_name="達成の根拠")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
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
                        related_name="+",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="責任を持つ組織",
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
            ],
            options={
                "verbose_name": "マイルストーン",
                "ordering": ["due_on", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                (
                    "participant_kind",
                    models.CharField(
                        choices=[
                            ("university", "大学"),
                            ("institute", "国立研究開発法人"),
                            ("large", "大企業"),
                            ("sme", "中小企業"),
                            ("startup", "スタートアップ"),
                            ("foreign", "国外の機関"),
                            ("individual", "個人の技術者"),
                            ("public", "府省庁・地方公共団体"),
                            ("other", "その他"),
                        ],
                        max_length=12,
                        verbose_name="種別",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="組織を選んだときは、空けておくと組織の名称を記録します。",
                        max_length=200,
                        verbose_name="名称または氏名",
                    ),
                ),
                ("part", models.CharField(max_length=300, verbose_name="分担")),
                (
                    "share",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="分担の割合（％）",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="参加の開始")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="参加の終了")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
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
                        related_name="+",
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
                        verbose_name="組織",
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
            ],
            options={
                "verbose_name": "参加機関",
                "ordering": ["created_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ParticipantEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                (
                    "participant_kind",
                    models.CharField(
                        choices=[
                            ("university", "大学"),
                            ("institute", "国立研究開発法人"),
                            ("large", "大企業"),
                            ("sme", "中小企業"),
                            ("startup", "スタートアップ"),
                            ("foreign", "国外の機関"),
                            ("individual", "個人の技術者"),
                            ("public", "府省庁・地方公共団体"),
                            ("other", "その他"),
                        ],
                        max_length=12,
                        verbose_name="種別",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="組織を選んだときは、空けておくと組織の名称を記録します。",
                        max_length=200,
                        verbose_name="名称または氏名",
                    ),
                ),
                ("part", models.CharField(max_length=300, verbose_name="分担")),
                (
                    "share",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="分担の割合（％）",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="参加の開始")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="参加の終了")),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
                        verbose_name="組織",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="programmes.participant",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.project",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PartnerFit",
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
                ("summary", models.TextField(blank=True, verbose_name="研究の概要（英語）")),
                ("openness", models.TextField(blank=True, verbose_name="成果の公開の原則（英語）")),
                ("publication", models.TextField(blank=True, verbose_name="論文の発表（英語）")),
                (
                    "secrecy",
                    models.TextField(
                        blank=True, verbose_name="秘密とするもの（英語、合意した個別の項目に限る）"
                    ),
                ),
                ("rights", models.TextField(blank=True, verbose_name="知的財産（英語）")),
                ("people", models.TextField(blank=True, verbose_name="研究者・学生の受入れ（英語）")),
                ("funding", models.TextField(blank=True, verbose_name="資金（英語）")),
                ("contact", models.TextField(blank=True, verbose_name="問合せ先（英語）")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "準備中"), ("published", "公開中")],
                        default="draft",
                        max_length=50,
                        verbose_name="状態",
                    ),
                ),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                (
                    "project",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partner_fit",
                        to="programmes.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "海外の相手先向けのページ",
            },
            bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
        ),
        migrations.CreateModel(
            name="PartnerAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "question",
                    models.CharField(
                        choices=[
                            ("publish", "論文を、事前の許可なく発表できるか"),
                            ("named_secrecy", "秘密は、本人が合意した個別の項目に限られるか"),
                            ("nationality", "国籍を理由に、研究者や学生の参加が制限されないか"),
                            ("own_results", "自分の成果の権利を、自分で持てるか"),
                            ("students", "学生が、成果を学位論文に使えるか"),
                            ("funding", "国外の機関が、資金を受け取れるか"),
                            ("leave", "不利益なく、途中で離れられるか"),
                            ("law", "準拠法と、争いの解決の方法が定まっているか"),
                        ],
                        max_length=20,
                        verbose_name="質問",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[("yes", "はい"), ("partly", "条件付きで、はい"), ("no", "いいえ")],
                        max_length=10,
                        verbose_name="答え",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="説明（英語）")),
                (
                    "item",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="programmes.partnerfit",
                    ),
                ),
            ],
            options={
                "verbose_name": "確認の質問への答え",
            },
        ),
        migrations.CreateModel(
            name="PlanLink",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                ("plan", models.CharField(max_length=200, verbose_name="政府の計画")),
                ("part", models.CharField(blank=True, max_length=200, verbose_name="該当する箇所")),
                ("how", models.TextField(verbose_name="関わり")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
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
                        related_name="+",
                        to="confidentiality.item",
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
            ],
            options={
                "verbose_name": "ほかの政府計画",
                "ordering": ["created_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanLinkEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                ("plan", models.CharField(max_length=200, verbose_name="政府の計画")),
                ("part", models.CharField(blank=True, max_length=200, verbose_name="該当する箇所")),
                ("how", models.TextField(verbose_name="関わり")),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="programmes.planlink",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.project",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProjectFace",
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
                    "code",
                    models.CharField(blank=True, editable=False, max_length=40, verbose_name="課題番号"),
                ),
                (
                    "title",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="課題名"),
                ),
                (
                    "english_title",
                    models.CharField(blank=True, editable=False, max_length=300, verbose_name="英語の課題名"),
                ),
                (
                    "project_state",
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
                        editable=False,
                        max_length=20,
                        verbose_name="状態",
                    ),
                ),
                ("starts_on", models.DateField(editable=False, null=True)),
                ("ends_on", models.DateField(editable=False, null=True)),
                ("purpose", models.TextField(blank=True, verbose_name="公開する目的")),
                (
                    "why_public",
                    models.TextField(blank=True, verbose_name="民間の資金ではなく国が担う理由（公開）"),
                ),
                ("english_summary", models.TextField(blank=True, verbose_name="英語の説明")),
                (
                    "state",
                    models.CharField(
                        choices=[("hidden", "掲載していない"), ("listed", "公開ページに掲載中")],
                        default="hidden",
                        max_length=50,
                        verbose_name="掲載",
                    ),
                ),
                ("listed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="研究開発機関",
                    ),
                ),
                (
                    "project",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="face",
                        to="programmes.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "課題の公開ページ",
            },
            bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
        ),
        migrations.CreateModel(
            name="ProjectPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("purpose", models.TextField(blank=True, verbose_name="目的")),
                ("plan_text", models.TextField(blank=True, verbose_name="研究開発の計画")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="実施期間の開始")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="実施期間の終了")),
                ("contract_on", models.DateField(blank=True, null=True, verbose_name="契約の日")),
                (
                    "contract_form",
                    models.CharField(
                        choices=[
                            ("commission", "委託"),
                            ("grant", "補助"),
                            ("joint", "共同研究"),
                            ("flexible", "柔軟な契約（人員・設備・情報・技術の提供を含む）"),
                        ],
                        default="commission",
                        max_length=12,
                        verbose_name="契約の形",
                    ),
                ),
                ("goal", models.TextField(blank=True, verbose_name="社会実装の目標")),
                ("handover", models.TextField(blank=True, verbose_name="引き渡しの方法")),
                ("industry", models.TextField(blank=True, verbose_name="産業化の進め方")),
                ("private_test", models.TextField(blank=True, verbose_name="民間の資金ではなく国が担う理由")),
                ("private_part", models.TextField(blank=True, verbose_name="民間が担うリスク")),
                (
                    "startup_stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "スタートアップは関わらない"),
                            ("seed", "シード"),
                            ("early", "アーリー"),
                            ("middle", "ミドル"),
                            ("later", "レイター"),
                        ],
                        max_length=10,
                        verbose_name="スタートアップの段階",
                    ),
                ),
                ("later_gap", models.TextField(blank=True, verbose_name="この後の資金の空白")),
                ("public_need", models.TextField(blank=True, verbose_name="公的な需要による裏付け")),
                ("uses_personal_data", models.BooleanField(default=False, verbose_name="個人情報を扱う")),
                ("personal_data_basis", models.TextField(blank=True, verbose_name="個人情報を扱う根拠")),
                ("personal_data_safeguards", models.TextField(blank=True, verbose_name="個人情報を守る措置")),
                (
                    "handover_organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="産業界へ引き渡す組織",
                    ),
                ),
                (
                    "industry_organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="産業化を担う組織",
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan",
                        to="programmes.project",
                    ),
                ),
                (
                    "needs_organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="ニーズを持つ組織",
                    ),
                ),
                (
                    "needs_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ニーズ側の責任者",
                    ),
                ),
            ],
            options={
                "verbose_name": "課題の計画",
            },
        ),
        migrations.CreateModel(
            name="ProjectPlanEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("purpose", models.TextField(blank=True, verbose_name="目的")),
                ("plan_text", models.TextField(blank=True, verbose_name="研究開発の計画")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="実施期間の開始")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="実施期間の終了")),
                ("contract_on", models.DateField(blank=True, null=True, verbose_name="契約の日")),
                (
                    "contract_form",
                    models.CharField(
                        choices=[
                            ("commission", "委託"),
                            ("grant", "補助"),
                            ("joint", "共同研究"),
                            ("flexible", "柔軟な契約（人員・設備・情報・技術の提供を含む）"),
                        ],
                        default="commission",
                        max_length=12,
                        verbose_name="契約の形",
                    ),
                ),
                ("goal", models.TextField(blank=True, verbose_name="社会実装の目標")),
                ("handover", models.TextField(blank=True, verbose_name="引き渡しの方法")),
                ("industry", models.TextField(blank=True, verbose_name="産業化の進め方")),
                ("private_test", models.TextField(blank=True, verbose_name="民間の資金ではなく国が担う理由")),
                ("private_part", models.TextField(blank=True, verbose_name="民間が担うリスク")),
                (
                    "startup_stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "スタートアップは関わらない"),
                            ("seed", "シード"),
                            ("early", "アーリー"),
                            ("middle", "ミドル"),
                            ("later", "レイター"),
                        ],
                        max_length=10,
                        verbose_name="スタートアップの段階",
                    ),
                ),
                ("later_gap", models.TextField(blank=True, verbose_name="この後の資金の空白")),
                ("public_need", models.TextField(blank=True, verbose_name="公的な需要による裏付け")),
                ("uses_personal_data", models.BooleanField(default=False, verbose_name="個人情報を扱う")),
                ("personal_data_basis", models.TextField(blank=True, verbose_name="個人情報を扱う根拠")),
                ("personal_data_safeguards", models.TextField(blank=True, verbose_name="個人情報を守る措置")),
                (
                    "handover_organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
                        verbose_name="産業界へ引き渡す組織",
                    ),
                ),
                (
                    "industry_organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
                        verbose_name="産業化を担う組織",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.project",
                    ),
                ),
                (
                    "needs_organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
                        verbose_name="ニーズを持つ組織",
                    ),
                ),
                (
                    "needs_person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ニーズ側の責任者",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="programmes.projectplan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProjectTerms",
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
                    "project",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="programmes.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "課題の条件",
            },
            bases=("confidentiality.item",),
        ),
        migrations.CreateModel(
            name="Delegation",
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
                (
                    "may_change_plan",
                    models.BooleanField(default=False, verbose_name="計画の変更を承認できる"),
                ),
                (
                    "may_change_team",
                    models.BooleanField(default=False, verbose_name="体制の変更を承認できる"),
                ),
                (
                    "budget_yen",
                    models.BigIntegerField(blank=True, null=True, verbose_name="動かせる予算の上限（円）"),
                ),
                (
                    "budget_percent",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="動かせる予算の上限（総額に対する％）"
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.assignment",
                    ),
                ),
                (
                    "given_by",
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
                    "project",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.project",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations",
                        to="programmes.projectterms",
                    ),
                ),
            ],
            options={
                "verbose_name": "権限の委任",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ChangeRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "change_kind",
                    models.CharField(
                        choices=[("plan", "計画の変更"), ("budget", "予算の変更"), ("team", "体制の変更")],
                        max_length=10,
                        verbose_name="種別",
                    ),
                ),
                ("reason", models.TextField(verbose_name="変更の理由")),
                ("base_number", models.PositiveIntegerField(default=0, editable=False)),
                ("before", models.JSONField(default=dict, editable=False)),
                ("after", models.JSONField(default=dict, editable=False)),
                ("moved", models.BigIntegerField(default=0, editable=False)),
                ("total_change", models.BigIntegerField(default=0, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "申請中"),
                            ("approved", "承認済"),
                            ("rejected", "却下"),
                            ("withdrawn", "取下げ"),
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
                ("decided_at", models.DateTimeField(editable=False, null=True)),
                (
                    "decided_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agency", "研究推進法人または事務局として"),
                            ("delegated", "委任された範囲で"),
                        ],
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("decision_note", models.TextField(blank=True, editable=False, verbose_name="決定の理由")),
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
                    "project",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="change_requests",
                        to="programmes.project",
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
                    "item",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="programmes.projectterms",
                    ),
                ),
            ],
            options={
                "verbose_name": "変更の申請",
                "ordering": ["-requested_at"],
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Prototype",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                ("name", models.CharField(max_length=200, verbose_name="試作したもの")),
                ("begun_on", models.DateField(verbose_name="開発の開始")),
                ("made_on", models.DateField(blank=True, null=True, verbose_name="試作の完成")),
                ("used_on", models.DateField(blank=True, null=True, verbose_name="使用の開始")),
                ("learned", models.TextField(blank=True, verbose_name="分かったこと")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
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
                        related_name="+",
                        to="confidentiality.item",
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
            ],
            options={
                "verbose_name": "試作",
                "ordering": ["created_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PrototypeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                ("name", models.CharField(max_length=200, verbose_name="試作したもの")),
                ("begun_on", models.DateField(verbose_name="開発の開始")),
                ("made_on", models.DateField(blank=True, null=True, verbose_name="試作の完成")),
                ("used_on", models.DateField(blank=True, null=True, verbose_name="使用の開始")),
                ("learned", models.TextField(blank=True, verbose_name="分かったこと")),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="programmes.prototype",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.project",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Provision",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                (
                    "provision_kind",
                    models.CharField(
                        choices=[
                            ("staff", "人員"),
                            ("equipment", "設備"),
                            ("information", "情報"),
                            ("technology", "技術"),
                        ],
                        max_length=12,
                        verbose_name="種別",
                    ),
                ),
                ("what", models.TextField(verbose_name="提供するもの")),
                ("returned_on", models.DateField(blank=True, null=True, verbose_name="返す日・終わる日")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
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
                        related_name="+",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="提供する組織",
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
            ],
            options={
                "verbose_name": "資金のほかの提供",
                "ordering": ["created_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProvisionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                (
                    "provision_kind",
                    models.CharField(
                        choices=[
                            ("staff", "人員"),
                            ("equipment", "設備"),
                            ("information", "情報"),
                            ("technology", "技術"),
                        ],
                        max_length=12,
                        verbose_name="種別",
                    ),
                ),
                ("what", models.TextField(verbose_name="提供するもの")),
                ("returned_on", models.DateField(blank=True, null=True, verbose_name="返す日・終わる日")),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
                        verbose_name="提供する組織",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="programmes.provision",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.project",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SchemeLink",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                (
                    "scheme",
                    models.CharField(
                        choices=[
                            ("sip", "SIP（戦略的イノベーション創造プログラム）"),
                            ("impact", "ImPACT（革新的研究開発推進プログラム）"),
                            ("moonshot", "ムーンショット型研究開発制度"),
                            ("prism", "PRISM（官民研究開発投資拡大プログラム）"),
                            ("sbir", "SBIR制度"),
                            ("other", "その他の制度"),
                        ],
                        max_length=10,
                        verbose_name="制度",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="課題・事業の名称")),
                (
                    "how",
                    models.TextField(
                        help_text="前身、並行、引き継ぎ先、重複しないことの確認など", verbose_name="関わり"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
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
                        related_name="+",
                        to="confidentiality.item",
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
            ],
            options={
                "verbose_name": "関連する制度",
                "ordering": ["created_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SchemeLinkEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                (
                    "scheme",
                    models.CharField(
                        choices=[
                            ("sip", "SIP（戦略的イノベーション創造プログラム）"),
                            ("impact", "ImPACT（革新的研究開発推進プログラム）"),
                            ("moonshot", "ムーンショット型研究開発制度"),
                            ("prism", "PRISM（官民研究開発投資拡大プログラム）"),
                            ("sbir", "SBIR制度"),
                            ("other", "その他の制度"),
                        ],
                        max_length=10,
                        verbose_name="制度",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="課題・事業の名称")),
                (
                    "how",
                    models.TextField(
                        help_text="前身、並行、引き継ぎ先、重複しないことの確認など", verbose_name="関わり"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="programmes.schemelink",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.project",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                ("name", models.CharField(max_length=120, verbose_name="氏名")),
                ("duty", models.CharField(max_length=200, verbose_name="担うこと")),
                ("is_student", models.BooleanField(default=False, verbose_name="雇用関係のない学生")),
                (
                    "agreement_signed_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="発明の帰属に関する取決めを結んだ日"
                    ),
                ),
                (
                    "agreement_due_on",
                    models.DateField(
                        blank=True,
                        help_text="まだ結んでいないときに記入してください。期限を過ぎると、課題を開始できません。",
                        null=True,
                        verbose_name="取決めを結ぶ期限",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
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
                        related_name="+",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="programmes.participant",
                        verbose_name="参加機関",
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
                        verbose_name="利用者のメールアドレス",
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
            ],
            options={
                "verbose_name": "参加者",
                "ordering": ["created_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TeamMemberEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                ("name", models.CharField(max_length=120, verbose_name="氏名")),
                ("duty", models.CharField(max_length=200, verbose_name="担うこと")),
                ("is_student", models.BooleanField(default=False, verbose_name="雇用関係のない学生")),
                (
                    "agreement_signed_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="発明の帰属に関する取決めを結んだ日"
                    ),
                ),
                (
                    "agreement_due_on",
                    models.DateField(
                        blank=True,
                        help_text="まだ結んでいないときに記入してください。期限を過ぎると、課題を開始できません。",
                        null=True,
                        verbose_name="取決めを結ぶ期限",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.participant",
                        verbose_name="参加機関",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="利用者のメールアドレス",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="programmes.teammember",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.project",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TermsVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="版")),
                ("content", models.JSONField(default=dict)),
                ("text_hash", models.CharField(blank=True, max_length=64)),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "item",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="programmes.projectterms",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
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
                    "request",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="version",
                        to="programmes.changerequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "条件の版",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="UnpublishedFiling",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                (
                    "number",
                    models.CharField(max_length=60, verbose_name="受付番号など、内容の分からない符号"),
                ),
                ("filed_on", models.DateField(verbose_name="出願の日")),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("filed", "出願済"),
                            ("review", "保全審査中"),
                            ("kept", "保全指定中"),
                            ("released", "公開へ移った"),
                        ],
                        default="filed",
                        max_length=10,
                        verbose_name="状況",
                    ),
                ),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="次に見直す日")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
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
                        related_name="+",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="書類を保管する組織",
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
            ],
            options={
                "verbose_name": "公開しない特許出願",
                "ordering": ["created_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UnpublishedFilingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                (
                    "number",
                    models.CharField(max_length=60, verbose_name="受付番号など、内容の分からない符号"),
                ),
                ("filed_on", models.DateField(verbose_name="出願の日")),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("filed", "出願済"),
                            ("review", "保全審査中"),
                            ("kept", "保全指定中"),
                            ("released", "公開へ移った"),
                        ],
                        default="filed",
                        max_length=10,
                        verbose_name="状況",
                    ),
                ),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="次に見直す日")),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
                        verbose_name="書類を保管する組織",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="programmes.unpublishedfiling",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.project",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UseCase",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                (
                    "mode",
                    models.CharField(
                        choices=[("peace", "平常時"), ("emergency", "緊急時")],
                        max_length=10,
                        verbose_name="場面",
                    ),
                ),
                ("user", models.CharField(max_length=200, verbose_name="使う人・組織")),
                ("use", models.TextField(verbose_name="使い方")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
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
                        related_name="+",
                        to="confidentiality.item",
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
            ],
            options={
                "verbose_name": "使われる場面",
                "ordering": ["created_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UseCaseEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                (
                    "mode",
                    models.CharField(
                        choices=[("peace", "平常時"), ("emergency", "緊急時")],
                        max_length=10,
                        verbose_name="場面",
                    ),
                ),
                ("user", models.CharField(max_length=200, verbose_name="使う人・組織")),
                ("use", models.TextField(verbose_name="使い方")),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="programmes.usecase",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.project",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ValleyRisk",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                ("risk", models.TextField(verbose_name="実装を妨げるおそれ")),
                ("counter_measure", models.TextField(blank=True, verbose_name="対策")),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("open", "対策前"),
                            ("treated", "対策中"),
                            ("overcome", "解消"),
                            ("happened", "現実になった"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="状況",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
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
                        related_name="+",
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
                        verbose_name="対策を担う組織",
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
            ],
            options={
                "verbose_name": "死の谷のおそれ",
                "ordering": ["created_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ValleyRiskEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                ("risk", models.TextField(verbose_name="実装を妨げるおそれ")),
                ("counter_measure", models.TextField(blank=True, verbose_name="対策")),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("open", "対策前"),
                            ("treated", "対策中"),
                            ("overcome", "解消"),
                            ("happened", "現実になった"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="状況",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
                        verbose_name="対策を担う組織",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="programmes.valleyrisk",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.project",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WorkPackage",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                ("due_on", models.DateField(verbose_name="期限")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="済んだ日")),
                (
                    "delay_reason",
                    models.TextField(
                        blank=True,
                        help_text="課題の開始後に期限を動かすとき、または期限の後に済んだときは、必ず記入してください。",
                        verbose_name="期限を動かした理由・遅れの理由",
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="番号")),
                ("title", models.CharField(max_length=200, verbose_name="名称")),
                ("starts_on", models.DateField(verbose_name="開始")),
                ("state_note", models.TextField(blank=True, verbose_name="状況")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
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
                        related_name="+",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="責任を持つ組織",
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
            ],
            options={
                "verbose_name": "作業項目",
                "ordering": ["due_on", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MilestoneEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                ("due_on", models.DateField(verbose_name="期限")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="済んだ日")),
                (
                    "delay_reason",
                    models.TextField(
                        blank=True,
                        help_text="課題の開始後に期限を動かすとき、または期限の後に済んだときは、必ず記入してください。",
                        verbose_name="期限を動かした理由・遅れの理由",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="名称")),
                ("criterion", models.TextField(verbose_name="達成と認める基準")),
                ("evidence", models.TextField(blank=True, verbose_name="達成の根拠")),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
                        verbose_name="責任を持つ組織",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="programmes.milestone",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.project",
                    ),
                ),
                (
                    "work_package",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.workpackage",
                        verbose_name="作業項目",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="milestone",
            name="work_package",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="milestones",
                to="programmes.workpackage",
                verbose_name="作業項目",
            ),
        ),
        migrations.CreateModel(
            name="WorkPackageEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
                ("due_on", models.DateField(verbose_name="期限")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="済んだ日")),
                (
                    "delay_reason",
                    models.TextField(
                        blank=True,
                        help_text="課題の開始後に期限を動かすとき、または期限の後に済んだときは、必ず記入してください。",
                        verbose_name="期限を動かした理由・遅れの理由",
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="番号")),
                ("title", models.CharField(max_length=200, verbose_name="名称")),
                ("starts_on", models.DateField(verbose_name="開始")),
                ("state_note", models.TextField(blank=True, verbose_name="状況")),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
                        verbose_name="責任を持つ組織",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="programmes.workpackage",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programmes.project",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="YearAmount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("amount", models.BigIntegerField(verbose_name="金額（円）")),
                (
                    "item",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amounts",
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
            ],
            options={
                "verbose_name": "年度ごとの金額",
                "ordering": ["fiscal_year"],
            },
        ),
        migrations.AddConstraint(
            model_name="coinvestment",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="co_investment_of_something"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="coinvestment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programmes_coinvestmentevent" ("amount", "created_at", "created_by_id", "end_reason", "ended_at", "ended_by_id", "id", "investor", "item_id", "note", "on", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "standing") VALUES (NEW."amount", NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."investor", NEW."item_id", NEW."note", NEW."on", NOW(), \'insert\', NEW."id", NEW."project_id", NEW."standing"); RETURN NULL;',
                    hash="441b11842962775cd961a4121fb9907a242d4445",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_64424",
                    table="programmes_coinvestment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="coinvestment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programmes_coinvestmentevent" ("amount", "created_at", "created_by_id", "end_reason", "ended_at", "ended_by_id", "id", "investor", "item_id", "note", "on", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "standing") VALUES (NEW."amount", NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."investor", NEW."item_id", NEW."note", NEW."on", NOW(), \'update\', NEW."id", NEW."project_id", NEW."standing"); RETURN NULL;',
                    hash="a3956342554b872290ec6c03324539bb8e54820a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1761c",
                    table="programmes_coinvestment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="coretechnology",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programmes_coretechnologyevent" ("created_at", "created_by_id", "end_reason", "ended_at", "ended_by_id", "id", "item_id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "protection", "why") VALUES (NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."item_id", NEW."name", NOW(), \'insert\', NEW."id", NEW."project_id", NEW."protection", NEW."why"); RETURN NULL;',
                    hash="2ff6684d0b6523b312ec207ec6157e881223ba39",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1f6c6",
                    table="programmes_coretechnology",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="coretechnology",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programmes_coretechnologyevent" ("created_at", "created_by_id", "end_reason", "ended_at", "ended_by_id", "id", "item_id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "protection", "why") VALUES (NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."item_id", NEW."name", NOW(), \'update\', NEW."id", NEW."project_id", NEW."protection", NEW."why"); RETURN NULL;',
                    hash="b5e86001cd455ee08b4e07de61b61b182c642f97",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_68bea",
                    table="programmes_coretechnology",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="fielddemo",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on__isnull", True),
                    ("ends_on__isnull", True),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="demo_ends_after_start",
                violation_error_message="終了は、開始以後の日にしてください。",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fielddemo",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programmes_fielddemoevent" ("created_at", "created_by_id", "demo_kind", "end_reason", "ended_at", "ended_by_id", "ends_on", "id", "item_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "project_id", "result", "starts_on", "team") VALUES (NEW."created_at", NEW."created_by_id", NEW."demo_kind", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."ends_on", NEW."id", NEW."item_id", NOW(), \'insert\', NEW."id", NEW."place", NEW."project_id", NEW."result", NEW."starts_on", NEW."team"); RETURN NULL;',
                    hash="411acfaae14474e6e0c6bf4875fb58f1dadc7b46",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7965b",
                    table="programmes_fielddemo",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fielddemo",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programmes_fielddemoevent" ("created_at", "created_by_id", "demo_kind", "end_reason", "ended_at", "ended_by_id", "ends_on", "id", "item_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "project_id", "result", "starts_on", "team") VALUES (NEW."created_at", NEW."created_by_id", NEW."demo_kind", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."ends_on", NEW."id", NEW."item_id", NOW(), \'update\', NEW."id", NEW."place", NEW."project_id", NEW."result", NEW."starts_on", NEW."team"); RETURN NULL;',
                    hash="36fee12d536a0b4f595bfb1fea1186ef83d84192",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_310ac",
                    table="programmes_fielddemo",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="continuedsupport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on__isnull", True),
                    ("ends_on__isnull", True),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="support_ends_after_start",
                violation_error_message="終了は、開始以後の日にしてください。",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="continuedsupport",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programmes_continuedsupportevent" ("created_at", "created_by_id", "demo_id", "end_reason", "ended_at", "ended_by_id", "ends_on", "id", "item_id", "organisation_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "starts_on", "support", "support_kind") VALUES (NEW."created_at", NEW."created_by_id", NEW."demo_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."ends_on", NEW."id", NEW."item_id", NEW."organisation_id", NOW(), \'insert\', NEW."id", NEW."project_id", NEW."starts_on", NEW."support", NEW."support_kind"); RETURN NULL;',
                    hash="6a59ad8808538564d5b367fa9afe46a3a05858a0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6d3e5",
                    table="programmes_continuedsupport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="continuedsupport",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programmes_continuedsupportevent" ("created_at", "created_by_id", "demo_id", "end_reason", "ended_at", "ended_by_id", "ends_on", "id", "item_id", "organisation_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "starts_on", "support", "support_kind") VALUES (NEW."created_at", NEW."created_by_id", NEW."demo_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."ends_on", NEW."id", NEW."item_id", NEW."organisation_id", NOW(), \'update\', NEW."id", NEW."project_id", NEW."starts_on", NEW."support", NEW."support_kind"); RETURN NULL;',
                    hash="c2493a73f1eebe1a1b3336a6ac3c68463a6c42e3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b96a5",
                    table="programmes_continuedsupport",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="internationalpartner",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on__isnull", True),
                    ("ends_on__isnull", True),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="partner_ends_after_start",
                violation_error_message="終了は、開始以後の日にしてください。",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="internationalpartner",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programmes_internationalpartnerevent" ("country", "created_at", "created_by_id", "end_reason", "ended_at", "ended_by_id", "ends_on", "id", "item_id", "organisation_id", "our_gain", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "starts_on", "terms", "their_gain") VALUES (NEW."country", NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."ends_on", NEW."id", NEW."item_id", NEW."organisation_id", NEW."our_gain", NOW(), \'insert\', NEW."id", NEW."project_id", NEW."starts_on", NEW."terms", NEW."their_gain"); RETURN NULL;',
                    hash="6fd3f71b446a17540f4f99722e481bdc22f591fa",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9903f",
                    table="programmes_internationalpartner",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="internationalpartner",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programmes_internationalpartnerevent" ("country", "created_at", "created_by_id", "end_reason", "ended_at", "ended_by_id", "ends_on", "id", "item_id", "organisation_id", "our_gain", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "starts_on", "terms", "their_gain") VALUES (NEW."country", NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."ends_on", NEW."id", NEW."item_id", NEW."organisation_id", NEW."our_gain", NOW(), \'update\', NEW."id", NEW."project_id", NEW."starts_on", NEW."terms", NEW."their_gain"); RETURN NULL;',
                    hash="4d21e855d6b02730aeaa389b4bc2ccfa980dece8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_53764",
                    table="programmes_internationalpartner",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="ipdeal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("deal_kind", "third_country"), _negated=True),
                    ("country__regex", "\\S"),
                    _connector="OR",
                ),
                name="third_country_is_named",
                violation_error_message="第三国への展開では、対象の国・地域を記入してください。",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ipdeal",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programmes_ipdealevent" ("agreed_on", "country", "created_at", "created_by_id", "deal_kind", "end_reason", "ended_at", "ended_by_id", "id", "item_id", "partner", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "terms") VALUES (NEW."agreed_on", NEW."country", NEW."created_at", NEW."created_by_id", NEW."deal_kind", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."item_id", NEW."partner", NOW(), \'insert\', NEW."id", NEW."project_id", NEW."terms"); RETURN NULL;',
                    hash="657a8933efb5db6391cae1054fa777e1622cae8c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0d9de",
                    table="programmes_ipdeal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ipdeal",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programmes_ipdealevent" ("agreed_on", "country", "created_at", "created_by_id", "deal_kind", "end_reason", "ended_at", "ended_by_id", "id", "item_id", "partner", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "terms") VALUES (NEW."agreed_on", NEW."country", NEW."created_at", NEW."created_by_id", NEW."deal_kind", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."item_id", NEW."partner", NOW(), \'update\', NEW."id", NEW."project_id", NEW."terms"); RETURN NULL;',
                    hash="d3f7ee8cdb56ad039b9045382107eb2ca0f8a7cb",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8bd9d",
                    table="programmes_ipdeal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leakmeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programmes_leakmeasureevent" ("checked_on", "created_at", "created_by_id", "end_reason", "ended_at", "ended_by_id", "id", "item_id", "measure", "measure_kind", "organisation_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id") VALUES (NEW."checked_on", NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."item_id", NEW."measure", NEW."measure_kind", NEW."organisation_id", NOW(), \'insert\', NEW."id", NEW."project_id"); RETURN NULL;',
                    hash="1fe7388af1c5994841f80f36c58cc36b4b8da210",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5ec25",
                    table="programmes_leakmeasure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leakmeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programmes_leakmeasureevent" ("checked_on", "created_at", "created_by_id", "end_reason", "ended_at", "ended_by_id", "id", "item_id", "measure", "measure_kind", "organisation_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id") VALUES (NEW."checked_on", NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."item_id", NEW."measure", NEW."measure_kind", NEW."organisation_id", NOW(), \'update\', NEW."id", NEW."project_id"); RETURN NULL;',
                    hash="5776fe2cb7849319185b5224d6bff9f977dcd968",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_277bc",
                    table="programmes_leakmeasure",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("organisation__isnull", False), ("participant_kind", "individual"), _connector="OR"
                ),
                name="participant_is_somebody",
                violation_error_message="個人の技術者のほかは、組織を選んでください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.CheckConstraint(
                condition=models.Q(("share__isnull", True), ("share__lte", 100), _connector="OR"),
                name="participant_share_is_a_part",
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on__isnull", True),
                    ("ends_on__isnull", True),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="participant_leaves_after_joining",
                violation_error_message="参加の終了は、開始以後の日にしてください。",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participant",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programmes_participantevent" ("created_at", "created_by_id", "end_reason", "ended_at", "ended_by_id", "ends_on", "id", "item_id", "name", "organisation_id", "part", "participant_kind", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "share", "starts_on") VALUES (NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."ends_on", NEW."id", NEW."item_id", NEW."name", NEW."organisation_id", NEW."part", NEW."participant_kind", NOW(), \'insert\', NEW."id", NEW."project_id", NEW."share", NEW."starts_on"); RETURN NULL;',
                    hash="c3a5b9a1611305452fbf67305fcb160bb2b78527",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e8b60",
                    table="programmes_participant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participant",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programmes_participantevent" ("created_at", "created_by_id", "end_reason", "ended_at", "ended_by_id", "ends_on", "id", "item_id", "name", "organisation_id", "part", "participant_kind", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "share", "starts_on") VALUES (NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."ends_on", NEW."id", NEW."item_id", NEW."name", NEW."organisation_id", NEW."part", NEW."participant_kind", NOW(), \'update\', NEW."id", NEW."project_id", NEW."share", NEW."starts_on"); RETURN NULL;',
                    hash="3045a1078a361ae28763949a0b763277234c94a7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3be98",
                    table="programmes_participant",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="partneranswer",
            constraint=models.UniqueConstraint(fields=("item", "question"), name="one_answer_a_question"),
        ),
        migrations.AddConstraint(
            model_name="partneranswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer", "yes"), ("note__regex", "\\S"), _connector="OR"),
                name="partner_answer_is_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planlink",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programmes_planlinkevent" ("created_at", "created_by_id", "end_reason", "ended_at", "ended_by_id", "how", "id", "item_id", "part", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "project_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."how", NEW."id", NEW."item_id", NEW."part", NOW(), \'insert\', NEW."id", NEW."plan", NEW."project_id"); RETURN NULL;',
                    hash="419abfa4032b9a737d3135ea157554295cadd7e0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5bfa1",
                    table="programmes_planlink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planlink",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programmes_planlinkevent" ("created_at", "created_by_id", "end_reason", "ended_at", "ended_by_id", "how", "id", "item_id", "part", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "project_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."how", NEW."id", NEW."item_id", NEW."part", NOW(), \'update\', NEW."id", NEW."plan", NEW."project_id"); RETURN NULL;',
                    hash="eed309b91e2d8bef50092c55fda8d4e6f598d727",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_773a5",
                    table="programmes_planlink",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="projectplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on__isnull", True),
                    ("ends_on__isnull", True),
                    ("ends_on__gt", models.F("starts_on")),
                    _connector="OR",
                ),
                name="plan_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="projectplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("uses_personal_data", False),
                    models.Q(
                        ("personal_data_basis__regex", "\\S"), ("personal_data_safeguards__regex", "\\S")
                    ),
                    _connector="OR",
                ),
                name="personal_data_with_basis_and_safeguards",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="projectplan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programmes_projectplanevent" ("contract_form", "contract_on", "ends_on", "goal", "handover", "handover_organisation_id", "id", "industry", "industry_organisation_id", "item_id", "later_gap", "needs_organisation_id", "needs_person_id", "personal_data_basis", "personal_data_safeguards", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_text", "private_part", "private_test", "public_need", "purpose", "starts_on", "startup_stage", "uses_personal_data") VALUES (NEW."contract_form", NEW."contract_on", NEW."ends_on", NEW."goal", NEW."handover", NEW."handover_organisation_id", NEW."id", NEW."industry", NEW."industry_organisation_id", NEW."item_id", NEW."later_gap", NEW."needs_organisation_id", NEW."needs_person_id", NEW."personal_data_basis", NEW."personal_data_safeguards", NOW(), \'insert\', NEW."id", NEW."plan_text", NEW."private_part", NEW."private_test", NEW."public_need", NEW."purpose", NEW."starts_on", NEW."startup_stage", NEW."uses_personal_data"); RETURN NULL;',
                    hash="9d00cd5340021c4d97f61ed88e1f09b27c29118f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_11eb8",
                    table="programmes_projectplan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="projectplan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programmes_projectplanevent" ("contract_form", "contract_on", "ends_on", "goal", "handover", "handover_organisation_id", "id", "industry", "industry_organisation_id", "item_id", "later_gap", "needs_organisation_id", "needs_person_id", "personal_data_basis", "personal_data_safeguards", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_text", "private_part", "private_test", "public_need", "purpose", "starts_on", "startup_stage", "uses_personal_data") VALUES (NEW."contract_form", NEW."contract_on", NEW."ends_on", NEW."goal", NEW."handover", NEW."handover_organisation_id", NEW."id", NEW."industry", NEW."industry_organisation_id", NEW."item_id", NEW."later_gap", NEW."needs_organisation_id", NEW."needs_person_id", NEW."personal_data_basis", NEW."personal_data_safeguards", NOW(), \'update\', NEW."id", NEW."plan_text", NEW."private_part", NEW."private_test", NEW."public_need", NEW."purpose", NEW."starts_on", NEW."startup_stage", NEW."uses_personal_data"); RETURN NULL;',
                    hash="ed69603c5d980fbf6c749761b6b9384d7032044f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4cbf8",
                    table="programmes_projectplan",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True),
                    ("valid_until__gt", models.F("valid_from")),
                    _connector="OR",
                ),
                name="programmes_delegation_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("may_change_plan", True),
                    ("may_change_team", True),
                    ("budget_yen__isnull", False),
                    ("budget_percent__isnull", False),
                    _connector="OR",
                ),
                name="delegation_of_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("budget_percent__isnull", True), ("budget_percent__lte", 100), _connector="OR"
                ),
                name="delegation_within_the_total",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(("budget_yen__isnull", True), ("budget_yen__gt", 0), _connector="OR"),
                name="delegation_of_a_sum",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(("given_by", models.F("person")), _negated=True),
                name="nobody_delegates_to_themselves",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_until__isnull", True)),
                fields=("item", "person"),
                name="one_live_delegation",
            ),
        ),
        migrations.AddConstraint(
            model_name="changerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(("decided_by", models.F("requested_by")), _negated=True),
                    _connector="OR",
                ),
                name="change_decided_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="changerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__regex", "\\S")), name="change_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="changerequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "requested")), fields=("item",), name="one_open_change_request"
            ),
        ),
        migrations.AddConstraint(
            model_name="prototype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("begun_on__isnull", True),
                    ("made_on__isnull", True),
                    ("made_on__gte", models.F("begun_on")),
                    _connector="OR",
                ),
                name="prototype_made_after_begun",
                violation_error_message="試作の完成は、開発の開始以後の日にしてください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="prototype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("begun_on__isnull", True),
                    ("used_on__isnull", True),
                    ("used_on__gte", models.F("begun_on")),
                    _connector="OR",
                ),
                name="prototype_used_after_begun",
                violation_error_message="使用の開始は、開発の開始以後の日にしてください。",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="prototype",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programmes_prototypeevent" ("begun_on", "created_at", "created_by_id", "end_reason", "ended_at", "ended_by_id", "id", "item_id", "learned", "made_on", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "used_on") VALUES (NEW."begun_on", NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."item_id", NEW."learned", NEW."made_on", NEW."name", NOW(), \'insert\', NEW."id", NEW."project_id", NEW."used_on"); RETURN NULL;',
                    hash="66cdb29abd2bb76135d900a99a801640844447e7",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3a99a",
                    table="programmes_prototype",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="prototype",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programmes_prototypeevent" ("begun_on", "created_at", "created_by_id", "end_reason", "ended_at", "ended_by_id", "id", "item_id", "learned", "made_on", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "used_on") VALUES (NEW."begun_on", NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."item_id", NEW."learned", NEW."made_on", NEW."name", NOW(), \'update\', NEW."id", NEW."project_id", NEW."used_on"); RETURN NULL;',
                    hash="f7adcc62b317f7dfab3d376e909fb6007c204999",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e8614",
                    table="programmes_prototype",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="provision",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programmes_provisionevent" ("created_at", "created_by_id", "end_reason", "ended_at", "ended_by_id", "id", "item_id", "organisation_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "provision_kind", "returned_on", "what") VALUES (NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."item_id", NEW."organisation_id", NOW(), \'insert\', NEW."id", NEW."project_id", NEW."provision_kind", NEW."returned_on", NEW."what"); RETURN NULL;',
                    hash="6eea3413e162fb54449d44e3e67e12ba43337102",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1d7e6",
                    table="programmes_provision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="provision",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programmes_provisionevent" ("created_at", "created_by_id", "end_reason", "ended_at", "ended_by_id", "id", "item_id", "organisation_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "provision_kind", "returned_on", "what") VALUES (NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."item_id", NEW."organisation_id", NOW(), \'update\', NEW."id", NEW."project_id", NEW."provision_kind", NEW."returned_on", NEW."what"); RETURN NULL;',
                    hash="92b960136963b52951ef7504becf5a7f054ed935",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_502d6",
                    table="programmes_provision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schemelink",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programmes_schemelinkevent" ("created_at", "created_by_id", "end_reason", "ended_at", "ended_by_id", "how", "id", "item_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "scheme", "title") VALUES (NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."how", NEW."id", NEW."item_id", NOW(), \'insert\', NEW."id", NEW."project_id", NEW."scheme", NEW."title"); RETURN NULL;',
                    hash="825e71b37f375776bff9c8a325d1be4af5ee88b1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_079e9",
                    table="programmes_schemelink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schemelink",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programmes_schemelinkevent" ("created_at", "created_by_id", "end_reason", "ended_at", "ended_by_id", "how", "id", "item_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "scheme", "title") VALUES (NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."how", NEW."id", NEW."item_id", NOW(), \'update\', NEW."id", NEW."project_id", NEW."scheme", NEW."title"); RETURN NULL;',
                    hash="bdfebad9b8ac85c7798d1f6518efc2cd3a6377e9",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_14bb5",
                    table="programmes_schemelink",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_student", False),
                    ("agreement_signed_on__isnull", False),
                    ("agreement_due_on__isnull", False),
                    _connector="OR",
                ),
                name="student_with_an_agreement",
                violation_error_message="雇用関係のない学生については、取決めを結んだ日か、結ぶ期限を記入してください。",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teammember",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programmes_teammemberevent" ("agreement_due_on", "agreement_signed_on", "created_at", "created_by_id", "duty", "end_reason", "ended_at", "ended_by_id", "id", "is_student", "item_id", "name", "participant_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id") VALUES (NEW."agreement_due_on", NEW."agreement_signed_on", NEW."created_at", NEW."created_by_id", NEW."duty", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."is_student", NEW."item_id", NEW."name", NEW."participant_id", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."project_id"); RETURN NULL;',
                    hash="f1a05b19dc78b8c01852069656f1d59f61c877b0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b1cc2",
                    table="programmes_teammember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="teammember",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programmes_teammemberevent" ("agreement_due_on", "agreement_signed_on", "created_at", "created_by_id", "duty", "end_reason", "ended_at", "ended_by_id", "id", "is_student", "item_id", "name", "participant_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id") VALUES (NEW."agreement_due_on", NEW."agreement_signed_on", NEW."created_at", NEW."created_by_id", NEW."duty", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."is_student", NEW."item_id", NEW."name", NEW."participant_id", NEW."person_id", NOW(), \'update\', NEW."id", NEW."project_id"); RETURN NULL;',
                    hash="5a48e56f3c1e5fb6ba46b14ecbf5fee524c8c359",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d6d30",
                    table="programmes_teammember",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="termsversion",
            constraint=models.UniqueConstraint(fields=("item", "number"), name="terms_numbered_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unpublishedfiling",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programmes_unpublishedfilingevent" ("created_at", "created_by_id", "end_reason", "ended_at", "ended_by_id", "filed_on", "id", "item_id", "number", "organisation_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "review_on", "standing") VALUES (NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."filed_on", NEW."id", NEW."item_id", NEW."number", NEW."organisation_id", NOW(), \'insert\', NEW."id", NEW."project_id", NEW."review_on", NEW."standing"); RETURN NULL;',
                    hash="b47208ee89aab888be9ed87893415067352fdb4c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_681ec",
                    table="programmes_unpublishedfiling",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="unpublishedfiling",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programmes_unpublishedfilingevent" ("created_at", "created_by_id", "end_reason", "ended_at", "ended_by_id", "filed_on", "id", "item_id", "number", "organisation_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "review_on", "standing") VALUES (NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."filed_on", NEW."id", NEW."item_id", NEW."number", NEW."organisation_id", NOW(), \'update\', NEW."id", NEW."project_id", NEW."review_on", NEW."standing"); RETURN NULL;',
                    hash="0bdad479838650756c2be2f97ab339a3585b9628",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f9e60",
                    table="programmes_unpublishedfiling",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="usecase",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programmes_usecaseevent" ("created_at", "created_by_id", "end_reason", "ended_at", "ended_by_id", "id", "item_id", "mode", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "use", "user") VALUES (NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."item_id", NEW."mode", NOW(), \'insert\', NEW."id", NEW."project_id", NEW."use", NEW."user"); RETURN NULL;',
                    hash="bb8fd254e38f7ef239621ae367cf094203362ff4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a7760",
                    table="programmes_usecase",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="usecase",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programmes_usecaseevent" ("created_at", "created_by_id", "end_reason", "ended_at", "ended_by_id", "id", "item_id", "mode", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "use", "user") VALUES (NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."item_id", NEW."mode", NOW(), \'update\', NEW."id", NEW."project_id", NEW."use", NEW."user"); RETURN NULL;',
                    hash="abf41dd3f37f1c33b3365f32c89afc8a4ce4e169",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3ebe1",
                    table="programmes_usecase",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="valleyrisk",
            constraint=models.CheckConstraint(
                condition=models.Q(("standing", "open"), ("counter_measure__regex", "\\S"), _connector="OR"),
                name="valley_treated_with_words",
                violation_error_message="対策前のほかは、対策を記入してください。",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="valleyrisk",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programmes_valleyriskevent" ("counter_measure", "created_at", "created_by_id", "end_reason", "ended_at", "ended_by_id", "id", "item_id", "organisation_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "risk", "standing") VALUES (NEW."counter_measure", NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."item_id", NEW."organisation_id", NOW(), \'insert\', NEW."id", NEW."project_id", NEW."risk", NEW."standing"); RETURN NULL;',
                    hash="1c490ba5d6dde80abd1a50c147372a96e8822bc6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_caa6b",
                    table="programmes_valleyrisk",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="valleyrisk",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programmes_valleyriskevent" ("counter_measure", "created_at", "created_by_id", "end_reason", "ended_at", "ended_by_id", "id", "item_id", "organisation_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "risk", "standing") VALUES (NEW."counter_measure", NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."item_id", NEW."organisation_id", NOW(), \'update\', NEW."id", NEW."project_id", NEW."risk", NEW."standing"); RETURN NULL;',
                    hash="598960bbdb411a9f95ce02660e5cdcaf99a83543",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_82623",
                    table="programmes_valleyrisk",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="workpackage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("done_on__isnull", True),
                    ("done_on__lte", models.F("due_on")),
                    ("delay_reason__regex", "\\S"),
                    _connector="OR",
                ),
                name="work_package_late_with_a_reason",
                violation_error_message="期限の後に済んだときは、遅れた理由を記入してください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="workpackage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on__isnull", True),
                    ("due_on__isnull", True),
                    ("due_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="work_package_ends_after_start",
                violation_error_message="期限は、開始以後の日にしてください。",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workpackage",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programmes_workpackageevent" ("code", "created_at", "created_by_id", "delay_reason", "done_on", "due_on", "end_reason", "ended_at", "ended_by_id", "id", "item_id", "organisation_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "starts_on", "state_note", "title") VALUES (NEW."code", NEW."created_at", NEW."created_by_id", NEW."delay_reason", NEW."done_on", NEW."due_on", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."item_id", NEW."organisation_id", NOW(), \'insert\', NEW."id", NEW."project_id", NEW."starts_on", NEW."state_note", NEW."title"); RETURN NULL;',
                    hash="c207c1d1393faffad70c898442fdff73f27d737c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fa4db",
                    table="programmes_workpackage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workpackage",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programmes_workpackageevent" ("code", "created_at", "created_by_id", "delay_reason", "done_on", "due_on", "end_reason", "ended_at", "ended_by_id", "id", "item_id", "organisation_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "starts_on", "state_note", "title") VALUES (NEW."code", NEW."created_at", NEW."created_by_id", NEW."delay_reason", NEW."done_on", NEW."due_on", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."item_id", NEW."organisation_id", NOW(), \'update\', NEW."id", NEW."project_id", NEW."starts_on", NEW."state_note", NEW."title"); RETURN NULL;',
                    hash="d10034dabbc1c15076b1d1564d9a0ca3b38e75dd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_62b7a",
                    table="programmes_workpackage",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("done_on__isnull", True),
                    ("done_on__lte", models.F("due_on")),
                    ("delay_reason__regex", "\\S"),
                    _connector="OR",
                ),
                name="milestone_late_with_a_reason",
                violation_error_message="期限の後に済んだときは、遅れた理由を記入してください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(("done_on__isnull", True), ("evidence__regex", "\\S"), _connector="OR"),
                name="milestone_reached_with_evidence",
                violation_error_message="達成したときは、達成の根拠を記入してください。",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="milestone",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programmes_milestoneevent" ("created_at", "created_by_id", "criterion", "delay_reason", "done_on", "due_on", "end_reason", "ended_at", "ended_by_id", "evidence", "id", "item_id", "organisation_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "title", "work_package_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."criterion", NEW."delay_reason", NEW."done_on", NEW."due_on", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."evidence", NEW."id", NEW."item_id", NEW."organisation_id", NOW(), \'insert\', NEW."id", NEW."project_id", NEW."title", NEW."work_package_id"); RETURN NULL;',
                    hash="0e08fa815c3b45e83363a0923fad49ada9038e2a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_99646",
                    table="programmes_milestone",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="milestone",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programmes_milestoneevent" ("created_at", "created_by_id", "criterion", "delay_reason", "done_on", "due_on", "end_reason", "ended_at", "ended_by_id", "evidence", "id", "item_id", "organisation_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "title", "work_package_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."criterion", NEW."delay_reason", NEW."done_on", NEW."due_on", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."evidence", NEW."id", NEW."item_id", NEW."organisation_id", NOW(), \'update\', NEW."id", NEW."project_id", NEW."title", NEW."work_package_id"); RETURN NULL;',
                    hash="904ff40b9164fdefd5737f790f2eb3d470f9c5a6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8b464",
                    table="programmes_milestone",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="yearamount",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0)), name="year_amount_is_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="yearamount",
            constraint=models.UniqueConstraint(fields=("item", "fiscal_year"), name="one_amount_a_year"),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

"""Proposals as their people work on them, and as they are kept once they were sent."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql" / "proposal_papers.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("confidentiality", "0007_names_for_teams"),
        ("programmes", "0004_comments_and_follow_up"),
        ("programmes", "0004_visions_and_calls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DeclarationMark",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "verbose_name": "申告が済んだこと",
            },
        ),
        migrations.CreateModel(
            name="EligibilityCheck",
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
                ("report", models.JSONField(default=list, editable=False)),
                ("note", models.TextField(blank=True, verbose_name="確認のメモ")),
                ("checked_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "要件・重複確認の記録",
            },
            bases=("confidentiality.item",),
        ),
        migrations.CreateModel(
            name="InstitutionApproval",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("text_hash", models.CharField(editable=False, max_length=64)),
                (
                    "asked_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("is_approved", models.BooleanField(default=False)),
                ("note", models.TextField(blank=True, verbose_name="差し戻す理由")),
            ],
            options={
                "verbose_name": "所属機関の承認",
                "ordering": ["-asked_at"],
            },
        ),
        migrations.CreateModel(
            name="ProposalDeclaration",
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
                    "has_posts",
                    models.BooleanField(default=False, verbose_name="所属機関の外の役職・兼業がある"),
                ),
                ("outside_posts", models.TextField(blank=True, verbose_name="役職・兼業の内容")),
                (
                    "has_foreign",
                    models.BooleanField(
                        default=False, verbose_name="外国からの資金・物品・役務の受入れがある"
                    ),
                ),
                ("foreign_support", models.TextField(blank=True, verbose_name="受入れの内容")),
                ("declared_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "研究インテグリティの申告",
            },
            bases=("confidentiality.item",),
        ),
        migrations.CreateModel(
            name="ProposalFile",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "added_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("removed_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "提案書の添付ファイル",
                "ordering": ["added_at"],
            },
        ),
        migrations.CreateModel(
            name="ProposalImport",
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
                ("sha256", models.CharField(editable=False, max_length=64)),
                ("rows", models.PositiveIntegerField(editable=False)),
                (
                    "imported_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "verbose_name": "e-Rad からの取込み",
            },
            bases=("confidentiality.item",),
        ),
        migrations.CreateModel(
            name="ProposalMember",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("order", models.PositiveSmallIntegerField(editable=False)),
                ("name", models.CharField(max_length=120, verbose_name="氏名")),
                ("organisation", models.CharField(max_length=200, verbose_name="所属機関")),
                ("part", models.CharField(blank=True, max_length=200, verbose_name="役割")),
                ("erad", models.CharField(blank=True, max_length=8, verbose_name="e-Rad の研究者番号")),
                ("effort", models.PositiveSmallIntegerField(null=True, verbose_name="エフォート（％）")),
            ],
            options={
                "verbose_name": "提出した参加者",
                "ordering": ["order"],
            },
        ),
        migrations.CreateModel(
            name="ProposalRoll",
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
            ],
            options={
                "verbose_name": "提出した参加者の一覧",
            },
            bases=("confidentiality.item",),
        ),
        migrations.CreateModel(
            name="ProposalSection",
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
                    "part",
                    models.CharField(
                        choices=[
                            ("basics", "基本情報"),
                            ("text", "本文"),
                            ("budget", "経費"),
                            ("people", "参加者"),
                        ],
                        default="text",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=40)),
                ("order", models.PositiveSmallIntegerField(editable=False)),
                ("title", models.CharField(editable=False, max_length=120)),
                ("guidance", models.TextField(blank=True, editable=False)),
                ("is_required", models.BooleanField(default=True, editable=False)),
                ("max_length", models.PositiveIntegerField(default=2000, editable=False)),
                ("for_representative", models.BooleanField(default=False, editable=False)),
                ("body", models.JSONField(default=dict)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("saved_at", models.DateTimeField(null=True)),
                ("is_open", models.BooleanField(default=True)),
            ],
            options={
                "verbose_name": "提案書の部分",
                "ordering": ["order"],
            },
            bases=("confidentiality.item",),
        ),
        migrations.CreateModel(
            name="ProposalVersion",
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
                ("body", models.JSONField(default=dict, editable=False)),
                ("amount", models.BigIntegerField(editable=False)),
                ("text_hash", models.CharField(editable=False, max_length=64)),
                (
                    "sent_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "verbose_name": "提出した提案書",
                "ordering": ["-number"],
            },
            bases=("confidentiality.item",),
        ),
        migrations.CreateModel(
            name="SectionRight",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("read", "読むだけ"), ("edit", "読み書き")],
                        max_length=10,
                        verbose_name="できること",
                    ),
                ),
                (
                    "given_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "部分ごとの権限",
            },
        ),
        migrations.CreateModel(
            name="SectionVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField(editable=False)),
                ("body", models.JSONField(default=dict)),
                ("is_auto", models.BooleanField(default=False)),
                (
                    "saved_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "verbose_name": "提案書の部分の版",
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="SelfCheck",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveSmallIntegerField(editable=False)),
                ("result", models.JSONField(default=list)),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "verbose_name": "重複・集中の自己点検",
            },
        ),
        migrations.AddField(
            model_name="call",
            name="indirect_is_limit",
            field=models.BooleanField(default=True, verbose_name="間接経費の上限を超える提案は受け付けない"),
        ),
        migrations.AddField(
            model_name="call",
            name="indirect_rate",
            field=models.PositiveSmallIntegerField(
                default=30, verbose_name="間接経費の上限（直接経費に対する％）"
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="needs_institution_approval",
            field=models.BooleanField(default=False, verbose_name="提出の前に、所属機関の承認を必要とする"),
        ),
        migrations.AddField(
            model_name="proposal",
            name="printed_effort",
            field=models.PositiveSmallIntegerField(
                editable=False, null=True, verbose_name="エフォート（％）"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="printed_erad",
            field=models.CharField(
                blank=True, editable=False, max_length=8, verbose_name="e-Rad の研究者番号"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="printed_organisation",
            field=models.CharField(blank=True, max_length=200, verbose_name="所属機関（記載のまま）"),
        ),
        migrations.AddField(
            model_name="proposal",
            name="printed_representative",
            field=models.CharField(blank=True, max_length=120, verbose_name="研究代表者（記載のまま）"),
        ),
        migrations.AddField(
            model_name="proposal",
            name="sent_number",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="proposal",
            name="state_reason",
            field=models.TextField(blank=True, editable=False, verbose_name="理由"),
        ),
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
                    ("integrity", "研究インテグリティの確認者"),
                ],
                max_length=20,
                verbose_name="役割",
            ),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="organisation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organisation",
                verbose_name="研究代表者の所属機関",
            ),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="representative",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="研究代表者",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(("indirect_rate__lte", 100)), name="indirect_costs_are_a_share"
            ),
        ),
        migrations.AddField(
            model_name="declarationmark",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="declared",
                to="programmes.proposal",
            ),
        ),
        migrations.AddField(
            model_name="declarationmark",
            name="person",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="eligibilitycheck",
            name="checked_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="eligibilitycheck",
            name="proposal",
            field=models.OneToOneField(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="eligibility_check",
                to="programmes.proposal",
            ),
        ),
        migrations.AddField(
            model_name="institutionapproval",
            name="answered_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="institutionapproval",
            name="asked_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="institutionapproval",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="approvals",
                to="programmes.proposal",
            ),
        ),
        migrations.AddField(
            model_name="proposaldeclaration",
            name="person",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="proposaldeclaration",
            name="proposal",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="declarations",
                to="programmes.proposal",
            ),
        ),
        migrations.AddField(
            model_name="proposalfile",
            name="added_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="proposalfile",
            name="file",
            field=models.OneToOneField(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="confidentiality.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="proposalfile",
            name="removed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="proposalimport",
            name="call",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.call",
            ),
        ),
        migrations.AddField(
            model_name="proposalimport",
            name="file",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="confidentiality.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="proposalimport",
            name="imported_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="imported",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposals",
                to="programmes.proposalimport",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("imported__isnull", True),
                        ("organisation__isnull", False),
                        ("representative__isnull", False),
                    ),
                    models.Q(("imported__isnull", False), ("printed_representative__regex", "\\S")),
                    _connector="OR",
                ),
                name="proposal_has_a_representative",
            ),
        ),
        migrations.AddField(
            model_name="proposalmember",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="members",
                to="programmes.proposalroll",
            ),
        ),
        migrations.AddField(
            model_name="proposalsection",
            name="proposal",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sections",
                to="programmes.proposal",
            ),
        ),
        migrations.AddField(
            model_name="proposalsection",
            name="saved_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="proposalfile",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attached",
                to="programmes.proposalsection",
            ),
        ),
        migrations.AddField(
            model_name="proposalversion",
            name="proposal",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="programmes.proposal",
            ),
        ),
        migrations.AddField(
            model_name="proposalversion",
            name="sent_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="proposalroll",
            name="version",
            field=models.OneToOneField(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="roll",
                to="programmes.proposalversion",
            ),
        ),
        migrations.AddField(
            model_name="sectionright",
            name="assignment",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.assignment",
            ),
        ),
        migrations.AddField(
            model_name="sectionright",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rights",
                to="programmes.proposalsection",
            ),
        ),
        migrations.AddField(
            model_name="sectionversion",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="programmes.proposalsection",
            ),
        ),
        migrations.AddField(
            model_name="sectionversion",
            name="saved_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="selfcheck",
            name="person",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="selfcheck",
            name="proposal",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.proposal",
            ),
        ),
        migrations.AddConstraint(
            model_name="declarationmark",
            constraint=models.UniqueConstraint(fields=("item", "person"), name="one_declaration_mark"),
        ),
        migrations.AddConstraint(
            model_name="proposaldeclaration",
            constraint=models.UniqueConstraint(
                fields=("proposal", "person"), name="one_declaration_per_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="proposaldeclaration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("has_posts", False), ("outside_posts__regex", "\\S"), _connector="OR"),
                    models.Q(("has_foreign", False), ("foreign_support__regex", "\\S"), _connector="OR"),
                ),
                name="declaration_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposalimport",
            constraint=models.UniqueConstraint(fields=("call", "sha256"), name="one_import_per_file"),
        ),
        migrations.AddConstraint(
            model_name="proposalmember",
            constraint=models.CheckConstraint(
                condition=models.Q(("effort__isnull", True), ("effort__lte", 100), _connector="OR"),
                name="effort_is_a_share",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposalsection",
            constraint=models.UniqueConstraint(fields=("proposal", "key"), name="proposal_section_keyed"),
        ),
        migrations.AddConstraint(
            model_name="proposalversion",
            constraint=models.UniqueConstraint(
                fields=("proposal", "number"), name="proposal_version_numbered"
            ),
        ),
        migrations.AddConstraint(
            model_name="sectionright",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("item", "assignment"),
                name="one_live_section_right",
            ),
        ),
        migrations.AddConstraint(
            model_name="sectionversion",
            constraint=models.UniqueConstraint(fields=("item", "number"), name="section_version_numbered"),
        ),
        migrations.AddConstraint(
            model_name="selfcheck",
            constraint=models.UniqueConstraint(
                fields=("proposal", "number"), name="one_self_check_per_version"
            ),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

"""Planned publications, open by default, and the rules that keep them so."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.conf import settings
from django.db import migrations, models

from confidentiality.together import Together

SQL = Path(__file__).resolve().parent.parent / "sql" / "0008_disclosure.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("confidentiality", "0007_names_for_teams"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="Disclosure",
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
                            "form",
                            models.CharField(
                                choices=[
                                    ("paper", "論文"),
                                    ("talk", "発表・講演"),
                                    ("patent", "特許出願"),
                                    ("data", "データ"),
                                    ("software", "ソフトウェア"),
                                    ("prototype", "試作品"),
                                    ("report", "報告書"),
                                    ("standard", "標準化への提案"),
                                    ("other", "その他"),
                                ],
                                max_length=12,
                                verbose_name="公開の形",
                            ),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="公開するものの題名")),
                        ("venue", models.CharField(max_length=300, verbose_name="公開する場所")),
                        ("planned_on", models.DateField(verbose_name="公開の予定日")),
                        ("abstract", models.TextField(verbose_name="概要")),
                        (
                            "is_basic_research",
                            models.BooleanField(default=False, verbose_name="基礎研究に近い内容を含む"),
                        ),
                        (
                            "export_control_result",
                            models.CharField(
                                choices=[
                                    ("unknown", "まだ確かめていない"),
                                    ("not_subject", "該当しない"),
                                    ("permit_needed", "許可が必要"),
                                    ("permit_granted", "許可を得た"),
                                    ("blocked", "法令により出せない"),
                                ],
                                default="unknown",
                                max_length=16,
                                verbose_name="輸出管理の確認結果",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("registered", "登録"),
                                    ("screening", "確認中"),
                                    ("cleared_open", "公開可"),
                                    ("published", "公開済"),
                                    ("exception_requested", "非公開要請中"),
                                    ("restricted", "限定（非公開）"),
                                    ("published_partial", "一部公開"),
                                ],
                                default="registered",
                                max_length=50,
                                verbose_name="状態",
                            ),
                        ),
                        ("opened_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "decide_by",
                            models.DateTimeField(editable=False, null=True, verbose_name="回答期限"),
                        ),
                        ("cleared_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "subject",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="disclosures",
                                to="confidentiality.item",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "公開の確認",
                    },
                    bases=("confidentiality.item",),
                ),
                migrations.CreateModel(
                    name="ClosingRequest",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                choices=[("legal", "法令による"), ("security", "安全保障上の支障がある")],
                                max_length=10,
                                verbose_name="根拠",
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="理由")),
                        ("alternatives", models.TextField(verbose_name="ほかに試みた方法")),
                        ("review_by", models.CharField(max_length=200, verbose_name="見直しを決める方")),
                        (
                            "parts",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.UUIDField(), size=None, verbose_name="対象の部分"
                            ),
                        ),
                        ("ends_at", models.DateTimeField(verbose_name="終了")),
                        ("is_extension", models.BooleanField(default=False, editable=False)),
                        ("decide_by", models.DateTimeField(editable=False, verbose_name="回答期限")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "同意取得中"),
                                    ("agreed", "全員が同意"),
                                    ("refused", "不同意により終了"),
                                    ("withdrawn", "取下げ"),
                                    ("lifted", "解除"),
                                ],
                                default="open",
                                editable=False,
                                max_length=10,
                                verbose_name="状態",
                            ),
                        ),
                        ("valid_from", models.DateTimeField(editable=False, null=True)),
                        ("valid_until", models.DateTimeField(editable=False, null=True)),
                        (
                            "created",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                        (
                            "requester",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="要請した方",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="closing_requests",
                                to="confidentiality.disclosure",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "非公開の要請",
                        "ordering": ["created", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="DisclosureAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "decision",
                            models.CharField(
                                choices=[
                                    ("no_objection", "支障なし"),
                                    ("agree", "同意する"),
                                    ("refuse", "同意しない"),
                                ],
                                max_length=12,
                                verbose_name="回答",
                            ),
                        ),
                        ("text_hash", models.CharField(max_length=64)),
                        ("comment", models.TextField(blank=True, verbose_name="理由")),
                        (
                            "decided_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="confidentiality.disclosure",
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
                            "request",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="confidentiality.closingrequest",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "公開の確認への回答",
                        "ordering": ["decided_at", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="DisclosureCouncil",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "council",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="councils",
                                to="confidentiality.disclosure",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="DisclosurePart",
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
                        ("place", models.CharField(max_length=120, verbose_name="部分の名称")),
                        ("text", models.TextField(blank=True, verbose_name="本文")),
                        (
                            "disclosure",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="manuscript",
                                to="confidentiality.disclosure",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="confidentiality.storedfile",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "原稿の部分",
                        "ordering": ["number"],
                    },
                    bases=("confidentiality.item",),
                ),
                migrations.CreateModel(
                    name="DisclosureTouch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("not_touched", "触れていない"),
                                    ("open_only", "公開されている内容だけに触れている"),
                                    ("reproduces", "内容を再現している部分がある"),
                                ],
                                max_length=12,
                                verbose_name="回答",
                            ),
                        ),
                        (
                            "answered_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="touches",
                                to="confidentiality.disclosure",
                            ),
                        ),
                        (
                            "part",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="touches",
                                to="confidentiality.disclosurepart",
                            ),
                        ),
                        (
                            "touched",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="confidentiality.item",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="DisclosureVoter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("asked_at", models.DateTimeField(editable=False)),
                        ("dropped_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="voters",
                                to="confidentiality.disclosure",
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
                            "request",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="voters",
                                to="confidentiality.closingrequest",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PublishedPart",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(editable=False)),
                        ("place", models.CharField(max_length=120, verbose_name="部分の名称")),
                        ("text", models.TextField(blank=True, verbose_name="本文")),
                        (
                            "published_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                editable=False,
                                null=True,
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
                                related_name="published_parts",
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "part",
                            models.OneToOneField(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="published",
                                to="confidentiality.disclosurepart",
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "公開した部分",
                        "ordering": ["number"],
                    },
                ),
                migrations.AddConstraint(
                    model_name="disclosure",
                    constraint=models.UniqueConstraint(fields=("subject",), name="one_disclosure_per_item"),
                ),
                migrations.AddConstraint(
                    model_name="disclosure",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cleared_at__isnull", True),
                                ("decide_by__isnull", True),
                                ("opened_at__isnull", True),
                            ),
                            models.Q(("decide_by__gt", models.F("opened_at")), ("opened_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="disclosure_opened_with_a_deadline",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="closingrequest",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("item",),
                        name="one_open_closing_request",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="closingrequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("reason__regex", "\\S"),
                            ("alternatives__regex", "\\S"),
                            ("review_by__regex", "\\S"),
                        ),
                        name="closing_request_says_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disclosureanswer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision", "no_objection"), ("request__isnull", True)),
                            models.Q(("decision__in", ["agree", "refuse"]), ("request__isnull", False)),
                            _connector="OR",
                        ),
                        name="answer_fits_its_question",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disclosurecouncil",
                    constraint=models.UniqueConstraint(fields=("item", "council"), name="council_asked_once"),
                ),
                migrations.AddConstraint(
                    model_name="disclosurepart",
                    constraint=models.UniqueConstraint(
                        fields=("disclosure", "number"), name="one_part_per_number"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disclosuretouch",
                    constraint=models.UniqueConstraint(
                        fields=("item", "touched", "part"),
                        name="one_answer_per_item_and_part",
                        nulls_distinct=False,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disclosuretouch",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "reproduces"), ("part__isnull", False)),
                            models.Q(
                                models.Q(("answer", "reproduces"), _negated=True), ("part__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="what_repeats_names_its_part",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disclosurevoter",
                    constraint=models.UniqueConstraint(
                        fields=("item", "request", "person", "asked_at"),
                        name="asked_once",
                        nulls_distinct=False,
                    ),
                ),
            ]
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

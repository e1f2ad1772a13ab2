"""Comments of the public by the public page and from lists; follow-ups of where money and people went."""

from pathlib import Path

import django.db.models.deletion
import django_fsm
from django.conf import settings
from django.db import migrations, models


SQL = Path(__file__).resolve().parent.parent / "sql" / "comments_and_follow_up.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("confidentiality", "0007_names_for_teams"),
        ("programmes", "0003_calls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BudgetFollowUp",
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
                ("title", models.CharField(max_length=120, verbose_name="表題")),
                ("from_year", models.PositiveSmallIntegerField(verbose_name="始めの年度")),
                ("to_year", models.PositiveSmallIntegerField(verbose_name="終わりの年度")),
                ("number", models.PositiveIntegerField(editable=False, verbose_name="版")),
                ("evaluation", models.TextField(blank=True, verbose_name="評価")),
                ("public_text", models.TextField(blank=True, verbose_name="公表する要旨")),
                ("figures", models.JSONField(default=dict, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "作成中"), ("recorded", "記録済"), ("withdrawn", "取りやめ")],
                        default="draft",
                        max_length=50,
                        verbose_name="状態",
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False, null=True)),
                ("closing_note", models.TextField(blank=True, editable=False, verbose_name="取りやめの理由")),
            ],
            options={
                "verbose_name": "重点化のフォローアップ",
                "ordering": ["-to_year", "-from_year", "-number"],
            },
            bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
        ),
        migrations.CreateModel(
            name="PublishedFollowUp",
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
                ("title", models.CharField(editable=False, max_length=120)),
                ("from_year", models.PositiveSmallIntegerField(editable=False)),
                ("to_year", models.PositiveSmallIntegerField(editable=False)),
                ("text", models.TextField(editable=False)),
                ("figures", models.JSONField(editable=False)),
                ("published_at", models.DateTimeField(editable=False)),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                ("withdrawn_reason", models.TextField(blank=True, editable=False)),
            ],
            options={
                "verbose_name": "公表したフォローアップ",
                "ordering": ["-to_year", "-from_year", "-published_at"],
            },
            bases=("confidentiality.item",),
        ),
        migrations.AddField(
            model_name="publiccomment",
            name="came_by",
            field=models.CharField(
                choices=[
                    ("form", "このポータルのフォーム"),
                    ("desk", "事業担当が登録"),
                    ("file", "CSVから取込み"),
                ],
                default="desk",
                editable=False,
                max_length=10,
                verbose_name="受付の方法",
            ),
        ),
        migrations.AddField(
            model_name="publiccomment",
            name="contact",
            field=models.CharField(blank=True, editable=False, max_length=200, verbose_name="連絡先"),
        ),
        migrations.AddField(
            model_name="publiccomment",
            name="key",
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="publiccomment",
            name="organisation",
            field=models.CharField(blank=True, editable=False, max_length=200, verbose_name="所属"),
        ),
        migrations.AddField(
            model_name="publiccomment",
            name="part",
            field=models.CharField(blank=True, editable=False, max_length=300, verbose_name="意見の対象"),
        ),
        migrations.AddField(
            model_name="publiccomment",
            name="receipt",
            field=models.CharField(blank=True, editable=False, max_length=20, verbose_name="受付番号"),
        ),
        migrations.AddField(
            model_name="publiccomment",
            name="received_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="publiccomment",
            name="registered_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="publiccomment",
            constraint=models.UniqueConstraint(fields=("round", "key"), name="comment_sent_once"),
        ),
        migrations.AddConstraint(
            model_name="publiccomment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("came_by", "form"), ("received_at__isnull", False), ("registered_by__isnull", True)
                    ),
                    models.Q(models.Q(("came_by", "form"), _negated=True), ("registered_by__isnull", False)),
                    _connector="OR",
                ),
                name="comment_has_an_origin",
            ),
        ),
        migrations.AddField(
            model_name="budgetfollowup",
            name="recorded_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="budgetfollowup",
            name="revises",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revisions",
                to="programmes.budgetfollowup",
                verbose_name="前の版",
            ),
        ),
        migrations.AddField(
            model_name="publishedfollowup",
            name="follow_up",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="publications",
                to="programmes.budgetfollowup",
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetfollowup",
            constraint=models.UniqueConstraint(
                fields=("from_year", "to_year", "number"), name="follow_up_numbered"
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetfollowup",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_year__gte", models.F("from_year"))), name="follow_up_years_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetfollowup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "recorded"), _negated=True),
                    models.Q(
                        models.Q(("evaluation", ""), _negated=True),
                        ("recorded_at__isnull", False),
                        ("recorded_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="follow_up_recorded_with_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfollowup",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("follow_up",),
                name="follow_up_published_once",
            ),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

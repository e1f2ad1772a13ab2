"""Review, selection and award of proposals: the reviewers' side, the agency's, and what is told at its time."""

from pathlib import Path

import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
import django_fsm
import uuid
from django.conf import settings
from django.db import migrations, models


SQL = Path(__file__).resolve().parent.parent / "sql" / "0006_reviews.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("confidentiality", "0007_names_for_teams"),
        ("programmes", "0005_proposal_papers"),
        ("programmes", "0005_stage_gates"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ProposalDossier",
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
                ("number", models.CharField(editable=False, max_length=60, verbose_name="受付番号")),
                ("is_blind", models.BooleanField(editable=False)),
                (
                    "min_reviews",
                    models.PositiveSmallIntegerField(editable=False, verbose_name="必要な評価の数"),
                ),
                ("review_due", models.DateField(editable=False, null=True, verbose_name="書面審査の期限")),
                ("body", models.JSONField(default=dict, editable=False, verbose_name="提案の写し")),
                ("body_hash", models.CharField(editable=False, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("document_review", "書面審査中"),
                            ("discussing", "合議中"),
                            ("interview", "面接審査中"),
                            ("ranked", "順位決定済"),
                            ("selected", "採択候補"),
                            ("not_selected", "不採択"),
                            ("security_checked", "安全管理の確認済"),
                            ("awarded", "採択"),
                            ("declined", "辞退"),
                        ],
                        default="document_review",
                        max_length=50,
                        verbose_name="状態",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
            ],
            options={
                "verbose_name": "審査の資料",
            },
            bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "作成中"),
                    ("submitted", "提出済"),
                    ("withdrawn", "取下げ"),
                    ("ineligible", "要件を満たさない"),
                    ("eligible", "要件確認済"),
                    ("selected", "採択内定"),
                    ("not_selected", "不採択"),
                    ("awarded", "採択"),
                    ("declined", "辞退"),
                ],
                default="draft",
                max_length=50,
                verbose_name="状態",
            ),
        ),
        migrations.CreateModel(
            name="CallResult",
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
                ("proposals", models.PositiveIntegerField(editable=False, verbose_name="審査した提案の数")),
                ("selected", models.PositiveIntegerField(editable=False, verbose_name="採択した提案の数")),
                ("text", models.TextField(editable=False, verbose_name="講評")),
                ("english_text", models.TextField(blank=True, editable=False, verbose_name="英語の講評")),
                ("release_at", models.DateTimeField(editable=False)),
                (
                    "call",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.call",
                    ),
                ),
            ],
            options={
                "verbose_name": "公募の選考結果",
            },
            bases=("confidentiality.item",),
        ),
        migrations.CreateModel(
            name="CallReview",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("reviewing", "審査中"),
                            ("proposed", "順位の確認待ち"),
                            ("ranked", "選考中"),
                            ("planned", "発表の確認待ち"),
                            ("set", "発表予定"),
                            ("announced", "発表済"),
                        ],
                        default="reviewing",
                        max_length=50,
                        verbose_name="状態",
                    ),
                ),
                (
                    "shares_scores",
                    models.BooleanField(
                        default=False, verbose_name="提案者に、評価項目ごとの平均点を知らせる"
                    ),
                ),
                ("release_at", models.DateTimeField(editable=False, null=True, verbose_name="発表の日時")),
                ("public_text", models.TextField(blank=True, verbose_name="公表する講評")),
                ("english_text", models.TextField(blank=True, verbose_name="英語の講評")),
                ("state_reason", models.TextField(blank=True, editable=False, verbose_name="理由")),
                (
                    "approved_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "call",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                    "confirmed_by",
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
                    "planned_by",
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
            ],
            options={
                "verbose_name": "公募の審査",
            },
            bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
        ),
        migrations.CreateModel(
            name="ConsensusNote",
            fields=[
                (
                    "item",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="consensus",
                        serialize=False,
                        to="programmes.proposaldossier",
                    ),
                ),
                ("text", models.TextField(verbose_name="合議のまとめ")),
                (
                    "written_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "verbose_name": "合議のまとめ",
            },
        ),
        migrations.CreateModel(
            name="InterviewRecord",
            fields=[
                (
                    "item",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="interview",
                        serialize=False,
                        to="programmes.proposaldossier",
                    ),
                ),
                ("held_on", models.DateField(verbose_name="開催日")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="場所")),
                ("exchanges", models.TextField(verbose_name="質疑の記録")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "verbose_name": "面接の記録",
            },
        ),
        migrations.AddField(
            model_name="proposaldossier",
            name="proposal",
            field=models.OneToOneField(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.proposal",
            ),
        ),
        migrations.CreateModel(
            name="DossierPaper",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveSmallIntegerField(editable=False)),
                ("section", models.CharField(editable=False, max_length=120, verbose_name="項目")),
                ("is_open", models.BooleanField(default=False, verbose_name="審査員に開く")),
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
                        related_name="papers",
                        to="programmes.proposaldossier",
                    ),
                ),
            ],
            options={
                "verbose_name": "提案の添付ファイルの写し",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="RankingLine",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("place", models.PositiveSmallIntegerField(verbose_name="順位")),
                ("reason", models.TextField(verbose_name="理由")),
                (
                    "dossier",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="line",
                        to="programmes.proposaldossier",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="programmes.callreview",
                    ),
                ),
            ],
            options={
                "verbose_name": "順位",
                "ordering": ["place"],
            },
        ),
        migrations.CreateModel(
            name="ResultLetter",
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
                ("dossier_id", models.UUIDField(editable=False)),
                ("number", models.CharField(editable=False, max_length=60, verbose_name="受付番号")),
                ("title", models.CharField(editable=False, max_length=200, verbose_name="提案の名称")),
                ("is_selected", models.BooleanField(editable=False)),
                ("text", models.TextField(verbose_name="通知の文")),
                ("feedback", models.TextField(verbose_name="講評")),
                ("scores", models.JSONField(default=list, editable=False)),
                ("release_at", models.DateTimeField(editable=False, null=True)),
                (
                    "call",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.call",
                    ),
                ),
                (
                    "proposal",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "審査結果の通知",
            },
            bases=("confidentiality.item",),
        ),
        migrations.CreateModel(
            name="ResultLine",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("proposal_id", models.UUIDField(editable=False)),
                ("order", models.PositiveSmallIntegerField(editable=False)),
                ("title", models.CharField(editable=False, max_length=200, verbose_name="提案の名称")),
                ("english_title", models.CharField(blank=True, editable=False, max_length=300)),
                (
                    "organisation",
                    models.CharField(editable=False, max_length=200, verbose_name="研究開発機関"),
                ),
                ("reason", models.TextField(blank=True, editable=False, verbose_name="理由")),
                ("is_declined", models.BooleanField(default=False, editable=False)),
                (
                    "item",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="programmes.callresult",
                    ),
                ),
            ],
            options={
                "verbose_name": "採択した提案",
                "ordering": ["order"],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "作成中"), ("submitted", "提出済"), ("returned", "差し戻し")],
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
                            ("fund", "採択すべき"),
                            ("maybe", "条件付きで採択できる"),
                            ("refuse", "採択すべきでない"),
                        ],
                        max_length=20,
                        verbose_name="総合の意見",
                    ),
                ),
                ("comment", models.TextField(blank=True, verbose_name="総合所見")),
                (
                    "receipt",
                    models.CharField(blank=True, editable=False, max_length=20, verbose_name="受領番号"),
                ),
                ("submitted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "reopen_reason",
                    models.TextField(blank=True, editable=False, verbose_name="差し戻した理由"),
                ),
                (
                    "item",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="programmes.proposaldossier",
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
                    "reopened_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
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
                        related_name="review",
                        to="programmes.evaluatorseat",
                    ),
                ),
            ],
            options={
                "verbose_name": "提案の評価",
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="ReviewerCandidate",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "item",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidates",
                        to="programmes.callreview",
                    ),
                ),
                (
                    "listed_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "審査員の候補",
            },
        ),
        migrations.CreateModel(
            name="SecurityCheck",
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
                ("number", models.CharField(editable=False, max_length=60, verbose_name="受付番号")),
                ("is_passed", models.BooleanField(verbose_name="支障なし")),
                ("reason", models.TextField(verbose_name="確認の内容と理由")),
                (
                    "checked_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="security_checks",
                        to="programmes.proposaldossier",
                    ),
                ),
            ],
            options={
                "verbose_name": "安全管理の確認",
            },
            bases=("confidentiality.item",),
        ),
        migrations.CreateModel(
            name="SelectionDecision",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("is_selected", models.BooleanField(verbose_name="採択候補とする")),
                ("public_reason", models.TextField(blank=True, verbose_name="公表する理由")),
                ("applicant_reason", models.TextField(verbose_name="提案者への講評")),
                ("internal_reason", models.TextField(verbose_name="内部の理由")),
                (
                    "decided_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "decided_by",
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
                        related_name="decisions",
                        to="programmes.proposaldossier",
                    ),
                ),
            ],
            options={
                "verbose_name": "選考の決定",
                "ordering": ["-decided_at"],
            },
        ),
        migrations.CreateModel(
            name="Award",
            fields=[
                (
                    "item",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="award",
                        serialize=False,
                        to="programmes.project",
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="採択額（円）")),
                ("text_hash", models.CharField(editable=False, max_length=64)),
                (
                    "awarded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "awarded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposal",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="award",
                        to="programmes.proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "採択の記録",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="an_award_is_a_sum")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="callreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["planned", "set", "announced"]), _negated=True),
                    ("release_at__isnull", False),
                    _connector="OR",
                ),
                name="a_release_has_its_instant",
            ),
        ),
        migrations.AddField(
            model_name="consensusnote",
            name="written_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="rankingline",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("item", "place"),
                name="one_proposal_per_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="rankingline",
            constraint=models.CheckConstraint(
                condition=models.Q(("place__gte", 1), ("reason__regex", "\\S")), name="a_place_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewercandidate",
            constraint=models.UniqueConstraint(fields=("item", "person"), name="candidate_listed_once"),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

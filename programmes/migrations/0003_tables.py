"""The programme's tables: technologies, visions and calls, proposals and their review, projects, gates, outcomes, follow-up."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
import django_fsm
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from confidentiality.together import Together


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("confidentiality", "0008_disclosure"),
        ("councils", "0007_ending"),
        ("programmes", "0002_fund"),
    ]

    operations = [
        Together(
            [
                migrations.RemoveConstraint(
                    model_name="narrowingdecision",
                    name="one_open_narrowing_per_technology",
                ),
                migrations.RemoveConstraint(
                    model_name="narrowingdecision",
                    name="narrowing_closed_only_whole",
                ),
                migrations.AddField(
                    model_name="narrowingdecision",
                    name="panel_name",
                    field=models.CharField(blank=True, max_length=200, verbose_name="諮った会議"),
                ),
                migrations.AddField(
                    model_name="narrowingdecision",
                    name="panel_on",
                    field=models.DateField(blank=True, null=True, verbose_name="意見を聴いた日"),
                ),
                migrations.AddField(
                    model_name="narrowingdecision",
                    name="panel_opinion",
                    field=models.TextField(blank=True, verbose_name="有識者の意見"),
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
                    field=models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="意見の対象"
                    ),
                ),
                migrations.AddField(
                    model_name="publiccomment",
                    name="receipt",
                    field=models.CharField(
                        blank=True, editable=False, max_length=20, verbose_name="受付番号"
                    ),
                ),
                migrations.AddField(
                    model_name="publiccomment",
                    name="received_at",
                    field=models.DateTimeField(editable=False, null=True),
                ),
                migrations.AddField(
                    model_name="rdconcept",
                    name="council_plan",
                    field=models.TextField(blank=True, verbose_name="協議会の予定"),
                ),
                migrations.AddField(
                    model_name="rdconcept",
                    name="english_title",
                    field=models.CharField(blank=True, max_length=300, verbose_name="英語の名称"),
                ),
                migrations.AddField(
                    model_name="rdconcept",
                    name="handed_over_at",
                    field=models.DateTimeField(editable=False, null=True),
                ),
                migrations.AddField(
                    model_name="rdconcept",
                    name="is_high_risk",
                    field=models.BooleanField(default=False, verbose_name="不確実性の高い研究開発"),
                ),
                migrations.AddField(
                    model_name="rdconcept",
                    name="is_listed",
                    field=models.BooleanField(
                        default=False, editable=False, verbose_name="公開ページに掲載している"
                    ),
                ),
                migrations.AddField(
                    model_name="rdconcept",
                    name="needs",
                    field=models.TextField(blank=True, verbose_name="応える国のニーズ"),
                ),
                migrations.AddField(
                    model_name="rdconcept",
                    name="risk_reason",
                    field=models.TextField(
                        blank=True, verbose_name="民間だけでは投資できず、国がリスクを取る理由"
                    ),
                ),
                migrations.AddField(
                    model_name="rdconcept",
                    name="state",
                    field=models.CharField(
                        choices=[
                            ("draft", "作成中"),
                            ("agreed", "関係府省合意済"),
                            ("handed_over", "研究推進法人へ提示済"),
                            ("closed", "終了"),
                        ],
                        default="draft",
                        max_length=50,
                        verbose_name="状態",
                    ),
                ),
                migrations.AddField(
                    model_name="rdconcept",
                    name="state_reason",
                    field=models.TextField(blank=True, editable=False, verbose_name="理由"),
                ),
                migrations.AddField(
                    model_name="rdconcept",
                    name="summary",
                    field=models.TextField(blank=True, verbose_name="研究開発の内容"),
                ),
                migrations.AddField(
                    model_name="rdconcept",
                    name="text_hash",
                    field=models.CharField(blank=True, default="", editable=False, max_length=64),
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
                    model_name="criticaltechnology",
                    name="state",
                    field=models.CharField(
                        choices=[
                            ("candidate", "候補"),
                            ("selected", "重点的に支援"),
                            ("not_selected", "見送り"),
                            ("dropped", "検討の対象外"),
                        ],
                        default="candidate",
                        max_length=50,
                        verbose_name="状態",
                    ),
                ),
                migrations.AlterField(
                    model_name="narrowingdecision",
                    name="state",
                    field=models.CharField(
                        choices=[
                            ("open", "検討中"),
                            ("complete", "考慮事項がそろった"),
                            ("panel", "有識者に諮っている"),
                            ("closed", "決定済"),
                            ("superseded", "新しい決定に改められた"),
                        ],
                        default="open",
                        max_length=50,
                        verbose_name="状態",
                    ),
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
                        (
                            "revises",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="revisions",
                                to="programmes.budgetfollowup",
                                verbose_name="前の版",
                            ),
                        ),
                        ("evaluation", models.TextField(blank=True, verbose_name="評価")),
                        ("public_text", models.TextField(blank=True, verbose_name="公表する要旨")),
                        ("figures", models.JSONField(default=dict, editable=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "作成中"),
                                    ("recorded", "記録済"),
                                    ("withdrawn", "取りやめ"),
                                ],
                                default="draft",
                                max_length=50,
                                verbose_name="状態",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "closing_note",
                            models.TextField(blank=True, editable=False, verbose_name="取りやめの理由"),
                        ),
                    ],
                    options={
                        "verbose_name": "重点化のフォローアップ",
                        "ordering": ["-to_year", "-from_year", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("from_year", "to_year", "number"), name="follow_up_numbered"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("to_year__gte", models.F("from_year"))),
                                name="follow_up_years_in_order",
                            ),
                            models.CheckConstraint(
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
                        ],
                    },
                    bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
                ),
                migrations.CreateModel(
                    name="BudgetLine",
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
                        ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        (
                            "stage",
                            models.CharField(
                                choices=[("request", "要求"), ("appropriation", "予算措置")],
                                max_length=15,
                                verbose_name="要求か予算措置か",
                            ),
                        ),
                        ("act", models.CharField(max_length=120, verbose_name="予算")),
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
                        ("name", models.CharField(max_length=200, verbose_name="事業の名称")),
                        ("amount", models.BigIntegerField(verbose_name="金額（円）")),
                        ("source", models.CharField(max_length=300, verbose_name="出典")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "下書き"), ("published", "公開済")],
                                default="draft",
                                max_length=50,
                                verbose_name="状態",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "予算の要求と措置",
                        "ordering": ["-fiscal_year", "stage", "ministry", "name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0)), name="budget_line_of_something"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source__regex", "\\S")), name="budget_line_has_a_source"
                            ),
                        ],
                    },
                    bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
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
                            "concept",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calls",
                                to="programmes.rdconcept",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                                verbose_name="研究推進法人",
                            ),
                        ),
                        (
                            "field",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.technologyfield",
                                verbose_name="技術分野",
                            ),
                        ),
                        (
                            "guideline",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.guideline",
                                verbose_name="基本指針",
                            ),
                        ),
                        ("code", models.CharField(max_length=40, unique=True, verbose_name="公募番号")),
                        ("title", models.CharField(max_length=200, verbose_name="公募の名称")),
                        (
                            "english_title",
                            models.CharField(blank=True, max_length=300, verbose_name="英語の名称"),
                        ),
                        ("summary", models.TextField(blank=True, verbose_name="公募の概要")),
                        ("plain_summary", models.TextField(blank=True, verbose_name="やさしい説明")),
                        ("english_summary", models.TextField(blank=True, verbose_name="英語の要約")),
                        ("eligibility", models.TextField(blank=True, verbose_name="応募の要件")),
                        ("how_to_apply", models.TextField(blank=True, verbose_name="応募の方法")),
                        ("contact", models.TextField(blank=True, verbose_name="問い合わせ先")),
                        ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="受付開始")),
                        ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="受付終了")),
                        (
                            "budget",
                            models.BigIntegerField(
                                blank=True, null=True, verbose_name="公募全体の予定額（円）"
                            ),
                        ),
                        (
                            "max_amount",
                            models.BigIntegerField(
                                blank=True, null=True, verbose_name="1件当たりの上限額（円）"
                            ),
                        ),
                        (
                            "awards_planned",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="採択予定件数"
                            ),
                        ),
                        (
                            "min_reviews",
                            models.PositiveSmallIntegerField(
                                default=3, verbose_name="1件当たりの最少の評価者数"
                            ),
                        ),
                        (
                            "is_blind",
                            models.BooleanField(
                                default=False, verbose_name="提案者の氏名・所属を伏せて審査する"
                            ),
                        ),
                        ("has_interview", models.BooleanField(default=True, verbose_name="面接審査を行う")),
                        ("review_due", models.DateField(blank=True, null=True, verbose_name="審査の期限")),
                        (
                            "needs_institution_approval",
                            models.BooleanField(
                                default=False, verbose_name="提出の前に、所属機関の承認を必要とする"
                            ),
                        ),
                        (
                            "indirect_rate",
                            models.PositiveSmallIntegerField(
                                default=30, verbose_name="間接経費の上限（直接経費に対する％）"
                            ),
                        ),
                        (
                            "indirect_is_limit",
                            models.BooleanField(
                                default=True, verbose_name="間接経費の上限を超える提案は受け付けない"
                            ),
                        ),
                        ("is_high_risk", models.BooleanField(default=False, editable=False)),
                        ("risk_reason", models.TextField(blank=True, editable=False)),
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
                            "submitted_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("scheduled_at", models.DateTimeField(editable=False, null=True)),
                        ("state_reason", models.TextField(blank=True, editable=False, verbose_name="理由")),
                    ],
                    options={
                        "verbose_name": "公募",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "clause_check", "cancelled"]),
                                    models.Q(("closes_at__isnull", False), ("opens_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="call_has_its_times",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closes_at__isnull", True),
                                    ("closes_at__gt", models.F("opens_at")),
                                    _connector="OR",
                                ),
                                name="call_closes_after_opening",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("indirect_rate__lte", 100)),
                                name="indirect_costs_are_a_share",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("min_reviews__gte", 1)), name="call_is_reviewed"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("max_amount__isnull", True), ("max_amount__gt", 0), _connector="OR"
                                    ),
                                    models.Q(("budget__isnull", True), ("budget__gt", 0), _connector="OR"),
                                ),
                                name="call_offers_something",
                            ),
                        ],
                    },
                    bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
                ),
                migrations.CreateModel(
                    name="CatalogueEntry",
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
                            "register",
                            models.CharField(
                                choices=[
                                    ("document", "政府文書"),
                                    ("topic", "論点"),
                                    ("ask", "政府への要望"),
                                    ("directive", "トップダウンの指示"),
                                    ("base", "研究開発拠点・テストベッド"),
                                    ("standard", "国際標準の目標"),
                                    ("seed", "ディープテックの種"),
                                    ("study", "調査研究"),
                                ],
                                editable=False,
                                max_length=10,
                                verbose_name="登録簿",
                            ),
                        ),
                        (
                            "number",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="番号"),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="件名")),
                        ("text", models.TextField(blank=True, verbose_name="内容")),
                        ("category", models.CharField(blank=True, max_length=20, verbose_name="区分")),
                        (
                            "technology",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="programmes.criticaltechnology",
                                verbose_name="重要技術",
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
                        ("counterpart", models.CharField(blank=True, max_length=200, verbose_name="相手")),
                        ("on", models.DateField(blank=True, null=True, verbose_name="日")),
                        ("url", models.URLField(blank=True, max_length=500, verbose_name="ページのアドレス")),
                        ("source", models.CharField(blank=True, max_length=300, verbose_name="出典")),
                        (
                            "answer",
                            models.TextField(blank=True, editable=False, verbose_name="回答または結果"),
                        ),
                        (
                            "answered_on",
                            models.DateField(editable=False, null=True, verbose_name="回答または決着の日"),
                        ),
                        (
                            "is_public",
                            models.BooleanField(default=False, editable=False, verbose_name="公開している"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "登録済"),
                                    ("underway", "取組中"),
                                    ("settled", "決着"),
                                    ("dropped", "取りやめ"),
                                ],
                                default="open",
                                max_length=50,
                                verbose_name="状態",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "登録簿の記載",
                        "ordering": ["register", "number", "-on", "title"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("register__in", ["standard", "study"]), _negated=True),
                                    ("technology__isnull", False),
                                    _connector="OR",
                                ),
                                name="standards_and_studies_are_of_a_technology",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["settled", "dropped"]), _negated=True),
                                    models.Q(("answer__regex", "\\S"), ("answered_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="entry_settled_with_an_answer",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("number__isnull", False)),
                                fields=("register", "number"),
                                name="numbered_once",
                            ),
                        ],
                    },
                    bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
                ),
                migrations.CreateModel(
                    name="Clause",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("family", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("version", models.PositiveSmallIntegerField(editable=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("leak_prevention", "技術流出の防止"),
                                    ("export_control", "安全保障輸出管理"),
                                    ("integrity", "研究の健全性・公正性"),
                                    ("council", "協議会への参加と同意"),
                                    ("publication", "成果の公表"),
                                    ("intellectual_property", "知的財産"),
                                    ("costs", "経費の使い方"),
                                    ("other", "その他"),
                                ],
                                max_length=24,
                                verbose_name="種類",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="条項の見出し")),
                        ("text", models.TextField(verbose_name="条文")),
                        ("reason", models.TextField(blank=True, verbose_name="加えた、または改めた理由")),
                        (
                            "made_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "made_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                        ("retired_at", models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "ひな形の条項",
                        "ordering": ["kind", "family", "-version"],
                        "constraints": [
                            models.UniqueConstraint(fields=("family", "version"), name="clause_numbered"),
                            models.UniqueConstraint(
                                condition=models.Q(("retired_at__isnull", True)),
                                fields=("family",),
                                name="one_clause_in_force",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "leak_prevention",
                                            "export_control",
                                            "integrity",
                                            "council",
                                            "publication",
                                        ],
                                    ),
                                    ("retired_at__isnull", True),
                                ),
                                fields=("kind",),
                                name="one_mandatory_clause_of_a_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text__regex", "\\S")), name="clause_has_words"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CoInvestment",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                                related_name="+",
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
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
                    ],
                    options={
                        "verbose_name": "民間の資金",
                        "ordering": ["created_at", "id"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0)), name="co_investment_of_something"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConceptMinistry",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ministries",
                                to="programmes.rdconcept",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                                verbose_name="府省庁",
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[("responsible", "所管"), ("needs", "ニーズ側"), ("related", "関係")],
                                max_length=12,
                                verbose_name="立場",
                            ),
                        ),
                        ("dropped_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "created",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "合意を求める府省庁",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("dropped_at__isnull", True)),
                                fields=("item", "organisation"),
                                name="ministry_named_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConceptTechnology",
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
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="technology_links",
                                to="programmes.rdconcept",
                            ),
                        ),
                        (
                            "technology",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="concept_links",
                                to="programmes.criticaltechnology",
                                verbose_name="重要技術",
                            ),
                        ),
                        ("share", models.PositiveSmallIntegerField(verbose_name="配分に占める割合（％）")),
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
                        "verbose_name": "構想の重要技術",
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until__isnull", True),
                                    ("valid_until__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="programmes_concepttechnology_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("share__gte", 1), ("share__lte", 100)),
                                name="share_is_a_percentage",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("valid_until__isnull", True)),
                                fields=("item", "technology"),
                                name="one_live_share_of_a_technology",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CoreTechnology",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                                related_name="+",
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="コア重要技術等の呼び名")),
                        ("why", models.TextField(verbose_name="守る理由")),
                        ("protection", models.TextField(verbose_name="守る方法")),
                    ],
                    options={
                        "verbose_name": "コア重要技術等",
                        "ordering": ["created_at", "id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="EvaluationParty",
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
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evaluation_parties",
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
                                verbose_name="機関",
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
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                choices=[
                                    ("organisation", "機関"),
                                    ("representative", "研究代表者"),
                                    ("participant", "研究参加者"),
                                    ("other", "その他の関係者"),
                                ],
                                max_length=20,
                                verbose_name="立場",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "評価を受ける側",
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until__isnull", True),
                                    ("valid_until__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="programmes_evaluationparty_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("organisation__isnull", True), ("person__isnull", False)),
                                    models.Q(("organisation__isnull", False), ("person__isnull", True)),
                                    _connector="OR",
                                ),
                                name="party_is_one_or_the_other",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EvaluationPlace",
                    fields=[
                        (
                            "item",
                            models.OneToOneField(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="evaluation_place",
                                serialize=False,
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("gate", "ステージゲート"), ("proposal", "応募の審査")],
                                editable=False,
                                max_length=10,
                                verbose_name="種別",
                            ),
                        ),
                        (
                            "subject",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "years",
                            models.PositiveSmallIntegerField(default=3, verbose_name="過去の関係をみる年数"),
                        ),
                        ("closed_at", models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "評価の場",
                    },
                ),
                migrations.CreateModel(
                    name="EvaluatorSeat",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evaluator_seats",
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evaluator_seats",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("is_chair", models.BooleanField(default=False, verbose_name="主査")),
                        (
                            "named_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "named_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                        ("declared_at", models.DateTimeField(editable=False, null=True)),
                        ("is_clear", models.BooleanField(default=False, editable=False)),
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "ended_ground",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("party", "評価を受ける側に当たるため"),
                                    ("organisation", "所属が評価を受ける側と同じになるため"),
                                    ("assignment", "評価の対象に担当として関わるため"),
                                    ("desk", "評価の事務を担当するため"),
                                    ("shared_project", "研究代表者と同じ課題に携わったため"),
                                    ("declared", "本人が利益相反を申告したため"),
                                    ("released", "事務局が担当を終えたため"),
                                    ("resigned", "本人が辞退したため"),
                                    ("finished", "評価が終わったため"),
                                ],
                                editable=False,
                                max_length=20,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "評価者",
                        "ordering": ["named_at", "id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("item", "person"), name="one_seat_per_evaluator"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("ended_ground", "")),
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        models.Q(("ended_ground", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_seat_ends_for_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at__isnull", True),
                                    ("ended_at__gte", models.F("named_at")),
                                    _connector="OR",
                                ),
                                name="a_seat_ends_after_it_began",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FieldDemo",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                                related_name="+",
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
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
                    ],
                    options={
                        "verbose_name": "現場での実証",
                        "ordering": ["created_at", "id"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("starts_on__isnull", True),
                                    ("ends_on__isnull", True),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="demo_ends_after_start",
                                violation_error_message="終了は、開始以後の日にしてください。",
                            )
                        ],
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
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                                related_name="+",
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
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
                        ("country", models.CharField(max_length=80, verbose_name="国・地域")),
                        ("our_gain", models.TextField(verbose_name="我が国の利益")),
                        ("their_gain", models.TextField(verbose_name="相手の利益")),
                        ("terms", models.TextField(verbose_name="条件（成果の帰属、公開、輸出管理の確認）")),
                        ("starts_on", models.DateField(verbose_name="開始")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="終了")),
                    ],
                    options={
                        "verbose_name": "国際共同研究の相手先",
                        "ordering": ["created_at", "id"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("starts_on__isnull", True),
                                    ("ends_on__isnull", True),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="partner_ends_after_start",
                                violation_error_message="終了は、開始以後の日にしてください。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IPDeal",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                                related_name="+",
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
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
                    ],
                    options={
                        "verbose_name": "知的財産の取決め",
                        "ordering": ["created_at", "id"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("deal_kind", "third_country"), _negated=True),
                                    ("country__regex", "\\S"),
                                    _connector="OR",
                                ),
                                name="third_country_is_named",
                                violation_error_message="第三国への展開では、対象の国・地域を記入してください。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Issue",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("name", models.CharField(max_length=100, unique=True, verbose_name="名称")),
                        (
                            "sort",
                            models.CharField(
                                choices=[("issue", "課題"), ("viewpoint", "観点")],
                                default="issue",
                                max_length=10,
                                verbose_name="区分",
                            ),
                        ),
                        ("text", models.TextField(blank=True, verbose_name="説明")),
                        ("source", models.CharField(blank=True, max_length=300, verbose_name="出典")),
                        ("is_current", models.BooleanField(default=True, verbose_name="新しい印に使う")),
                    ],
                    options={
                        "verbose_name": "課題・観点",
                        "ordering": ["sort", "name"],
                    },
                ),
                migrations.CreateModel(
                    name="LeakMeasure",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                                related_name="+",
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
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
                            "checked_on",
                            models.DateField(blank=True, null=True, verbose_name="最後に点検した日"),
                        ),
                    ],
                    options={
                        "verbose_name": "技術流出対策",
                        "ordering": ["created_at", "id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Outcome",
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
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outcomes",
                                to="programmes.project",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(editable=False)),
                        (
                            "outcome_kind",
                            models.CharField(
                                choices=[
                                    ("paper", "論文"),
                                    ("talk", "発表・講演"),
                                    ("data", "データ"),
                                    ("prototype", "試作品"),
                                    ("patent", "特許"),
                                    ("software", "ソフトウェア"),
                                    ("standard", "標準化への提案"),
                                    ("report", "報告書"),
                                    ("other", "その他"),
                                ],
                                max_length=12,
                                verbose_name="種別",
                            ),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="成果の題名")),
                        (
                            "english_title",
                            models.CharField(blank=True, max_length=400, verbose_name="英語の題名"),
                        ),
                        (
                            "authors",
                            models.CharField(max_length=500, verbose_name="著者・発明者（掲載どおり）"),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                                verbose_name="成果を出した機関",
                            ),
                        ),
                        (
                            "field",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.technologyfield",
                                verbose_name="技術分野",
                            ),
                        ),
                        ("produced_on", models.DateField(verbose_name="成果の日")),
                        ("description", models.TextField(verbose_name="説明")),
                        ("english_description", models.TextField(blank=True, verbose_name="英語の説明")),
                        (
                            "is_basic_research",
                            models.BooleanField(default=False, verbose_name="基礎研究に近い内容を含む"),
                        ),
                        ("restriction", models.TextField(blank=True, verbose_name="利用の制限")),
                        ("doi", models.CharField(blank=True, max_length=200, verbose_name="DOI")),
                        (
                            "link",
                            models.URLField(blank=True, max_length=500, verbose_name="掲載先のアドレス"),
                        ),
                        ("published_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "registered_by",
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
                        "verbose_name": "成果",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("project", "number"), name="outcome_numbered_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("title__regex", "\\S"),
                                    ("description__regex", "\\S"),
                                    ("authors__regex", "\\S"),
                                ),
                                name="outcome_says_what_it_is",
                            ),
                        ],
                    },
                    bases=("confidentiality.item",),
                ),
                migrations.CreateModel(
                    name="Participant",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                                related_name="+",
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
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
                    ],
                    options={
                        "verbose_name": "参加機関",
                        "ordering": ["created_at", "id"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("organisation__isnull", False),
                                    ("participant_kind", "individual"),
                                    _connector="OR",
                                ),
                                name="participant_is_somebody",
                                violation_error_message="個人の技術者のほかは、組織を選んでください。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("share__isnull", True), ("share__lte", 100), _connector="OR"
                                ),
                                name="participant_share_is_a_part",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("starts_on__isnull", True),
                                    ("ends_on__isnull", True),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="participant_leaves_after_joining",
                                violation_error_message="参加の終了は、開始以後の日にしてください。",
                            ),
                        ],
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
                        (
                            "project",
                            models.OneToOneField(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="partner_fit",
                                to="programmes.project",
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
                    ],
                    options={
                        "verbose_name": "海外の相手先向けのページ",
                    },
                    bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
                ),
                migrations.CreateModel(
                    name="PlanLink",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                                related_name="+",
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
                        ("plan", models.CharField(max_length=200, verbose_name="政府の計画")),
                        ("part", models.CharField(blank=True, max_length=200, verbose_name="該当する箇所")),
                        ("how", models.TextField(verbose_name="関わり")),
                    ],
                    options={
                        "verbose_name": "ほかの政府計画",
                        "ordering": ["created_at", "id"],
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
                            "project",
                            models.OneToOneField(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="face",
                                to="programmes.project",
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                blank=True, editable=False, max_length=40, verbose_name="課題番号"
                            ),
                        ),
                        (
                            "title",
                            models.CharField(
                                blank=True, editable=False, max_length=200, verbose_name="課題名"
                            ),
                        ),
                        (
                            "english_title",
                            models.CharField(
                                blank=True, editable=False, max_length=300, verbose_name="英語の課題名"
                            ),
                        ),
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
                            models.TextField(
                                blank=True, verbose_name="民間の資金ではなく国が担う理由（公開）"
                            ),
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
                        (
                            "item",
                            models.OneToOneField(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan",
                                to="programmes.project",
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
                        ("handover", models.TextField(blank=True, verbose_name="引き渡しの方法")),
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
                        ("industry", models.TextField(blank=True, verbose_name="産業化の進め方")),
                        (
                            "private_test",
                            models.TextField(blank=True, verbose_name="民間の資金ではなく国が担う理由"),
                        ),
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
                        (
                            "uses_personal_data",
                            models.BooleanField(default=False, verbose_name="個人情報を扱う"),
                        ),
                        (
                            "personal_data_basis",
                            models.TextField(blank=True, verbose_name="個人情報を扱う根拠"),
                        ),
                        (
                            "personal_data_safeguards",
                            models.TextField(blank=True, verbose_name="個人情報を守る措置"),
                        ),
                    ],
                    options={
                        "verbose_name": "課題の計画",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("starts_on__isnull", True),
                                    ("ends_on__isnull", True),
                                    ("ends_on__gt", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="plan_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("uses_personal_data", False),
                                    models.Q(
                                        ("personal_data_basis__regex", "\\S"),
                                        ("personal_data_safeguards__regex", "\\S"),
                                    ),
                                    _connector="OR",
                                ),
                                name="personal_data_with_basis_and_safeguards",
                            ),
                        ],
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
                    name="Prototype",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                                related_name="+",
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="試作したもの")),
                        ("begun_on", models.DateField(verbose_name="開発の開始")),
                        ("made_on", models.DateField(blank=True, null=True, verbose_name="試作の完成")),
                        ("used_on", models.DateField(blank=True, null=True, verbose_name="使用の開始")),
                        ("learned", models.TextField(blank=True, verbose_name="分かったこと")),
                    ],
                    options={
                        "verbose_name": "試作",
                        "ordering": ["created_at", "id"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("begun_on__isnull", True),
                                    ("made_on__isnull", True),
                                    ("made_on__gte", models.F("begun_on")),
                                    _connector="OR",
                                ),
                                name="prototype_made_after_begun",
                                violation_error_message="試作の完成は、開発の開始以後の日にしてください。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("begun_on__isnull", True),
                                    ("used_on__isnull", True),
                                    ("used_on__gte", models.F("begun_on")),
                                    _connector="OR",
                                ),
                                name="prototype_used_after_begun",
                                violation_error_message="使用の開始は、開発の開始以後の日にしてください。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Provision",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                                related_name="+",
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
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
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                                verbose_name="提供する組織",
                            ),
                        ),
                        ("what", models.TextField(verbose_name="提供するもの")),
                        (
                            "returned_on",
                            models.DateField(blank=True, null=True, verbose_name="返す日・終わる日"),
                        ),
                    ],
                    options={
                        "verbose_name": "資金のほかの提供",
                        "ordering": ["created_at", "id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RDVision",
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
                            models.PositiveSmallIntegerField(editable=False, verbose_name="何次のビジョンか"),
                        ),
                        ("revision", models.PositiveSmallIntegerField(editable=False, verbose_name="版")),
                        ("title", models.CharField(max_length=200, verbose_name="表題")),
                        (
                            "english_title",
                            models.CharField(blank=True, max_length=300, verbose_name="英語の表題"),
                        ),
                        ("needs", models.TextField(blank=True, verbose_name="国のニーズ")),
                        ("english_summary", models.TextField(blank=True, verbose_name="英語の要約")),
                        (
                            "policy_documents",
                            models.TextField(blank=True, verbose_name="よりどころとする政府文書"),
                        ),
                        (
                            "guideline",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.guideline",
                                verbose_name="よりどころとする基本指針",
                            ),
                        ),
                        (
                            "no_inputs_reason",
                            models.TextField(blank=True, verbose_name="シンクタンクの知見を使わなかった理由"),
                        ),
                        (
                            "revises",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="revisions",
                                to="programmes.rdvision",
                            ),
                        ),
                        ("reason", models.TextField(blank=True, verbose_name="策定または改定の趣旨")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "案作成中"),
                                    ("deliberating", "プログラム会議で審議中"),
                                    ("decided", "決定済"),
                                    ("published", "公表（現行）"),
                                    ("superseded", "旧版"),
                                ],
                                default="draft",
                                max_length=50,
                                verbose_name="状態",
                            ),
                        ),
                        (
                            "decided_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="決定日"),
                        ),
                        (
                            "decided_by",
                            models.CharField(
                                blank=True, editable=False, max_length=100, verbose_name="決定の主体"
                            ),
                        ),
                        ("published_at", models.DateTimeField(editable=False, null=True)),
                        ("superseded_at", models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "研究開発ビジョン",
                        "ordering": ["number", "-revision"],
                        "constraints": [
                            models.UniqueConstraint(fields=("number", "revision"), name="vision_numbered"),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "published")),
                                fields=("number",),
                                name="one_vision_in_force_per_number",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["draft", "deliberating", "decided"])),
                                fields=("number",),
                                name="one_vision_in_preparation_per_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "deliberating"]),
                                    models.Q(
                                        ("decided_on__isnull", False),
                                        models.Q(("decided_by", ""), _negated=True),
                                        ("needs__regex", "\\S"),
                                    ),
                                    _connector="OR",
                                ),
                                name="vision_decided_before_published",
                            ),
                        ],
                    },
                    bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
                ),
                migrations.CreateModel(
                    name="SchemeLink",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                                related_name="+",
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
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
                                help_text="前身、並行、引き継ぎ先、重複しないことの確認など",
                                verbose_name="関わり",
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
                        (
                            "project",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="gates",
                                to="programmes.project",
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
                        (
                            "result_text",
                            models.TextField(blank=True, editable=False, verbose_name="課題への講評"),
                        ),
                        (
                            "change_text",
                            models.TextField(blank=True, editable=False, verbose_name="求める計画変更"),
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
                        ("decided_at", models.DateTimeField(editable=False, null=True)),
                        ("disclosed_at", models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "ステージゲート",
                        "constraints": [
                            models.UniqueConstraint(fields=("project", "number"), name="gates_are_numbered"),
                            models.CheckConstraint(
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["decided", "disclosed"]),
                                    models.Q(
                                        ("change_text", ""),
                                        ("decided_by__isnull", True),
                                        ("result", ""),
                                        ("result_text", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="no_result_before_the_decision",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("result", "continue_changed"), _negated=True),
                                    models.Q(("change_text", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_change_is_said_in_words",
                            ),
                        ],
                    },
                    bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
                ),
                migrations.CreateModel(
                    name="TechnologyBook",
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
                            "technology",
                            models.OneToOneField(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="book",
                                to="programmes.criticaltechnology",
                            ),
                        ),
                        (
                            "origin",
                            models.CharField(
                                blank=True,
                                choices=[("", "未設定"), ("seeds", "シーズ主導"), ("needs", "ニーズ主導")],
                                default="",
                                max_length=10,
                                verbose_name="起点",
                            ),
                        ),
                        (
                            "horizon",
                            models.CharField(
                                blank=True,
                                choices=[("", "未設定"), ("short", "短期"), ("long", "長期")],
                                default="",
                                max_length=10,
                                verbose_name="見通す期間",
                            ),
                        ),
                        (
                            "is_platform",
                            models.BooleanField(default=False, verbose_name="社会を大きく変える基盤技術"),
                        ),
                        ("rank", models.PositiveIntegerField(editable=False, null=True, verbose_name="順位")),
                    ],
                    options={
                        "verbose_name": "技術の検討記録",
                        "constraints": [
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("rank",),
                                name="one_technology_per_rank",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rank__isnull", True), ("rank__gt", 0), _connector="OR"),
                                name="rank_from_one",
                            ),
                        ],
                    },
                    bases=("confidentiality.item",),
                ),
                migrations.CreateModel(
                    name="TechnologySheet",
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
                            "technology",
                            models.OneToOneField(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sheet",
                                to="programmes.criticaltechnology",
                            ),
                        ),
                        (
                            "goals",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="戦略上の目標",
                            ),
                        ),
                        ("summary", models.TextField(verbose_name="公開する要旨")),
                        ("english_summary", models.TextField(blank=True, verbose_name="英語の要旨")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "下書き"), ("published", "公開済")],
                                default="draft",
                                max_length=50,
                                verbose_name="状態",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "公開する要旨",
                    },
                    bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
                ),
                migrations.CreateModel(
                    name="TrlReading",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="trl_readings",
                                to="confidentiality.item",
                            ),
                        ),
                        ("level", models.PositiveSmallIntegerField(verbose_name="技術成熟度（TRL）")),
                        ("on", models.DateField(verbose_name="評価した日")),
                        ("evidence", models.TextField(verbose_name="根拠となるもの")),
                        (
                            "replaces",
                            models.OneToOneField(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="programmes.trlreading",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "技術成熟度の評価",
                        "ordering": ["on", "recorded_at"],
                        "indexes": [models.Index(fields=["item", "on"], name="trl_of_one_item")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("level__gte", 1), ("level__lte", 9)),
                                name="trl_from_one_to_nine",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("evidence__regex", "\\S")), name="trl_has_evidence"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnpublishedFiling",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                                related_name="+",
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
                        (
                            "number",
                            models.CharField(
                                max_length=60, verbose_name="受付番号など、内容の分からない符号"
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
                    ],
                    options={
                        "verbose_name": "公開しない特許出願",
                        "ordering": ["created_at", "id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="UseCase",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                                related_name="+",
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
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
                    ],
                    options={
                        "verbose_name": "使われる場面",
                        "ordering": ["created_at", "id"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ValleyRisk",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                                related_name="+",
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
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
                    ],
                    options={
                        "verbose_name": "死の谷のおそれ",
                        "ordering": ["created_at", "id"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("standing", "open"), ("counter_measure__regex", "\\S"), _connector="OR"
                                ),
                                name="valley_treated_with_words",
                                violation_error_message="対策前のほかは、対策を記入してください。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkPackage",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                                related_name="+",
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
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
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                                verbose_name="責任を持つ組織",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="開始")),
                        ("state_note", models.TextField(blank=True, verbose_name="状況")),
                    ],
                    options={
                        "verbose_name": "作業項目",
                        "ordering": ["due_on", "id"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("done_on__isnull", True),
                                    ("done_on__lte", models.F("due_on")),
                                    ("delay_reason__regex", "\\S"),
                                    _connector="OR",
                                ),
                                name="work_package_late_with_a_reason",
                                violation_error_message="期限の後に済んだときは、遅れた理由を記入してください。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("starts_on__isnull", True),
                                    ("due_on__isnull", True),
                                    ("due_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="work_package_ends_after_start",
                                violation_error_message="期限は、開始以後の日にしてください。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BudgetLineEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="programmes.budgetline",
                            ),
                        ),
                        (
                            "item_ptr",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                parent_link=True,
                                related_name="+",
                                related_query_name="+",
                                serialize=False,
                                to="confidentiality.item",
                            ),
                        ),
                        ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        (
                            "stage",
                            models.CharField(
                                choices=[("request", "要求"), ("appropriation", "予算措置")],
                                max_length=15,
                                verbose_name="要求か予算措置か",
                            ),
                        ),
                        ("act", models.CharField(max_length=120, verbose_name="予算")),
                        (
                            "ministry",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="accounts.organisation",
                                verbose_name="府省庁",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="事業の名称")),
                        ("amount", models.BigIntegerField(verbose_name="金額（円）")),
                        ("source", models.CharField(max_length=300, verbose_name="出典")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "下書き"), ("published", "公開済")],
                                default="draft",
                                max_length=50,
                                verbose_name="状態",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CallAddendum",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="addenda",
                                to="programmes.call",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(editable=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("correction", "訂正"), ("notice", "お知らせ")],
                                default="correction",
                                max_length=12,
                                verbose_name="種類",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="見出し")),
                        ("text", models.TextField(verbose_name="内容")),
                        (
                            "published_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "訂正・お知らせ",
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("item", "number"), name="addendum_numbered")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CallAnswer",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="programmes.call",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(editable=False)),
                        ("question", models.TextField(verbose_name="公表する質問")),
                        ("answer", models.TextField(verbose_name="回答")),
                        (
                            "published_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "published_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "質問への回答",
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("item", "number"), name="call_answer_numbered")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CallClause",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="clauses",
                                to="programmes.call",
                            ),
                        ),
                        (
                            "clause",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.clause",
                            ),
                        ),
                        ("family", models.UUIDField(editable=False, null=True)),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("leak_prevention", "技術流出の防止"),
                                    ("export_control", "安全保障輸出管理"),
                                    ("integrity", "研究の健全性・公正性"),
                                    ("council", "協議会への参加と同意"),
                                    ("publication", "成果の公表"),
                                    ("intellectual_property", "知的財産"),
                                    ("costs", "経費の使い方"),
                                    ("other", "その他"),
                                ],
                                editable=False,
                                max_length=24,
                            ),
                        ),
                        ("title", models.CharField(blank=True, editable=False, max_length=120)),
                        ("order", models.PositiveSmallIntegerField(default=0, editable=False)),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("adopted", "ひな形のとおり採用"),
                                    ("changed", "文言を変えて採用"),
                                    ("exempted", "適用しない"),
                                ],
                                max_length=10,
                                verbose_name="扱い",
                            ),
                        ),
                        ("text", models.TextField(blank=True, verbose_name="この公募での条文")),
                        ("reason", models.TextField(blank=True, verbose_name="理由")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "公募の条項",
                        "ordering": ["item", "order", "title"],
                        "constraints": [
                            models.UniqueConstraint(fields=("item", "family"), name="clause_answered_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", "exempted"), ("text", "")),
                                    models.Q(
                                        models.Q(("answer", "exempted"), _negated=True),
                                        ("text__regex", "\\S"),
                                    ),
                                    _connector="OR",
                                ),
                                name="clause_in_words_unless_exempted",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answer", "adopted"), ("reason__regex", "\\S"), _connector="OR"
                                ),
                                name="clause_departure_is_explained",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", "exempted"), _negated=True),
                                    models.Q(
                                        (
                                            "kind__in",
                                            [
                                                "leak_prevention",
                                                "export_control",
                                                "integrity",
                                                "council",
                                                "publication",
                                            ],
                                        ),
                                        _negated=True,
                                    ),
                                    _connector="OR",
                                ),
                                name="mandatory_clause_is_never_exempted",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CallCriterion",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="criteria",
                                to="programmes.call",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(editable=False)),
                        ("title", models.CharField(max_length=120, verbose_name="評価項目")),
                        ("guidance", models.TextField(blank=True, verbose_name="評価の観点")),
                        ("weight", models.PositiveSmallIntegerField(default=1, verbose_name="重み")),
                        ("max_score", models.PositiveSmallIntegerField(default=5, verbose_name="最高点")),
                    ],
                    options={
                        "verbose_name": "評価項目",
                        "ordering": ["item", "order"],
                        "constraints": [
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("item", "order"),
                                name="call_criterion_ordered",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("max_score__gte", 1), ("weight__gte", 1)),
                                name="call_criterion_counts",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CallExtension",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="extensions",
                                to="programmes.call",
                            ),
                        ),
                        ("was", models.DateTimeField(editable=False)),
                        ("closes_at", models.DateTimeField(verbose_name="新しい受付終了")),
                        ("reason", models.TextField(verbose_name="理由")),
                        (
                            "extended_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "extended_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "受付期間の延長",
                        "ordering": ["extended_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("closes_at__gt", models.F("was"))),
                                name="extension_never_shortens",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CallFile",
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
                            "call",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="file",
                                to="programmes.call",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "公募の記録",
                    },
                    bases=("confidentiality.item",),
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
                            "proposals",
                            models.PositiveIntegerField(editable=False, verbose_name="審査した提案の数"),
                        ),
                        (
                            "selected",
                            models.PositiveIntegerField(editable=False, verbose_name="採択した提案の数"),
                        ),
                        ("text", models.TextField(editable=False, verbose_name="講評")),
                        (
                            "english_text",
                            models.TextField(blank=True, editable=False, verbose_name="英語の講評"),
                        ),
                        ("release_at", models.DateTimeField(editable=False)),
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
                            "fund",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.fund",
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
                            "release_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="発表の日時"),
                        ),
                        ("public_text", models.TextField(blank=True, verbose_name="公表する講評")),
                        ("english_text", models.TextField(blank=True, verbose_name="英語の講評")),
                        ("state_reason", models.TextField(blank=True, editable=False, verbose_name="理由")),
                    ],
                    options={
                        "verbose_name": "公募の審査",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["planned", "set", "announced"]), _negated=True),
                                    ("release_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_release_has_its_instant",
                            )
                        ],
                    },
                    bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
                ),
                migrations.CreateModel(
                    name="CallSection",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sections",
                                to="programmes.call",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(editable=False)),
                        (
                            "key",
                            models.CharField(
                                max_length=40,
                                validators=[django.core.validators.RegexValidator("^[a-z][a-z0-9_]*$")],
                                verbose_name="項目の符号",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="項目の名称")),
                        ("guidance", models.TextField(blank=True, verbose_name="書き方")),
                        ("is_required", models.BooleanField(default=True, verbose_name="必須")),
                        (
                            "max_length",
                            models.PositiveIntegerField(
                                default=2000,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(50000),
                                ],
                                verbose_name="文字数の上限",
                            ),
                        ),
                        (
                            "editors",
                            models.CharField(
                                choices=[
                                    ("representative", "研究代表者だけ"),
                                    ("team", "研究代表者と共同提案者"),
                                ],
                                default="team",
                                max_length=20,
                                verbose_name="書ける方",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "提案書の項目",
                        "ordering": ["item", "order"],
                        "constraints": [
                            models.UniqueConstraint(fields=("item", "key"), name="call_section_keyed"),
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("item", "order"),
                                name="call_section_ordered",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("max_length__gte", 1)), name="call_section_has_room"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CatalogueEntryEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="programmes.catalogueentry",
                            ),
                        ),
                        (
                            "item_ptr",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                parent_link=True,
                                related_name="+",
                                related_query_name="+",
                                serialize=False,
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "register",
                            models.CharField(
                                choices=[
                                    ("document", "政府文書"),
                                    ("topic", "論点"),
                                    ("ask", "政府への要望"),
                                    ("directive", "トップダウンの指示"),
                                    ("base", "研究開発拠点・テストベッド"),
                                    ("standard", "国際標準の目標"),
                                    ("seed", "ディープテックの種"),
                                    ("study", "調査研究"),
                                ],
                                editable=False,
                                max_length=10,
                                verbose_name="登録簿",
                            ),
                        ),
                        (
                            "number",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="番号"),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="件名")),
                        ("text", models.TextField(blank=True, verbose_name="内容")),
                        ("category", models.CharField(blank=True, max_length=20, verbose_name="区分")),
                        (
                            "technology",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programmes.criticaltechnology",
                                verbose_name="重要技術",
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
                        ("counterpart", models.CharField(blank=True, max_length=200, verbose_name="相手")),
                        ("on", models.DateField(blank=True, null=True, verbose_name="日")),
                        ("url", models.URLField(blank=True, max_length=500, verbose_name="ページのアドレス")),
                        ("source", models.CharField(blank=True, max_length=300, verbose_name="出典")),
                        (
                            "answer",
                            models.TextField(blank=True, editable=False, verbose_name="回答または結果"),
                        ),
                        (
                            "answered_on",
                            models.DateField(editable=False, null=True, verbose_name="回答または決着の日"),
                        ),
                        (
                            "is_public",
                            models.BooleanField(default=False, editable=False, verbose_name="公開している"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "登録済"),
                                    ("underway", "取組中"),
                                    ("settled", "決着"),
                                    ("dropped", "取りやめ"),
                                ],
                                default="open",
                                max_length=50,
                                verbose_name="状態",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CatalogueLink",
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
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="links",
                                to="programmes.catalogueentry",
                            ),
                        ),
                        (
                            "subject",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="catalogue_links",
                                to="confidentiality.item",
                            ),
                        ),
                        ("how", models.TextField(blank=True, verbose_name="関係")),
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
                        "verbose_name": "記載と結び付くもの",
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until__isnull", True),
                                    ("valid_until__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="programmes_cataloguelink_ends_after_start",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("valid_until__isnull", True)),
                                fields=("item", "subject"),
                                name="one_live_catalogue_link",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CatalogueNote",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notes",
                                to="programmes.catalogueentry",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="経過")),
                        (
                            "written_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "written_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "記載の経過",
                        "ordering": ["-written_at"],
                    },
                ),
                migrations.CreateModel(
                    name="ChangeRequest",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                            "change_kind",
                            models.CharField(
                                choices=[
                                    ("plan", "計画の変更"),
                                    ("budget", "予算の変更"),
                                    ("team", "体制の変更"),
                                ],
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
                            "requested_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "requested_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        (
                            "decision_note",
                            models.TextField(blank=True, editable=False, verbose_name="決定の理由"),
                        ),
                    ],
                    options={
                        "verbose_name": "変更の申請",
                        "ordering": ["-requested_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("requested_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="change_decided_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason__regex", "\\S")), name="change_has_a_reason"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "requested")),
                                fields=("item",),
                                name="one_open_change_request",
                            ),
                        ],
                    },
                    bases=(django_fsm.FSMModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="CoInvestmentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="programmes.coinvestment",
                            ),
                        ),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
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
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ConceptAgreement",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agreements",
                                to="programmes.rdconcept",
                            ),
                        ),
                        (
                            "ministry",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agreements",
                                to="programmes.conceptministry",
                            ),
                        ),
                        ("text_hash", models.CharField(editable=False, max_length=64)),
                        ("given_by", models.CharField(max_length=200, verbose_name="合意した方の職名と氏名")),
                        ("reference", models.CharField(blank=True, max_length=200, verbose_name="文書番号")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "agreed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "府省庁の合意",
                        "ordering": ["agreed_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("ministry", "text_hash"), name="ministry_agrees_once_to_a_text"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConceptSheet",
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
                            "concept",
                            models.OneToOneField(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sheet",
                                to="programmes.rdconcept",
                            ),
                        ),
                        ("title", models.CharField(editable=False, max_length=160)),
                        ("english_title", models.CharField(blank=True, editable=False, max_length=300)),
                        (
                            "concept_kind",
                            models.CharField(
                                choices=[("project", "プロジェクト型"), ("theme", "個別研究型")],
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("ceiling", models.BigIntegerField(editable=False)),
                        ("starts_on", models.DateField(editable=False)),
                        ("ends_on", models.DateField(editable=False)),
                        (
                            "ministry",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "vision",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sheets",
                                to="programmes.rdvision",
                            ),
                        ),
                        ("needs", models.TextField(editable=False)),
                        ("summary", models.TextField(editable=False)),
                        ("council_plan", models.TextField(editable=False)),
                        ("is_high_risk", models.BooleanField(editable=False)),
                        ("risk_reason", models.TextField(blank=True, editable=False)),
                    ],
                    options={
                        "verbose_name": "公開した研究開発構想",
                    },
                    bases=("confidentiality.item",),
                ),
                migrations.CreateModel(
                    name="ConflictDeclaration",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                            "seat",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="declarations",
                                to="programmes.evaluatorseat",
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
                        ("has_conflict", models.BooleanField(verbose_name="利益相反がある")),
                        ("detail", models.TextField(blank=True, verbose_name="内容")),
                        ("shown", models.JSONField(default=dict, editable=False)),
                        (
                            "declared_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "利益相反の申告",
                        "ordering": ["declared_at", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="ContinuedSupport",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                                related_name="+",
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
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
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                                verbose_name="行う組織",
                            ),
                        ),
                        ("support", models.TextField(verbose_name="内容")),
                        (
                            "demo",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.fielddemo",
                                verbose_name="もとになった実証",
                            ),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="開始")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="終了")),
                    ],
                    options={
                        "verbose_name": "実証の後の支援と調達",
                        "ordering": ["created_at", "id"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("starts_on__isnull", True),
                                    ("ends_on__isnull", True),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="support_ends_after_start",
                                violation_error_message="終了は、開始以後の日にしてください。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CoreTechnologyEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="programmes.coretechnology",
                            ),
                        ),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
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
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="コア重要技術等の呼び名")),
                        ("why", models.TextField(verbose_name="守る理由")),
                        ("protection", models.TextField(verbose_name="守る方法")),
                    ],
                    options={
                        "abstract": False,
                    },
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
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                            "assignment",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.assignment",
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
                            "may_change_plan",
                            models.BooleanField(default=False, verbose_name="計画の変更を承認できる"),
                        ),
                        (
                            "may_change_team",
                            models.BooleanField(default=False, verbose_name="体制の変更を承認できる"),
                        ),
                        (
                            "budget_yen",
                            models.BigIntegerField(
                                blank=True, null=True, verbose_name="動かせる予算の上限（円）"
                            ),
                        ),
                        (
                            "budget_percent",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="動かせる予算の上限（総額に対する％）"
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
                    ],
                    options={
                        "verbose_name": "権限の委任",
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until__isnull", True),
                                    ("valid_until__gt", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="programmes_delegation_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("may_change_plan", True),
                                    ("may_change_team", True),
                                    ("budget_yen__isnull", False),
                                    ("budget_percent__isnull", False),
                                    _connector="OR",
                                ),
                                name="delegation_of_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("budget_percent__isnull", True),
                                    ("budget_percent__lte", 100),
                                    _connector="OR",
                                ),
                                name="delegation_within_the_total",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("budget_yen__isnull", True), ("budget_yen__gt", 0), _connector="OR"
                                ),
                                name="delegation_of_a_sum",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("given_by", models.F("person")), _negated=True),
                                name="nobody_delegates_to_themselves",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("valid_until__isnull", True)),
                                fields=("item", "person"),
                                name="one_live_delegation",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FieldDemoEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="programmes.fielddemo",
                            ),
                        ),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
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
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="GateCriterion",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="criteria",
                                to="programmes.stagegate",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(editable=False)),
                        ("title", models.CharField(max_length=120, verbose_name="評価項目")),
                        ("description", models.TextField(blank=True, verbose_name="見る点")),
                        ("weight", models.PositiveSmallIntegerField(verbose_name="重み")),
                    ],
                    options={
                        "verbose_name": "評価項目",
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("item", "number"), name="criteria_are_numbered"),
                            models.CheckConstraint(
                                condition=models.Q(("weight__gte", 1), ("weight__lte", 100)),
                                name="weight_of_a_hundred",
                            ),
                        ],
                    },
                ),
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
                        (
                            "gate",
                            models.OneToOneField(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dossier",
                                to="programmes.stagegate",
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
                        (
                            "frozen",
                            models.JSONField(editable=False, null=True, verbose_name="自己評価の写し"),
                        ),
                        ("frozen_hash", models.CharField(blank=True, editable=False, max_length=64)),
                        ("frozen_at", models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "評価の資料",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("min_evaluators__gte", 1)), name="somebody_evaluates"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "waiting"), ("frozen__isnull", False), _connector="OR"
                                ),
                                name="only_a_frozen_report_is_judged",
                            ),
                        ],
                    },
                    bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
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
                        (
                            "gate",
                            models.OneToOneField(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="published",
                                to="programmes.stagegate",
                            ),
                        ),
                        ("code", models.CharField(editable=False, max_length=40, verbose_name="課題番号")),
                        ("title", models.CharField(editable=False, max_length=200, verbose_name="課題名")),
                        (
                            "english_title",
                            models.CharField(
                                blank=True, editable=False, max_length=300, verbose_name="英語の課題名"
                            ),
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
                    ],
                    options={
                        "verbose_name": "ステージゲートの結果",
                        "ordering": ["-decided_on", "code"],
                    },
                    bases=("confidentiality.item",),
                ),
                migrations.CreateModel(
                    name="InternationalPartnerEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="programmes.internationalpartner",
                            ),
                        ),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
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
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
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
                        ("country", models.CharField(max_length=80, verbose_name="国・地域")),
                        ("our_gain", models.TextField(verbose_name="我が国の利益")),
                        ("their_gain", models.TextField(verbose_name="相手の利益")),
                        ("terms", models.TextField(verbose_name="条件（成果の帰属、公開、輸出管理の確認）")),
                        ("starts_on", models.DateField(verbose_name="開始")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="終了")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="IPDealEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="programmes.ipdeal",
                            ),
                        ),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
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
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="IssueTag",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="issue_tags",
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "issue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tags",
                                to="programmes.issue",
                            ),
                        ),
                        (
                            "tagged_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "tagged_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "課題・観点の印",
                        "ordering": ["issue"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("item", "issue"), name="tagged_once_with_an_issue"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LeakMeasureEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="programmes.leakmeasure",
                            ),
                        ),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
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
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
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
                            "checked_on",
                            models.DateField(blank=True, null=True, verbose_name="最後に点検した日"),
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
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                                related_name="+",
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
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
                        (
                            "work_package",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="milestones",
                                to="programmes.workpackage",
                                verbose_name="作業項目",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="名称")),
                        ("criterion", models.TextField(verbose_name="達成と認める基準")),
                        ("evidence", models.TextField(blank=True, verbose_name="達成の根拠")),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                                verbose_name="責任を持つ組織",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "マイルストーン",
                        "ordering": ["due_on", "id"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("done_on__isnull", True),
                                    ("done_on__lte", models.F("due_on")),
                                    ("delay_reason__regex", "\\S"),
                                    _connector="OR",
                                ),
                                name="milestone_late_with_a_reason",
                                violation_error_message="期限の後に済んだときは、遅れた理由を記入してください。",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("done_on__isnull", True), ("evidence__regex", "\\S"), _connector="OR"
                                ),
                                name="milestone_reached_with_evidence",
                                violation_error_message="達成したときは、達成の根拠を記入してください。",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutcomeUse",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="uses",
                                to="programmes.outcome",
                            ),
                        ),
                        (
                            "sector",
                            models.CharField(
                                choices=[("civil", "民生利用"), ("public", "公的利用")],
                                max_length=8,
                                verbose_name="利用の区分",
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
                                verbose_name="利用が見込まれる府省庁",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("expected", "見込み"),
                                    ("tried", "試行中"),
                                    ("in_use", "利用中"),
                                    ("ended", "利用終了"),
                                ],
                                max_length=10,
                                verbose_name="利用の状況",
                            ),
                        ),
                        ("note", models.TextField(verbose_name="内容")),
                        ("is_public", models.BooleanField(default=False, verbose_name="公開ページに載せる")),
                        (
                            "reported_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                        (
                            "reported_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "成果の利用",
                        "ordering": ["-reported_at", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sector", "civil"), ("ministry__isnull", False), _connector="OR"
                                ),
                                name="public_use_names_its_ministry",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ParticipantEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="programmes.participant",
                            ),
                        ),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
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
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
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
                    ],
                    options={
                        "abstract": False,
                    },
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
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="programmes.partnerfit",
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
                    ],
                    options={
                        "verbose_name": "確認の質問への答え",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("item", "question"), name="one_answer_a_question"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answer", "yes"), ("note__regex", "\\S"), _connector="OR"
                                ),
                                name="partner_answer_is_explained",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanLinkEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="programmes.planlink",
                            ),
                        ),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
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
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
                        ("plan", models.CharField(max_length=200, verbose_name="政府の計画")),
                        ("part", models.CharField(blank=True, max_length=200, verbose_name="該当する箇所")),
                        ("how", models.TextField(verbose_name="関わり")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ProjectPlanEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="programmes.projectplan",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
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
                        ("handover", models.TextField(blank=True, verbose_name="引き渡しの方法")),
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
                        ("industry", models.TextField(blank=True, verbose_name="産業化の進め方")),
                        (
                            "private_test",
                            models.TextField(blank=True, verbose_name="民間の資金ではなく国が担う理由"),
                        ),
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
                        (
                            "uses_personal_data",
                            models.BooleanField(default=False, verbose_name="個人情報を扱う"),
                        ),
                        (
                            "personal_data_basis",
                            models.TextField(blank=True, verbose_name="個人情報を扱う根拠"),
                        ),
                        (
                            "personal_data_safeguards",
                            models.TextField(blank=True, verbose_name="個人情報を守る措置"),
                        ),
                    ],
                    options={
                        "abstract": False,
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
                            "file",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="confidentiality.storedfile",
                            ),
                        ),
                        ("sha256", models.CharField(editable=False, max_length=64)),
                        ("rows", models.PositiveIntegerField(editable=False)),
                        (
                            "imported_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "imported_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "e-Rad からの取込み",
                        "constraints": [
                            models.UniqueConstraint(fields=("call", "sha256"), name="one_import_per_file")
                        ],
                    },
                    bases=("confidentiality.item",),
                ),
                migrations.CreateModel(
                    name="PrototypeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="programmes.prototype",
                            ),
                        ),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
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
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="試作したもの")),
                        ("begun_on", models.DateField(verbose_name="開発の開始")),
                        ("made_on", models.DateField(blank=True, null=True, verbose_name="試作の完成")),
                        ("used_on", models.DateField(blank=True, null=True, verbose_name="使用の開始")),
                        ("learned", models.TextField(blank=True, verbose_name="分かったこと")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ProvisionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="programmes.provision",
                            ),
                        ),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
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
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
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
                        ("what", models.TextField(verbose_name="提供するもの")),
                        (
                            "returned_on",
                            models.DateField(blank=True, null=True, verbose_name="返す日・終わる日"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
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
                        (
                            "follow_up",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="publications",
                                to="programmes.budgetfollowup",
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
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at", None)),
                                fields=("follow_up",),
                                name="follow_up_published_once",
                            )
                        ],
                    },
                    bases=("confidentiality.item",),
                ),
                migrations.CreateModel(
                    name="RankingDecision",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rankings",
                                to="programmes.technologybook",
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("placed", "順位を決めた"),
                                    ("removed", "順位から外した"),
                                    ("dropped", "検討の対象から外した"),
                                    ("taken_up", "再び検討の対象とした"),
                                ],
                                max_length=10,
                                verbose_name="決定",
                            ),
                        ),
                        (
                            "was",
                            models.PositiveIntegerField(editable=False, null=True, verbose_name="前の順位"),
                        ),
                        (
                            "now",
                            models.PositiveIntegerField(editable=False, null=True, verbose_name="後の順位"),
                        ),
                        ("reason", models.TextField(verbose_name="理由")),
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
                            "decided_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "順位の決定",
                        "ordering": ["-decided_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason__regex", "\\S")), name="ranking_has_a_reason"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("now__isnull", False), ("step", "placed")),
                                    models.Q(
                                        models.Q(("step", "placed"), _negated=True), ("now__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="ranking_says_where",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoadmapMilestone",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="milestones",
                                to="programmes.technologybook",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="到達点")),
                        ("text", models.TextField(blank=True, verbose_name="説明")),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("basic", "基礎研究"),
                                    ("applied", "応用研究"),
                                    ("implementation", "社会実装"),
                                ],
                                max_length=20,
                                verbose_name="段階",
                            ),
                        ),
                        ("due", models.DateField(verbose_name="期限")),
                        (
                            "responsible",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                                verbose_name="責任を持つ組織",
                            ),
                        ),
                        (
                            "responsible_note",
                            models.CharField(blank=True, max_length=200, verbose_name="担当する部署・役職"),
                        ),
                        (
                            "reached_on",
                            models.DateField(editable=False, null=True, verbose_name="達成した日"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "予定"),
                                    ("underway", "取組中"),
                                    ("reached", "達成"),
                                    ("dropped", "取りやめ"),
                                ],
                                default="planned",
                                max_length=50,
                                verbose_name="状態",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ロードマップの到達点",
                        "ordering": ["due", "title"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("reached_on__isnull", False), ("state", "reached")),
                                    models.Q(
                                        models.Q(("state", "reached"), _negated=True),
                                        ("reached_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="milestone_reached_on_a_day",
                            )
                        ],
                    },
                    bases=(django_fsm.FSMModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="SchemeLinkEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="programmes.schemelink",
                            ),
                        ),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
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
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
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
                                help_text="前身、並行、引き継ぎ先、重複しないことの確認など",
                                verbose_name="関わり",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
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
                        (
                            "gate",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="programmes.stagegate",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(editable=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "作成中"),
                                    ("submitted", "提出済"),
                                    ("returned", "差戻し"),
                                ],
                                default="draft",
                                max_length=50,
                                verbose_name="状態",
                            ),
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
                        ("submitted_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "receipt",
                            models.CharField(
                                blank=True, editable=False, max_length=60, verbose_name="受付番号"
                            ),
                        ),
                        (
                            "returned_reason",
                            models.TextField(blank=True, editable=False, verbose_name="差し戻した理由"),
                        ),
                    ],
                    options={
                        "verbose_name": "自己評価",
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("gate", "number"), name="reports_are_numbered")
                        ],
                    },
                    bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
                ),
                migrations.CreateModel(
                    name="StrategyVersion",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="strategies",
                                to="programmes.technologybook",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(editable=False, verbose_name="版")),
                        (
                            "goals",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="戦略上の目標",
                            ),
                        ),
                        ("winning_path", models.TextField(blank=True, verbose_name="勝ち筋")),
                        (
                            "levers",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="競争力の鍵",
                            ),
                        ),
                        ("lever_note", models.TextField(blank=True, verbose_name="競争力の鍵の説明")),
                        (
                            "cooperation",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "未定"),
                                    ("partner", "国際連携"),
                                    ("alone", "独自"),
                                    ("mixed", "部分ごとに使い分け"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="国際連携か独自か",
                            ),
                        ),
                        ("cooperation_note", models.TextField(blank=True, verbose_name="連携の相手と条件")),
                        (
                            "leaders_abroad",
                            models.TextField(blank=True, verbose_name="海外で先行する国・機関"),
                        ),
                        (
                            "competitors",
                            models.TextField(blank=True, verbose_name="競争の状況と、主導権を握り得る者"),
                        ),
                        (
                            "position_industry",
                            models.TextField(blank=True, verbose_name="世界の中の我が国の産業界"),
                        ),
                        (
                            "position_academia",
                            models.TextField(blank=True, verbose_name="世界の中の我が国の学界"),
                        ),
                        (
                            "position_government",
                            models.TextField(blank=True, verbose_name="世界の中の我が国の政府・公的機関"),
                        ),
                        (
                            "sourcing",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "未定"),
                                    ("make", "自ら育てる（オーガニック）"),
                                    ("partner", "他者と組む"),
                                    ("invest", "投資で手に入れる（インオーガニック）"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="獲得の方法",
                            ),
                        ),
                        ("make_note", models.TextField(blank=True, verbose_name="自ら育てる部分")),
                        ("partner_note", models.TextField(blank=True, verbose_name="他者と組む部分")),
                        ("invest_note", models.TextField(blank=True, verbose_name="投資で手に入れる部分")),
                        ("track_build", models.TextField(blank=True, verbose_name="基盤技術：つくる取組")),
                        ("track_use", models.TextField(blank=True, verbose_name="基盤技術：使う取組")),
                        ("why", models.CharField(max_length=300, verbose_name="この版で改めた理由")),
                        (
                            "written_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "written_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "戦略カードの版",
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("item", "number"), name="strategy_versions_are_numbered"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("why__regex", "\\S")),
                                name="strategy_version_has_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TeamMember",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                                related_name="+",
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
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
                        ("name", models.CharField(max_length=120, verbose_name="氏名")),
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
                    ],
                    options={
                        "verbose_name": "参加者",
                        "ordering": ["created_at", "id"],
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_student", False),
                                    ("agreement_signed_on__isnull", False),
                                    ("agreement_due_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="student_with_an_agreement",
                                violation_error_message="雇用関係のない学生については、取決めを結んだ日か、結ぶ期限を記入してください。",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TechnologyBookEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="programmes.technologybook",
                            ),
                        ),
                        (
                            "item_ptr",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                parent_link=True,
                                related_name="+",
                                related_query_name="+",
                                serialize=False,
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "technology",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programmes.criticaltechnology",
                            ),
                        ),
                        (
                            "origin",
                            models.CharField(
                                blank=True,
                                choices=[("", "未設定"), ("seeds", "シーズ主導"), ("needs", "ニーズ主導")],
                                default="",
                                max_length=10,
                                verbose_name="起点",
                            ),
                        ),
                        (
                            "horizon",
                            models.CharField(
                                blank=True,
                                choices=[("", "未設定"), ("short", "短期"), ("long", "長期")],
                                default="",
                                max_length=10,
                                verbose_name="見通す期間",
                            ),
                        ),
                        (
                            "is_platform",
                            models.BooleanField(default=False, verbose_name="社会を大きく変える基盤技術"),
                        ),
                        ("rank", models.PositiveIntegerField(editable=False, null=True, verbose_name="順位")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TechnologySheetEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="programmes.technologysheet",
                            ),
                        ),
                        (
                            "item_ptr",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                parent_link=True,
                                related_name="+",
                                related_query_name="+",
                                serialize=False,
                                to="confidentiality.item",
                            ),
                        ),
                        (
                            "technology",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programmes.criticaltechnology",
                            ),
                        ),
                        (
                            "goals",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="戦略上の目標",
                            ),
                        ),
                        ("summary", models.TextField(verbose_name="公開する要旨")),
                        ("english_summary", models.TextField(blank=True, verbose_name="英語の要旨")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "下書き"), ("published", "公開済")],
                                default="draft",
                                max_length=50,
                                verbose_name="状態",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="UnpublishedFilingEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="programmes.unpublishedfiling",
                            ),
                        ),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
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
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
                        (
                            "number",
                            models.CharField(
                                max_length=60, verbose_name="受付番号など、内容の分からない符号"
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="UseCaseEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="programmes.usecase",
                            ),
                        ),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
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
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ValleyRiskEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="programmes.valleyrisk",
                            ),
                        ),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
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
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="VisionFile",
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
                            "vision",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="file",
                                to="programmes.rdvision",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "審議の記録",
                    },
                    bases=("confidentiality.item",),
                ),
                migrations.CreateModel(
                    name="VisionInput",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inputs",
                                to="programmes.rdvision",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(editable=False)),
                        ("body", models.CharField(max_length=200, verbose_name="調査研究を行った機関")),
                        ("title", models.CharField(max_length=300, verbose_name="報告書の名称")),
                        ("used_for", models.TextField(verbose_name="何に使ったか")),
                    ],
                    options={
                        "verbose_name": "シンクタンクの知見",
                        "ordering": ["item", "order"],
                    },
                ),
                migrations.CreateModel(
                    name="VisionTechnology",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supported",
                                to="programmes.rdvision",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(editable=False)),
                        (
                            "technology",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.criticaltechnology",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.narrowingdecision",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="公表する技術の名称")),
                        ("statement", models.TextField(blank=True, verbose_name="支援する内容")),
                    ],
                    options={
                        "verbose_name": "支援対象の技術",
                        "ordering": ["item", "order"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("item", "technology"), name="technology_supported_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkPackageEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="programmes.workpackage",
                            ),
                        ),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
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
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
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
                        ("starts_on", models.DateField(verbose_name="開始")),
                        ("state_note", models.TextField(blank=True, verbose_name="状況")),
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
                        ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="年度")),
                        ("amount", models.BigIntegerField(verbose_name="金額（円）")),
                    ],
                    options={
                        "verbose_name": "年度ごとの金額",
                        "ordering": ["fiscal_year"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount__gte", 0)), name="year_amount_is_not_negative"
                            ),
                            models.UniqueConstraint(fields=("item", "fiscal_year"), name="one_amount_a_year"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CallQuestion",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="questions",
                                to="programmes.callfile",
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
                        ("number", models.PositiveSmallIntegerField(editable=False)),
                        ("received_on", models.DateField(verbose_name="受け付けた日")),
                        (
                            "sender",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="質問した方（公表しません）"
                            ),
                        ),
                        ("text", models.TextField(verbose_name="質問")),
                        (
                            "answer",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="questions",
                                to="programmes.callanswer",
                            ),
                        ),
                        (
                            "registered_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "受け付けた質問",
                        "ordering": ["number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("call", "number"), name="call_question_numbered")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContinuedSupportEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="programmes.continuedsupport",
                            ),
                        ),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
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
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
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
                        ("support", models.TextField(verbose_name="内容")),
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
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="開始")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="終了")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DossierFile",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                        (
                            "file",
                            models.OneToOneField(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="confidentiality.storedfile",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(editable=False)),
                        ("label", models.CharField(max_length=120, verbose_name="資料の説明")),
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
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
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
                            "seat",
                            models.OneToOneField(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="gate_evaluation",
                                to="programmes.evaluatorseat",
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
                    ],
                    options={
                        "verbose_name": "評価",
                    },
                    bases=(django_fsm.FSMModelMixin, models.Model),
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
                            "judged_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                    ],
                    options={
                        "verbose_name": "総合判定",
                    },
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
                                        ("held_on__isnull", True),
                                        models.Q(("waived_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="heard_or_said_why_not",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MilestoneEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="programmes.milestone",
                            ),
                        ),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
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
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
                        ),
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
                        ("title", models.CharField(max_length=200, verbose_name="名称")),
                        ("criterion", models.TextField(verbose_name="達成と認める基準")),
                        ("evidence", models.TextField(blank=True, verbose_name="達成の根拠")),
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MilestoneReport",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.technologybook",
                            ),
                        ),
                        (
                            "milestone",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="programmes.roadmapmilestone",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "予定"),
                                    ("underway", "取組中"),
                                    ("reached", "達成"),
                                    ("dropped", "取りやめ"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("due", models.DateField(verbose_name="期限")),
                        ("text", models.TextField(verbose_name="理由または経過")),
                        (
                            "reported_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reported_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "到達点の経過",
                        "ordering": ["-reported_at"],
                    },
                ),
                migrations.CreateModel(
                    name="NoticeDistribution",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="distributions",
                                to="programmes.callfile",
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
                            "channel",
                            models.CharField(
                                choices=[
                                    ("chamber", "商工会議所・商工会"),
                                    ("association", "工業会・業界団体"),
                                    ("public_body", "自治体・公設試験研究機関"),
                                    ("other", "その他"),
                                ],
                                max_length=12,
                                verbose_name="経路",
                            ),
                        ),
                        ("body", models.CharField(max_length=200, verbose_name="団体の名称")),
                        ("sent_on", models.DateField(verbose_name="周知した日")),
                        (
                            "measure",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("recipients", "送った先の数"),
                                    ("views", "閲覧数"),
                                    ("attendees", "説明会の参加者数"),
                                ],
                                max_length=12,
                                verbose_name="届いた数の数え方",
                            ),
                        ),
                        (
                            "reach",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="届いた数（団体の報告）"
                            ),
                        ),
                        (
                            "reported_on",
                            models.DateField(blank=True, null=True, verbose_name="報告を受けた日"),
                        ),
                        ("follow_up", models.TextField(blank=True, verbose_name="これから行うこと")),
                        ("follow_up_due", models.DateField(blank=True, null=True, verbose_name="行う期日")),
                        ("followed_up_on", models.DateField(blank=True, null=True, verbose_name="行った日")),
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
                        "verbose_name": "周知の記録",
                        "ordering": ["sent_on", "body"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reach__isnull", True),
                                    models.Q(("measure", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="reach_says_what_it_counts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("followed_up_on__isnull", True),
                                    models.Q(("follow_up", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="follow_up_says_what",
                            ),
                        ],
                    },
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
                            "fund",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.fund",
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
                            "call",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="programmes.call",
                            ),
                        ),
                        (
                            "number",
                            models.CharField(
                                blank=True, editable=False, max_length=60, verbose_name="受付番号"
                            ),
                        ),
                        (
                            "erad_id",
                            models.CharField(blank=True, max_length=40, verbose_name="e-Rad の応募番号"),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="提案の名称")),
                        (
                            "english_title",
                            models.CharField(blank=True, max_length=300, verbose_name="英語の名称"),
                        ),
                        (
                            "representative",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="研究代表者",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                                verbose_name="研究代表者の所属機関",
                            ),
                        ),
                        (
                            "printed_representative",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="研究代表者（記載のまま）"
                            ),
                        ),
                        (
                            "printed_organisation",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="所属機関（記載のまま）"
                            ),
                        ),
                        (
                            "printed_erad",
                            models.CharField(
                                blank=True, editable=False, max_length=8, verbose_name="e-Rad の研究者番号"
                            ),
                        ),
                        (
                            "printed_effort",
                            models.PositiveSmallIntegerField(
                                editable=False, null=True, verbose_name="エフォート（％）"
                            ),
                        ),
                        (
                            "imported",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="programmes.proposalimport",
                            ),
                        ),
                        (
                            "amount",
                            models.BigIntegerField(blank=True, null=True, verbose_name="申請額（円）"),
                        ),
                        (
                            "state",
                            models.CharField(
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
                        ("sent_number", models.PositiveSmallIntegerField(default=0, editable=False)),
                        ("submitted_at", models.DateTimeField(editable=False, null=True)),
                        ("state_reason", models.TextField(blank=True, editable=False, verbose_name="理由")),
                    ],
                    options={
                        "verbose_name": "提案",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("number", ""), _negated=True),
                                fields=("number",),
                                name="one_proposal_per_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount__isnull", True), ("amount__gt", 0), _connector="OR"
                                ),
                                name="proposal_asks_for_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "draft"),
                                    models.Q(
                                        models.Q(("number", ""), _negated=True),
                                        ("submitted_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="proposal_is_numbered_when_sent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("imported__isnull", True),
                                        ("organisation__isnull", False),
                                        ("representative__isnull", False),
                                    ),
                                    models.Q(
                                        ("imported__isnull", False), ("printed_representative__regex", "\\S")
                                    ),
                                    _connector="OR",
                                ),
                                name="proposal_has_a_representative",
                            ),
                        ],
                    },
                    bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
                ),
                migrations.CreateModel(
                    name="ResultLine",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="programmes.callresult",
                            ),
                        ),
                        ("proposal_id", models.UUIDField(editable=False)),
                        ("order", models.PositiveSmallIntegerField(editable=False)),
                        (
                            "title",
                            models.CharField(editable=False, max_length=200, verbose_name="提案の名称"),
                        ),
                        ("english_title", models.CharField(blank=True, editable=False, max_length=300)),
                        (
                            "organisation",
                            models.CharField(editable=False, max_length=200, verbose_name="研究開発機関"),
                        ),
                        ("reason", models.TextField(blank=True, editable=False, verbose_name="理由")),
                        ("is_declined", models.BooleanField(default=False, editable=False)),
                    ],
                    options={
                        "verbose_name": "採択した提案",
                        "ordering": ["order"],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewerCandidate",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                    ],
                    options={
                        "verbose_name": "審査員の候補",
                        "constraints": [
                            models.UniqueConstraint(fields=("item", "person"), name="candidate_listed_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SelfReportAnswer",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                        (
                            "criterion",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.gatecriterion",
                            ),
                        ),
                        ("text", models.TextField(blank=True, verbose_name="自己評価")),
                    ],
                    options={
                        "verbose_name": "自己評価の項目",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("item", "criterion"), name="one_answer_per_criterion"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SelfReportFile",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                        (
                            "file",
                            models.OneToOneField(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="confidentiality.storedfile",
                            ),
                        ),
                        ("label", models.CharField(max_length=120, verbose_name="資料の説明")),
                    ],
                    options={
                        "verbose_name": "根拠資料",
                        "ordering": ["file__created", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="TeamMemberEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="programmes.teammember",
                            ),
                        ),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
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
                            "created_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                        ("ended_at", models.DateTimeField(editable=False, null=True)),
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
                            "end_reason",
                            models.TextField(blank=True, editable=False, verbose_name="終えた理由"),
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
                        ("name", models.CharField(max_length=120, verbose_name="氏名")),
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
                            "project",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.project",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="版")),
                        ("content", models.JSONField(default=dict)),
                        ("text_hash", models.CharField(blank=True, max_length=64)),
                        (
                            "made_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
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
                        "constraints": [
                            models.UniqueConstraint(fields=("item", "number"), name="terms_numbered_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VisionDeliberation",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliberations",
                                to="programmes.visionfile",
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="開催日")),
                        ("body", models.CharField(max_length=200, verbose_name="会議の名称")),
                        ("text", models.TextField(verbose_name="主な意見")),
                        ("response", models.TextField(blank=True, verbose_name="対応")),
                        ("text_hash", models.CharField(editable=False, max_length=64)),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "created",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "プログラム会議の審議",
                        "ordering": ["held_on", "created"],
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
                        (
                            "proposal",
                            models.OneToOneField(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="award",
                                to="programmes.proposal",
                            ),
                        ),
                        ("amount", models.BigIntegerField(verbose_name="採択額（円）")),
                        ("text_hash", models.CharField(editable=False, max_length=64)),
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
                            "awarded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "採択の記録",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0)), name="an_award_is_a_sum"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeclarationMark",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="declared",
                                to="programmes.proposal",
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
                            "at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "申告が済んだこと",
                        "constraints": [
                            models.UniqueConstraint(fields=("item", "person"), name="one_declaration_mark")
                        ],
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
                        (
                            "proposal",
                            models.OneToOneField(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="eligibility_check",
                                to="programmes.proposal",
                            ),
                        ),
                        ("report", models.JSONField(default=list, editable=False)),
                        ("note", models.TextField(blank=True, verbose_name="確認のメモ")),
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
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="approvals",
                                to="programmes.proposal",
                            ),
                        ),
                        ("text_hash", models.CharField(editable=False, max_length=64)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "asked_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                            "proposal",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="declarations",
                                to="programmes.proposal",
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
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("proposal", "person"), name="one_declaration_per_person"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("has_posts", False), ("outside_posts__regex", "\\S"), _connector="OR"
                                    ),
                                    models.Q(
                                        ("has_foreign", False),
                                        ("foreign_support__regex", "\\S"),
                                        _connector="OR",
                                    ),
                                ),
                                name="declaration_says_what",
                            ),
                        ],
                    },
                    bases=("confidentiality.item",),
                ),
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
                        (
                            "proposal",
                            models.OneToOneField(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.proposal",
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
                        ("number", models.CharField(editable=False, max_length=60, verbose_name="受付番号")),
                        ("is_blind", models.BooleanField(editable=False)),
                        (
                            "min_reviews",
                            models.PositiveSmallIntegerField(editable=False, verbose_name="必要な評価の数"),
                        ),
                        (
                            "review_due",
                            models.DateField(editable=False, null=True, verbose_name="書面審査の期限"),
                        ),
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
                    ],
                    options={
                        "verbose_name": "審査の資料",
                    },
                    bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
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
                            "proposal",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sections",
                                to="programmes.proposal",
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
                        (
                            "saved_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("saved_at", models.DateTimeField(null=True)),
                        ("is_open", models.BooleanField(default=True)),
                    ],
                    options={
                        "verbose_name": "提案書の部分",
                        "ordering": ["order"],
                        "constraints": [
                            models.UniqueConstraint(fields=("proposal", "key"), name="proposal_section_keyed")
                        ],
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
                        (
                            "proposal",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="programmes.proposal",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(editable=False)),
                        ("body", models.JSONField(default=dict, editable=False)),
                        ("amount", models.BigIntegerField(editable=False)),
                        ("text_hash", models.CharField(editable=False, max_length=64)),
                        (
                            "sent_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
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
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("proposal", "number"), name="proposal_version_numbered"
                            )
                        ],
                    },
                    bases=("confidentiality.item",),
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
                        (
                            "proposal",
                            models.OneToOneField(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.proposal",
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
                        ("dossier_id", models.UUIDField(editable=False)),
                        ("number", models.CharField(editable=False, max_length=60, verbose_name="受付番号")),
                        (
                            "title",
                            models.CharField(editable=False, max_length=200, verbose_name="提案の名称"),
                        ),
                        ("is_selected", models.BooleanField(editable=False)),
                        ("text", models.TextField(verbose_name="通知の文")),
                        ("feedback", models.TextField(verbose_name="講評")),
                        ("scores", models.JSONField(default=list, editable=False)),
                        ("release_at", models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "審査結果の通知",
                    },
                    bases=("confidentiality.item",),
                ),
                migrations.CreateModel(
                    name="SelfCheck",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programmes.proposal",
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
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("proposal", "number"), name="one_self_check_per_version"
                            )
                        ],
                    },
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
                            "written_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
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
                    name="DossierPaper",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                        (
                            "file",
                            models.OneToOneField(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="confidentiality.storedfile",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(editable=False)),
                        ("section", models.CharField(editable=False, max_length=120, verbose_name="項目")),
                        ("is_open", models.BooleanField(default=False, verbose_name="審査員に開く")),
                    ],
                    options={
                        "verbose_name": "提案の添付ファイルの写し",
                        "ordering": ["number"],
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
                migrations.CreateModel(
                    name="ProposalFile",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attached",
                                to="programmes.proposalsection",
                            ),
                        ),
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
                            "added_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "added_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                        (
                            "removed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                        (
                            "version",
                            models.OneToOneField(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="roll",
                                to="programmes.proposalversion",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "提出した参加者の一覧",
                    },
                    bases=("confidentiality.item",),
                ),
                migrations.CreateModel(
                    name="RankingLine",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                        (
                            "dossier",
                            models.OneToOneField(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="line",
                                to="programmes.proposaldossier",
                            ),
                        ),
                        ("place", models.PositiveSmallIntegerField(verbose_name="順位")),
                        ("reason", models.TextField(verbose_name="理由")),
                    ],
                    options={
                        "verbose_name": "順位",
                        "ordering": ["place"],
                        "constraints": [
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("item", "place"),
                                name="one_proposal_per_place",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("place__gte", 1), ("reason__regex", "\\S")),
                                name="a_place_has_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Review",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
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
                            "seat",
                            models.OneToOneField(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="review",
                                to="programmes.evaluatorseat",
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
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "作成中"),
                                    ("submitted", "提出済"),
                                    ("returned", "差し戻し"),
                                ],
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
                            models.CharField(
                                blank=True, editable=False, max_length=20, verbose_name="受領番号"
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(editable=False, null=True)),
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
                            "reopen_reason",
                            models.TextField(blank=True, editable=False, verbose_name="差し戻した理由"),
                        ),
                    ],
                    options={
                        "verbose_name": "提案の評価",
                    },
                    bases=(django_fsm.FSMModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name="SectionRight",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rights",
                                to="programmes.proposalsection",
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
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("item", "assignment"),
                                name="one_live_section_right",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SectionVersion",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="programmes.proposalsection",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(editable=False)),
                        ("body", models.JSONField(default=dict)),
                        ("is_auto", models.BooleanField(default=False)),
                        (
                            "saved_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
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
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("item", "number"), name="section_version_numbered"
                            )
                        ],
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
                        (
                            "dossier",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="security_checks",
                                to="programmes.proposaldossier",
                            ),
                        ),
                        ("number", models.CharField(editable=False, max_length=60, verbose_name="受付番号")),
                        ("is_passed", models.BooleanField(verbose_name="支障なし")),
                        ("reason", models.TextField(verbose_name="確認の内容と理由")),
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
                            "checked_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
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
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                        ("is_selected", models.BooleanField(verbose_name="採択候補とする")),
                        ("public_reason", models.TextField(blank=True, verbose_name="公表する理由")),
                        ("applicant_reason", models.TextField(verbose_name="提案者への講評")),
                        ("internal_reason", models.TextField(verbose_name="内部の理由")),
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
                            "decided_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), editable=False
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "選考の決定",
                        "ordering": ["-decided_at"],
                    },
                ),
                migrations.CreateModel(
                    name="ProposalMember",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="members",
                                to="programmes.proposalroll",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(editable=False)),
                        ("name", models.CharField(max_length=120, verbose_name="氏名")),
                        ("organisation", models.CharField(max_length=200, verbose_name="所属機関")),
                        ("part", models.CharField(blank=True, max_length=200, verbose_name="役割")),
                        (
                            "erad",
                            models.CharField(blank=True, max_length=8, verbose_name="e-Rad の研究者番号"),
                        ),
                        (
                            "effort",
                            models.PositiveSmallIntegerField(null=True, verbose_name="エフォート（％）"),
                        ),
                    ],
                    options={
                        "verbose_name": "提出した参加者",
                        "ordering": ["order"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("effort__isnull", True), ("effort__lte", 100), _connector="OR"
                                ),
                                name="effort_is_a_share",
                            )
                        ],
                    },
                ),
                migrations.AddConstraint(
                    model_name="narrowingdecision",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ["open", "complete", "panel"])),
                        fields=("technology",),
                        name="one_open_narrowing_per_technology",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="narrowingdecision",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("state", "open"),
                            models.Q(
                                ("expert_view__regex", "\\S"),
                                ("think_tank__regex", "\\S"),
                                ("own_strength__regex", "\\S"),
                                ("foreign_research__regex", "\\S"),
                                ("implementation_needs__regex", "\\S"),
                            ),
                            _connector="OR",
                        ),
                        name="narrowing_closed_only_whole",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="narrowingdecision",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["closed", "superseded"]), _negated=True),
                            models.Q(
                                ("decided_on__isnull", False),
                                ("reason__regex", "\\S"),
                                ("outcome__in", ["selected", "not_selected"]),
                            ),
                            _connector="OR",
                        ),
                        name="narrowing_decided_with_reason",
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
                                ("came_by", "form"),
                                ("received_at__isnull", False),
                                ("registered_by__isnull", True),
                            ),
                            models.Q(
                                models.Q(("came_by", "form"), _negated=True), ("registered_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="comment_has_an_origin",
                    ),
                ),
                migrations.AddField(
                    model_name="rdconcept",
                    name="vision",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concepts",
                        to="programmes.rdvision",
                        verbose_name="研究開発ビジョン",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="rdconcept",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("is_high_risk", False), ("risk_reason__regex", "\\S"), _connector="OR"
                        ),
                        name="concept_risk_is_explained",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="budgetline",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programmes_budgetlineevent" ("act", "amount", "fiscal_year", "item_ptr_id", "ministry_id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "stage", "state") VALUES (NEW."act", NEW."amount", NEW."fiscal_year", NEW."item_ptr_id", NEW."ministry_id", NEW."name", NOW(), \'insert\', NEW."item_ptr_id", NEW."source", NEW."stage", NEW."state"); RETURN NULL;',
                            hash="be3020e0e24c698149b183d7cc3399d55f1019f2",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e1e7c",
                            table="programmes_budgetline",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="budgetline",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."act" IS DISTINCT FROM (NEW."act") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."fiscal_year" IS DISTINCT FROM (NEW."fiscal_year") OR OLD."item_ptr_id" IS DISTINCT FROM (NEW."item_ptr_id") OR OLD."ministry_id" IS DISTINCT FROM (NEW."ministry_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."state" IS DISTINCT FROM (NEW."state"))',
                            func='INSERT INTO "programmes_budgetlineevent" ("act", "amount", "fiscal_year", "item_ptr_id", "ministry_id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "stage", "state") VALUES (NEW."act", NEW."amount", NEW."fiscal_year", NEW."item_ptr_id", NEW."ministry_id", NEW."name", NOW(), \'update\', NEW."item_ptr_id", NEW."source", NEW."stage", NEW."state"); RETURN NULL;',
                            hash="0ce7e9ce801677c785cf0a28748a8f3fe9568059",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b57c6",
                            table="programmes_budgetline",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="catalogueentry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programmes_catalogueentryevent" ("answer", "answered_on", "category", "counterpart", "is_public", "item_ptr_id", "number", "on", "organisation_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register", "source", "state", "technology_id", "text", "title", "url") VALUES (NEW."answer", NEW."answered_on", NEW."category", NEW."counterpart", NEW."is_public", NEW."item_ptr_id", NEW."number", NEW."on", NEW."organisation_id", NOW(), \'insert\', NEW."item_ptr_id", NEW."register", NEW."source", NEW."state", NEW."technology_id", NEW."text", NEW."title", NEW."url"); RETURN NULL;',
                            hash="fbbcb97c27c12a5fb91e948db8e61e4c96eeebe0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_11c88",
                            table="programmes_catalogueentry",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="catalogueentry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."answer" IS DISTINCT FROM (NEW."answer") OR OLD."answered_on" IS DISTINCT FROM (NEW."answered_on") OR OLD."category" IS DISTINCT FROM (NEW."category") OR OLD."counterpart" IS DISTINCT FROM (NEW."counterpart") OR OLD."is_public" IS DISTINCT FROM (NEW."is_public") OR OLD."item_ptr_id" IS DISTINCT FROM (NEW."item_ptr_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."on" IS DISTINCT FROM (NEW."on") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."register" IS DISTINCT FROM (NEW."register") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."technology_id" IS DISTINCT FROM (NEW."technology_id") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."url" IS DISTINCT FROM (NEW."url"))',
                            func='INSERT INTO "programmes_catalogueentryevent" ("answer", "answered_on", "category", "counterpart", "is_public", "item_ptr_id", "number", "on", "organisation_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register", "source", "state", "technology_id", "text", "title", "url") VALUES (NEW."answer", NEW."answered_on", NEW."category", NEW."counterpart", NEW."is_public", NEW."item_ptr_id", NEW."number", NEW."on", NEW."organisation_id", NOW(), \'update\', NEW."item_ptr_id", NEW."register", NEW."source", NEW."state", NEW."technology_id", NEW."text", NEW."title", NEW."url"); RETURN NULL;',
                            hash="3bd5bdb703de757011c0aa45f0eec4311feab28a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_48aa1",
                            table="programmes_catalogueentry",
                            when="AFTER",
                        ),
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
                pgtrigger.migrations.AddTrigger(
                    model_name="technologybook",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programmes_technologybookevent" ("horizon", "is_platform", "item_ptr_id", "origin", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "technology_id") VALUES (NEW."horizon", NEW."is_platform", NEW."item_ptr_id", NEW."origin", NOW(), \'insert\', NEW."item_ptr_id", NEW."rank", NEW."technology_id"); RETURN NULL;',
                            hash="524e8d20b08894ebc41712238b84e335467f77f1",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2f501",
                            table="programmes_technologybook",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="technologybook",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."horizon" IS DISTINCT FROM (NEW."horizon") OR OLD."is_platform" IS DISTINCT FROM (NEW."is_platform") OR OLD."item_ptr_id" IS DISTINCT FROM (NEW."item_ptr_id") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."rank" IS DISTINCT FROM (NEW."rank") OR OLD."technology_id" IS DISTINCT FROM (NEW."technology_id"))',
                            func='INSERT INTO "programmes_technologybookevent" ("horizon", "is_platform", "item_ptr_id", "origin", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "technology_id") VALUES (NEW."horizon", NEW."is_platform", NEW."item_ptr_id", NEW."origin", NOW(), \'update\', NEW."item_ptr_id", NEW."rank", NEW."technology_id"); RETURN NULL;',
                            hash="09135991a9bf217d702478bec0b3c95f336ae699",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_350f3",
                            table="programmes_technologybook",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="technologysheet",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programmes_technologysheetevent" ("english_summary", "goals", "item_ptr_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "summary", "technology_id") VALUES (NEW."english_summary", NEW."goals", NEW."item_ptr_id", NOW(), \'insert\', NEW."item_ptr_id", NEW."state", NEW."summary", NEW."technology_id"); RETURN NULL;',
                            hash="749dcaa555d24b884b527a4d9ac1ea68305510a4",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fada4",
                            table="programmes_technologysheet",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="technologysheet",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."english_summary" IS DISTINCT FROM (NEW."english_summary") OR OLD."goals" IS DISTINCT FROM (NEW."goals") OR OLD."item_ptr_id" IS DISTINCT FROM (NEW."item_ptr_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."technology_id" IS DISTINCT FROM (NEW."technology_id"))',
                            func='INSERT INTO "programmes_technologysheetevent" ("english_summary", "goals", "item_ptr_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "summary", "technology_id") VALUES (NEW."english_summary", NEW."goals", NEW."item_ptr_id", NOW(), \'update\', NEW."item_ptr_id", NEW."state", NEW."summary", NEW."technology_id"); RETURN NULL;',
                            hash="2f4484fd336f0ba738b360dcbb6fa66d90be1b1f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_268b4",
                            table="programmes_technologysheet",
                            when="AFTER",
                        ),
                    ),
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
            ]
        ),
    ]

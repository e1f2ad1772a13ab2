"""Strategy cards, maturity, roadmaps, the order of technologies, their money, issues and small registers."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
import django_fsm
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


SQL = Path(__file__).resolve().parent.parent / "sql" / "0006_technology_cards.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("confidentiality", "0008_disclosure"),
        ("programmes", "0005_stage_gates"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            },
            bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
        ),
        migrations.CreateModel(
            name="BudgetLineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
                ("number", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="番号")),
                ("title", models.CharField(max_length=200, verbose_name="件名")),
                ("text", models.TextField(blank=True, verbose_name="内容")),
                ("category", models.CharField(blank=True, max_length=20, verbose_name="区分")),
                ("counterpart", models.CharField(blank=True, max_length=200, verbose_name="相手")),
                ("on", models.DateField(blank=True, null=True, verbose_name="日")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="ページのアドレス")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="出典")),
                ("answer", models.TextField(blank=True, editable=False, verbose_name="回答または結果")),
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
            },
            bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
        ),
        migrations.CreateModel(
            name="CatalogueEntryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
                ("number", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="番号")),
                ("title", models.CharField(max_length=200, verbose_name="件名")),
                ("text", models.TextField(blank=True, verbose_name="内容")),
                ("category", models.CharField(blank=True, max_length=20, verbose_name="区分")),
                ("counterpart", models.CharField(blank=True, max_length=200, verbose_name="相手")),
                ("on", models.DateField(blank=True, null=True, verbose_name="日")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="ページのアドレス")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="出典")),
                ("answer", models.TextField(blank=True, editable=False, verbose_name="回答または結果")),
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
                ("how", models.TextField(blank=True, verbose_name="関係")),
            ],
            options={
                "verbose_name": "記載と結び付くもの",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CatalogueNote",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("text", models.TextField(verbose_name="経過")),
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
                ("share", models.PositiveSmallIntegerField(verbose_name="配分に占める割合（％）")),
            ],
            options={
                "verbose_name": "構想の重要技術",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Issue",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
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
            name="IssueTag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
            },
        ),
        migrations.CreateModel(
            name="MilestoneReport",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
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
            name="RankingDecision",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
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
                ("was", models.PositiveIntegerField(editable=False, null=True, verbose_name="前の順位")),
                ("now", models.PositiveIntegerField(editable=False, null=True, verbose_name="後の順位")),
                ("reason", models.TextField(verbose_name="理由")),
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
            },
        ),
        migrations.CreateModel(
            name="RoadmapMilestone",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
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
                    "responsible_note",
                    models.CharField(blank=True, max_length=200, verbose_name="担当する部署・役職"),
                ),
                ("reached_on", models.DateField(editable=False, null=True, verbose_name="達成した日")),
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
            },
            bases=(django_fsm.FSMModelMixin, models.Model),
        ),
        migrations.CreateModel(
            name="StrategyVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
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
                ("leaders_abroad", models.TextField(blank=True, verbose_name="海外で先行する国・機関")),
                (
                    "competitors",
                    models.TextField(blank=True, verbose_name="競争の状況と、主導権を握り得る者"),
                ),
                ("position_industry", models.TextField(blank=True, verbose_name="世界の中の我が国の産業界")),
                ("position_academia", models.TextField(blank=True, verbose_name="世界の中の我が国の学界")),
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
                    "written_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "verbose_name": "戦略カードの版",
                "ordering": ["-number"],
            },
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
            },
            bases=("confidentiality.item",),
        ),
        migrations.CreateModel(
            name="TechnologyBookEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
            name="TechnologySheetEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
            name="TrlReading",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("level", models.PositiveSmallIntegerField(verbose_name="技術成熟度（TRL）")),
                ("on", models.DateField(verbose_name="評価した日")),
                ("evidence", models.TextField(verbose_name="根拠となるもの")),
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
            },
        ),
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
        migrations.AddField(
            model_name="budgetline",
            name="ministry",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organisation",
                verbose_name="府省庁",
            ),
        ),
        migrations.AddField(
            model_name="budgetlineevent",
            name="ministry",
            field=models.ForeignKey(
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
        migrations.AddField(
            model_name="budgetlineevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="programmes.budgetline",
            ),
        ),
        migrations.AddField(
            model_name="catalogueentry",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organisation",
                verbose_name="組織",
            ),
        ),
        migrations.AddField(
            model_name="catalogueentry",
            name="technology",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="programmes.criticaltechnology",
                verbose_name="重要技術",
            ),
        ),
        migrations.AddField(
            model_name="catalogueentryevent",
            name="organisation",
            field=models.ForeignKey(
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
        migrations.AddField(
            model_name="catalogueentryevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="programmes.catalogueentry",
            ),
        ),
        migrations.AddField(
            model_name="catalogueentryevent",
            name="technology",
            field=models.ForeignKey(
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
        migrations.AddField(
            model_name="cataloguelink",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="links",
                to="programmes.catalogueentry",
            ),
        ),
        migrations.AddField(
            model_name="cataloguelink",
            name="linked_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="cataloguelink",
            name="subject",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="catalogue_links",
                to="confidentiality.item",
            ),
        ),
        migrations.AddField(
            model_name="cataloguenote",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notes",
                to="programmes.catalogueentry",
            ),
        ),
        migrations.AddField(
            model_name="cataloguenote",
            name="written_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="concepttechnology",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="technology_links",
                to="programmes.rdconcept",
            ),
        ),
        migrations.AddField(
            model_name="concepttechnology",
            name="linked_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="concepttechnology",
            name="technology",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="concept_links",
                to="programmes.criticaltechnology",
                verbose_name="重要技術",
            ),
        ),
        migrations.AddField(
            model_name="issuetag",
            name="issue",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="tags", to="programmes.issue"
            ),
        ),
        migrations.AddField(
            model_name="issuetag",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="issue_tags",
                to="confidentiality.item",
            ),
        ),
        migrations.AddField(
            model_name="issuetag",
            name="tagged_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="milestonereport",
            name="reported_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="rankingdecision",
            name="decided_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="roadmapmilestone",
            name="responsible",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organisation",
                verbose_name="責任を持つ組織",
            ),
        ),
        migrations.AddField(
            model_name="milestonereport",
            name="milestone",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="programmes.roadmapmilestone",
            ),
        ),
        migrations.AddField(
            model_name="strategyversion",
            name="written_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="technologybook",
            name="technology",
            field=models.OneToOneField(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="book",
                to="programmes.criticaltechnology",
            ),
        ),
        migrations.AddField(
            model_name="strategyversion",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="strategies",
                to="programmes.technologybook",
            ),
        ),
        migrations.AddField(
            model_name="roadmapmilestone",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="milestones",
                to="programmes.technologybook",
            ),
        ),
        migrations.AddField(
            model_name="rankingdecision",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rankings",
                to="programmes.technologybook",
            ),
        ),
        migrations.AddField(
            model_name="milestonereport",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.technologybook",
            ),
        ),
        migrations.AddField(
            model_name="technologybookevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="programmes.technologybook",
            ),
        ),
        migrations.AddField(
            model_name="technologybookevent",
            name="technology",
            field=models.ForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="programmes.criticaltechnology",
            ),
        ),
        migrations.AddField(
            model_name="technologysheet",
            name="technology",
            field=models.OneToOneField(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sheet",
                to="programmes.criticaltechnology",
            ),
        ),
        migrations.AddField(
            model_name="technologysheetevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="programmes.technologysheet",
            ),
        ),
        migrations.AddField(
            model_name="technologysheetevent",
            name="technology",
            field=models.ForeignKey(
                db_constraint=False,
                editable=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="programmes.criticaltechnology",
            ),
        ),
        migrations.AddField(
            model_name="trlreading",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="trl_readings",
                to="confidentiality.item",
            ),
        ),
        migrations.AddField(
            model_name="trlreading",
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
            model_name="trlreading",
            name="replaces",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="programmes.trlreading",
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="budget_line_of_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__regex", "\\S")), name="budget_line_has_a_source"
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
        migrations.AddConstraint(
            model_name="catalogueentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("register__in", ["standard", "study"]), _negated=True),
                    ("technology__isnull", False),
                    _connector="OR",
                ),
                name="standards_and_studies_are_of_a_technology",
            ),
        ),
        migrations.AddConstraint(
            model_name="catalogueentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["settled", "dropped"]), _negated=True),
                    models.Q(("answer__regex", "\\S"), ("answered_on__isnull", False)),
                    _connector="OR",
                ),
                name="entry_settled_with_an_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="catalogueentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number__isnull", False)),
                fields=("register", "number"),
                name="numbered_once",
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
        migrations.AddConstraint(
            model_name="cataloguelink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True),
                    ("valid_until__gt", models.F("valid_from")),
                    _connector="OR",
                ),
                name="programmes_cataloguelink_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="cataloguelink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_until__isnull", True)),
                fields=("item", "subject"),
                name="one_live_catalogue_link",
            ),
        ),
        migrations.AddConstraint(
            model_name="concepttechnology",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True),
                    ("valid_until__gt", models.F("valid_from")),
                    _connector="OR",
                ),
                name="programmes_concepttechnology_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="concepttechnology",
            constraint=models.CheckConstraint(
                condition=models.Q(("share__gte", 1), ("share__lte", 100)), name="share_is_a_percentage"
            ),
        ),
        migrations.AddConstraint(
            model_name="concepttechnology",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_until__isnull", True)),
                fields=("item", "technology"),
                name="one_live_share_of_a_technology",
            ),
        ),
        migrations.AddConstraint(
            model_name="issuetag",
            constraint=models.UniqueConstraint(fields=("item", "issue"), name="tagged_once_with_an_issue"),
        ),
        migrations.AddConstraint(
            model_name="technologybook",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("rank",),
                name="one_technology_per_rank",
            ),
        ),
        migrations.AddConstraint(
            model_name="technologybook",
            constraint=models.CheckConstraint(
                condition=models.Q(("rank__isnull", True), ("rank__gt", 0), _connector="OR"),
                name="rank_from_one",
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
        migrations.AddConstraint(
            model_name="strategyversion",
            constraint=models.UniqueConstraint(
                fields=("item", "number"), name="strategy_versions_are_numbered"
            ),
        ),
        migrations.AddConstraint(
            model_name="strategyversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("why__regex", "\\S")), name="strategy_version_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="roadmapmilestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reached_on__isnull", False), ("state", "reached")),
                    models.Q(models.Q(("state", "reached"), _negated=True), ("reached_on__isnull", True)),
                    _connector="OR",
                ),
                name="milestone_reached_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="rankingdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__regex", "\\S")), name="ranking_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="rankingdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("now__isnull", False), ("step", "placed")),
                    models.Q(models.Q(("step", "placed"), _negated=True), ("now__isnull", True)),
                    _connector="OR",
                ),
                name="ranking_says_where",
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
        migrations.AddIndex(
            model_name="trlreading",
            index=models.Index(fields=["item", "on"], name="trl_of_one_item"),
        ),
        migrations.AddConstraint(
            model_name="trlreading",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__gte", 1), ("level__lte", 9)), name="trl_from_one_to_nine"
            ),
        ),
        migrations.AddConstraint(
            model_name="trlreading",
            constraint=models.CheckConstraint(
                condition=models.Q(("evidence__regex", "\\S")), name="trl_has_evidence"
            ),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

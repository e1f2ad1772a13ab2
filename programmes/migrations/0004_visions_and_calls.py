"""Visions, concepts agreed to by ministries, and calls with clauses, sections and criteria."""

from pathlib import Path

import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
import django_fsm
import uuid
from django.conf import settings
from django.db import migrations, models


SQL = Path(__file__).resolve().parent.parent / "sql" / "visions_and_calls.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("confidentiality", "0006_ending"),
        ("programmes", "0003_calls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CallAddendum",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
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
                    "published_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "verbose_name": "訂正・お知らせ",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="CallAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveSmallIntegerField(editable=False)),
                ("question", models.TextField(verbose_name="公表する質問")),
                ("answer", models.TextField(verbose_name="回答")),
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
            },
        ),
        migrations.CreateModel(
            name="CallClause",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
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
            ],
            options={
                "verbose_name": "公募の条項",
                "ordering": ["item", "order", "title"],
            },
        ),
        migrations.CreateModel(
            name="CallCriterion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
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
            },
        ),
        migrations.CreateModel(
            name="CallExtension",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("was", models.DateTimeField(editable=False)),
                ("closes_at", models.DateTimeField(verbose_name="新しい受付終了")),
                ("reason", models.TextField(verbose_name="理由")),
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
            ],
            options={
                "verbose_name": "公募の記録",
            },
            bases=("confidentiality.item",),
        ),
        migrations.CreateModel(
            name="CallQuestion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveSmallIntegerField(editable=False)),
                ("received_on", models.DateField(verbose_name="受け付けた日")),
                (
                    "sender",
                    models.CharField(blank=True, max_length=200, verbose_name="質問した方（公表しません）"),
                ),
                ("text", models.TextField(verbose_name="質問")),
            ],
            options={
                "verbose_name": "受け付けた質問",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="CallSection",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
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
                        choices=[("representative", "研究代表者だけ"), ("team", "研究代表者と共同提案者")],
                        default="team",
                        max_length=20,
                        verbose_name="書ける方",
                    ),
                ),
            ],
            options={
                "verbose_name": "提案書の項目",
                "ordering": ["item", "order"],
            },
        ),
        migrations.CreateModel(
            name="Clause",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
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
            },
        ),
        migrations.CreateModel(
            name="ConceptAgreement",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("text_hash", models.CharField(editable=False, max_length=64)),
                ("given_by", models.CharField(max_length=200, verbose_name="合意した方の職名と氏名")),
                ("reference", models.CharField(blank=True, max_length=200, verbose_name="文書番号")),
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
            },
        ),
        migrations.CreateModel(
            name="ConceptMinistry",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
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
            name="NoticeDistribution",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
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
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="届いた数（団体の報告）"),
                ),
                ("reported_on", models.DateField(blank=True, null=True, verbose_name="報告を受けた日")),
                ("follow_up", models.TextField(blank=True, verbose_name="これから行うこと")),
                ("follow_up_due", models.DateField(blank=True, null=True, verbose_name="行う期日")),
                ("followed_up_on", models.DateField(blank=True, null=True, verbose_name="行った日")),
            ],
            options={
                "verbose_name": "周知の記録",
                "ordering": ["sent_on", "body"],
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
                ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="何次のビジョンか")),
                ("revision", models.PositiveSmallIntegerField(editable=False, verbose_name="版")),
                ("title", models.CharField(max_length=200, verbose_name="表題")),
                ("english_title", models.CharField(blank=True, max_length=300, verbose_name="英語の表題")),
                ("needs", models.TextField(blank=True, verbose_name="国のニーズ")),
                ("english_summary", models.TextField(blank=True, verbose_name="英語の要約")),
                ("policy_documents", models.TextField(blank=True, verbose_name="よりどころとする政府文書")),
                (
                    "no_inputs_reason",
                    models.TextField(blank=True, verbose_name="シンクタンクの知見を使わなかった理由"),
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
                    models.CharField(blank=True, editable=False, max_length=100, verbose_name="決定の主体"),
                ),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                ("superseded_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "verbose_name": "研究開発ビジョン",
                "ordering": ["number", "-revision"],
            },
            bases=(django_fsm.FSMModelMixin, "confidentiality.item"),
        ),
        migrations.CreateModel(
            name="VisionDeliberation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("held_on", models.DateField(verbose_name="開催日")),
                ("body", models.CharField(max_length=200, verbose_name="会議の名称")),
                ("text", models.TextField(verbose_name="主な意見")),
                ("response", models.TextField(blank=True, verbose_name="対応")),
                ("text_hash", models.CharField(editable=False, max_length=64)),
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
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
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
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("order", models.PositiveSmallIntegerField(editable=False)),
                ("name", models.CharField(max_length=200, verbose_name="公表する技術の名称")),
                ("statement", models.TextField(blank=True, verbose_name="支援する内容")),
            ],
            options={
                "verbose_name": "支援対象の技術",
                "ordering": ["item", "order"],
            },
        ),
        migrations.AddField(
            model_name="call",
            name="agency",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organisation",
                verbose_name="研究推進法人",
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="awards_planned",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="採択予定件数"),
        ),
        migrations.AddField(
            model_name="call",
            name="budget",
            field=models.BigIntegerField(blank=True, null=True, verbose_name="公募全体の予定額（円）"),
        ),
        migrations.AddField(
            model_name="call",
            name="contact",
            field=models.TextField(blank=True, verbose_name="問い合わせ先"),
        ),
        migrations.AddField(
            model_name="call",
            name="eligibility",
            field=models.TextField(blank=True, verbose_name="応募の要件"),
        ),
        migrations.AddField(
            model_name="call",
            name="english_summary",
            field=models.TextField(blank=True, verbose_name="英語の要約"),
        ),
        migrations.AddField(
            model_name="call",
            name="field",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.technologyfield",
                verbose_name="技術分野",
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="guideline",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.guideline",
                verbose_name="基本指針",
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="has_interview",
            field=models.BooleanField(default=True, verbose_name="面接審査を行う"),
        ),
        migrations.AddField(
            model_name="call",
            name="how_to_apply",
            field=models.TextField(blank=True, verbose_name="応募の方法"),
        ),
        migrations.AddField(
            model_name="call",
            name="is_blind",
            field=models.BooleanField(default=False, verbose_name="提案者の氏名・所属を伏せて審査する"),
        ),
        migrations.AddField(
            model_name="call",
            name="is_high_risk",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="call",
            name="max_amount",
            field=models.BigIntegerField(blank=True, null=True, verbose_name="1件当たりの上限額（円）"),
        ),
        migrations.AddField(
            model_name="call",
            name="min_reviews",
            field=models.PositiveSmallIntegerField(default=3, verbose_name="1件当たりの最少の評価者数"),
        ),
        migrations.AddField(
            model_name="call",
            name="plain_summary",
            field=models.TextField(blank=True, verbose_name="やさしい説明"),
        ),
        migrations.AddField(
            model_name="call",
            name="review_due",
            field=models.DateField(blank=True, null=True, verbose_name="審査の期限"),
        ),
        migrations.AddField(
            model_name="call",
            name="risk_reason",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name="call",
            name="scheduled_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="call",
            name="state_reason",
            field=models.TextField(blank=True, editable=False, verbose_name="理由"),
        ),
        migrations.AddField(
            model_name="call",
            name="submitted_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
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
            field=models.BooleanField(default=False, editable=False, verbose_name="公開ページに掲載している"),
        ),
        migrations.AddField(
            model_name="rdconcept",
            name="needs",
            field=models.TextField(blank=True, verbose_name="応える国のニーズ"),
        ),
        migrations.AddField(
            model_name="rdconcept",
            name="risk_reason",
            field=models.TextField(blank=True, verbose_name="民間だけでは投資できず、国がリスクを取る理由"),
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
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(("min_reviews__gte", 1)), name="call_is_reviewed"
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("max_amount__isnull", True), ("max_amount__gt", 0), _connector="OR"),
                    models.Q(("budget__isnull", True), ("budget__gt", 0), _connector="OR"),
                ),
                name="call_offers_something",
            ),
        ),
        migrations.AddField(
            model_name="calladdendum",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="addenda",
                to="programmes.call",
            ),
        ),
        migrations.AddField(
            model_name="calladdendum",
            name="published_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="callanswer",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="programmes.call",
            ),
        ),
        migrations.AddField(
            model_name="callanswer",
            name="published_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="callclause",
            name="answered_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="callclause",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="clauses",
                to="programmes.call",
            ),
        ),
        migrations.AddField(
            model_name="callcriterion",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="criteria",
                to="programmes.call",
            ),
        ),
        migrations.AddField(
            model_name="callextension",
            name="extended_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="callextension",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="extensions",
                to="programmes.call",
            ),
        ),
        migrations.AddField(
            model_name="callfile",
            name="call",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="file", to="programmes.call"
            ),
        ),
        migrations.AddField(
            model_name="callquestion",
            name="answer",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="questions",
                to="programmes.callanswer",
            ),
        ),
        migrations.AddField(
            model_name="callquestion",
            name="call",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.call",
            ),
        ),
        migrations.AddField(
            model_name="callquestion",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="questions",
                to="programmes.callfile",
            ),
        ),
        migrations.AddField(
            model_name="callquestion",
            name="registered_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="callsection",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sections",
                to="programmes.call",
            ),
        ),
        migrations.AddField(
            model_name="clause",
            name="made_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="callclause",
            name="clause",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.clause",
            ),
        ),
        migrations.AddField(
            model_name="conceptagreement",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agreements",
                to="programmes.rdconcept",
            ),
        ),
        migrations.AddField(
            model_name="conceptagreement",
            name="recorded_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="conceptministry",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ministries",
                to="programmes.rdconcept",
            ),
        ),
        migrations.AddField(
            model_name="conceptministry",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organisation",
                verbose_name="府省庁",
            ),
        ),
        migrations.AddField(
            model_name="conceptagreement",
            name="ministry",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agreements",
                to="programmes.conceptministry",
            ),
        ),
        migrations.AddField(
            model_name="conceptsheet",
            name="agency",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organisation",
            ),
        ),
        migrations.AddField(
            model_name="conceptsheet",
            name="concept",
            field=models.OneToOneField(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sheet",
                to="programmes.rdconcept",
            ),
        ),
        migrations.AddField(
            model_name="conceptsheet",
            name="ministry",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.organisation",
            ),
        ),
        migrations.AddField(
            model_name="noticedistribution",
            name="call",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.call",
            ),
        ),
        migrations.AddField(
            model_name="noticedistribution",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="distributions",
                to="programmes.callfile",
            ),
        ),
        migrations.AddField(
            model_name="noticedistribution",
            name="recorded_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="rdvision",
            name="guideline",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.guideline",
                verbose_name="よりどころとする基本指針",
            ),
        ),
        migrations.AddField(
            model_name="rdvision",
            name="revises",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revisions",
                to="programmes.rdvision",
            ),
        ),
        migrations.AddField(
            model_name="conceptsheet",
            name="vision",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sheets",
                to="programmes.rdvision",
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
                condition=models.Q(("is_high_risk", False), ("risk_reason__regex", "\\S"), _connector="OR"),
                name="concept_risk_is_explained",
            ),
        ),
        migrations.AddField(
            model_name="visiondeliberation",
            name="recorded_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="visionfile",
            name="vision",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="file", to="programmes.rdvision"
            ),
        ),
        migrations.AddField(
            model_name="visiondeliberation",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deliberations",
                to="programmes.visionfile",
            ),
        ),
        migrations.AddField(
            model_name="visioninput",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="inputs",
                to="programmes.rdvision",
            ),
        ),
        migrations.AddField(
            model_name="visiontechnology",
            name="decision",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.narrowingdecision",
            ),
        ),
        migrations.AddField(
            model_name="visiontechnology",
            name="item",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="supported",
                to="programmes.rdvision",
            ),
        ),
        migrations.AddField(
            model_name="visiontechnology",
            name="technology",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.criticaltechnology",
            ),
        ),
        migrations.AddConstraint(
            model_name="calladdendum",
            constraint=models.UniqueConstraint(fields=("item", "number"), name="addendum_numbered"),
        ),
        migrations.AddConstraint(
            model_name="callanswer",
            constraint=models.UniqueConstraint(fields=("item", "number"), name="call_answer_numbered"),
        ),
        migrations.AddConstraint(
            model_name="callcriterion",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("item", "order"),
                name="call_criterion_ordered",
            ),
        ),
        migrations.AddConstraint(
            model_name="callcriterion",
            constraint=models.CheckConstraint(
                condition=models.Q(("max_score__gte", 1), ("weight__gte", 1)), name="call_criterion_counts"
            ),
        ),
        migrations.AddConstraint(
            model_name="callextension",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_at__gt", models.F("was"))), name="extension_never_shortens"
            ),
        ),
        migrations.AddConstraint(
            model_name="callquestion",
            constraint=models.UniqueConstraint(fields=("call", "number"), name="call_question_numbered"),
        ),
        migrations.AddConstraint(
            model_name="callsection",
            constraint=models.UniqueConstraint(fields=("item", "key"), name="call_section_keyed"),
        ),
        migrations.AddConstraint(
            model_name="callsection",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("item", "order"),
                name="call_section_ordered",
            ),
        ),
        migrations.AddConstraint(
            model_name="callsection",
            constraint=models.CheckConstraint(
                condition=models.Q(("max_length__gte", 1)), name="call_section_has_room"
            ),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.UniqueConstraint(fields=("family", "version"), name="clause_numbered"),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired_at__isnull", True)),
                fields=("family",),
                name="one_clause_in_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["leak_prevention", "export_control", "integrity", "council", "publication"],
                    ),
                    ("retired_at__isnull", True),
                ),
                fields=("kind",),
                name="one_mandatory_clause_of_a_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.CheckConstraint(
                condition=models.Q(("text__regex", "\\S")), name="clause_has_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="callclause",
            constraint=models.UniqueConstraint(fields=("item", "family"), name="clause_answered_once"),
        ),
        migrations.AddConstraint(
            model_name="callclause",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "exempted"), ("text", "")),
                    models.Q(models.Q(("answer", "exempted"), _negated=True), ("text__regex", "\\S")),
                    _connector="OR",
                ),
                name="clause_in_words_unless_exempted",
            ),
        ),
        migrations.AddConstraint(
            model_name="callclause",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer", "adopted"), ("reason__regex", "\\S"), _connector="OR"),
                name="clause_departure_is_explained",
            ),
        ),
        migrations.AddConstraint(
            model_name="callclause",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "exempted"), _negated=True),
                    models.Q(
                        (
                            "kind__in",
                            ["leak_prevention", "export_control", "integrity", "council", "publication"],
                        ),
                        _negated=True,
                    ),
                    _connector="OR",
                ),
                name="mandatory_clause_is_never_exempted",
            ),
        ),
        migrations.AddConstraint(
            model_name="conceptministry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("dropped_at__isnull", True)),
                fields=("item", "organisation"),
                name="ministry_named_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="conceptagreement",
            constraint=models.UniqueConstraint(
                fields=("ministry", "text_hash"), name="ministry_agrees_once_to_a_text"
            ),
        ),
        migrations.AddConstraint(
            model_name="noticedistribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reach__isnull", True), models.Q(("measure", ""), _negated=True), _connector="OR"
                ),
                name="reach_says_what_it_counts",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticedistribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("followed_up_on__isnull", True),
                    models.Q(("follow_up", ""), _negated=True),
                    _connector="OR",
                ),
                name="follow_up_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="rdvision",
            constraint=models.UniqueConstraint(fields=("number", "revision"), name="vision_numbered"),
        ),
        migrations.AddConstraint(
            model_name="rdvision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "published")),
                fields=("number",),
                name="one_vision_in_force_per_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="rdvision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["draft", "deliberating", "decided"])),
                fields=("number",),
                name="one_vision_in_preparation_per_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="rdvision",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="visiontechnology",
            constraint=models.UniqueConstraint(
                fields=("item", "technology"), name="technology_supported_once"
            ),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

"""Guideline, measures and the library of programmes abroad."""

from pathlib import Path

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
import django_fsm
import uuid
from django.conf import settings
from django.db import migrations, models


SQL = Path(__file__).resolve().parent.parent / "sql" / "0001_policy.sql"


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('confidentiality', '0005_one_item_alone'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Guideline',
            fields=[
                ('item_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='+', serialize=False, to='confidentiality.item')),
                ('document', models.CharField(choices=[('framework', '枠組みの文書'), ('guideline', '基本指針')], default='guideline', max_length=20, verbose_name='文書の種別')),
                ('number', models.PositiveIntegerField(editable=False, verbose_name='版')),
                ('title', models.CharField(max_length=200, verbose_name='表題')),
                ('state', models.CharField(choices=[('draft', '案作成中'), ('expert_review', '意見聴取中'), ('public_comment', 'パブリックコメント中'), ('decided', '決定済'), ('published', '公表（現行）'), ('superseded', '旧版'), ('withdrawn', '取下げ済')], default='draft', max_length=50, verbose_name='状態')),
                ('reason', models.TextField(blank=True, verbose_name='改定の趣旨')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='決定日')),
                ('decided_by', models.CharField(blank=True, max_length=100, verbose_name='決定の主体')),
                ('published_at', models.DateTimeField(editable=False, null=True)),
                ('superseded_at', models.DateTimeField(editable=False, null=True)),
                ('closing_note', models.TextField(blank=True, verbose_name='取下げの理由')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='出典')),
                ('revises', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='programmes.guideline')),
            ],
            options={
                'verbose_name': '基本指針',
                'ordering': ['-number'],
                'default_permissions': (),
            },
            bases=(django_fsm.FSMModelMixin, 'confidentiality.item'),
        ),
        migrations.CreateModel(
            name='CommentRound',
            fields=[
                ('item_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='+', serialize=False, to='confidentiality.item')),
                ('number', models.PositiveIntegerField(editable=False)),
                ('title', models.CharField(editable=False, max_length=200)),
                ('text', models.JSONField(editable=False)),
                ('text_hash', models.CharField(editable=False, max_length=64)),
                ('opens_at', models.DateTimeField(editable=False)),
                ('closes_at', models.DateTimeField(editable=False)),
                ('short_reason', models.TextField(blank=True, editable=False)),
                ('stopped_reason', models.TextField(blank=True, editable=False)),
                ('results', models.JSONField(default=list, editable=False)),
                ('results_at', models.DateTimeField(editable=False, null=True)),
                ('guideline', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='programmes.guideline')),
            ],
            options={
                'verbose_name': '意見の募集',
            },
            bases=('confidentiality.item',),
        ),
        migrations.CreateModel(
            name='GuidelineFile',
            fields=[
                ('item_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='+', serialize=False, to='confidentiality.item')),
                ('guideline', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='file', to='programmes.guideline')),
            ],
            options={
                'verbose_name': '検討の記録',
            },
            bases=('confidentiality.item',),
        ),
        migrations.CreateModel(
            name='ExpertOpinion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('given_by', models.CharField(max_length=200, verbose_name='有識者または会議の名称')),
                ('given_on', models.DateField(verbose_name='聴取した日')),
                ('text', models.TextField(verbose_name='意見')),
                ('response', models.TextField(blank=True, verbose_name='対応')),
                ('created', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('guideline', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.guideline')),
                ('item', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='programmes.guidelinefile')),
            ],
            options={
                'verbose_name': '有識者の意見',
                'ordering': ['given_on', 'created'],
            },
        ),
        migrations.CreateModel(
            name='CommentAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('heading', models.CharField(max_length=200, verbose_name='見出し')),
                ('summary', models.TextField(verbose_name='意見の概要')),
                ('answer', models.TextField(verbose_name='意見に対する考え方')),
                ('created', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('round', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='programmes.commentround')),
                ('item', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.guidelinefile')),
            ],
            options={
                'verbose_name': '意見への回答',
                'ordering': ['created'],
            },
        ),
        migrations.CreateModel(
            name='GuidelineSection',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('order', models.PositiveIntegerField(editable=False)),
                ('kind', models.CharField(choices=[('basic', '基本的な考え方'), ('information', '情報の提供'), ('funding', '資金の確保'), ('people', '人材の養成と資質の向上'), ('technology', '対象とする技術'), ('councils', '協議会'), ('handling', '情報の管理'), ('designated_fund', '指定基金'), ('study', '調査研究'), ('considerations', '配慮する事項'), ('heading', '見出しだけ')], max_length=20, verbose_name='項目')),
                ('level', models.PositiveSmallIntegerField(default=1, verbose_name='見出しの段')),
                ('heading', models.CharField(max_length=200, verbose_name='見出し')),
                ('text', models.TextField(blank=True, verbose_name='本文')),
                ('item', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='programmes.guideline')),
                ('origin', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='programmes.guidelinesection')),
            ],
            options={
                'verbose_name': '指針の項目',
                'ordering': ['item', 'order'],
            },
        ),
        migrations.CreateModel(
            name='OverseasBenchmark',
            fields=[
                ('item_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='+', serialize=False, to='confidentiality.item')),
                ('country', models.CharField(choices=[('us', '米国'), ('uk', '英国'), ('de', 'ドイツ'), ('cn', '中国'), ('jp', '日本'), ('fr', 'フランス'), ('kr', '韓国'), ('eu', '欧州連合'), ('other', 'その他')], max_length=10, verbose_name='国・地域')),
                ('name', models.CharField(max_length=200, verbose_name='名称')),
                ('abbreviation', models.CharField(blank=True, max_length=40, verbose_name='略称')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='開始または発表の年（西暦）')),
                ('status', models.CharField(blank=True, max_length=60, verbose_name='段階')),
                ('band', models.CharField(choices=[('basic', '基礎研究から応用研究'), ('implementation', '社会実装'), ('industry', '技術移転・産業育成'), ('unknown', '記載なし')], default='unknown', max_length=20, verbose_name='技術成熟度の帯')),
                ('amount', models.BigIntegerField(blank=True, null=True, verbose_name='予算の額')),
                ('currency', models.CharField(blank=True, max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$', '英大文字3字で入力してください（例：GBP）。')], verbose_name='通貨')),
                ('precision', models.CharField(choices=[('exact', 'ちょうど'), ('about', '約'), ('at_least', '以上')], default='exact', max_length=10, verbose_name='額の書き方')),
                ('years', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='額が及ぶ年数')),
                ('printed_yen', models.BigIntegerField(blank=True, null=True, verbose_name='資料に書かれた円の額')),
                ('rate', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True, verbose_name='換算率（1単位あたりの円）')),
                ('rate_on', models.DateField(blank=True, null=True, verbose_name='換算率の日')),
                ('rate_source', models.CharField(blank=True, max_length=200, verbose_name='換算率の出典')),
                ('features', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), blank=True, default=list, size=None, verbose_name='特徴')),
                ('source', models.CharField(max_length=300, verbose_name='出典（文書とページ）')),
                ('state', models.CharField(choices=[('draft', '下書き'), ('published', '公開済')], default='draft', max_length=50, verbose_name='状態')),
            ],
            options={
                'verbose_name': '主要国の施策',
                'ordering': ['country', '-year', 'name'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('amount__isnull', True), ('printed_yen__isnull', True)), models.Q(('amount__isnull', True), ('printed_yen__gt', 0)), models.Q(('amount__gt', 0), models.Q(('currency', ''), _negated=True)), _connector='OR'), name='benchmark_amount_has_currency'), models.CheckConstraint(condition=models.Q(('amount__isnull', True), ('currency', 'JPY'), ('printed_yen__isnull', False), models.Q(('rate__gt', 0), ('rate_on__isnull', False)), _connector='OR'), name='benchmark_converted_by_a_dated_rate')],
            },
            bases=(django_fsm.FSMModelMixin, 'confidentiality.item'),
        ),
        migrations.CreateModel(
            name='PolicyMeasure',
            fields=[
                ('item_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='+', serialize=False, to='confidentiality.item')),
                ('pillar', models.CharField(choices=[('know', '知る'), ('grow', '育てる'), ('use', '生かす'), ('protect', '守る')], max_length=10, verbose_name='柱')),
                ('nature', models.CharField(choices=[('policy', '基本的な方針'), ('measure', '講ずべき施策')], default='measure', max_length=10, verbose_name='区分')),
                ('order', models.PositiveIntegerField(default=0, editable=False)),
                ('text', models.TextField(verbose_name='内容')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='出典')),
                ('due', models.DateField(blank=True, null=True, verbose_name='期限')),
                ('state', models.CharField(choices=[('listed', '記載のみ'), ('planned', '着手前'), ('underway', '実施中'), ('done', '完了'), ('dropped', '取りやめ')], default='listed', max_length=50, verbose_name='状態')),
                ('is_public', models.BooleanField(default=False, editable=False, verbose_name='公開している')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='担当する組織')),
                ('section', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='programmes.guidelinesection')),
            ],
            options={
                'verbose_name': '施策',
                'ordering': ['pillar', 'nature', 'order'],
            },
            bases=(django_fsm.FSMModelMixin, 'confidentiality.item'),
        ),
        migrations.CreateModel(
            name='MeasureProgress',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('listed', '記載のみ'), ('planned', '着手前'), ('underway', '実施中'), ('done', '完了'), ('dropped', '取りやめ')], max_length=10)),
                ('text', models.TextField(verbose_name='報告')),
                ('evidence', models.TextField(blank=True, verbose_name='根拠となるもの')),
                ('reported_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('reported_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='programmes.policymeasure')),
            ],
            options={
                'verbose_name': '進み具合の報告',
                'ordering': ['-reported_at'],
            },
        ),
        migrations.CreateModel(
            name='PublicComment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(editable=False)),
                ('sender_kind', models.CharField(choices=[('person', '個人'), ('body', '法人・団体'), ('unknown', '記載なし')], max_length=10, verbose_name='提出者')),
                ('sender', models.CharField(blank=True, max_length=200, verbose_name='提出者の氏名・名称（公表しません）')),
                ('received_on', models.DateField(verbose_name='受け付けた日')),
                ('text', models.TextField(verbose_name='意見')),
                ('answer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='programmes.commentanswer')),
                ('item', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='programmes.guidelinefile')),
                ('registered_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='programmes.commentround')),
            ],
            options={
                'verbose_name': '提出された意見',
                'ordering': ['number'],
            },
        ),
        migrations.AddConstraint(
            model_name='guideline',
            constraint=models.UniqueConstraint(fields=('document', 'number'), name='guideline_numbered'),
        ),
        migrations.AddConstraint(
            model_name='guideline',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('document',), name='one_guideline_in_force'),
        ),
        migrations.AddConstraint(
            model_name='guideline',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'expert_review', 'public_comment', 'decided'])), fields=('document',), name='one_guideline_in_preparation'),
        ),
        migrations.AddConstraint(
            model_name='guideline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['decided', 'published', 'superseded']), _negated=True), ('document', 'framework'), models.Q(('decided_on__isnull', False), models.Q(('decided_by', ''), _negated=True)), _connector='OR'), name='guideline_decided_before_published'),
        ),
        migrations.AddConstraint(
            model_name='commentround',
            constraint=models.UniqueConstraint(fields=('guideline', 'number'), name='comment_round_numbered'),
        ),
        migrations.AddConstraint(
            model_name='commentround',
            constraint=models.CheckConstraint(condition=models.Q(('closes_at__gte', models.F('opens_at'))), name='comment_round_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='guidelinesection',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('item', 'order'), name='section_place_taken_once'),
        ),
        migrations.AddConstraint(
            model_name='guidelinesection',
            constraint=models.CheckConstraint(condition=models.Q(('level__gte', 1), ('level__lte', 3)), name='section_level_known'),
        ),
        migrations.AddConstraint(
            model_name='policymeasure',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['listed', 'dropped']), models.Q(('due__isnull', False), ('owner__isnull', False)), _connector='OR'), name='measure_underway_has_owner_and_due'),
        ),
        migrations.AddConstraint(
            model_name='policymeasure',
            constraint=models.CheckConstraint(condition=models.Q(('nature', 'measure'), ('state', 'listed'), _connector='OR'), name='policy_is_no_task'),
        ),
        migrations.AddConstraint(
            model_name='publiccomment',
            constraint=models.UniqueConstraint(fields=('round', 'number'), name='comment_numbered'),
        ),
        migrations.CreateModel(
            name='TechnologyField',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='名称')),
                ('order', models.PositiveIntegerField(default=0, editable=False)),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='出典')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='programmes.technologyfield', verbose_name='上の分野')),
            ],
            options={
                'verbose_name': '技術分野',
                'ordering': ['order', 'name'],
            },
        ),
        migrations.CreateModel(
            name='CriticalTechnology',
            fields=[
                ('item_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='+', serialize=False, to='confidentiality.item')),
                ('name', models.CharField(max_length=200, verbose_name='名称')),
                ('description', models.TextField(blank=True, verbose_name='説明')),
                ('risk_misuse', models.TextField(verbose_name='流出し、不当に利用されたときのおそれ')),
                ('risk_dependency', models.TextField(verbose_name='外部に依存し、利用できなくなったときのおそれ')),
                ('is_public_example', models.BooleanField(default=False, editable=False, verbose_name='典型例として公開している')),
                ('state', models.CharField(choices=[('candidate', '候補'), ('selected', '重点的に支援'), ('not_selected', '見送り')], default='candidate', max_length=50, verbose_name='状態')),
                ('field', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='technologies', to='programmes.technologyfield', verbose_name='技術分野')),
            ],
            options={
                'verbose_name': '重要技術',
                'ordering': ['field', 'name'],
            },
            bases=(django_fsm.FSMModelMixin, 'confidentiality.item'),
        ),
        migrations.CreateModel(
            name='NarrowingDecision',
            fields=[
                ('item_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='+', serialize=False, to='confidentiality.item')),
                ('expert_view', models.TextField(blank=True, verbose_name='専門家の知見')),
                ('think_tank', models.TextField(blank=True, verbose_name='シンクタンク機能の調査・分析')),
                ('own_strength', models.TextField(blank=True, verbose_name='我が国の技術的強み')),
                ('foreign_research', models.TextField(blank=True, verbose_name='諸外国の研究開発状況')),
                ('implementation_needs', models.TextField(blank=True, verbose_name='社会実装に関するニーズ情報')),
                ('outcome', models.CharField(blank=True, choices=[('selected', '重点的に支援する'), ('not_selected', '見送る')], max_length=20, verbose_name='決定')),
                ('reason', models.TextField(blank=True, verbose_name='決定の理由')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='決定日')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('state', models.CharField(choices=[('open', '検討中'), ('closed', '決定済')], default='open', max_length=50, verbose_name='状態')),
                ('technology', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='programmes.criticaltechnology')),
            ],
            options={
                'verbose_name': '技術の絞込み',
                'ordering': ['-created_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('technology',), name='one_open_narrowing_per_technology'), models.CheckConstraint(condition=models.Q(('state', 'open'), models.Q(('decided_on__isnull', False), ('reason__regex', '\\S'), ('outcome__in', ['selected', 'not_selected']), ('expert_view__regex', '\\S'), ('think_tank__regex', '\\S'), ('own_strength__regex', '\\S'), ('foreign_research__regex', '\\S'), ('implementation_needs__regex', '\\S')), _connector='OR'), name='narrowing_closed_only_whole')],
            },
            bases=(django_fsm.FSMModelMixin, 'confidentiality.item'),
        ),
        migrations.AddConstraint(
            model_name='technologyfield',
            constraint=models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='field_is_not_its_own_part'),
        ),
        migrations.AddConstraint(
            model_name='criticaltechnology',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('risk_misuse', ''), _negated=True), models.Q(('risk_dependency', ''), _negated=True)), name='technology_has_both_risks'),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

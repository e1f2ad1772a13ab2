"""Outcomes of projects and their use, open by default."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql" / "0011_outcomes.sql"


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0001_initial"),
        ("confidentiality", "0008_disclosure"),
        ("programmes", "0010_proposal_papers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('item_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='+', serialize=False, to='confidentiality.item')),
                ('number', models.PositiveIntegerField(editable=False)),
                ('outcome_kind', models.CharField(choices=[('paper', '論文'), ('talk', '発表・講演'), ('data', 'データ'), ('prototype', '試作品'), ('patent', '特許'), ('software', 'ソフトウェア'), ('standard', '標準化への提案'), ('report', '報告書'), ('other', 'その他')], max_length=12, verbose_name='種別')),
                ('title', models.CharField(max_length=300, verbose_name='成果の題名')),
                ('english_title', models.CharField(blank=True, max_length=400, verbose_name='英語の題名')),
                ('authors', models.CharField(max_length=500, verbose_name='著者・発明者（掲載どおり）')),
                ('produced_on', models.DateField(verbose_name='成果の日')),
                ('description', models.TextField(verbose_name='説明')),
                ('english_description', models.TextField(blank=True, verbose_name='英語の説明')),
                ('is_basic_research', models.BooleanField(default=False, verbose_name='基礎研究に近い内容を含む')),
                ('restriction', models.TextField(blank=True, verbose_name='利用の制限')),
                ('doi', models.CharField(blank=True, max_length=200, verbose_name='DOI')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='掲載先のアドレス')),
                ('published_at', models.DateTimeField(editable=False, null=True)),
                ('field', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.technologyfield', verbose_name='技術分野')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='成果を出した機関')),
                ('project', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='programmes.project')),
                ('registered_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '成果',
            },
            bases=('confidentiality.item',),
        ),
        migrations.CreateModel(
            name='OutcomeUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sector', models.CharField(choices=[('civil', '民生利用'), ('public', '公的利用')], max_length=8, verbose_name='利用の区分')),
                ('state', models.CharField(choices=[('expected', '見込み'), ('tried', '試行中'), ('in_use', '利用中'), ('ended', '利用終了')], max_length=10, verbose_name='利用の状況')),
                ('note', models.TextField(verbose_name='内容')),
                ('is_public', models.BooleanField(default=False, verbose_name='公開ページに載せる')),
                ('reported_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('item', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='programmes.outcome')),
                ('ministry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='利用が見込まれる府省庁')),
                ('reported_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '成果の利用',
                'ordering': ['-reported_at', '-id'],
            },
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.UniqueConstraint(fields=('project', 'number'), name='outcome_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.CheckConstraint(condition=models.Q(('title__regex', '\\S'), ('description__regex', '\\S'), ('authors__regex', '\\S')), name='outcome_says_what_it_is'),
        ),
        migrations.AddConstraint(
            model_name='outcomeuse',
            constraint=models.CheckConstraint(condition=models.Q(('sector', 'civil'), ('ministry__isnull', False), _connector='OR'), name='public_use_names_its_ministry'),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

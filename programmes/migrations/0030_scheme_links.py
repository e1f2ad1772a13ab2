"""A project's related scheme is an entry of the register; words kept beside it become entries."""

from pathlib import Path

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0029_discarded_drafts"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="schemelink",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="schemelink",
            name="update_update",
        ),
        migrations.AddField(
            model_name="schemelink",
            name="entry",
            field=models.ForeignKey(
                help_text="登録簿「関連する制度・事業」から選びます。見当たらないときは、府省庁の事業担当に登録と公開を依頼してください。",
                limit_choices_to={"register": "scheme"},
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.catalogueentry",
                verbose_name="制度・事業",
            ),
        ),
        migrations.AddField(
            model_name="schemelinkevent",
            name="entry",
            field=models.ForeignKey(
                db_constraint=False,
                help_text="登録簿「関連する制度・事業」から選びます。見当たらないときは、府省庁の事業担当に登録と公開を依頼してください。",
                limit_choices_to={"register": "scheme"},
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="programmes.catalogueentry",
                verbose_name="制度・事業",
            ),
        ),
        migrations.AlterField(
            model_name="schemelink",
            name="title",
            field=models.CharField(blank=True, max_length=200, verbose_name="その制度での課題・事業の名称"),
        ),
        migrations.AlterField(
            model_name="schemelinkevent",
            name="title",
            field=models.CharField(blank=True, max_length=200, verbose_name="その制度での課題・事業の名称"),
        ),
        migrations.RunSQL((SQL / "0030_scheme_words.sql").read_text(), migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name="schemelink",
            name="scheme",
        ),
        migrations.RemoveField(
            model_name="schemelinkevent",
            name="scheme",
        ),
        migrations.RunSQL((SQL / "0030_scheme_links.sql").read_text(), migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="schemelink",
            name="entry",
            field=models.ForeignKey(
                help_text="登録簿「関連する制度・事業」から選びます。見当たらないときは、府省庁の事業担当に登録と公開を依頼してください。",
                limit_choices_to={"register": "scheme"},
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.catalogueentry",
                verbose_name="制度・事業",
            ),
        ),
        migrations.AlterField(
            model_name="schemelinkevent",
            name="entry",
            field=models.ForeignKey(
                db_constraint=False,
                help_text="登録簿「関連する制度・事業」から選びます。見当たらないときは、府省庁の事業担当に登録と公開を依頼してください。",
                limit_choices_to={"register": "scheme"},
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="programmes.catalogueentry",
                verbose_name="制度・事業",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schemelink",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programmes_schemelinkevent" ("created_at", "created_by_id", "end_reason", "ended_at", "ended_by_id", "entry_id", "how", "id", "item_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "title") VALUES (NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."entry_id", NEW."how", NEW."id", NEW."item_id", NOW(), \'insert\', NEW."id", NEW."project_id", NEW."title"); RETURN NULL;',
                    hash="5ffee039b34a3ea8843b5e57d91567a7b0e4b53c",
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
                    func='INSERT INTO "programmes_schemelinkevent" ("created_at", "created_by_id", "end_reason", "ended_at", "ended_by_id", "entry_id", "how", "id", "item_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "title") VALUES (NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."entry_id", NEW."how", NEW."id", NEW."item_id", NOW(), \'update\', NEW."id", NEW."project_id", NEW."title"); RETURN NULL;',
                    hash="a193c2080e60627440b0c3940ca0047d91417721",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_14bb5",
                    table="programmes_schemelink",
                    when="AFTER",
                ),
            ),
        ),
    ]

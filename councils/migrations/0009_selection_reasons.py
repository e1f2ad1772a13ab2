"""Why somebody was chosen moves to rows of its own, which the secretariat alone reads."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

COPY = """
insert into councils_selectionreason (item_id, council_id, membership_id, text)
  select item_id, council_id, id, selection_reason from councils_membership where selection_reason ~ '\\S'
"""


class Migration(migrations.Migration):
    dependencies = [("councils", "0008_asked_by_whom")]

    operations = [
        migrations.CreateModel(
            name="SelectionReason",
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
                        related_name="+",
                        to="councils.room",
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="councils.council",
                    ),
                ),
                (
                    "membership",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chosen_because",
                        to="councils.membership",
                    ),
                ),
                ("text", models.TextField(verbose_name="選任の理由")),
            ],
            options={
                "verbose_name": "選任の理由",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text__regex", "\\S")), name="selection_has_a_reason"
                    )
                ],
            },
        ),
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
        pgtrigger.migrations.RemoveTrigger(
            model_name="membership",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="membership",
            name="update_update",
        ),
        migrations.RemoveField(
            model_name="membership",
            name="selection_reason",
        ),
        migrations.RemoveField(
            model_name="membershipevent",
            name="selection_reason",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "councils_membershipevent" ("briefed_at", "capacity", "council_id", "id", "invited_at", "is_chair", "is_foreign", "is_representative", "item_id", "left_at", "organisation_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pledged_at", "replaces_id", "returned_note", "state", "title", "valid_from", "valid_until") VALUES (NEW."briefed_at", NEW."capacity", NEW."council_id", NEW."id", NEW."invited_at", NEW."is_chair", NEW."is_foreign", NEW."is_representative", NEW."item_id", NEW."left_at", NEW."organisation_id", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."pledged_at", NEW."replaces_id", NEW."returned_note", NEW."state", NEW."title", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                    hash="734f8052da0acfbf2c3e185f0c0972ae5fd36487",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a6f53",
                    table="councils_membership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "councils_membershipevent" ("briefed_at", "capacity", "council_id", "id", "invited_at", "is_chair", "is_foreign", "is_representative", "item_id", "left_at", "organisation_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pledged_at", "replaces_id", "returned_note", "state", "title", "valid_from", "valid_until") VALUES (NEW."briefed_at", NEW."capacity", NEW."council_id", NEW."id", NEW."invited_at", NEW."is_chair", NEW."is_foreign", NEW."is_representative", NEW."item_id", NEW."left_at", NEW."organisation_id", NEW."person_id", NOW(), \'update\', NEW."id", NEW."pledged_at", NEW."replaces_id", NEW."returned_note", NEW."state", NEW."title", NEW."valid_from", NEW."valid_until"); RETURN NULL;',
                    hash="a5ba0bbc3f9d69b7736559bde03719873f7b33d6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9246c",
                    table="councils_membership",
                    when="AFTER",
                ),
            ),
        ),
    ]

"""Days after a project's end on which somebody looks at what became of its results."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


# The rules of every register of a project (sql/0008_project_plans.sql), and of every date.
RULES = """
create trigger a_guard before insert or update on programmes_aftercheck for each row execute function app.guard_register();
create trigger b_due before update on programmes_aftercheck for each row execute function app.guard_due();
create trigger kept before delete or truncate on programmes_aftercheck for each statement execute function app.never_deleted();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("confidentiality", "0013_handover"),
        ("programmes", "0025_endings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AfterCheck",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
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
                ("subject", models.CharField(max_length=200, verbose_name="確かめること")),
                ("found", models.TextField(blank=True, verbose_name="確かめた結果")),
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
                    "item",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="確かめる組織",
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
            ],
            options={
                "verbose_name": "終了後の追跡",
                "ordering": ["due_on", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AfterCheckEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("end_reason", models.TextField(blank=True, editable=False, verbose_name="終えた理由")),
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
                ("subject", models.CharField(max_length=200, verbose_name="確かめること")),
                ("found", models.TextField(blank=True, verbose_name="確かめた結果")),
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
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
                        verbose_name="確かめる組織",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="programmes.aftercheck",
                    ),
                ),
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="aftercheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("done_on__isnull", True),
                    ("done_on__lte", models.F("due_on")),
                    ("delay_reason__regex", "\\S"),
                    _connector="OR",
                ),
                name="after_check_late_with_a_reason",
                violation_error_message="期限の後に済んだときは、遅れた理由を記入してください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="aftercheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("done_on__isnull", True), ("found__regex", "\\S"), _connector="OR"),
                name="after_check_done_with_words",
                violation_error_message="確かめたときは、確かめた結果を記入してください。",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="aftercheck",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programmes_aftercheckevent" ("created_at", "created_by_id", "delay_reason", "done_on", "due_on", "end_reason", "ended_at", "ended_by_id", "found", "id", "item_id", "organisation_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "subject") VALUES (NEW."created_at", NEW."created_by_id", NEW."delay_reason", NEW."done_on", NEW."due_on", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."found", NEW."id", NEW."item_id", NEW."organisation_id", NOW(), \'insert\', NEW."id", NEW."project_id", NEW."subject"); RETURN NULL;',
                    hash="19a8d419d0f26a611dad0efae5e5f2310607669d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_44d80",
                    table="programmes_aftercheck",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="aftercheck",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programmes_aftercheckevent" ("created_at", "created_by_id", "delay_reason", "done_on", "due_on", "end_reason", "ended_at", "ended_by_id", "found", "id", "item_id", "organisation_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "subject") VALUES (NEW."created_at", NEW."created_by_id", NEW."delay_reason", NEW."done_on", NEW."due_on", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."found", NEW."id", NEW."item_id", NEW."organisation_id", NOW(), \'update\', NEW."id", NEW."project_id", NEW."subject"); RETURN NULL;',
                    hash="f5df3bb431e1098c340dd6dcaf0bba05a2ec8e76",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0a997",
                    table="programmes_aftercheck",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(RULES, migrations.RunSQL.noop),
    ]

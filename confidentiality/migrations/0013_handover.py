"""A planned publication is handed from its author to somebody else, when both want it."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.conf import settings
from django.db import migrations, models


SQL = Path(__file__).resolve().parent.parent / "sql" / "0013_handover.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("confidentiality", "0012_acl_estimates"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DisclosureOffer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("reason", models.TextField(verbose_name="引き渡す理由")),
                (
                    "offered_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "返事待ち"),
                            ("accepted", "引き受けた"),
                            ("declined", "断った"),
                            ("withdrawn", "取下げ"),
                        ],
                        default="offered",
                        editable=False,
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("answered_at", models.DateTimeField(editable=False, null=True)),
                (
                    "disclosure",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="confidentiality.disclosure",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosure_offers",
                        to="confidentiality.item",
                    ),
                ),
                (
                    "offered_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "offered_to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="引き渡す相手",
                    ),
                ),
            ],
            options={
                "verbose_name": "公開の手続の引渡しの申出",
                "ordering": ["-offered_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "\\S")), name="disclosure_offered_with_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("offered_by", models.F("offered_to")), _negated=True),
                        name="disclosure_offered_to_another",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "offered")),
                        fields=("disclosure",),
                        name="one_open_disclosure_offer",
                    ),
                ],
            },
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

"""The role matrix to the letter: readers of a call, of a choice of technology, of projects and of cleared results."""

import uuid
from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql" / "0031_rights.sql"


def key(to: str, name: str) -> tuple[str, models.ForeignKey]:
    return name, models.ForeignKey(
        editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to
    )


class Migration(migrations.Migration):
    dependencies = [
        ("confidentiality", "0013_handover"),
        ("programmes", "0030_scheme_links"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                    ("reader", "公募の閲覧者"),
                ],
                max_length=20,
                verbose_name="役割",
            ),
        ),
        migrations.CreateModel(
            name="CallReading",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "opened_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                (
                    "ended_ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("party", "提案する側に当たるため"),
                            ("organisation", "所属が提案する側と同じになるため"),
                            ("assignment", "提案に担当として関わるため"),
                            ("shared_project", "研究代表者と同じ課題に携わったため"),
                            ("declared", "本人が利益相反を申告したため"),
                            ("function", "閲覧の指定またはPD・PO・PMの担当が終わったため"),
                        ],
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("detail", models.TextField(blank=True, editable=False, verbose_name="利益相反の内容")),
                key("programmes.assignment", "assignment"),
                key("programmes.call", "call"),
                (
                    "item",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="programmes.proposaldossier",
                    ),
                ),
                key(settings.AUTH_USER_MODEL, "person"),
                key("programmes.proposal", "proposal"),
            ],
            options={
                "verbose_name": "提案の閲覧",
                "ordering": ["opened_at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("item", "assignment"), name="one_reading_of_a_proposal"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_ground", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("ended_ground", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_reading_ends_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            ("ended_at__gte", models.F("opened_at")),
                            _connector="OR",
                        ),
                        name="a_reading_ends_after_it_began",
                    ),
                ],
            },
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]

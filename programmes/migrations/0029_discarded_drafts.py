"""A draft of a vision or a concept begun by mistake is given up and kept."""

from pathlib import Path

from django.db import migrations, models


SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("confidentiality", "0013_handover"),
        ("programmes", "0028_measure_ties"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="rdvision",
            name="vision_numbered",
        ),
        migrations.RemoveConstraint(
            model_name="rdvision",
            name="vision_decided_before_published",
        ),
        migrations.AlterField(
            model_name="rdconcept",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "作成中"),
                    ("agreed", "関係府省合意済"),
                    ("handed_over", "研究推進法人へ提示済"),
                    ("closed", "終了"),
                    ("discarded", "取りやめ"),
                ],
                default="draft",
                max_length=50,
                verbose_name="状態",
            ),
        ),
        migrations.AlterField(
            model_name="rdvision",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "案作成中"),
                    ("deliberating", "プログラム会議で審議中"),
                    ("decided", "決定済"),
                    ("published", "公表（現行）"),
                    ("superseded", "旧版"),
                    ("discarded", "取りやめ"),
                ],
                default="draft",
                max_length=50,
                verbose_name="状態",
            ),
        ),
        migrations.AlterField(
            model_name="reasonedstep",
            name="verb",
            field=models.CharField(
                choices=[
                    ("revoke_designation", "指定を取り消す"),
                    ("back_to_draft", "案に戻す"),
                    ("reopen_vision", "決定を取り消す"),
                    ("discard_vision", "案を取りやめる"),
                ],
                editable=False,
                max_length=24,
                verbose_name="手続",
            ),
        ),
        migrations.AddConstraint(
            model_name="rdvision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "discarded"), _negated=True),
                fields=("number", "revision"),
                name="vision_numbered",
            ),
        ),
        migrations.AddConstraint(
            model_name="rdvision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "deliberating", "discarded"]),
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
        migrations.RunSQL((SQL / "0029_discarded_drafts.sql").read_text(), migrations.RunSQL.noop),
    ]

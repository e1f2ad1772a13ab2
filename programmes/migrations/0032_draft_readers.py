"""A draft of the guideline or of a vision can be limited to named people."""

from pathlib import Path

from django.db import migrations, models


SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("programmes", "0031_rights")]

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
                    ("draft_writer", "案の担当者"),
                    ("draft_reader", "案の閲覧者"),
                ],
                max_length=20,
                verbose_name="役割",
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
                    ("narrow_readers", "閲覧者を限定する"),
                    ("widen_readers", "閲覧者の限定を解く"),
                ],
                editable=False,
                max_length=24,
                verbose_name="手続",
            ),
        ),
        migrations.RunSQL((SQL / "0032_draft_readers.sql").read_text(), migrations.RunSQL.noop),
    ]

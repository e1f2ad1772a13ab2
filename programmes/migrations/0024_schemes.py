"""A register of schemes beside the programme."""

from django.db import migrations, models

REGISTERS = [
    ("document", "政府文書"),
    ("topic", "論点"),
    ("ask", "政府への要望"),
    ("directive", "トップダウンの指示"),
    ("base", "研究開発拠点・テストベッド"),
    ("standard", "国際標準の目標"),
    ("seed", "ディープテックの種"),
    ("study", "調査研究"),
    ("scheme", "関連する制度・事業"),
]


class Migration(migrations.Migration):
    dependencies = [("programmes", "0023_reasons_kept")]

    operations = [
        migrations.AlterField(
            model,
            "register",
            models.CharField(choices=REGISTERS, editable=False, max_length=10, verbose_name="登録簿"),
        )
        for model in ("catalogueentry", "catalogueentryevent")
    ]

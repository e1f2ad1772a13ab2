"""One word for what is looked at in a judgement, in the record of changes too; nothing is stored differently."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programmes", "0036_finding_link")]

    operations = [
        migrations.AlterField(
            model_name="gatecriterion",
            name="description",
            field=models.TextField(blank=True, verbose_name="評価の観点"),
        ),
    ]

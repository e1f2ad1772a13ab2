"""Where a finding that a vision made use of is read (R32)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programmes", "0035_scouts")]

    operations = [
        migrations.AddField(
            model_name="visioninput",
            name="link",
            field=models.URLField(blank=True, default="", max_length=500, verbose_name="報告書のアドレス"),
            preserve_default=False,
        ),
    ]

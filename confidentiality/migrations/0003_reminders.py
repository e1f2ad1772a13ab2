"""When the missing were last reminded: at most once a day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("confidentiality", "0002_core")]

    operations = [
        migrations.AddField(
            model_name="designation",
            name="reminded_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]

"""Who answers to a principal is found without reading every holding there is."""

import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("confidentiality", "0008_disclosure")]

    operations = [
        migrations.AddIndex(
            model_name="holding",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["principals"], name="holders_by_principal"
            ),
        ),
    ]

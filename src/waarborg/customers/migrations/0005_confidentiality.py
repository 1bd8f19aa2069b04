"""The day on which a member of the provider's staff signed the confidentiality clause."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0004_import_security"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="confidentiality_signed_on",
            field=models.DateField(blank=True, null=True),
        ),
    ]

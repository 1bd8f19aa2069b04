"""Attachments that staff open only while the customer lets them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("support", "0004_live_tickets"),
    ]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="sealed",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]

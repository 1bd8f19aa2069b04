"""What a ticket is about."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("support", "0005_sealed_attachments"), ("catalogue", "0002_row_security")]

    operations = [
        migrations.AddField(
            model_name="ticket",
            name="about",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalogue.item",
            ),
        ),
    ]

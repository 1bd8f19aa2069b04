"""Whose address a mail came from is found without reading everybody."""

import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0007_sole_owner")]

    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("active", True)),
                name="customers_person_address",
            ),
        ),
    ]

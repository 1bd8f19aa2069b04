"""The telephone number of an organisation: what everybody there reads of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0005_confidentiality")]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="phone",
            field=models.CharField(blank=True, db_default="", default="", max_length=30),
        ),
    ]

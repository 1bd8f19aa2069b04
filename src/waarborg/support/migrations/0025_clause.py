"""Which provision of the agreement a reporter finds unclear."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("support", "0024_crowding")]

    operations = [
        migrations.AddField(
            "ticket", "clause", models.CharField(blank=True, db_default="", default="", max_length=300)
        ),
    ]

"""Who stands in for a colleague who is away, and what reached him in the other's place."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("support", "0035_bulk_acts")]

    operations = [
        migrations.AddField("staffabsence", "stand_in_id", models.UUIDField(null=True)),
        migrations.AddField(
            "staffabsence", "stand_in_name", models.CharField(blank=True, db_default="", default="", max_length=200)
        ),
        migrations.AddField(
            "mention", "what", models.CharField(db_default="mentioned", default="mentioned", max_length=10)
        ),
        migrations.AddField(
            "mention", "instead_of", models.CharField(blank=True, db_default="", default="", max_length=200)
        ),
        migrations.AddField(
            "mention", "handed_to", models.CharField(blank=True, db_default="", default="", max_length=500)
        ),
    ]

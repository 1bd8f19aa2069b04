"""How soon a new version of what was bought reaches its customer."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_row_security")]

    operations = [
        migrations.AddField(
            "purchase",
            "ring",
            models.CharField(
                choices=[("early", "early"), ("general", "general"), ("late", "late")],
                db_default="general",
                default="general",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            "purchase",
            models.CheckConstraint(
                condition=models.Q(ring__in=("early", "general", "late")), name="catalogue_purchase_ring"
            ),
        ),
    ]

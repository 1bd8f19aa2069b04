"""The token by which a store of metrics knows us, sealed, and what it said of the query when it was tried."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("availability", "0017_discussions")]

    operations = [
        migrations.AddField("probe", "sealed_bearer", models.TextField(blank=True, default="", db_default="")),
        migrations.AddField(
            "probe", "complaint", models.CharField(blank=True, default="", db_default="", max_length=400)
        ),
        migrations.AddField("probe", "tried_at", models.DateTimeField(blank=True, null=True)),
    ]

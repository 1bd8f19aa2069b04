from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    """Promises are judged by the plans there are from this upgrade on: nobody breaks by being upgraded."""

    dependencies = [("continuity", "0001_initial")]

    operations = [migrations.AddField("plan", "judged_from", models.DateTimeField(db_default=Now()))]

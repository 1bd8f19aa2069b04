"""Who of us wrote down that a caller called something urgent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("support", "0039_views_of_tickets")]

    operations = [
        migrations.AddField(
            "urgentcase", "written_by_name", models.CharField(blank=True, db_default="", default="", max_length=200)
        ),
    ]

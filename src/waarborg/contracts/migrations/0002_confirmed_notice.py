"""How notice came, and that we confirmed it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="termination",
            name="form",
            field=models.CharField(db_default="in-account", default="in-account", max_length=12),
        ),
        migrations.AddField(
            model_name="termination",
            name="confirmed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="termination",
            name="confirmed_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
    ]

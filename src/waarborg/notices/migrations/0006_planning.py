"""Reminders to plan something are a kind that one may do without by mail; no column changes."""

from django.db import migrations, models

KINDS = [
    ("maintenance", "Maintenance and outages"),
    ("release", "New in the product"),
    ("news", "News, training and tips"),
    ("planning", "Reminders to plan something"),
    ("terms", "Change of terms or prices"),
    ("security", "Security and privacy"),
]


class Migration(migrations.Migration):
    dependencies = [("notices", "0005_tally")]

    operations = [
        migrations.AlterField(model, "kind", models.CharField(choices=KINDS, max_length=20))
        for model in ("notice", "preference", "template")
    ]

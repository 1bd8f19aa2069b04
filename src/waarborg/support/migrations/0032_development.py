"""Which developer looks into a ticket, and since when a wish is with development."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("support", "0031_extra")]

    operations = [
        migrations.AddField(
            model_name="ticket",
            name="developer",
            field=models.CharField(blank=True, db_default="", default="", max_length=120),
        ),
        migrations.AddField(model_name="ticket", name="developer_at", field=models.DateTimeField(null=True)),
        migrations.AddField(model_name="ticket", name="passed_on_at", field=models.DateTimeField(null=True)),
    ]

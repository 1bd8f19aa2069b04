"""Issues of the vendor's own tracker beside a ticket, found without reading the others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("support", "0042_live_tickets_in_order")]

    operations = [
        migrations.AddField(
            model_name="ticket",
            name="issues",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(("issues", ""), _negated=True), fields=["-number"], name="support_ticket_issues"
            ),
        ),
    ]

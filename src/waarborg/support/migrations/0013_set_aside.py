"""Tickets that wait for a third party or for a day, and those that were merged: what the queue reads knows them."""

from django.db import migrations, models

LIVE = models.Q(
    ("state__in", ["open", "planned", "third-party", "waiting"]), ("reopen_asked_at__isnull", False), _connector="OR"
)


class Migration(migrations.Migration):
    dependencies = [("support", "0012_ticket_mail")]

    operations = [
        migrations.AddField("ticket", "planned_for", models.DateField(null=True)),
        migrations.AddField(
            "ticket", "waits_for", models.CharField(blank=True, db_default="", default="", max_length=120)
        ),
        migrations.RemoveIndex("ticket", "support_ticket_live"),
        migrations.AddIndex("ticket", models.Index(fields=["number"], condition=LIVE, name="support_ticket_live")),
    ]

"""Live tickets are placed in the queue from an index alone, and found by customer."""

from django.db import migrations, models

LIVE = models.Q(state__in=["open", "planned", "third-party", "waiting"]) | models.Q(reopen_asked_at__isnull=False)


class Migration(migrations.Migration):
    dependencies = [("support", "0041_callers")]

    operations = [
        migrations.RemoveIndex("ticket", "support_ticket_live"),
        migrations.AddIndex(
            "ticket",
            models.Index(
                fields=["tenant_id", "number"],
                include=("id", "intake", "pictured", "unanswered_since", "call_at", "priority"),
                condition=LIVE,
                name="support_ticket_live",
            ),
        ),
    ]

"""An index of live tickets alone: what the queue reads stays as small as what is open."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("support", "0003_note_once")]

    operations = [
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                fields=["number"],
                condition=models.Q(
                    ("state__in", ["open", "waiting"]), ("reopen_asked_at__isnull", False), _connector="OR"
                ),
                name="support_ticket_live",
            ),
        ),
    ]

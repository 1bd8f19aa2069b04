"""Messages to several customers that wait a moment before they are sent."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect

ID = models.UUIDField(default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False)
DESK = ("select", "insert", "update", "delete")


class Migration(migrations.Migration):
    dependencies = [("support", "0045_evaluation_asks")]

    operations = [
        migrations.CreateModel(
            name="Sending",
            fields=[
                ("id", ID.clone()),
                ("tenant_id", models.UUIDField(editable=False)),
                ("person_id", models.UUIDField()),
                ("person_name", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("purpose", models.CharField(max_length=20)),
                ("written_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("state", models.CharField(default="held", max_length=10)),
            ],
            options={
                "db_table": "support_sending",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["person_id", "-written_at"], name="support_sending_of"),
                    models.Index(fields=["written_at"], name="support_sending_old"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HeldMessage",
            fields=[
                ("id", ID.clone()),
                ("tenant_id", models.UUIDField(editable=False)),
                ("sending_id", models.UUIDField()),
                ("ticket_id", models.UUIDField()),
                ("revision", models.IntegerField()),
                ("team_id", models.UUIDField(null=True)),
                ("was_live", models.BooleanField()),
                ("once", models.UUIDField(null=True)),
                ("stopped", models.CharField(blank=True, db_default="", default="", max_length=10)),
            ],
            options={
                "db_table": "support_held_message",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["ticket_id"], name="support_held_message_ticket"),
                    models.Index(fields=["sending_id"], name="support_held_message_of"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "once"), name="support_held_message_once")
                ],
            },
        ),
        *protect("support_sending", "provider", desk=DESK),
        *protect("support_held_message", "provider", desk=DESK),
    ]

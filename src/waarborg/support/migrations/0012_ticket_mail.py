"""Which mails belong to which ticket."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("support", "0011_chats"), ("plumbing", "0011_mail_in")]

    operations = [
        migrations.CreateModel(
            name="TicketMail",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("ticket_id", models.UUIDField()),
                ("said_id", models.UUIDField()),
                ("message_id", models.CharField(max_length=500)),
                ("ours", models.BooleanField()),
                ("mail_id", models.UUIDField()),
                ("person_id", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                ("quoted", models.TextField(blank=True)),
            ],
            options={
                "db_table": "support_ticket_mail",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["message_id"], name="support_ticket_mail_message"),
                    models.Index(fields=["tenant_id", "ticket_id", "at"], name="support_ticket_mail_ticket"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "mail_id"), name="support_ticket_mail_once")
                ],
            },
        ),
        *protect(
            "support_ticket_mail",
            "service",
            tenant_keys=[("ticket_id", "support_ticket"), ("said_id", "support_message")],
            customer=("select", "insert"),
            desk=("select", "insert", "delete"),
        ),
    ]

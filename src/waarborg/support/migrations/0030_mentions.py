"""Who of staff was mentioned in a note, and what each wants to hear by mail."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect

ID = models.UUIDField(default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False)
DESK = ("select", "insert", "update", "delete")


class Migration(migrations.Migration):
    dependencies = [("support", "0029_widget")]

    operations = [
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", ID.clone()),
                ("tenant_id", models.UUIDField(editable=False)),
                ("ticket_id", models.UUIDField()),
                ("note_id", models.UUIDField()),
                ("person_id", models.UUIDField()),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "support_mention",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["person_id", "-id"], name="support_mention_recent"),
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)),
                        fields=["person_id", "ticket_id"],
                        name="support_mention_unread",
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("note_id", "person_id"), name="support_mention_once")],
            },
        ),
        migrations.CreateModel(
            name="StaffChoice",
            fields=[
                ("id", ID.clone()),
                ("tenant_id", models.UUIDField(editable=False)),
                ("person_id", models.UUIDField(unique=True)),
                ("mail_mentions", models.BooleanField(default=True)),
            ],
            options={"db_table": "support_staff_choice", "abstract": False, "base_manager_name": "objects"},
        ),
        *protect("support_mention", "provider", desk=DESK),
        *protect("support_staff_choice", "provider", desk=DESK),
    ]

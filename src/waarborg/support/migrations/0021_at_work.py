"""Who is at a ticket now, and what staff typed and did not send."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect

ID = models.UUIDField(default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False)
DESK = ("select", "insert", "update", "delete")


class Migration(migrations.Migration):
    dependencies = [("support", "0020_words")]

    operations = [
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", ID.clone()),
                ("tenant_id", models.UUIDField(editable=False)),
                ("ticket_id", models.UUIDField()),
                ("person_id", models.UUIDField()),
                ("seen_at", models.DateTimeField()),
                ("part", models.CharField(blank=True, max_length=10)),
                ("typed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "support_presence",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["seen_at"], name="support_presence_old")],
                "constraints": [
                    models.UniqueConstraint(fields=("ticket_id", "person_id"), name="support_presence_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", ID.clone()),
                ("tenant_id", models.UUIDField(editable=False)),
                ("ticket_id", models.UUIDField()),
                ("person_id", models.UUIDField()),
                ("part", models.CharField(max_length=10)),
                ("text", models.TextField()),
                ("purpose", models.CharField(blank=True, max_length=20)),
                ("kept_at", models.DateTimeField()),
            ],
            options={
                "db_table": "support_draft",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["person_id"], name="support_draft_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("ticket_id", "person_id", "part"), name="support_draft_once")
                ],
            },
        ),
        *protect("support_presence", "provider", desk=DESK),
        *protect("support_draft", "provider", desk=DESK),
    ]

"""Mail that comes in, and how far each mailbox was read."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import Privileges, protect

# Old mail is removed by a job, a customer's by its erasure.
ALL: Privileges = ("select", "insert", "update", "delete")


class Migration(migrations.Migration):
    dependencies = [
        ("plumbing", "0010_grants_with_a_scope"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mailbox",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=200, unique=True)),
                ("uid_validity", models.BigIntegerField(null=True)),
                ("uid", models.BigIntegerField(default=0)),
                ("looked_at", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, max_length=200)),
                ("failing_since", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "mail_in_mailbox",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="MailIn",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("mailbox", models.CharField(max_length=200)),
                ("uid_validity", models.BigIntegerField(null=True)),
                ("uid", models.BigIntegerField(null=True)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.BigIntegerField()),
                ("file_id", models.UUIDField(null=True)),
                ("received", models.DateTimeField()),
                ("arrived", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("taken", "Taken"),
                            ("held", "Held"),
                            ("unreadable", "Unreadable"),
                            ("bounced", "Bounced"),
                            ("ignored", "Ignored"),
                            ("dismissed", "Dismissed"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=40)),
                ("about", models.JSONField(default=dict)),
                ("attempts", models.IntegerField(default=0)),
                ("message_id", models.CharField(blank=True, max_length=500)),
                ("sender", models.CharField(blank=True, max_length=254)),
                ("sender_name", models.CharField(blank=True, max_length=200)),
                ("subject", models.CharField(blank=True, max_length=300)),
                ("subject_kind", models.CharField(blank=True, max_length=40)),
                ("subject_id", models.UUIDField(null=True)),
                ("decided", models.DateTimeField(null=True)),
                ("decided_by", models.CharField(blank=True, max_length=200)),
                ("decision", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "db_table": "mail_in",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")), fields=["received", "id"], name="mail_in_waiting"
                    ),
                    models.Index(fields=["state", "-received"], name="mail_in_state"),
                    models.Index(fields=["sender", "-received"], name="mail_in_sender"),
                    models.Index(fields=["message_id"], name="mail_in_message_id"),
                    models.Index(fields=["tenant_id", "subject_id"], name="mail_in_subject"),
                ],
                "constraints": [models.UniqueConstraint(fields=("sha256",), name="mail_in_once")],
            },
        ),
        *protect("mail_in_mailbox", "provider"),
        *protect("mail_in", "provider", desk=ALL),
    ]

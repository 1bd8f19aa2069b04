"""Chats: who is talking with us at this moment."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("support", "0010_intake"),
    ]

    operations = [
        migrations.CreateModel(
            name="Chat",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("contact_id", models.UUIDField()),
                ("contact_name", models.CharField(max_length=200)),
                ("role", models.CharField(max_length=40)),
                ("opened_at", models.DateTimeField()),
                ("agent_id", models.UUIDField(null=True)),
                ("agent_name", models.CharField(blank=True, max_length=200)),
                ("taken_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_how", models.CharField(blank=True, max_length=10)),
                ("customer_seen_at", models.DateTimeField(null=True)),
                ("customer_typed_at", models.DateTimeField(null=True)),
                ("staff_seen_at", models.DateTimeField(null=True)),
                ("staff_typed_at", models.DateTimeField(null=True)),
                ("once", models.UUIDField(null=True)),
                (
                    "ticket",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chats",
                        to="support.ticket",
                    ),
                ),
            ],
            options={
                "db_table": "support_chat",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)), fields=["opened_at"], name="support_chat_live"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "once"), name="support_chat_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("tenant_id", "contact_id"),
                        name="support_chat_one_open",
                    ),
                ],
            },
        ),
        *protect(
            "support_chat",
            "service",
            tenant_keys=[("ticket_id", "support_ticket")],
            desk=("select", "insert", "update", "delete"),
        ),
    ]

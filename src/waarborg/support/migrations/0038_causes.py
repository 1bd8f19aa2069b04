"""What tickets come from: incidents that another domain keeps."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("support", "0037_call_backs"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cause",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("kind", models.CharField(max_length=40)),
                ("cause_id", models.UUIDField()),
                ("since", models.DateTimeField()),
                (
                    "ticket",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="causes",
                        to="support.ticket",
                    ),
                ),
            ],
            options={
                "db_table": "support_cause",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["cause_id", "ticket"], name="support_cause_tickets")],
                "constraints": [models.UniqueConstraint(fields=("ticket", "cause_id"), name="support_cause_once")],
            },
        ),
        *protect(
            "support_cause",
            "service",
            tenant_keys=[("ticket_id", "support_ticket")],
            desk=("select", "insert", "update", "delete"),
        ),
    ]

"""The time of tickets, and signals about the use of support."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("support", "0015_appointments")]

    operations = [
        migrations.CreateModel(
            name="HandlingTime",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("at", models.DateTimeField()),
                ("minutes", models.IntegerField()),
                ("factors", models.JSONField(default=list)),
                ("author_id", models.UUIDField(null=True)),
                ("author_name", models.CharField(max_length=200)),
                ("once", models.UUIDField(null=True)),
                (
                    "ticket",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="times",
                        to="support.ticket",
                    ),
                ),
            ],
            options={
                "db_table": "support_handling_time",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["at"], name="support_handling_time_at"),
                    models.Index(fields=["tenant_id", "ticket"], name="support_handling_time_ticket"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "once"), name="support_handling_time_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="UseSignal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("kind", models.CharField(choices=[("contact", "Contact"), ("fair-use", "Fair Use")], max_length=10)),
                ("month", models.CharField(max_length=7)),
                ("figures", models.JSONField(default=dict)),
                ("raised_at", models.DateTimeField()),
                ("followed_at", models.DateTimeField(null=True)),
                ("followed_by", models.CharField(blank=True, max_length=200)),
                ("choice", models.CharField(blank=True, max_length=20)),
                ("reason", models.TextField(blank=True)),
            ],
            options={
                "db_table": "support_use_signal",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "kind", "month"), name="support_use_signal_month"),
                    models.UniqueConstraint(
                        condition=models.Q(("followed_at__isnull", True), ("kind", "fair-use")),
                        fields=("tenant_id",),
                        name="support_use_signal_open",
                    ),
                ],
            },
        ),
        *protect(
            "support_handling_time",
            "service",
            tenant_keys=[("ticket_id", "support_ticket")],
            customer=("select",),
            desk=("select", "insert", "delete"),
        ),
        *protect("support_use_signal", "service", customer=("select",)),
    ]

"""Calls that customers asked for; the ticket says when, for the queue."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect

ID = models.UUIDField(default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False)
TICKET = models.ForeignKey(
    db_constraint=False,
    on_delete=django.db.models.deletion.PROTECT,
    related_name="call_backs",
    to="support.ticket",
)


class Migration(migrations.Migration):
    dependencies = [("support", "0036_stand_in")]

    operations = [
        migrations.AddField(model_name="ticket", name="call_at", field=models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="CallBack",
            fields=[
                ("id", ID),
                ("tenant_id", models.UUIDField(editable=False)),
                ("contact_id", models.UUIDField()),
                ("contact_name", models.CharField(max_length=200)),
                ("phone", models.CharField(max_length=40)),
                ("asked_at", models.DateTimeField()),
                ("calls_at", models.DateTimeField()),
                ("zone", models.CharField(max_length=60)),
                ("state", models.CharField(default="planned", max_length=10)),
                ("sequence", models.IntegerField(default=0)),
                ("tries", models.SmallIntegerField(default=0)),
                ("done_at", models.DateTimeField(null=True)),
                ("done_by", models.CharField(blank=True, max_length=200)),
                ("once", models.UUIDField(null=True)),
                ("ticket", TICKET),
            ],
            options={
                "db_table": "support_call_back",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["calls_at"], name="support_call_back_when")],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "once"), name="support_call_back_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "planned")),
                        fields=("tenant_id", "ticket"),
                        name="support_call_back_standing",
                    ),
                ],
            },
        ),
        *protect(
            "support_call_back",
            "service",
            tenant_keys=[("ticket_id", "support_ticket")],
            desk=("select", "insert", "update", "delete"),
        ),
    ]

"""Appointments to look along, and when which colleague can."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("support", "0014_links"),
    ]

    operations = [
        migrations.CreateModel(
            name="StaffAbsence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("person_id", models.UUIDField()),
                ("first", models.DateField()),
                ("last", models.DateField()),
            ],
            options={
                "db_table": "support_staff_absence",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["person_id"], name="support_absence_person")],
            },
        ),
        migrations.CreateModel(
            name="StaffHours",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("person_id", models.UUIDField()),
                ("weekday", models.SmallIntegerField()),
                ("begins", models.SmallIntegerField()),
                ("ends", models.SmallIntegerField()),
            ],
            options={
                "db_table": "support_staff_hours",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["person_id"], name="support_staff_hours_person")],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
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
                ("agent_id", models.UUIDField()),
                ("agent_name", models.CharField(max_length=200)),
                ("starts_at", models.DateTimeField()),
                ("zone", models.CharField(max_length=60)),
                ("state", models.CharField(default="planned", max_length=10)),
                ("sequence", models.IntegerField(default=0)),
                ("changed_at", models.DateTimeField()),
                ("permitted_at", models.DateTimeField(null=True)),
                ("permitted_by", models.CharField(blank=True, max_length=200)),
                ("began_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("looked_by", models.CharField(blank=True, max_length=200)),
                ("done", models.TextField(blank=True)),
                ("once", models.UUIDField(null=True)),
                (
                    "ticket",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="support.ticket",
                    ),
                ),
            ],
            options={
                "db_table": "support_appointment",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["starts_at"], name="support_appointment_when")],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "once"), name="support_appointment_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("planned", "running"))),
                        fields=("agent_id", "starts_at"),
                        name="support_appointment_slot",
                    ),
                ],
            },
        ),
        *protect("support_staff_hours", "provider", desk=("select", "insert", "delete")),
        *protect("support_staff_absence", "provider", desk=("select", "insert", "delete")),
        *protect(
            "support_appointment",
            "service",
            tenant_keys=[("ticket_id", "support_ticket")],
            desk=("select", "insert", "update", "delete"),
        ),
    ]

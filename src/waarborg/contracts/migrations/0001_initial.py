"""Contracts by reference, and notice by either side."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0001_initial"),
        ("promises", "0009_draft_documents"),
    ]

    operations = [
        migrations.CreateModel(
            name="Contract",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("reference", models.CharField(max_length=100)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("amendments", models.JSONField(default=list)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=200)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="promises.agreementversion"
                    ),
                ),
            ],
            options={
                "db_table": "contracts_contract",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "reference"), name="contracts_contract_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="contracts_contract_ends_after",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Termination",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("by_customer", models.BooleanField()),
                ("why", models.TextField(blank=True)),
                ("switching", models.BooleanField(default=False)),
                ("announcement", models.UUIDField(null=True)),
                ("requested_at", models.DateTimeField()),
                ("requested_by", models.CharField(max_length=200)),
                ("last_day", models.DateField()),
                ("ends_at", models.DateTimeField()),
                ("reasons", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[("running", "Running"), ("withdrawn", "Withdrawn"), ("ended", "Ended")],
                        default="running",
                        max_length=10,
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.CharField(blank=True, max_length=200)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="promises.agreementversion"
                    ),
                ),
            ],
            options={
                "db_table": "contracts_termination",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "running")),
                        fields=("tenant_id",),
                        name="contracts_one_running_notice",
                    )
                ],
            },
        ),
        *protect("contracts_contract", "service", customer=("select",)),
        *protect("contracts_termination", "service", customer=("select",)),
    ]

"""What was found out later about a stretch of time: corrections, and what is left out with its evidence."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("availability", "0004_maintenance"),
        ("catalogue", "0003_ring"),
    ]

    operations = [
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                (
                    "audience",
                    models.CharField(choices=[("public", "public"), ("customers", "customers")], max_length=20),
                ),
                (
                    "kind",
                    models.CharField(choices=[("correction", "correction"), ("exclusion", "exclusion")], max_length=10),
                ),
                ("word", models.CharField(max_length=20)),
                ("begins_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("reason", models.CharField(max_length=500)),
                ("evidence", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "component",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.item"
                    ),
                ),
            ],
            options={
                "db_table": "availability_finding",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["component", "begins_at"], name="availability_finding_component")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("begins_at"))), name="availability_finding_forward"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "correction"),
                                ("word__in", ("up", "outage", "partial-outage", "degraded", "unknown")),
                            ),
                            models.Q(
                                ("kind", "exclusion"),
                                (
                                    "word__in",
                                    ("maintenance", "new-version", "customer-fault", "agreed", "force-majeure"),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="availability_finding_word",
                    ),
                ],
            },
        ),
        *protect("availability_finding", "published"),
    ]

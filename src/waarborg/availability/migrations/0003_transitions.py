"""What each component was when: visitors read it of public components, customers all of it, the desk's role writes."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("availability", "0002_row_security"),
        ("catalogue", "0003_ring"),
        ("plumbing", "0002_row_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="Transition",
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
                ("at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("up", "up"),
                            ("outage", "outage"),
                            ("partial-outage", "partial-outage"),
                            ("degraded", "degraded"),
                            ("unknown", "unknown"),
                        ],
                        max_length=15,
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "component",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.item",
                    ),
                ),
            ],
            options={
                "db_table": "availability_transition",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("component", "at"),
                        name="availability_transition_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("up", "outage", "partial-outage", "degraded", "unknown"))),
                        name="availability_transition_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            ("withdrawn_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="availability_transition_withdrawn",
                    ),
                ],
            },
        ),
        *protect("availability_transition", "published"),
    ]

"""What checks of the installation came to: the last time of each, and what was recorded for each customer."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("promises", "0009_draft_documents"),
    ]

    operations = [
        migrations.CreateModel(
            name="CheckOutcome",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("check_name", models.CharField(max_length=120)),
                ("word", models.CharField(max_length=40)),
                ("nl", models.TextField()),
                ("en", models.TextField()),
                ("looked_at", models.DateTimeField()),
                ("since", models.DateTimeField()),
            ],
            options={
                "db_table": "promises_check_outcome",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "check_name"), name="promises_check_outcome_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="FactCheck",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("outcomes", models.JSONField()),
                ("month", models.CharField(max_length=7)),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "db_table": "promises_fact_check",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("tenant_id",), name="promises_fact_check_once")],
            },
        ),
        *protect("promises_check_outcome", "provider", customer=()),
        *protect("promises_fact_check", "service", customer=("select",)),
    ]

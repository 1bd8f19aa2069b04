"""Texts that are kept ready for incidents."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("availability", "0010_series_ends"),
    ]

    operations = [
        migrations.CreateModel(
            name="IncidentTemplate",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=100)),
                ("title_nl", models.CharField(max_length=150)),
                ("title_en", models.CharField(blank=True, max_length=150)),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("investigating", "investigating"),
                            ("identified", "identified"),
                            ("monitoring", "monitoring"),
                            ("resolved", "resolved"),
                        ],
                        max_length=15,
                    ),
                ),
                ("text_nl", models.TextField()),
                ("text_en", models.TextField(blank=True)),
                (
                    "effect",
                    models.CharField(
                        choices=[("degraded", "degraded"), ("partial", "partial"), ("down", "down")], max_length=10
                    ),
                ),
                ("components", models.JSONField(default=list)),
                ("revision", models.IntegerField(default=0)),
            ],
            options={
                "db_table": "availability_incident_template",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "name"), name="availability_incident_template_name")
                ],
            },
        ),
        *protect("availability_incident_template", "provider", desk=("select", "insert", "update", "delete")),
    ]

"""Scans for vulnerabilities, and what they found; whom and what a record of assurance is about."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


def _identifier() -> tuple[str, models.UUIDField]:
    made = waarborg.plumbing.identifiers.uuid7
    return "id", models.UUIDField(default=made, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [
        ("trust", "0005_delivered_log"),
    ]

    operations = [
        migrations.CreateModel(
            name="Scan",
            fields=[
                _identifier(),
                ("tenant_id", models.UUIDField(editable=False)),
                ("tool", models.CharField(max_length=80)),
                ("target", models.CharField(max_length=200)),
                ("done_at", models.DateTimeField()),
                ("found", models.JSONField(default=dict)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=200)),
            ],
            options={
                "db_table": "trust_scan",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["-done_at"], name="trust_scan_newest")],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                _identifier(),
                ("tenant_id", models.UUIDField(editable=False)),
                ("key", models.CharField(max_length=200)),
                ("title", models.CharField(max_length=300)),
                ("severity", models.CharField(max_length=10)),
                ("first_seen_at", models.DateTimeField()),
                ("last_seen_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.CharField(blank=True, max_length=200)),
                ("evidence", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "db_table": "trust_finding",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("tenant_id", "key"),
                        name="trust_finding_open_once",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="assurance",
            name="theme",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
        *protect("trust_scan", "provider"),
        *protect("trust_finding", "provider"),
    ]

"""Audits that were held, and physical measures."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("trust", "0002_row_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assurance",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("audience", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=20)),
                ("nl", models.CharField(max_length=300)),
                ("en", models.CharField(max_length=300)),
                ("holder", models.CharField(max_length=200)),
                ("evidence", models.CharField(max_length=300)),
                ("on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=200)),
            ],
            options={
                "db_table": "trust_assurance",
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["kind", "-on"], name="trust_assurance_newest")],
            },
        ),
        *protect("trust_assurance", "published"),
    ]

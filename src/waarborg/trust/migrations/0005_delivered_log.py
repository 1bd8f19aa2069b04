"""Access logs that were delivered to a customer."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("trust", "0004_function_report"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeliveredLog",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("month", models.CharField(max_length=7)),
                ("lines", models.IntegerField()),
                ("size", models.BigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("file_id", models.UUIDField()),
                ("delivered_at", models.DateTimeField()),
            ],
            options={
                "db_table": "trust_delivered_log",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "month"), name="trust_delivered_log_once"),
                ],
            },
        ),
        *protect(
            "trust_delivered_log",
            "service",
            customer=("select",),
            desk=("select", "insert", "update", "delete"),
            tenant_keys=[("file_id", "file_stored")],
        ),
    ]

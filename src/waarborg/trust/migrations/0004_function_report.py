"""What the vendor's own application says of its functions."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("trust", "0003_assurance"),
    ]

    operations = [
        migrations.CreateModel(
            name="FunctionReport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("check_name", models.CharField(max_length=80)),
                ("works", models.BooleanField()),
                ("nl", models.CharField(blank=True, max_length=200)),
                ("en", models.CharField(blank=True, max_length=200)),
                ("release", models.CharField(blank=True, max_length=60)),
                ("reported_at", models.DateTimeField()),
            ],
            options={
                "db_table": "trust_function_report",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "check_name"), name="trust_function_report_once"),
                ],
            },
        ),
        *protect("trust_function_report", "provider"),
    ]

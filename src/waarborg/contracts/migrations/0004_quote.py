"""What we proposed to a customer, and what it said to it."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0003_charge"),
    ]

    operations = [
        migrations.CreateModel(
            name="Quote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("what", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("cause", models.CharField(max_length=40)),
                ("words", models.JSONField(default=dict)),
                ("source_kind", models.CharField(max_length=60)),
                ("source_id", models.UUIDField()),
                ("source_label", models.CharField(max_length=200)),
                ("issued_at", models.DateTimeField()),
                ("issued_by", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("accepted", "Accepted"), ("declined", "Declined")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.CharField(blank=True, max_length=200)),
                ("reason", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "db_table": "contracts_quote",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["-issued_at"], name="contracts_quote_recent"),
                    models.Index(fields=["tenant_id", "source_id"], name="contracts_quote_source"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("tenant_id", "source_id"),
                        name="contracts_quote_open",
                    )
                ],
            },
        ),
        *protect("contracts_quote", "service"),
    ]

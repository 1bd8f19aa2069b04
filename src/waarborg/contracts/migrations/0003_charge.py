"""What a customer agreed to pay for."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0002_confirmed_notice"),
    ]

    operations = [
        migrations.CreateModel(
            name="Charge",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("what", models.CharField(max_length=200)),
                ("cause", models.CharField(max_length=40)),
                ("promise", models.CharField(blank=True, max_length=120)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("source_kind", models.CharField(max_length=60)),
                ("source_id", models.UUIDField()),
                ("source_label", models.CharField(max_length=200)),
                ("consent_by", models.UUIDField()),
                ("consent_name", models.CharField(max_length=200)),
                ("consent_at", models.DateTimeField()),
                ("state", models.CharField(default="unbilled", max_length=10)),
            ],
            options={
                "db_table": "contracts_charge",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["-consent_at"], name="contracts_charge_recent")],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "source_id", "cause"), name="contracts_charge_once")
                ],
            },
        ),
        *protect("contracts_charge", "service"),
    ]

"""What a customer took into use, after the terms were shown."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0002_row_security"),
        ("contracts", "0004_quote"),
    ]

    operations = [
        migrations.CreateModel(
            name="Licence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("shown_at", models.DateTimeField()),
                ("shown_to", models.CharField(max_length=200)),
                ("activated_at", models.DateTimeField(null=True)),
                ("activated_by", models.CharField(blank=True, max_length=200)),
                (
                    "purchase",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.purchase",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="promises.agreementversion"
                    ),
                ),
            ],
            options={
                "db_table": "contracts_licence",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "purchase"), name="contracts_licence_once")
                ],
            },
        ),
        *protect("contracts_licence", "service", tenant_keys=[("purchase_id", "catalogue_purchase")]),
    ]

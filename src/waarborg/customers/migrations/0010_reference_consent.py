"""Whether a supplier that a customer uses may be named to another customer."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0009_import_facts"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReferenceConsent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("what", models.CharField(max_length=120)),
                ("region", models.CharField(blank=True, default="", max_length=80)),
                ("supplier", models.CharField(blank=True, default="", max_length=150)),
                (
                    "whom",
                    models.CharField(
                        choices=[("everybody", "everybody"), ("one", "one")], default="one", max_length=10
                    ),
                ),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "asked"),
                            ("consented", "consented"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("told", models.PositiveIntegerField(default=0)),
            ],
            options={
                "db_table": "customers_reference_consent",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")),
                        fields=("tenant_id", "what"),
                        name="customers_reference_asked_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "consented"), ("supplier", ""), _negated=True),
                        name="customers_reference_names_somebody",
                    ),
                ],
            },
        ),
        *protect("customers_reference_consent", "service"),
    ]

"""Figures over indicators: reckoned by us, and as they were stated in each customer's journal."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("promises", "0010_checks"),
    ]

    operations = [
        migrations.CreateModel(
            name="Figure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("told", models.BooleanField()),
                ("indicator", models.CharField(max_length=120)),
                ("over", models.CharField(max_length=10)),
                ("per", models.CharField(max_length=10)),
                ("zone", models.CharField(max_length=60)),
                ("first", models.CharField(max_length=7)),
                ("last", models.CharField(max_length=7)),
                ("numerator", models.BigIntegerField()),
                ("denominator", models.BigIntegerField()),
                ("parts", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "promises_figure",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["indicator", "last"], name="promises_figure_of")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant_id", "told", "indicator", "over", "per", "zone", "last"),
                        name="promises_figure_once",
                    )
                ],
            },
        ),
        *protect("promises_figure", "service", customer=("select",)),
    ]

"""Customers who do not want their use to count in the figures of all customers together."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("availability", "0020_stores")]

    operations = [
        migrations.CreateModel(
            name="KeptOut",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "db_table": "availability_kept_out",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("tenant_id",),
                        name="availability_kept_out_once",
                    )
                ],
            },
        ),
        *protect("availability_kept_out", "service"),
    ]

"""Two customers that became one: a row at each."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("contracts", "0006_onboarding")]

    operations = [
        migrations.CreateModel(
            name="Merger",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("other", models.UUIDField()),
                ("other_name", models.CharField(max_length=200)),
                ("absorbed", models.BooleanField()),
                ("merged_at", models.DateTimeField()),
                ("merged_by", models.CharField(max_length=200)),
                ("carried", models.JSONField(default=list)),
            ],
            options={
                "db_table": "contracts_merger",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("absorbed", True)), fields=("tenant_id",), name="contracts_merged_once"
                    ),
                    models.UniqueConstraint(fields=("tenant_id", "other"), name="contracts_merger_once"),
                    models.CheckConstraint(
                        condition=models.Q(("other", models.F("tenant_id")), _negated=True),
                        name="contracts_merger_into_another",
                    ),
                ],
            },
        ),
        *protect("contracts_merger", "service", customer=("select", "update")),
    ]

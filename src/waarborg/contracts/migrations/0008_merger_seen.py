"""Who of a merged customer put the notice of it away."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect

ID = models.UUIDField(default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [("contracts", "0007_merger")]

    operations = [
        migrations.CreateModel(
            name="MergerSeen",
            fields=[
                ("id", ID),
                ("tenant_id", models.UUIDField(editable=False)),
                ("person_id", models.UUIDField()),
                ("seen_at", models.DateTimeField()),
            ],
            options={
                "db_table": "contracts_merger_seen",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "person_id"), name="contracts_merger_seen_once")
                ],
            },
        ),
        *protect(
            "contracts_merger_seen", "service", customer=("select", "insert"), desk=("select", "insert", "delete")
        ),
    ]

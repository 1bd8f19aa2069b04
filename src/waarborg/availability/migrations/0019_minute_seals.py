"""Days of minutes of response times are dropped only under a seal, which their hours stand beside."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect

# A day is looked for in all that is measured; rows lie in about the order in which they came.
BY_DAY = "CREATE INDEX availability_tally_minute_day ON availability_tally_minute USING brin (at)"

# What is sealed stays as it is; only that its minutes were dropped is noted.
DROPS = "GRANT UPDATE (dropped_at) ON availability_minute_seal TO waarborg_desk"


class Migration(migrations.Migration):
    dependencies = [("availability", "0018_probe_bearers")]

    operations = [
        migrations.CreateModel(
            name="MinuteSeal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("day", models.DateField()),
                ("minutes", models.BigIntegerField()),
                ("root", models.CharField(max_length=64)),
                ("hours", models.JSONField(default=list)),
                ("sealed_at", models.DateTimeField()),
                ("dropped_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "db_table": "availability_minute_seal",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "day"), name="availability_minute_seal_once")
                ],
            },
        ),
        *protect("availability_minute_seal", "provider", desk=("select", "insert")),
        migrations.RunSQL(DROPS, migrations.RunSQL.noop),
        migrations.RunSQL(BY_DAY, "DROP INDEX availability_tally_minute_day"),
    ]

"""What became slower for a customer and is to be discussed with it."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("availability", "0016_prometheus_probes"), ("catalogue", "0003_ring")]

    operations = [
        migrations.CreateModel(
            name="Discussion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("month", models.CharField(max_length=7)),
                ("before_ns", models.BigIntegerField()),
                ("now_ns", models.BigIntegerField()),
                ("verdict", models.CharField(blank=True, max_length=20)),
                ("made_at", models.DateTimeField()),
                ("discussed_on", models.DateField(blank=True, null=True)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.item"
                    ),
                ),
            ],
            options={
                "db_table": "availability_discussion",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "item", "month"), name="availability_discussion_once")
                ],
            },
        ),
        *protect("availability_discussion", "service", customer=("select",)),
    ]

"""Stores of metrics that are read by span, and until when a probe that asks one has been filled in."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect

UNITS = [("ns", "ns"), ("us", "us"), ("ms", "ms"), ("s", "s"), ("min", "min")]


class Migration(migrations.Migration):
    dependencies = [("availability", "0019_minute_seals")]

    operations = [
        migrations.CreateModel(
            name="Store",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=60)),
                ("target", models.CharField(max_length=500)),
                ("sealed_bearer", models.TextField(blank=True, default="")),
                ("histogram", models.CharField(max_length=200)),
                ("matchers", models.CharField(blank=True, default="", max_length=1000)),
                ("unit", models.CharField(choices=UNITS, default="s", max_length=3)),
                ("step", models.SmallIntegerField(default=15)),
                ("enabled", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("revision", models.IntegerField(default=0)),
                ("read_until", models.DateTimeField()),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("complaint", models.CharField(blank=True, default="", max_length=400)),
                ("counted", models.BigIntegerField(default=0)),
                ("left_out", models.JSONField(blank=True, default=dict)),
            ],
            options={
                "db_table": "availability_store",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("tenant_id", "name"),
                        name="availability_store_name",
                    ),
                    models.CheckConstraint(condition=models.Q(("step__gt", 0)), name="availability_store_step"),
                ],
            },
        ),
        *protect("availability_store", "provider"),
        migrations.AddField("probe", "filled_until", models.DateTimeField(blank=True, null=True)),
    ]

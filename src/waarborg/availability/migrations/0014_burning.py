"""Of which figures staff were warned that the downtime a month allows runs out."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect

LEVELS = ("spent", "fast", "quick", "half", "slow")


class Migration(migrations.Migration):
    dependencies = [
        ("availability", "0013_page_keys"),
        ("catalogue", "0003_ring"),
    ]

    operations = [
        migrations.CreateModel(
            name="BurnWarning",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                (
                    "audience",
                    models.CharField(choices=[("public", "public"), ("customers", "customers")], max_length=20),
                ),
                ("promise", models.CharField(max_length=120)),
                ("version", models.CharField(max_length=64)),
                ("month", models.CharField(max_length=7)),
                ("level", models.CharField(choices=[(one, one) for one in LEVELS], max_length=10)),
                ("down", models.BigIntegerField()),
                ("allowed", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "component",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.item"
                    ),
                ),
            ],
            options={
                "db_table": "availability_burn_warning",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("component", "promise", "version", "month", "level"),
                        name="availability_burn_warning_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", LEVELS)), name="availability_burn_warning_level"
                    ),
                ],
            },
        ),
        *protect("availability_burn_warning", "published", desk=("select", "insert")),
    ]

"""Tests of what a release brought, and the build that runs for each customer."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect

ID = models.UUIDField(default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [
        ("releases", "0004_rollouts"),
    ]

    operations = [
        migrations.CreateModel(
            name="ItemTest",
            fields=[
                ("id", ID),
                ("tenant_id", models.UUIDField(editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[(one, one) for one in ("users", "external", "team", "security")], max_length=10
                    ),
                ),
                ("passed", models.BooleanField()),
                ("on", models.DateField()),
                ("evidence", models.CharField(max_length=200)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tests", to="releases.item"
                    ),
                ),
            ],
            options={
                "db_table": "releases_item_test",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("item", "kind"), name="releases_item_test_once")],
            },
        ),
        migrations.CreateModel(
            name="RunningBuild",
            fields=[
                ("id", ID),
                ("tenant_id", models.UUIDField(editable=False)),
                ("customer_id", models.UUIDField()),
                ("build", models.CharField(max_length=80)),
                ("reported_at", models.DateTimeField()),
            ],
            options={
                "db_table": "releases_running_build",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("customer_id",), name="releases_running_build_once")],
            },
        ),
        *protect("releases_item_test", "provider", tenant_keys=[("item_id", "releases_item")]),
        *protect("releases_running_build", "provider"),
    ]

"""What the owner of a customer orders: a change of rights, or the transfer of the account."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0009_networks_and_reviews"),
    ]

    operations = [
        migrations.CreateModel(
            name="Instruction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("what", models.CharField(max_length=12)),
                ("form", models.CharField(max_length=12)),
                ("wording", models.TextField(blank=True)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.UUIDField()),
                ("asked_name", models.CharField(max_length=200)),
                ("taken_by", models.CharField(blank=True, max_length=200)),
                ("about", models.UUIDField(null=True)),
                ("roles", models.JSONField(null=True)),
                ("had", models.JSONField(null=True)),
                ("until", models.DateField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("incomplete", "incomplete"),
                            ("waiting", "waiting"),
                            ("done", "done"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "access_instruction",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["tenant_id", "-asked_at"], name="access_instruction_newest")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting"), ("what", "transfer")),
                        fields=("tenant_id",),
                        name="access_instruction_one_transfer",
                    )
                ],
            },
        ),
        *protect("access_instruction", "service"),
    ]

"""What staff ask of a customer before they open its content."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0006_single_sign_on"),
        ("plumbing", "0010_grants_with_a_scope"),
    ]

    operations = [
        migrations.CreateModel(
            name="SupportRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.UUIDField()),
                ("asked_name", models.CharField(max_length=200)),
                ("purpose", models.CharField(max_length=200)),
                ("hours", models.PositiveIntegerField()),
                ("about_kind", models.TextField(blank=True)),
                ("about_id", models.UUIDField(null=True)),
                ("about_label", models.CharField(blank=True, max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("granted", "granted"), ("declined", "declined")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.UUIDField(null=True)),
                ("grant_id", models.UUIDField(null=True)),
            ],
            options={
                "db_table": "access_support_request",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("tenant_id", "about_id"),
                        name="access_support_request_once",
                    )
                ],
            },
        ),
        # Staff ask; only the customer answers.
        *protect("access_support_request", "service", customer=("select", "update"), desk=("select", "insert")),
    ]

"""Requests to be let in, which an owner or administrator of the customer decides."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect

STATES = [(one, one) for one in ("waiting", "approved", "refused", "expired")]
ID = models.UUIDField(default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [("access", "0016_spoken")]

    operations = [
        migrations.CreateModel(
            name="WayInRequest",
            fields=[
                ("id", ID.clone()),
                ("tenant_id", models.UUIDField(editable=False)),
                ("person_id", models.UUIDField()),
                ("person_name", models.CharField(max_length=200)),
                ("asked_at", models.DateTimeField()),
                ("asked_name", models.CharField(blank=True, max_length=200)),
                ("about_kind", models.TextField(blank=True)),
                ("about_id", models.UUIDField(null=True)),
                ("about_label", models.CharField(blank=True, max_length=200)),
                ("expires_at", models.DateTimeField()),
                ("state", models.CharField(choices=STATES, default="waiting", max_length=8)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by", models.UUIDField(null=True)),
                ("decided_name", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "db_table": "access_way_in_request",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("tenant_id", "person_id"),
                        name="access_way_in_request_once",
                    )
                ],
            },
        ),
        # Staff ask, and put aside what nobody decided in time; only the customer decides.
        *protect(
            "access_way_in_request",
            "service",
            customer=("select", "update"),
            # An erased customer leaves none.
            desk=("select", "insert", "update", "delete"),
        ),
    ]

"""Bundles of wishes."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("support", "0017_urgent")]

    operations = [
        migrations.AddField("ticket", "bundle_id", models.UUIDField(null=True)),
        migrations.AddIndex(
            "ticket",
            models.Index(
                fields=["bundle_id"],
                condition=models.Q(("bundle_id__isnull", False)),
                name="support_ticket_bundle",
            ),
        ),
        migrations.CreateModel(
            name="Bundle",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("title", models.CharField(max_length=200)),
                ("state", models.CharField(default="proposed", max_length=12)),
                ("proposed_for", models.DateField()),
                ("confirmed_for", models.DateField(null=True)),
                ("agreed_for", models.DateField(null=True)),
                ("proposed_at", models.DateTimeField()),
                ("proposed_by", models.CharField(max_length=200)),
                ("confirmed_by", models.CharField(blank=True, max_length=200)),
                ("delivered_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "support_bundle",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["tenant_id", "-proposed_at"], name="support_bundle_recent"),
                    models.Index(fields=["-proposed_at"], name="support_bundle_newest"),
                ],
            },
        ),
        *protect("support_bundle", "service", customer=("select", "update")),
    ]

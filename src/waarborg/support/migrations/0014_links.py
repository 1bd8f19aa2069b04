"""Tickets that were merged into another, and links between tickets."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("support", "0013_set_aside")]

    operations = [
        migrations.AddField("ticket", "merged_into_id", models.UUIDField(null=True)),
        migrations.AddField("ticket", "took_in", models.SmallIntegerField(default=0, db_default=0)),
        migrations.AddIndex(
            "ticket",
            models.Index(
                fields=["merged_into_id"],
                condition=models.Q(("merged_into_id__isnull", False)),
                name="support_ticket_merged",
            ),
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("ticket_id", models.UUIDField()),
                ("other_id", models.UUIDField()),
                ("kind", models.CharField(max_length=12)),
                ("since", models.DateTimeField()),
            ],
            options={
                "db_table": "support_link",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["other_id"], name="support_link_other")],
                "constraints": [
                    models.UniqueConstraint(fields=("ticket_id", "other_id"), name="support_link_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ticket_id", models.F("other_id")), _negated=True),
                        name="support_link_of_two",
                    ),
                ],
            },
        ),
        *protect("support_link", "service", customer=("select",), desk=("select", "insert", "update", "delete")),
    ]

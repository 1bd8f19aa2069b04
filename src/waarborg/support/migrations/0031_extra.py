"""Extra support outside office hours, and its kind in the catalogue of help."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("support", "0030_mentions")]

    operations = [
        migrations.AlterField(
            model_name="helpoffer",
            name="kind",
            field=models.CharField(
                choices=[
                    ("consultancy", "consultancy"),
                    ("training", "training"),
                    ("partner", "partner"),
                    ("extra", "extra"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="ExtraSupport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("about", models.TextField(blank=True)),
                ("requested_at", models.DateTimeField()),
                ("requested_by", models.UUIDField(null=True)),
                ("requested_by_name", models.CharField(max_length=200)),
                ("an_hour", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("staff_id", models.UUIDField(null=True)),
                ("staff_name", models.CharField(blank=True, max_length=200)),
                ("minutes", models.PositiveIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "Requested"),
                            ("rostered", "Rostered"),
                            ("cancelled", "Cancelled"),
                            ("worked", "Worked"),
                        ],
                        default="requested",
                        max_length=10,
                    ),
                ),
                ("once", models.UUIDField(null=True)),
            ],
            options={
                "db_table": "support_extra",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["tenant_id", "-starts_at"], name="support_extra_recent"),
                    models.Index(fields=["-starts_at"], name="support_extra_all"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "once"), name="support_extra_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="support_extra_ends_after"
                    ),
                ],
            },
        ),
        *protect("support_extra", "service"),
    ]

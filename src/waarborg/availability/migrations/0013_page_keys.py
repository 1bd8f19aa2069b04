"""Keys of pages, and which tallies browsers told."""

import django.contrib.postgres.fields
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("availability", "0012_seals")]

    operations = [
        migrations.CreateModel(
            name="PageKey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=60)),
                ("word", models.CharField(max_length=40, unique=True)),
                (
                    "origins",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), size=None),
                ),
                ("made_at", models.DateTimeField()),
                ("heard_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "db_table": "availability_page_key",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("tenant_id", "name"),
                        name="availability_page_key_name",
                    )
                ],
            },
        ),
        *protect("availability_page_key", "provider"),
        migrations.AddField("measured", "client", models.BooleanField(default=False)),
        migrations.RunSQL(
            "ALTER TABLE availability_measured ALTER COLUMN client SET DEFAULT false", migrations.RunSQL.noop
        ),
        migrations.RemoveConstraint("measured", "availability_measured_once"),
        migrations.AddConstraint(
            "measured",
            models.UniqueConstraint(fields=["item", "tenant_id", "client"], name="availability_measured_once"),
        ),
    ]

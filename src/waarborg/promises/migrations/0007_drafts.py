"""Versions that are being written: the provider's own, no customer's."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("promises", "0006_amendments")]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("source", models.TextField()),
                ("revision", models.IntegerField(default=1)),
                ("writers", models.JSONField(default=list)),
                ("saved_by", models.CharField(max_length=200)),
                ("saved_at", models.DateTimeField()),
                (
                    "published",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="promises.agreementversion",
                    ),
                ),
            ],
            options={"db_table": "promises_draft", "abstract": False, "base_manager_name": "objects"},
        ),
        *protect("promises_draft", "provider", customer=()),
    ]

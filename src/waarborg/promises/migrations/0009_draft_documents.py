"""Documents that are handed in with a draft."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("promises", "0008_announcements"),
    ]

    operations = [
        migrations.CreateModel(
            name="DraftDocument",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("file", models.CharField(max_length=200)),
                ("content", models.BinaryField()),
                (
                    "draft",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="promises.draft",
                    ),
                ),
            ],
            options={
                "db_table": "promises_draft_document",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "draft", "file"), name="promises_draft_document_once")
                ],
            },
        ),
        *protect("promises_draft_document", "provider", tenant_keys=[("draft_id", "promises_draft")], customer=()),
    ]

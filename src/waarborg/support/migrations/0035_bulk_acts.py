"""What was done with several tickets at once, so that it can be set back."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect

ID = models.UUIDField(default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [("support", "0034_saved_views")]

    operations = [
        migrations.CreateModel(
            name="BulkAct",
            fields=[
                ("id", ID),
                ("tenant_id", models.UUIDField(editable=False)),
                ("person_id", models.UUIDField()),
                ("act", models.CharField(max_length=20)),
                ("items", models.JSONField(default=list)),
                ("done_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "support_bulk_act",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["done_at"], name="support_bulk_done")],
            },
        ),
        *protect("support_bulk_act", "provider", desk=("select", "insert", "update", "delete")),
    ]

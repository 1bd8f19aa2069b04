"""Texts that staff insert into an answer."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("support", "0018_bundles")]

    operations = [
        migrations.CreateModel(
            name="Snippet",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=60)),
                ("nl", models.TextField()),
                ("en", models.TextField(blank=True)),
                ("purpose", models.CharField(blank=True, max_length=20)),
                ("tag", models.CharField(blank=True, max_length=40)),
                ("active", models.BooleanField(default=True)),
            ],
            options={
                "db_table": "support_snippet",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("tenant_id", "name"), name="support_snippet_name")],
            },
        ),
        *protect("support_snippet", "provider"),
    ]

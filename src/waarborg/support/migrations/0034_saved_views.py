"""Views of the queue that staff saved."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Lower

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect

ID = models.UUIDField(default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False)
DESK = ("select", "insert", "update", "delete")


class Migration(migrations.Migration):
    dependencies = [("support", "0033_visitor_questions")]

    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", ID.clone()),
                ("tenant_id", models.UUIDField(editable=False)),
                ("person_id", models.UUIDField()),
                ("person_name", models.CharField(max_length=200)),
                ("name", models.CharField(max_length=60)),
                ("words", models.JSONField(default=dict)),
                ("shared", models.BooleanField(default=False)),
                ("place", models.IntegerField(default=0)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "support_saved_view",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["person_id", "place"], name="support_view_own"),
                    models.Index(condition=models.Q(("shared", True)), fields=["place"], name="support_view_shared"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("tenant_id"), models.F("person_id"), Lower("name"), name="support_view_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ViewChoice",
            fields=[
                ("id", ID.clone()),
                ("tenant_id", models.UUIDField(editable=False)),
                ("person_id", models.UUIDField(unique=True)),
                (
                    "view",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="chosen", to="support.savedview"
                    ),
                ),
            ],
            options={"db_table": "support_view_choice", "abstract": False, "base_manager_name": "objects"},
        ),
        *protect("support_saved_view", "provider", desk=DESK),
        *protect("support_view_choice", "provider", desk=DESK, tenant_keys=[("view_id", "support_saved_view")]),
    ]

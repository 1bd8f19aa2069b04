"""Asking customers to plan the evaluation session of a quarter, and who looks after it."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect

ID = models.UUIDField(default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [("support", "0044_what_goes_along")]

    operations = [
        migrations.AddField("evaluation", "planned_by_id", models.UUIDField(null=True)),
        migrations.CreateModel(
            name="EvaluationAsk",
            fields=[
                ("id", ID),
                ("tenant_id", models.UUIDField(editable=False)),
                ("quarter", models.CharField(max_length=7)),
                ("reminded_at", models.DateTimeField(null=True)),
                ("people", models.IntegerField(default=0)),
                ("moments", models.JSONField(default=list)),
                ("said", models.CharField(blank=True, max_length=500)),
                ("proposed_at", models.DateTimeField(null=True)),
                ("proposed_by", models.CharField(blank=True, max_length=200)),
                ("proposed_by_id", models.UUIDField(null=True)),
            ],
            options={
                "db_table": "support_evaluation_ask",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "quarter"), name="support_evaluation_ask_once")
                ],
            },
        ),
        *protect("support_evaluation_ask", "service"),
    ]

"""Questions of visitors without an account."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect

ID = models.UUIDField(default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False)
STATES = [
    ("asked", "Asked"),
    ("open", "Open"),
    ("answered", "Answered"),
    ("dismissed", "Dismissed"),
    ("ticket", "Ticket"),
]


class Migration(migrations.Migration):
    dependencies = [("support", "0032_development")]

    operations = [
        migrations.CreateModel(
            name="VisitorQuestion",
            fields=[
                ("id", ID),
                ("tenant_id", models.UUIDField(editable=False)),
                ("number", models.BigIntegerField(unique=True)),
                ("name", models.CharField(max_length=200)),
                ("email", models.EmailField(max_length=254)),
                ("language", models.CharField(max_length=2)),
                ("subject", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("connection", models.CharField(max_length=64)),
                ("asked_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("state", models.CharField(choices=STATES, default="asked", max_length=10)),
                ("answer", models.TextField(blank=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("done_by", models.CharField(blank=True, max_length=200)),
                ("ticket_id", models.UUIDField(null=True)),
            ],
            options={
                "db_table": "support_visitor_question",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["asked_at"], name="support_question_asked"),
                    models.Index(fields=["state", "-confirmed_at"], name="support_question_state"),
                ],
            },
        ),
        *protect("support_visitor_question", "provider", desk=("select", "insert", "update", "delete")),
    ]

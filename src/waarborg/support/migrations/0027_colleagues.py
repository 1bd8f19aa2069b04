"""Questions to a colleague who may ask us."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("support", "0026_help"),
    ]

    operations = [
        migrations.CreateModel(
            name="ColleagueQuestion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("person_id", models.UUIDField()),
                ("person_name", models.CharField(max_length=200)),
                ("subject", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("state", models.CharField(default="open", max_length=10)),
                ("answer", models.TextField(blank=True)),
                ("handled_at", models.DateTimeField(null=True)),
                ("handled_by", models.CharField(blank=True, max_length=200)),
                ("once", models.UUIDField(null=True)),
                (
                    "ticket",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="support.ticket",
                    ),
                ),
            ],
            options={
                "db_table": "support_colleague_question",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["tenant_id", "-asked_at"], name="support_colleague_recent")],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "once"), name="support_colleague_question_once")
                ],
            },
        ),
        *protect("support_colleague_question", "service", tenant_keys=[("ticket_id", "support_ticket")]),
    ]

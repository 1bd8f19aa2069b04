"""Urgent cases, and opinions of the handling of tickets."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("support", "0016_use"),
    ]

    operations = [
        migrations.CreateModel(
            name="Opinion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("resolved_at", models.DateTimeField()),
                ("grade", models.CharField(max_length=10)),
                ("comment", models.TextField(blank=True)),
                ("by_id", models.UUIDField(null=True)),
                ("by_name", models.CharField(max_length=200)),
                ("given_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "support_opinion",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="UrgentCase",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("category", models.CharField(max_length=40)),
                ("basis", models.CharField(max_length=10)),
                ("marked_at", models.DateTimeField()),
                ("marked_by_id", models.UUIDField(null=True)),
                ("marked_by_name", models.CharField(max_length=200)),
                ("again_at", models.DateTimeField(null=True)),
                ("contacted_at", models.DateTimeField(null=True)),
                ("contacted_by_name", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "db_table": "support_urgent_case",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddField(
            model_name="opinion",
            name="ticket",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="support.ticket"
            ),
        ),
        migrations.AddField(
            model_name="urgentcase",
            name="ticket",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="support.ticket"
            ),
        ),
        migrations.AddIndex(
            model_name="opinion",
            index=models.Index(fields=["-resolved_at"], name="support_opinion_recent"),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.UniqueConstraint(
                fields=("tenant_id", "ticket", "resolved_at"), name="support_opinion_once"
            ),
        ),
        migrations.AddIndex(
            model_name="urgentcase",
            index=models.Index(fields=["-marked_at", "-id"], name="support_urgent_case_recent"),
        ),
        migrations.AddConstraint(
            model_name="urgentcase",
            constraint=models.UniqueConstraint(fields=("tenant_id", "ticket"), name="support_urgent_case_once"),
        ),
        *protect("support_urgent_case", "service", tenant_keys=[("ticket_id", "support_ticket")]),
        *protect("support_opinion", "service", tenant_keys=[("ticket_id", "support_ticket")]),
    ]

"""Complaints, and what was said about them."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect

# Runs on with transactions that were rolled back: a gap among complaints means nothing.
NUMBERS = """
CREATE SEQUENCE support_complaint_number AS bigint;
GRANT USAGE ON SEQUENCE support_complaint_number TO waarborg_customer, waarborg_desk;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("support", "0007_beside"),
    ]

    operations = [
        migrations.CreateModel(
            name="Complaint",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("number", models.BigIntegerField(unique=True)),
                ("subject", models.CharField(max_length=200)),
                ("what", models.TextField()),
                ("wanted", models.TextField(blank=True)),
                ("about_who", models.CharField(blank=True, max_length=200)),
                ("about_person_id", models.UUIDField(null=True)),
                ("state", models.CharField(default="filed", max_length=20)),
                ("outcome", models.CharField(blank=True, max_length=20)),
                ("appeal_outcome", models.CharField(blank=True, max_length=20)),
                ("filed_by_id", models.UUIDField(null=True)),
                ("filed_by_name", models.CharField(max_length=200)),
                ("filed_at", models.DateTimeField()),
                ("handler_id", models.UUIDField(null=True)),
                ("handler_name", models.CharField(blank=True, max_length=200)),
                ("first_handler_id", models.UUIDField(null=True)),
                ("first_handler_name", models.CharField(blank=True, max_length=200)),
                ("changed_at", models.DateTimeField()),
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
                "db_table": "support_complaint",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ComplaintMessage",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("at", models.DateTimeField()),
                ("side", models.CharField(max_length=10)),
                ("kind", models.CharField(max_length=10)),
                ("author_id", models.UUIDField(null=True)),
                ("author_name", models.CharField(max_length=200)),
                ("body", models.TextField()),
                ("once", models.UUIDField(null=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="support.complaint",
                    ),
                ),
            ],
            options={
                "db_table": "support_complaint_message",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["tenant_id", "-number"], name="support_complaint_recent"),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(("state__in", ["appealed", "filed", "handling"])),
                fields=["number"],
                name="support_complaint_live",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.UniqueConstraint(fields=("tenant_id", "once"), name="support_complaint_once"),
        ),
        migrations.AddIndex(
            model_name="complaintmessage",
            index=models.Index(fields=["tenant_id", "complaint", "at"], name="support_complaint_said"),
        ),
        migrations.AddConstraint(
            model_name="complaintmessage",
            constraint=models.UniqueConstraint(fields=("tenant_id", "once"), name="support_complaint_message_once"),
        ),
        *protect("support_complaint", "service", tenant_keys=[("ticket_id", "support_ticket")]),
        *protect(
            "support_complaint_message",
            "service",
            tenant_keys=[("complaint_id", "support_complaint")],
            customer=("select", "insert"),
            desk=("select", "insert", "delete"),
        ),
        migrations.RunSQL(NUMBERS, "DROP SEQUENCE support_complaint_number"),
    ]

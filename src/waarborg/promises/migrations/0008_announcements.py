"""Versions told to customers before they apply, and what customers object to them."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("promises", "0007_drafts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Announcement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("words", models.JSONField(default=dict)),
                ("needs_notice", models.BooleanField()),
                ("wanted_at", models.DateTimeField()),
                ("announced_at", models.DateTimeField()),
                ("announced_by", models.CharField(max_length=200)),
                ("mails", models.JSONField(default=list)),
                ("delivered_at", models.DateTimeField(null=True)),
                ("proof", models.CharField(blank=True, max_length=10)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("accepted_by", models.CharField(blank=True, max_length=200)),
                ("starts_at", models.DateTimeField(null=True)),
                ("binding", models.UUIDField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("kept", "Kept"), ("withdrawn", "Withdrawn")],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="promises.agreementversion"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="promises.agreementversion"
                    ),
                ),
            ],
            options={
                "db_table": "promises_announcement",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("reason", models.TextField()),
                ("filed_at", models.DateTimeField()),
                ("filed_by", models.UUIDField(null=True)),
                ("filer", models.CharField(max_length=200)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[("", "-"), ("keeps", "Keeps"), ("stands", "Stands")],
                        default="",
                        max_length=10,
                    ),
                ),
                ("answer", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decider", models.CharField(blank=True, max_length=200)),
                (
                    "announcement",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="promises.announcement",
                    ),
                ),
            ],
            options={
                "db_table": "promises_objection",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddIndex(
            model_name="announcement",
            index=models.Index(fields=["tenant_id", "-announced_at"], name="promises_announced"),
        ),
        migrations.AddIndex(
            model_name="announcement",
            index=models.Index(
                condition=models.Q(("delivered_at__isnull", True), ("state", "open")),
                fields=["announced_at"],
                name="promises_undelivered",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided_at__isnull", True)),
                fields=("tenant_id", "announcement"),
                name="promises_one_open_objection",
            ),
        ),
        *protect("promises_announcement", "service", customer=("select",)),
        *protect(
            "promises_objection",
            "service",
            tenant_keys=[("announcement_id", "promises_announcement")],
            customer=("select",),
        ),
    ]

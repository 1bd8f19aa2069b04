"""Plans of back-ups, the back-ups made, and restores that were tried."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
import waarborg.plumbing.tenancy.models
from waarborg.plumbing.row_security import protect

OF_ONE = "audience = 'one' AND customer_id = (SELECT nullif(current_setting('waarborg.tenant', true), '')::uuid)"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("plumbing", "0002_row_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("audience", models.CharField(default="provider", max_length=20)),
                ("key", models.CharField(max_length=40)),
                (
                    "scope",
                    models.CharField(
                        choices=[("service", "service"), ("customer", "customer"), ("internal", "internal")],
                        max_length=10,
                    ),
                ),
                ("customer_id", models.UUIDField(blank=True, editable=False, null=True)),
                ("part", models.CharField(max_length=40)),
                ("what_nl", models.CharField(max_length=200)),
                ("what_en", models.CharField(blank=True, max_length=200)),
                ("where_nl", models.CharField(max_length=120)),
                ("where_en", models.CharField(blank=True, max_length=120)),
                ("every", models.IntegerField()),
                ("patience", models.IntegerField(default=0)),
                ("kept_days", models.IntegerField()),
                ("least_bytes", models.BigIntegerField(default=0)),
                ("needs_hash", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("good_as_of", models.DateTimeField(blank=True, null=True)),
                ("good_at", models.DateTimeField(blank=True, null=True)),
                ("last_outcome", models.CharField(blank=True, max_length=10)),
                ("late_told_for", models.DateTimeField(blank=True, null=True)),
                ("tested_at", models.DateTimeField(blank=True, null=True)),
                ("test_result", models.CharField(blank=True, max_length=10)),
                ("test_seconds", models.BigIntegerField(blank=True, null=True)),
                ("token_digest", models.CharField(blank=True, max_length=64)),
                ("revision", models.IntegerField(default=0)),
            ],
            options={
                "db_table": "continuity_plan",
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "key"), name="continuity_plan_key"),
                    models.UniqueConstraint(
                        condition=models.Q(("token_digest", ""), _negated=True),
                        fields=("token_digest",),
                        name="continuity_plan_token",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("customer_id__isnull", True),
                                ("scope", "service"),
                                models.Q(("audience", "one"), _negated=True),
                            ),
                            models.Q(("audience", "one"), ("customer_id__isnull", False), ("scope", "customer")),
                            models.Q(("audience", "provider"), ("customer_id__isnull", True), ("scope", "internal")),
                            _connector="OR",
                        ),
                        name="continuity_plan_read_by_whom_it_covers",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RestoreTest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("tested_at", models.DateTimeField()),
                ("as_of", models.DateTimeField()),
                ("seconds", models.BigIntegerField()),
                ("what", models.CharField(max_length=200)),
                (
                    "result",
                    models.CharField(
                        choices=[("works", "works"), ("partly", "partly"), ("failed", "failed")], max_length=10
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=300)),
                ("tester", models.CharField(max_length=200)),
                ("reported_at", models.DateTimeField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tests", to="continuity.plan"
                    ),
                ),
            ],
            options={
                "db_table": "continuity_restore_test",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "tested_at"), name="continuity_restore_test_once"),
                    models.CheckConstraint(
                        condition=models.Q(("seconds__gte", 0)), name="continuity_restore_test_took"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("began_at", models.DateTimeField()),
                ("completed_at", models.DateTimeField()),
                ("as_of", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[("good", "good"), ("failed", "failed"), ("unfit", "unfit")], max_length=10
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=20)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("size", models.BigIntegerField(blank=True, null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("place", models.CharField(blank=True, max_length=120)),
                ("reference", models.CharField(blank=True, max_length=80)),
                ("reported_at", models.DateTimeField()),
                ("reporter", models.CharField(blank=True, max_length=200)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="runs", to="continuity.plan"
                    ),
                ),
            ],
            options={
                "db_table": "continuity_run",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["plan", "-completed_at", "-id"], name="continuity_run_newest"),
                    models.Index(
                        condition=models.Q(("outcome", "good")),
                        fields=["plan", "completed_at"],
                        include=("as_of",),
                        name="continuity_run_good",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("reference", ""), _negated=True),
                        fields=("plan", "reference"),
                        name="continuity_run_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("as_of__lte", models.F("completed_at")), ("began_at__lte", models.F("completed_at"))
                        ),
                        name="continuity_run_in_order",
                    ),
                ],
            },
        ),
        *protect("continuity_plan", "published"),
        # What is backed up for one customer is read by that one alone.
        migrations.RunSQL(
            f"CREATE POLICY customer_covered ON continuity_plan FOR SELECT TO waarborg_customer USING ({OF_ONE})",
            "DROP POLICY customer_covered ON continuity_plan",
        ),
        *protect("continuity_run", "provider", tenant_keys=[("plan_id", "continuity_plan")]),
        *protect("continuity_restore_test", "provider", tenant_keys=[("plan_id", "continuity_plan")]),
    ]

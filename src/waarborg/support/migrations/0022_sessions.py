"""Trainings, idea days and evaluation sessions, and who comes to them."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import TENANT, protect

# Who has the product or module today, or a module of that product, by the database's own calendar (as in 0009).
HAS_IT = f"""audience = 'product' AND item_id IN (
  SELECT held.thing FROM catalogue_purchase p JOIN catalogue_item i ON i.id = p.item_id,
    LATERAL (VALUES (p.item_id), (CASE WHEN i.kind = 'module' THEN i.parent_id END)) AS held (thing)
  WHERE p.tenant_id = {TENANT} AND p.withdrawn_at IS NULL AND p.starts_on <= current_date
    AND (p.ends_on IS NULL OR p.ends_on >= current_date) AND held.thing IS NOT NULL)"""
INVITED = f"audience = 'customer' AND customer_id = {TENANT}"


def for_customers(policy: str, condition: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE POLICY {policy} ON support_session FOR SELECT TO waarborg_customer USING ({condition})",
        f"DROP POLICY {policy} ON support_session",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0002_row_security"),
        ("support", "0021_at_work"),
    ]

    operations = [
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("audience", models.CharField(default="provider", max_length=20)),
                (
                    "kind",
                    models.CharField(
                        choices=[("training", "training"), ("idea-day", "idea-day"), ("evaluation", "evaluation")],
                        max_length=12,
                    ),
                ),
                (
                    "reach",
                    models.CharField(
                        choices=[("customers", "customers"), ("product", "product"), ("customer", "customer")],
                        default="customers",
                        max_length=10,
                    ),
                ),
                ("customer_id", models.UUIDField(null=True)),
                ("title_nl", models.CharField(max_length=150)),
                ("title_en", models.CharField(blank=True, max_length=150)),
                ("about_nl", models.TextField(blank=True)),
                ("about_en", models.TextField(blank=True)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("link", models.URLField(blank=True, max_length=500)),
                ("places", models.PositiveIntegerField(null=True)),
                ("taken", models.PositiveIntegerField(default=0)),
                ("enrol_until", models.DateTimeField()),
                ("months", models.PositiveSmallIntegerField(null=True)),
                ("host_name", models.CharField(blank=True, max_length=200)),
                ("state", models.CharField(default="draft", max_length=10)),
                ("sequence", models.IntegerField(default=0)),
                ("changed_at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.item",
                    ),
                ),
            ],
            options={
                "db_table": "support_session",
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("agenda", models.JSONField(default=list)),
                ("outcome", models.TextField(blank=True)),
                ("actions", models.TextField(blank=True)),
                ("planned_at", models.DateTimeField()),
                ("planned_by", models.CharField(max_length=200)),
                ("held_at", models.DateTimeField(null=True)),
                ("recorded_by", models.CharField(blank=True, max_length=200)),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="evaluation", to="support.session"
                    ),
                ),
            ],
            options={
                "db_table": "support_evaluation",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
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
                ("state", models.CharField(default="enrolled", max_length=10)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=200)),
                ("changed_at", models.DateTimeField()),
                ("attended", models.BooleanField(null=True)),
                ("counts_until", models.DateField(null=True)),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="enrolments", to="support.session"
                    ),
                ),
            ],
            options={
                "db_table": "support_enrolment",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["starts_at", "id"], name="support_session_when"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "draft"), _negated=True), ("audience", "provider"), _connector="OR"
                ),
                name="support_session_draft_is_ours",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("places__isnull", True), ("taken__lte", models.F("places")), _connector="OR"),
                name="support_session_places",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="support_session_forward"
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(models.Q(("reach", "product"), _negated=True), ("item__isnull", False), _connector="OR"),
                    models.Q(
                        models.Q(("reach", "customer"), _negated=True), ("customer_id__isnull", False), _connector="OR"
                    ),
                ),
                name="support_session_for_whom",
            ),
        ),
        migrations.AddIndex(
            model_name="evaluation",
            index=models.Index(fields=["tenant_id", "-held_at"], name="support_evaluation_held"),
        ),
        migrations.AddIndex(
            model_name="enrolment",
            index=models.Index(fields=["tenant_id", "-asked_at"], name="support_enrolment_recent"),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("enrolled", "waiting"))),
                fields=("session", "person_id"),
                name="support_enrolment_once",
            ),
        ),
        *protect("support_session", "published"),
        for_customers("customer_bought", HAS_IT),
        for_customers("customer_invited", INVITED),
        *protect("support_enrolment", "service"),
        *protect("support_evaluation", "service"),
    ]

"""Signing a contract, and the plan of its onboarding."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0005_licence"),
        ("promises", "0013_figures_stated_again"),
    ]

    operations = [
        migrations.CreateModel(
            name="Onboarding",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("due_on", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=200)),
                ("completed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "contracts_onboarding",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="OnboardingStep",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("number", models.IntegerField()),
                ("kind", models.CharField(max_length=20)),
                ("nl", models.CharField(max_length=150)),
                ("en", models.CharField(max_length=150)),
                ("side", models.CharField(max_length=10)),
                ("ours", models.UUIDField(null=True)),
                ("ours_name", models.CharField(blank=True, max_length=200)),
                ("theirs", models.UUIDField(null=True)),
                ("theirs_name", models.CharField(blank=True, max_length=200)),
                ("due_on", models.DateField()),
                ("done_at", models.DateTimeField(null=True)),
                ("done_by", models.CharField(blank=True, max_length=200)),
                ("held_on", models.DateField(null=True)),
                ("note", models.TextField(blank=True)),
                ("file_id", models.UUIDField(null=True)),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("waived_why", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "db_table": "contracts_onboarding_step",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddField(
            model_name="contract",
            name="signed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="contract",
            name="signed_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="contract",
            name="started",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name="contract",
            name="term_months",
            field=models.IntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(("started", True), ("signed_at__isnull", False), _connector="OR"),
                name="contracts_starts_once_signed",
            ),
        ),
        migrations.AddField(
            model_name="onboarding",
            name="contract",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plans",
                to="contracts.contract",
            ),
        ),
        migrations.AddField(
            model_name="onboardingstep",
            name="onboarding",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="steps",
                to="contracts.onboarding",
            ),
        ),
        migrations.AddIndex(
            model_name="onboarding",
            index=models.Index(
                condition=models.Q(("completed_at", None)), fields=["due_on"], name="contracts_onboarding_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="onboarding",
            constraint=models.UniqueConstraint(fields=("tenant_id", "contract"), name="contracts_onboarding_once"),
        ),
        migrations.AddConstraint(
            model_name="onboardingstep",
            constraint=models.UniqueConstraint(
                fields=("tenant_id", "onboarding", "number"), name="contracts_step_once"
            ),
        ),
        *protect(
            "contracts_onboarding",
            "service",
            customer=("select",),
            tenant_keys=[("contract_id", "contracts_contract")],
        ),
        *protect(
            "contracts_onboarding_step",
            "service",
            customer=("select",),
            desk=("select", "insert", "update", "delete"),
            tenant_keys=[("onboarding_id", "contracts_onboarding"), ("file_id", "file_stored")],
        ),
    ]

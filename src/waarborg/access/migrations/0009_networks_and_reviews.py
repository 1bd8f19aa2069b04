"""From which networks people come in, and the judging anew of who of the staff may what."""

import django.db.models.functions.datetime
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0008_oauth_and_scim"),
    ]

    operations = [
        migrations.AddField(
            model_name="accesspolicy",
            name="review_months",
            field=models.PositiveIntegerField(db_default=3, default=3),
        ),
        migrations.CreateModel(
            name="NetworkRules",
            fields=[
                ("tenant_id", models.UUIDField(primary_key=True, serialize=False)),
                ("allow_text", models.TextField(blank=True)),
                ("deny_text", models.TextField(blank=True)),
                ("allowed", models.TextField(blank=True)),
                ("denied", models.TextField(blank=True)),
                ("changed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "access_network_rules",
            },
        ),
        migrations.CreateModel(
            name="StaffReview",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("opened_at", models.DateTimeField()),
                ("opened_name", models.CharField(max_length=200)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_name", models.CharField(blank=True, max_length=200)),
                ("judged", models.JSONField(default=dict)),
            ],
            options={
                "db_table": "access_staff_review",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)), fields=("tenant_id",), name="access_staff_review_one"
                    )
                ],
            },
        ),
        *protect("access_staff_review", "provider"),
    ]

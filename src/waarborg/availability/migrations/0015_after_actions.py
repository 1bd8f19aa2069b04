"""What was learned of incidents, and what is to be done because of them."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("availability", "0014_burning"),
    ]

    operations = [
        migrations.CreateModel(
            name="AfterAction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("cause_nl", models.TextField(blank=True)),
                ("cause_en", models.TextField(blank=True)),
                ("done_nl", models.TextField(blank=True)),
                ("done_en", models.TextField(blank=True)),
                ("written_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("revision", models.IntegerField(default=1)),
                (
                    "incident",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="availability.incident",
                    ),
                ),
            ],
            options={
                "db_table": "availability_after_action",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("place", models.SmallIntegerField()),
                ("what", models.CharField(max_length=300)),
                ("person_id", models.UUIDField()),
                ("due_on", models.DateField()),
                ("done_on", models.DateField(blank=True, null=True)),
                (
                    "after_action",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="availability.afteraction",
                    ),
                ),
            ],
            options={
                "db_table": "availability_follow_up",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddConstraint(
            model_name="afteraction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revision__gt", 0)), fields=("incident",), name="availability_after_action_once"
            ),
        ),
        migrations.AddIndex(
            model_name="followup",
            index=models.Index(
                condition=models.Q(("done_on__isnull", True)), fields=["due_on"], name="availability_follow_up_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.UniqueConstraint(fields=("after_action", "place"), name="availability_follow_up_place"),
        ),
        *protect("availability_after_action", "provider", tenant_keys=[("incident_id", "availability_incident")]),
        *protect(
            "availability_follow_up",
            "provider",
            tenant_keys=[("after_action_id", "availability_after_action")],
            desk=("select", "insert", "update", "delete"),
        ),
    ]

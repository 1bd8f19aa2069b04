"""Exceptional crowding at the desk, and whom it was told."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


def _id() -> tuple[str, models.Field]:
    made = models.UUIDField(
        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
    )
    return "id", made


class Migration(migrations.Migration):
    dependencies = [("support", "0023_topics_and_referrals")]

    operations = [
        migrations.CreateModel(
            name="Crowding",
            fields=[
                _id(),
                ("tenant_id", models.UUIDField(editable=False)),
                ("audience", models.CharField(default="customers", max_length=20)),
                ("nl", models.CharField(max_length=500)),
                ("en", models.CharField(blank=True, max_length=500)),
                ("declared_at", models.DateTimeField()),
                ("declared_by", models.CharField(max_length=200)),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_by", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "db_table": "support_crowding",
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at__isnull", True)),
                        fields=("tenant_id",),
                        name="support_crowding_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CrowdingTold",
            fields=[
                _id(),
                ("tenant_id", models.UUIDField(editable=False)),
                ("told_at", models.DateTimeField()),
                ("people", models.IntegerField()),
                ("over", models.BooleanField(default=False)),
                (
                    "crowding",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told",
                        to="support.crowding",
                    ),
                ),
            ],
            options={
                "db_table": "support_crowding_told",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "crowding"), name="support_crowding_told_once")
                ],
            },
        ),
        *protect("support_crowding", "published"),
        *protect("support_crowding_told", "service", customer=("select",)),
    ]

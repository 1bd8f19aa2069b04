"""The topic of a ticket, what was closed as not ours to do, and the list of help from others."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("support", "0022_sessions"),
    ]

    operations = [
        migrations.AddField(
            model_name="ticket",
            name="refused",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
        migrations.AddField(
            model_name="ticket",
            name="topic",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
        migrations.AddField(
            model_name="ticket",
            name="topic_contested_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="ticket",
            name="topic_why",
            field=models.CharField(blank=True, db_default="", default="", max_length=500),
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("audience", models.CharField(default="provider", max_length=20)),
                ("name", models.CharField(max_length=100)),
                ("url", models.CharField(max_length=300)),
                ("what_nl", models.CharField(max_length=300)),
                ("what_en", models.CharField(max_length=300)),
                ("listed", models.BooleanField(default=True)),
                ("checked_at", models.DateTimeField(null=True)),
                ("works", models.BooleanField(null=True)),
            ],
            options={
                "db_table": "support_referral",
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("tenant_id", "url"), name="support_referral_url")],
            },
        ),
        *protect("support_referral", "published"),
    ]

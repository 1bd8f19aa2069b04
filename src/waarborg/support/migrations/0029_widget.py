"""Help buttons in the vendor's own applications, and the tokens that were used there."""

from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect

ID = models.UUIDField(default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [("support", "0028_signal_enrolment")]

    operations = [
        migrations.CreateModel(
            name="Widget",
            fields=[
                ("id", ID),
                ("tenant_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=60)),
                ("origins", models.JSONField(default=list)),
                ("sealed_key", models.TextField()),
                ("active", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "db_table": "support_widget",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("tenant_id", "name"), name="support_widget_name")],
            },
        ),
        migrations.CreateModel(
            name="WidgetNonce",
            fields=[
                ("id", ID.clone()),
                ("tenant_id", models.UUIDField(editable=False)),
                ("widget_id", models.UUIDField()),
                ("nonce", models.CharField(max_length=64)),
                ("ends_at", models.DateTimeField()),
            ],
            options={
                "db_table": "support_widget_nonce",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["ends_at"], name="support_widget_nonce_ends")],
                "constraints": [
                    models.UniqueConstraint(fields=("widget_id", "nonce"), name="support_widget_nonce_once")
                ],
            },
        ),
        *protect("support_widget", "provider"),
        *protect("support_widget_nonce", "provider", desk=("select", "insert", "delete")),
    ]

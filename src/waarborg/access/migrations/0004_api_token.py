import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import waarborg.plumbing.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_policy_layers"),
    ]

    operations = [
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField()),
                ("name", models.CharField(max_length=100)),
                ("prefix", models.CharField(max_length=12, unique=True)),
                ("secret_hash", models.CharField(max_length=64)),
                ("scopes", models.JSONField(default=list)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tokens", to="access.membership"
                    ),
                ),
            ],
            options={
                "db_table": "access_api_token",
                "indexes": [models.Index(fields=["tenant_id", "-created_at"], name="access_api_token_tenant")],
            },
        ),
    ]

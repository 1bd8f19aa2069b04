import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import WRITE, protect


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0007_support_requests"),
        ("customers", "0002_row_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="OAuthClient",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("client_id", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("secret_hash", models.CharField(blank=True, max_length=64)),
                ("redirect_uris", models.JSONField(default=list)),
                ("logout_uris", models.JSONField(default=list)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "access_oauth_client",
            },
        ),
        migrations.CreateModel(
            name="OAuthKey",
            fields=[
                ("kid", models.CharField(max_length=43, primary_key=True, serialize=False)),
                ("public", models.JSONField()),
                ("sealed", models.TextField()),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "access_oauth_key",
            },
        ),
        migrations.CreateModel(
            name="DirectoryName",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("person_id", models.UUIDField()),
                ("user_name", models.CharField(max_length=254)),
                ("external_id", models.CharField(blank=True, max_length=254)),
            ],
            options={
                "db_table": "access_directory_name",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "person_id"), name="access_directory_person"),
                    models.UniqueConstraint(
                        models.F("tenant_id"),
                        django.db.models.functions.text.Lower("user_name"),
                        name="access_directory_user_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OAuthGrant",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("session_key", models.CharField(db_index=True, max_length=40)),
                ("scope", models.CharField(max_length=100)),
                ("nonce", models.CharField(blank=True, max_length=512)),
                ("auth_time", models.BigIntegerField()),
                ("stepped", models.BooleanField(default=False)),
                ("through", models.BooleanField(default=False)),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("challenge", models.CharField(max_length=43)),
                ("redirect_uri", models.CharField(max_length=1024)),
                ("code_expires_at", models.DateTimeField()),
                ("redeemed_at", models.DateTimeField(null=True)),
                ("access_hash", models.CharField(max_length=64, null=True, unique=True)),
                ("access_expires_at", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="grants", to="access.oauthclient"
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="oauth_grants", to="access.membership"
                    ),
                ),
            ],
            options={
                "db_table": "access_oauth_grant",
            },
        ),
        migrations.CreateModel(
            name="OAuthRefresh",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="refreshes", to="access.oauthgrant"
                    ),
                ),
            ],
            options={
                "db_table": "access_oauth_refresh",
            },
        ),
        *protect(
            "access_directory_name",
            "service",
            tenant_keys=[("person_id", "customers_person")],
            customer=(*WRITE, "delete"),
            desk=(*WRITE, "delete"),
        ),
    ]

"""Releases, their channels and what they brought, and platforms on which the product is tested."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("plumbing", "0002_row_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlatformVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("audience", models.CharField(default="public", max_length=20)),
                (
                    "platform",
                    models.CharField(
                        choices=[
                            ("ios", "ios"),
                            ("android", "android"),
                            ("chrome", "chrome"),
                            ("edge", "edge"),
                            ("safari", "safari"),
                            ("firefox", "firefox"),
                        ],
                        max_length=10,
                    ),
                ),
                ("version", models.CharField(max_length=40)),
                ("registered_at", models.DateTimeField()),
                ("owner_id", models.UUIDField()),
                ("due_on", models.DateField()),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("works", "works"), ("limited", "limited"), ("fails", "fails")],
                        max_length=10,
                    ),
                ),
                ("tested_at", models.DateTimeField(blank=True, null=True)),
                ("release", models.CharField(blank=True, max_length=40)),
                ("remark_nl", models.CharField(blank=True, max_length=300)),
                ("remark_en", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "db_table": "releases_platform_version",
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["platform", "-registered_at"], name="releases_platform_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("platform", "version"), name="releases_platform_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result", ""), ("tested_at__isnull", True)),
                            models.Q(("result", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="releases_platform_version_tested",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("audience", models.CharField(default="provider", max_length=20)),
                ("version", models.CharField(max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[("version", "version"), ("patch", "patch")], default="version", max_length=10
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[("innovation", "innovation"), ("maintenance", "maintenance")],
                        default="innovation",
                        max_length=12,
                    ),
                ),
                ("build", models.CharField(blank=True, max_length=80)),
                ("summary_nl", models.CharField(blank=True, max_length=500)),
                ("summary_en", models.CharField(blank=True, max_length=500)),
                ("notes_nl", models.TextField(blank=True)),
                ("notes_en", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "planned"), ("published", "published"), ("activated", "activated")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("planned_for", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("activated_at", models.DateTimeField(blank=True, null=True)),
                ("interruption_ms", models.BigIntegerField(blank=True, null=True)),
                ("failed_requests", models.BigIntegerField(blank=True, null=True)),
                ("requests", models.BigIntegerField(blank=True, null=True)),
                ("notice_id", models.UUIDField(blank=True, null=True)),
                ("revision", models.IntegerField(default=0)),
                (
                    "patches",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="patched_by",
                        to="releases.release",
                    ),
                ),
            ],
            options={
                "db_table": "releases_release",
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Item",
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
                        choices=[
                            ("function", "function"),
                            ("improvement", "improvement"),
                            ("fix", "fix"),
                            ("legal", "legal"),
                        ],
                        max_length=12,
                    ),
                ),
                ("title_nl", models.CharField(max_length=150)),
                ("title_en", models.CharField(blank=True, max_length=150)),
                ("text_nl", models.CharField(blank=True, max_length=600)),
                ("text_en", models.CharField(blank=True, max_length=600)),
                (
                    "origin",
                    models.CharField(choices=[("vision", "vision"), ("wish", "wish")], default="vision", max_length=10),
                ),
                ("wishes", models.CharField(blank=True, max_length=200)),
                ("effective_on", models.DateField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("stable_at", models.DateTimeField(blank=True, null=True)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="releases.release"
                    ),
                ),
            ],
            options={
                "db_table": "releases_item",
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Channel",
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
                    "channel",
                    models.CharField(choices=[("web", "web"), ("ios", "ios"), ("android", "android")], max_length=10),
                ),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("live_at", models.DateTimeField(blank=True, null=True)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="channels", to="releases.release"
                    ),
                ),
            ],
            options={
                "db_table": "releases_channel",
                "base_manager_name": "objects",
            },
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(fields=["-planned_for", "-id"], name="releases_release_planned"),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(fields=["-activated_at", "-id"], name="releases_release_activated"),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.UniqueConstraint(fields=("version",), name="releases_release_version"),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(("published_at__isnull", False), ("audience", "provider"), _connector="OR"),
                name="releases_release_unpublished_is_ours",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "patch"), ("patches__isnull", True), _connector="OR"),
                name="releases_release_patch_of_version",
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["release"], name="releases_item_release"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["-published_at", "-id"], name="releases_item_published"),
        ),
        migrations.AddConstraint(
            model_name="channel",
            constraint=models.UniqueConstraint(fields=("release", "channel"), name="releases_channel_once"),
        ),
        *protect("releases_release", "published", tenant_keys=[("patches_id", "releases_release")]),
        *protect("releases_channel", "published", tenant_keys=[("release_id", "releases_release")]),
        *protect(
            "releases_item",
            "published",
            tenant_keys=[("release_id", "releases_release")],
            desk=("select", "insert", "update", "delete"),
        ),
        *protect("releases_platform_version", "published"),
    ]

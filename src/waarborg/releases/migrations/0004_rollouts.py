"""Roll-outs in waves, and each customer's turn."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0003_ring"),
        ("releases", "0003_features"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rollout",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("audience", models.CharField(default="customers", max_length=20)),
                ("version", models.CharField(max_length=40)),
                ("salt", models.CharField(max_length=100)),
                ("most_failing", models.DecimalField(decimal_places=2, max_digits=5)),
                ("least_requests", models.IntegerField(default=100)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("running", "running"),
                            ("stopped", "stopped"),
                            ("done", "done"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("stopped_why", models.CharField(blank=True, max_length=500)),
                ("revision", models.IntegerField(default=0)),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.item",
                    ),
                ),
            ],
            options={
                "db_table": "releases_rollout",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Wave",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("audience", models.CharField(default="customers", max_length=20)),
                ("number", models.IntegerField()),
                ("share", models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ("starts_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                (
                    "health",
                    models.CharField(
                        choices=[("unknown", "unknown"), ("healthy", "healthy"), ("unhealthy", "unhealthy")],
                        default="unknown",
                        max_length=10,
                    ),
                ),
                (
                    "rollout",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waves",
                        to="releases.rollout",
                    ),
                ),
            ],
            options={
                "db_table": "releases_wave",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("picked", models.IntegerField()),
                (
                    "reason",
                    models.CharField(
                        blank=True, choices=[("asked", "asked"), ("law", "law"), ("other", "other")], max_length=10
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=500)),
                ("moved_at", models.DateTimeField(blank=True, null=True)),
                ("moved_by", models.CharField(blank=True, max_length=200)),
                ("estimate", models.IntegerField(blank=True, null=True)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("completed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "rollout",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="turns", to="releases.rollout"
                    ),
                ),
                (
                    "wave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="turns", to="releases.wave"
                    ),
                ),
            ],
            options={
                "db_table": "releases_turn",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="WaveFinding",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("at", models.DateTimeField()),
                ("requests", models.BigIntegerField(default=0)),
                ("failed", models.BigIntegerField(default=0)),
                (
                    "verdict",
                    models.CharField(
                        choices=[("unknown", "unknown"), ("healthy", "healthy"), ("unhealthy", "unhealthy")],
                        max_length=10,
                    ),
                ),
                ("said_by", models.CharField(max_length=200)),
                ("why", models.CharField(blank=True, max_length=500)),
                (
                    "wave",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="releases.wave",
                    ),
                ),
            ],
            options={
                "db_table": "releases_wave_finding",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddIndex(
            model_name="rollout",
            index=models.Index(fields=["-made_at", "-id"], name="releases_rollout_newest"),
        ),
        migrations.AddConstraint(
            model_name="rollout",
            constraint=models.CheckConstraint(
                condition=models.Q(("least_requests__gte", 1), ("most_failing__gte", 0), ("most_failing__lt", 100)),
                name="releases_rollout_bounds",
            ),
        ),
        migrations.AddIndex(
            model_name="wave",
            index=models.Index(
                condition=models.Q(("started_at__isnull", True)), fields=["starts_at"], name="releases_wave_to_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="wave",
            constraint=models.UniqueConstraint(fields=("rollout", "number"), name="releases_wave_once"),
        ),
        migrations.AddConstraint(
            model_name="wave",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("started_at__isnull", True), ("started_at__gte", models.F("starts_at")), _connector="OR"
                ),
                name="releases_wave_not_before",
            ),
        ),
        migrations.AddConstraint(
            model_name="turn",
            constraint=models.UniqueConstraint(fields=("tenant_id", "rollout"), name="releases_turn_once"),
        ),
        migrations.AddConstraint(
            model_name="turn",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("completed_at__isnull", True), ("completed_at__gte", models.F("started_at")), _connector="OR"
                ),
                name="releases_turn_forward",
            ),
        ),
        migrations.AddIndex(
            model_name="wavefinding",
            index=models.Index(fields=["wave", "at"], name="releases_wave_found"),
        ),
        *protect("releases_rollout", "published"),
        *protect("releases_wave", "published", tenant_keys=[("rollout_id", "releases_rollout")]),
        *protect("releases_wave_finding", "provider", tenant_keys=[("wave_id", "releases_wave")]),
        *protect("releases_turn", "service"),
    ]

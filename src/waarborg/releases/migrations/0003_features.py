"""Features, and what customers say of them."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0003_ring"),
        ("releases", "0002_channels_chosen_anew"),
    ]

    operations = [
        migrations.CreateModel(
            name="Feature",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("audience", models.CharField(default="provider", max_length=20)),
                ("key", models.CharField(max_length=60)),
                ("nl", models.CharField(max_length=150)),
                ("en", models.CharField(blank=True, max_length=150)),
                ("nl_about", models.CharField(blank=True, max_length=600)),
                ("en_about", models.CharField(blank=True, max_length=600)),
                (
                    "impact",
                    models.CharField(
                        choices=[("none", "none"), ("process", "process")], default="process", max_length=10
                    ),
                ),
                ("manual_id", models.UUIDField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
                ("released_at", models.DateTimeField(blank=True, null=True)),
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
                "db_table": "releases_feature",
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="FeatureChoice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                (
                    "said",
                    models.CharField(
                        choices=[
                            ("requested", "requested"),
                            ("consented", "consented"),
                            ("active", "active"),
                            ("declined", "declined"),
                        ],
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("asked_by", models.UUIDField(blank=True, null=True)),
                ("asked_name", models.CharField(blank=True, max_length=200)),
                ("consented_at", models.DateTimeField(blank=True, null=True)),
                ("consented_by", models.UUIDField(blank=True, null=True)),
                ("consented_name", models.CharField(blank=True, max_length=200)),
                (
                    "consent_form",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in-account", "in-account"),
                            ("meeting", "meeting"),
                            ("phone", "phone"),
                            ("mail", "mail"),
                        ],
                        max_length=12,
                    ),
                ),
                ("consent_kept_by", models.CharField(blank=True, max_length=200)),
                ("activated_at", models.DateTimeField(blank=True, null=True)),
                ("activated_by", models.CharField(blank=True, max_length=200)),
                ("declined_at", models.DateTimeField(blank=True, null=True)),
                ("declined_by", models.UUIDField(blank=True, null=True)),
                ("declined_name", models.CharField(blank=True, max_length=200)),
                ("why", models.CharField(blank=True, max_length=500)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                (
                    "feature",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="choices",
                        to="releases.feature",
                    ),
                ),
            ],
            options={
                "db_table": "releases_feature_choice",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.AddIndex(
            model_name="feature",
            index=models.Index(fields=["-made_at", "-id"], name="releases_feature_newest"),
        ),
        migrations.AddConstraint(
            model_name="feature",
            constraint=models.UniqueConstraint(fields=("key",), name="releases_feature_once"),
        ),
        migrations.AddConstraint(
            model_name="feature",
            constraint=models.CheckConstraint(
                condition=models.Q(("released_at__isnull", True), ("audience", "customers"), _connector="OR"),
                name="releases_feature_released_is_told",
            ),
        ),
        migrations.AddIndex(
            model_name="featurechoice",
            index=models.Index(fields=["feature", "said"], name="releases_feature_choice_said"),
        ),
        migrations.AddConstraint(
            model_name="featurechoice",
            constraint=models.UniqueConstraint(fields=("tenant_id", "feature"), name="releases_feature_choice_once"),
        ),
        migrations.AddConstraint(
            model_name="featurechoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("said", "consented"), _negated=True), ("consented_at__isnull", False), _connector="OR"
                ),
                name="releases_feature_choice_agreed",
            ),
        ),
        migrations.AddConstraint(
            model_name="featurechoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("said", "active"), _negated=True), ("activated_at__isnull", False), _connector="OR"
                ),
                name="releases_feature_choice_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="featurechoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("said", "declined"), _negated=True), ("declined_at__isnull", False), _connector="OR"
                ),
                name="releases_feature_choice_declined",
            ),
        ),
        *protect("releases_feature", "published"),
        *protect("releases_feature_choice", "service"),
    ]

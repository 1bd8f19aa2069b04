"""On-call rosters, and alarms to staff with whom they reached."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("availability", "0007_metrics"),
    ]

    operations = [
        migrations.CreateModel(
            name="AlarmPolicy",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=100)),
                ("place", models.SmallIntegerField(default=0)),
                ("steps", models.JSONField(default=list)),
                ("repeats", models.SmallIntegerField(default=0)),
                ("again", models.SmallIntegerField(default=15)),
                ("bundle", models.SmallIntegerField(default=15)),
                (
                    "least_effect",
                    models.CharField(
                        choices=[("degraded", "degraded"), ("partial", "partial"), ("down", "down")], max_length=10
                    ),
                ),
                ("components", models.JSONField(default=list)),
                ("revision", models.IntegerField(default=0)),
            ],
            options={
                "db_table": "availability_alarm_policy",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Alarm",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("title_nl", models.CharField(max_length=150)),
                ("title_en", models.CharField(blank=True, max_length=150)),
                (
                    "effect",
                    models.CharField(
                        choices=[("degraded", "degraded"), ("partial", "partial"), ("down", "down")], max_length=10
                    ),
                ),
                ("components", models.JSONField(default=list)),
                ("began_at", models.DateTimeField()),
                ("raised_at", models.DateTimeField()),
                ("calls", models.SmallIntegerField(default=0)),
                ("next_at", models.DateTimeField(null=True)),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("acknowledged_by", models.UUIDField(null=True)),
                ("acknowledged_how", models.CharField(blank=True, max_length=10)),
                ("ended_at", models.DateTimeField(null=True)),
                ("trial", models.BooleanField(default=False)),
                (
                    "policy",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alarms",
                        to="availability.alarmpolicy",
                    ),
                ),
            ],
            options={
                "db_table": "availability_alarm",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="DutyCalendar",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("person_id", models.UUIDField()),
                ("secret_hash", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "db_table": "availability_duty_calendar",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("person_id",), name="availability_duty_calendar_once"),
                    models.UniqueConstraint(fields=("secret_hash",), name="availability_duty_calendar_secret"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Roster",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=100)),
                ("zone", models.CharField(max_length=60)),
                ("revision", models.IntegerField(default=0)),
            ],
            options={
                "db_table": "availability_roster",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("tenant_id", "name"), name="availability_roster_name")],
            },
        ),
        migrations.AddField(
            model_name="alarmpolicy",
            name="roster",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="policies",
                to="availability.roster",
            ),
        ),
        migrations.CreateModel(
            name="RosterLayer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("place", models.SmallIntegerField()),
                ("people", models.JSONField(default=list)),
                ("rotation", models.CharField(choices=[("daily", "daily"), ("weekly", "weekly")], max_length=6)),
                ("first", models.DateField()),
                ("handover", models.SmallIntegerField(default=0)),
                ("hours", models.JSONField(default=list)),
                (
                    "roster",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="layers",
                        to="availability.roster",
                    ),
                ),
            ],
            options={
                "db_table": "availability_roster_layer",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="RosterSwap",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("person_id", models.UUIDField()),
                ("begins_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("made_at", models.DateTimeField()),
                (
                    "roster",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="swaps",
                        to="availability.roster",
                    ),
                ),
            ],
            options={
                "db_table": "availability_roster_swap",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="AlarmCall",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("number", models.SmallIntegerField()),
                ("person_id", models.UUIDField()),
                ("whom", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                (
                    "alarm",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="called",
                        to="availability.alarm",
                    ),
                ),
            ],
            options={
                "db_table": "availability_alarm_call",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("alarm", "number", "person_id"), name="availability_alarm_call_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AlarmIncident",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("at", models.DateTimeField()),
                (
                    "alarm",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="about",
                        to="availability.alarm",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alarms",
                        to="availability.incident",
                    ),
                ),
            ],
            options={
                "db_table": "availability_alarm_incident",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("incident",), name="availability_alarm_incident_once")],
            },
        ),
        migrations.AddIndex(
            model_name="alarm",
            index=models.Index(
                condition=models.Q(("next_at__isnull", False)), fields=["next_at"], name="availability_alarm_next"
            ),
        ),
        migrations.AddIndex(
            model_name="alarm",
            index=models.Index(fields=["-raised_at", "-id"], name="availability_alarm_raised"),
        ),
        migrations.AddConstraint(
            model_name="alarm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("next_at__isnull", True),
                    models.Q(("acknowledged_at__isnull", True), ("ended_at__isnull", True)),
                    _connector="OR",
                ),
                name="availability_alarm_calls_until_taken",
            ),
        ),
        migrations.AddConstraint(
            model_name="alarmpolicy",
            constraint=models.UniqueConstraint(fields=("tenant_id", "name"), name="availability_alarm_policy_name"),
        ),
        migrations.AddConstraint(
            model_name="rosterlayer",
            constraint=models.UniqueConstraint(fields=("roster", "place"), name="availability_roster_layer_place"),
        ),
        migrations.AddConstraint(
            model_name="rosterlayer",
            constraint=models.CheckConstraint(
                condition=models.Q(("handover__gte", 0), ("handover__lt", 1440)),
                name="availability_roster_layer_handover",
            ),
        ),
        migrations.AddIndex(
            model_name="rosterswap",
            index=models.Index(fields=["roster", "ends_at"], name="availability_roster_swap_ends"),
        ),
        migrations.AddConstraint(
            model_name="rosterswap",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("begins_at"))), name="availability_roster_swap_forward"
            ),
        ),
        *protect("availability_roster", "provider"),
        *protect(
            "availability_roster_layer",
            "provider",
            tenant_keys=[("roster_id", "availability_roster")],
            desk=("select", "insert", "update", "delete"),
        ),
        *protect(
            "availability_roster_swap",
            "provider",
            tenant_keys=[("roster_id", "availability_roster")],
            desk=("select", "insert", "delete"),
        ),
        *protect("availability_duty_calendar", "provider", desk=("select", "insert", "delete")),
        *protect("availability_alarm_policy", "provider", tenant_keys=[("roster_id", "availability_roster")]),
        *protect("availability_alarm", "provider", tenant_keys=[("policy_id", "availability_alarm_policy")]),
        *protect(
            "availability_alarm_incident",
            "provider",
            tenant_keys=[("alarm_id", "availability_alarm"), ("incident_id", "availability_incident")],
            desk=("select", "insert"),
        ),
        *protect(
            "availability_alarm_call",
            "provider",
            tenant_keys=[("alarm_id", "availability_alarm")],
            desk=("select", "insert"),
        ),
    ]

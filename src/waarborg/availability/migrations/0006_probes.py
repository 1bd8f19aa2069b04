"""Probes, places and their raw results: days of results are opened and dropped by two functions of the owner.

A day is attached, not created in place: creating takes a lock that waits for every reader of the results.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import policies, protect

RESULTS = """
CREATE TABLE availability_result (
  tenant_id uuid NOT NULL,
  probe_id uuid NOT NULL,
  place_id uuid NOT NULL,
  started_at timestamptz NOT NULL,
  took integer NOT NULL CHECK (took >= 0),
  status smallint,
  days smallint,
  good boolean NOT NULL,
  why text NOT NULL,
  PRIMARY KEY (probe_id, place_id, started_at)
) PARTITION BY RANGE (started_at);
CREATE INDEX availability_result_started ON availability_result USING brin (started_at) WITH (autosummarize = on);
"""
OPEN_DAY = """
CREATE FUNCTION availability_result_open(day date) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE part text := 'availability_result_' || to_char(day, 'YYYYMMDD');
BEGIN
  IF to_regclass(quote_ident(part)) IS NOT NULL THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('availability_result_open'));
  IF to_regclass(quote_ident(part)) IS NOT NULL THEN RETURN; END IF;
  EXECUTE format('CREATE TABLE %I (LIKE availability_result INCLUDING ALL)', part);
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', part);
  EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', part);
  EXECUTE format('CREATE POLICY owner_all ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', part);
  EXECUTE format(
    'ALTER TABLE availability_result ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part, day, day + 1);
END $$;
REVOKE ALL ON FUNCTION availability_result_open FROM PUBLIC;
GRANT EXECUTE ON FUNCTION availability_result_open TO waarborg_app, waarborg_desk;
"""
CLOSE_DAYS = """
CREATE FUNCTION availability_result_close(before date) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE part text; closed integer := 0;
BEGIN
  IF before > current_date - 1 THEN
    RAISE EXCEPTION 'results are kept for at least a day';
  END IF;
  FOR part IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'availability_result'::regclass AND to_date(right(c.relname, 8), 'YYYYMMDD') < before
    ORDER BY 1
  LOOP
    EXECUTE format('DROP TABLE %I', part);
    closed := closed + 1;
  END LOOP;
  RETURN closed;
END $$;
REVOKE ALL ON FUNCTION availability_result_close FROM PUBLIC;
GRANT EXECUTE ON FUNCTION availability_result_close TO waarborg_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("availability", "0005_findings"),
        ("catalogue", "0003_ring"),
        ("plumbing", "0002_row_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProbeResult",
            fields=[
                ("tenant_id", models.UUIDField()),
                ("probe_id", models.UUIDField(primary_key=True, serialize=False)),
                ("place_id", models.UUIDField()),
                ("started_at", models.DateTimeField()),
                ("took", models.IntegerField()),
                ("good", models.BooleanField()),
                ("why", models.TextField()),
                ("status", models.SmallIntegerField(null=True)),
                ("days", models.SmallIntegerField(null=True)),
            ],
            options={
                "db_table": "availability_result",
                "managed": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=60)),
                ("own", models.BooleanField(default=False)),
                ("run_by", models.CharField(blank=True, max_length=80)),
                ("token_digest", models.CharField(blank=True, max_length=64)),
                ("made_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("delivered_at", models.DateTimeField(blank=True, null=True)),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
                ("awake_since", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "db_table": "availability_place",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("tenant_id", "name"),
                        name="availability_place_name",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("own", True)), fields=("tenant_id",), name="availability_place_own"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("token_digest", ""), _negated=True),
                        fields=("token_digest",),
                        name="availability_place_token",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("up", "up"),
                            ("outage", "outage"),
                            ("partial-outage", "partial-outage"),
                            ("degraded", "degraded"),
                            ("unknown", "unknown"),
                        ],
                        default="unknown",
                        max_length=15,
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("settled_at", models.DateTimeField()),
                ("floor_at", models.DateTimeField()),
                ("late_from", models.DateTimeField(blank=True, null=True)),
                ("incident_revision", models.IntegerField(default=0)),
                (
                    "component",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.item"
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="availability.incident",
                    ),
                ),
            ],
            options={
                "db_table": "availability_watch",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Probe",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("http", "http"),
                            ("tcp", "tcp"),
                            ("dns", "dns"),
                            ("tls", "tls"),
                            ("icmp", "icmp"),
                            ("heartbeat", "heartbeat"),
                        ],
                        max_length=10,
                    ),
                ),
                ("target", models.CharField(blank=True, max_length=500)),
                ("conditions", models.JSONField(default=dict)),
                ("every", models.IntegerField(default=60)),
                ("timeout", models.IntegerField(default=10)),
                ("retries", models.SmallIntegerField(default=1)),
                ("failures", models.SmallIntegerField(default=2)),
                ("needed", models.SmallIntegerField(default=1)),
                (
                    "places",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("enabled", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField()),
                ("counts_from", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("revision", models.IntegerField(default=0)),
                ("token_digest", models.CharField(blank=True, max_length=64)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("told_good", models.BooleanField(default=True)),
                (
                    "component",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.item"
                    ),
                ),
            ],
            options={
                "db_table": "availability_probe",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("tenant_id", "name"),
                        name="availability_probe_name",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("token_digest", ""), _negated=True),
                        fields=("token_digest",),
                        name="availability_probe_token",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("every__gt", 0), ("needed__gt", 0)), name="availability_probe_pace"
                    ),
                ],
            },
        ),
        migrations.RunSQL(RESULTS, migrations.RunSQL.noop),
        migrations.RunSQL(OPEN_DAY, migrations.RunSQL.noop),
        migrations.RunSQL(CLOSE_DAYS, migrations.RunSQL.noop),
        *[
            migrations.RunSQL(statement, migrations.RunSQL.noop)
            for statement in policies(
                "availability_result",
                "provider",
                customer=(),
                desk=("select", "insert"),
                ingest=False,
                key="tenant_id",
            )
        ],
        *protect("availability_place", "provider"),
        *protect("availability_probe", "provider"),
        *protect("availability_watch", "provider", tenant_keys=[("incident_id", "availability_incident")]),
    ]

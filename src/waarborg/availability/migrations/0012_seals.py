"""Days of raw results are dropped only under a seal: the function that drops one counts it first, and a day that is
sealed takes no more results."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect

CLOSE_NO_MORE = "DROP FUNCTION availability_result_close(date)"
OPEN_DAY = """
CREATE OR REPLACE FUNCTION availability_result_open(day date) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE part text := 'availability_result_' || to_char(day, 'YYYYMMDD');
BEGIN
  IF EXISTS (SELECT 1 FROM availability_day_seal s WHERE s.day = availability_result_open.day) THEN
    RAISE EXCEPTION 'the results of % are sealed', day USING ERRCODE = 'check_violation';
  END IF;
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
"""
DROP_DAY = """
CREATE FUNCTION availability_result_drop(sealed date, at timestamptz) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE part text := 'availability_result_' || to_char(sealed, 'YYYYMMDD'); told bigint; held bigint;
BEGIN
  SELECT sum(s.results) INTO told FROM availability_day_seal s WHERE s.day = sealed;
  IF told IS NULL THEN
    RAISE EXCEPTION 'the results of % have no seal', sealed USING ERRCODE = 'check_violation';
  END IF;
  IF to_regclass(quote_ident(part)) IS NULL THEN RETURN false; END IF;
  EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', part);
  EXECUTE format('SELECT count(*) FROM %I', part) INTO held;
  IF held <> told THEN
    RAISE EXCEPTION 'the seal of % is over % results, and there are %', sealed, told, held
      USING ERRCODE = 'check_violation';
  END IF;
  EXECUTE format('DROP TABLE %I', part);
  UPDATE availability_day_seal s SET dropped_at = at WHERE s.day = sealed AND s.dropped_at IS NULL;
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION availability_result_drop FROM PUBLIC;
GRANT EXECUTE ON FUNCTION availability_result_drop TO waarborg_app;
"""


class Migration(migrations.Migration):
    dependencies = [("availability", "0011_incident_templates")]

    operations = [
        migrations.CreateModel(
            name="DaySeal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("day", models.DateField()),
                ("results", models.BigIntegerField()),
                ("root", models.CharField(max_length=64)),
                ("hours", models.JSONField(default=list)),
                ("sealed_at", models.DateTimeField()),
                ("dropped_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "db_table": "availability_day_seal",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "day"), name="availability_day_seal_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="HourResult",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField()),
                ("tenant_id", models.UUIDField(editable=False)),
                ("count", models.IntegerField()),
                ("bad", models.IntegerField()),
                ("took", models.BigIntegerField()),
                ("longest", models.BigIntegerField()),
                (
                    "place",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="availability.place",
                    ),
                ),
                (
                    "probe",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="availability.probe",
                    ),
                ),
            ],
            options={
                "db_table": "availability_result_hour",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["at"], name="availability_result_hour_at")],
                "constraints": [
                    models.UniqueConstraint(fields=("probe", "place", "at"), name="availability_result_hour_once")
                ],
            },
        ),
        *protect("availability_day_seal", "provider", desk=("select", "insert")),
        *protect(
            "availability_result_hour",
            "provider",
            tenant_keys=[("probe_id", "availability_probe"), ("place_id", "availability_place")],
            desk=("select", "insert"),
        ),
        migrations.RunSQL(CLOSE_NO_MORE, migrations.RunSQL.noop),
        migrations.RunSQL(OPEN_DAY, migrations.RunSQL.noop),
        migrations.RunSQL(DROP_DAY, migrations.RunSQL.noop),
    ]

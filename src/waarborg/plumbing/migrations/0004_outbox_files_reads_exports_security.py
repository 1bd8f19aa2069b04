"""Policies of outbox, files, exports and the erasure ledger; the access log with the functions that open and close its days.

The login role owns nothing, so it cannot make a partition: two functions of the owner do that and nothing else.
"""

from django.db import migrations

from waarborg.plumbing.row_security import policies, protect

ACCESS_LOG = """
CREATE TABLE access_log (
  id uuid NOT NULL,
  tenant_id uuid NOT NULL,
  at timestamptz NOT NULL,
  person uuid,
  person_name text NOT NULL,
  what_kind text NOT NULL,
  what_id uuid NOT NULL,
  why text NOT NULL,
  PRIMARY KEY (at, id)
) PARTITION BY RANGE (at);
CREATE INDEX access_log_tenant ON access_log (tenant_id, at DESC);
"""
# A partition is attached, not created in place: creating takes a lock that waits for every reader of the log.
OPEN_DAY = """
CREATE FUNCTION access_log_open(day date) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE part text := 'access_log_' || to_char(day, 'YYYYMMDD');
BEGIN
  IF to_regclass(quote_ident(part)) IS NOT NULL THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('access_log_open'));
  IF to_regclass(quote_ident(part)) IS NOT NULL THEN RETURN; END IF;
  EXECUTE format('CREATE TABLE %I (LIKE access_log INCLUDING ALL)', part);
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', part);
  EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', part);
  EXECUTE format('CREATE POLICY owner_all ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', part);
  EXECUTE format('ALTER TABLE access_log ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part, day, day + 1);
END $$;
REVOKE ALL ON FUNCTION access_log_open FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access_log_open TO waarborg_app, waarborg_desk;
"""
CLOSE_DAYS = """
CREATE FUNCTION access_log_close(before date) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE part text; closed integer := 0;
BEGIN
  IF before > current_date - 30 THEN
    RAISE EXCEPTION 'the access log keeps at least thirty days';
  END IF;
  FOR part IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'access_log'::regclass AND to_date(right(c.relname, 8), 'YYYYMMDD') < before ORDER BY 1
  LOOP
    EXECUTE format('DROP TABLE %I', part);
    closed := closed + 1;
  END LOOP;
  RETURN closed;
END $$;
REVOKE ALL ON FUNCTION access_log_close FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access_log_close TO waarborg_app;
"""
WRITE = """
CREATE FUNCTION access_log_write(
  p_id uuid, p_tenant uuid, p_at timestamptz, p_person uuid, p_name text, p_kind text, p_what uuid, p_why text
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO access_log (id, tenant_id, at, person, person_name, what_kind, what_id, why)
  VALUES (p_id, p_tenant, p_at, p_person, p_name, p_kind, p_what, p_why);
EXCEPTION WHEN check_violation THEN
  PERFORM access_log_open((p_at AT TIME ZONE 'UTC')::date);
  INSERT INTO access_log (id, tenant_id, at, person, person_name, what_kind, what_id, why)
  VALUES (p_id, p_tenant, p_at, p_person, p_name, p_kind, p_what, p_why);
END $$;
REVOKE ALL ON FUNCTION access_log_write FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access_log_write TO waarborg_desk;
"""
# As it was before grants had a scope; 0010 puts today's in its place.
LIVE_GRANT = (
    "tenant_id IN (SELECT g.tenant_id FROM plumbing_content_grant g"
    " WHERE g.revoked_at IS NULL AND g.starts_at <= now() AND g.ends_at > now())"
)


def _run(sql: str) -> migrations.RunSQL:
    return migrations.RunSQL(sql, migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies = [("plumbing", "0003_outbox_files_reads_exports")]

    operations = [
        # Mail to staff is written by customers' actions too: by the role that may only add.
        *protect(
            "outbox_mail", "service", customer=("select",), desk=("select", "insert", "update", "delete"), ingest=True
        ),
        *protect("file_stored", "service", customer=("select", "insert"), desk=("select", "insert", "delete")),
        *protect(
            "export_archive",
            "content",
            customer=("select", "insert", "delete"),
            desk=("select",),
            content=LIVE_GRANT,
        ),
        *protect("erasure_ledger", "service", customer=("select",), desk=("select", "insert")),
        _run(ACCESS_LOG),
        # No foreign key: the log outlives what it tells about, and attaching a day must not wait for other tables.
        *[
            _run(statement)
            for statement in policies(
                "access_log", "service", customer=("select",), desk=("select", "insert"), ingest=False, key="tenant_id"
            )
        ],
        _run(OPEN_DAY),
        _run(CLOSE_DAYS),
        _run(WRITE),
    ]

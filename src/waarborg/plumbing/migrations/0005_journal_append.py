"""Appending to a chain inside the database: the head is locked for one statement and the commit, not for round trips."""

from django.db import migrations

# Runs with the rights of whoever calls it: the policies of the three tables stay the only way in. The entry's canonical
# JSON comes in three pieces, because its number and `recorded` are known only under the lock.
JOURNAL_APPEND = """
CREATE FUNCTION journal_append(chain uuid, clock timestamptz, units jsonb) RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE
  head journal_head%ROWTYPE;
  late boolean;
  unit record;
BEGIN
  SELECT * INTO head FROM journal_head WHERE tenant_id = chain FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO journal_head (tenant_id, sequence, hash) VALUES (chain, 0, decode(repeat('00', 32), 'hex'))
      ON CONFLICT DO NOTHING;
    SELECT * INTO STRICT head FROM journal_head WHERE tenant_id = chain FOR UPDATE;
  END IF;
  -- A clock that was set back never makes the chain run backwards.
  head.last_recorded := greatest(clock, head.last_recorded);
  FOR unit IN
    SELECT * FROM jsonb_to_recordset(units) AS given (
      at timestamptz, kind text, subject_kind text, subject_id uuid, related jsonb, properties jsonb, actor_kind text,
      actor_id uuid, on_behalf uuid, canonical text[], salt text, data text, digest text, explained boolean,
      reason_if_late text)
  LOOP
    late := NOT unit.explained AND unit.at < head.last_at - interval '5 seconds';
    IF late AND unit.reason_if_late IS NULL THEN
      RAISE EXCEPTION 'back-dated' USING ERRCODE = 'WB001', DETAIL = unit.at, HINT = head.last_at;
    END IF;
    IF late THEN
      unit.data := '{"reason":' || to_json(unit.reason_if_late)
        || CASE WHEN unit.data = '{}' THEN '}' ELSE ',' || substr(unit.data, 2) END;
      unit.digest := encode(sha256(decode(unit.salt, 'hex') || convert_to(unit.data, 'UTF8')), 'hex');
    END IF;
    head.sequence := head.sequence + 1;
    head.last_at := greatest(unit.at, head.last_at);
    head.hash := sha256(
      head.hash
      || convert_to(unit.canonical[1]
        || to_char(head.last_recorded AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        || unit.canonical[2] || head.sequence || unit.canonical[3], 'UTF8')
      || decode(unit.digest, 'hex'));
    INSERT INTO journal_entry (tenant_id, sequence, at, recorded, kind, subject_kind, subject_id, related, properties,
                               actor_kind, actor_id, on_behalf, data_digest, hash)
      VALUES (chain, head.sequence, unit.at, head.last_recorded, unit.kind, unit.subject_kind, unit.subject_id,
              unit.related, unit.properties, unit.actor_kind, unit.actor_id, unit.on_behalf,
              decode(unit.digest, 'hex'), head.hash);
    INSERT INTO journal_data (tenant_id, sequence, salt, data)
      VALUES (chain, head.sequence, decode(unit.salt, 'hex'), unit.data);
  END LOOP;
  UPDATE journal_head
    SET sequence = head.sequence, hash = head.hash, last_at = head.last_at, last_recorded = head.last_recorded
    WHERE tenant_id = chain;
  RETURN head.last_recorded;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("plumbing", "0004_outbox_files_reads_exports_security")]

    operations = [migrations.RunSQL(JOURNAL_APPEND, "DROP FUNCTION journal_append(uuid, timestamptz, jsonb)")]

"""Appending to a chain inside the database: the head is locked for one statement and the commit, not for round trips."""

from django.db import migrations

# Runs with the rights of whoever calls it: the policies of the three tables stay the only way in. An entry's canonical
# JSON comes in three pieces, because its number and `recorded` are known only under the lock; the columns are read from
# that JSON, so that what is asked later is what was hashed.
JOURNAL_APPEND = """
CREATE FUNCTION journal_append(chain uuid, clock timestamptz, units jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  head journal_head%ROWTYPE;
  recorded text;
  canonical text;
  entry jsonb;
  happened timestamptz;
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
  recorded := to_char(head.last_recorded AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
  FOR unit IN
    SELECT * FROM jsonb_to_recordset(units) AS given (
      pieces jsonb, salt text, data text, digest text, explained boolean, reason_if_late text)
  LOOP
    head.sequence := head.sequence + 1;
    canonical := (unit.pieces->>0) || recorded || (unit.pieces->>1) || head.sequence || (unit.pieces->>2);
    entry := canonical;
    IF entry->>'tenant' <> chain::text THEN
      RAISE EXCEPTION 'an entry of another chain';
    END IF;
    happened := entry->>'at';
    IF NOT unit.explained AND happened < head.last_at - interval '5 seconds' THEN
      IF unit.reason_if_late IS NULL THEN
        RAISE EXCEPTION 'back-dated' USING ERRCODE = 'WB001', DETAIL = happened, HINT = head.last_at;
      END IF;
      unit.data := '{"reason":' || to_json(unit.reason_if_late)
        || CASE WHEN unit.data = '{}' THEN '}' ELSE ',' || substr(unit.data, 2) END;
      unit.digest := encode(sha256(decode(unit.salt, 'hex') || convert_to(unit.data, 'UTF8')), 'hex');
    END IF;
    head.last_at := greatest(happened, head.last_at);
    head.hash := sha256(head.hash || convert_to(canonical, 'UTF8') || decode(unit.digest, 'hex'));
    INSERT INTO journal_entry (tenant_id, sequence, at, recorded, kind, subject_kind, subject_id, related, properties,
                               actor_kind, actor_id, on_behalf, data_digest, hash)
      VALUES (chain, head.sequence, happened, head.last_recorded, entry->>'kind', entry->'subject'->>0,
              (entry->'subject'->>1)::uuid, entry->'related', entry->'properties', entry->'actor'->>0,
              (entry->'actor'->>1)::uuid, (entry->>'on_behalf')::uuid, decode(unit.digest, 'hex'), head.hash);
    INSERT INTO journal_data (tenant_id, sequence, salt, data)
      VALUES (chain, head.sequence, decode(unit.salt, 'hex'), unit.data);
  END LOOP;
  UPDATE journal_head
    SET sequence = head.sequence, hash = head.hash, last_at = head.last_at, last_recorded = head.last_recorded
    WHERE tenant_id = chain;
  -- Tells a caller whose clock lies behind the chain where the chain stands.
  RETURN to_char(nullif(head.last_recorded, clock) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US+00:00');
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("plumbing", "0004_outbox_files_reads_exports_security")]

    operations = [migrations.RunSQL(JOURNAL_APPEND, "DROP FUNCTION journal_append(uuid, timestamptz, jsonb)")]

"""Policies, privileges, composite keys, and the function that gives ticket numbers without a gap."""

from django.db import migrations

from waarborg.plumbing.row_security import protect

# Runs with its owner's rights, since a customer may take a number but never touch the counter. The row lock is held until
# the transaction ends: a number that was rolled back is given again.
NUMBERS = """
INSERT INTO support_ticket_counter (single, last) VALUES (true, 0);
CREATE FUNCTION support_next_number() RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO public.support_ticket_counter (single, last) VALUES (true, 1)
  ON CONFLICT (single) DO UPDATE SET last = public.support_ticket_counter.last + 1 RETURNING last
$$;
REVOKE ALL ON FUNCTION support_next_number() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION support_next_number() TO waarborg_customer, waarborg_desk;
"""


class Migration(migrations.Migration):
    dependencies = [("support", "0001_initial"), ("plumbing", "0002_row_security")]

    operations = [
        *protect("support_ticket", "service", desk=("select", "insert", "update"), ingest=True),
        *protect(
            "support_message",
            "service",
            tenant_keys=[("ticket_id", "support_ticket")],
            customer=("select", "insert"),
            desk=("select", "insert", "delete"),
            ingest=True,
        ),
        *protect(
            "support_note",
            "provider",
            tenant_keys=[("ticket_id", "support_ticket")],
            desk=("select", "insert", "delete"),
            ingest=True,
        ),
        *protect(
            "support_attachment",
            "service",
            tenant_keys=[("message_id", "support_message")],
            customer=("select", "insert"),
            desk=("select", "insert", "delete"),
        ),
        migrations.RunSQL(NUMBERS, migrations.RunSQL.noop),
    ]

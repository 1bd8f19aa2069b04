"""Policies, privileges and the append-only trigger of the journal."""

from django.db import migrations

from waarborg.plumbing.row_security import protect

APPEND_ONLY = """
CREATE FUNCTION journal_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the journal is append-only';
END $$;
CREATE TRIGGER journal_entry_append_only BEFORE UPDATE OR DELETE ON journal_entry
  FOR EACH ROW EXECUTE FUNCTION journal_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("plumbing", "0001_initial")]

    operations = [
        *protect("plumbing_tenant", "service", key="id", customer=("select",), desk=("select", "insert")),
        # Staff read a grant, or no policy could ask for it; giving one is the customer's alone.
        *protect("plumbing_content_grant", "service", desk=("select",)),
        *protect(
            "journal_entry",
            "service",
            unique=False,
            customer=("select", "insert"),
            desk=("select", "insert"),
            ingest=True,
        ),
        *protect(
            "journal_data",
            "service",
            unique=False,
            customer=("select", "insert"),
            desk=("select", "insert", "delete"),
            ingest=True,
        ),
        *protect("journal_head", "service", unique=False),
        migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop),
    ]

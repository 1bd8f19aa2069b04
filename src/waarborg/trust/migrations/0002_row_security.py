"""Policies and privileges. A signed report is never changed: nobody holds UPDATE on it, and a trigger says so too."""

from django.db import migrations

from waarborg.plumbing.row_security import protect

UNCHANGING = """
CREATE FUNCTION trust_report_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a signed report is never changed'; END $$;
CREATE TRIGGER trust_report_stays BEFORE UPDATE ON trust_report FOR EACH ROW EXECUTE FUNCTION trust_report_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("trust", "0001_initial"), ("plumbing", "0002_row_security")]

    operations = [
        *protect("trust_signing_key", "published", desk=("select", "insert")),
        *protect("trust_signing_secret", "provider", desk=("select", "insert", "delete")),
        *protect("trust_report", "service", customer=("select",), desk=("select", "insert")),
        migrations.RunSQL(UNCHANGING, migrations.RunSQL.noop),
    ]

"""Policies and privileges, and the constraint that keeps two purchases of one thing from overlapping.

An exclusion constraint wants an operator class of GiST for each column, and UUIDs have none without an extension that
not every server has. Ranges have one, whatever they are ranges of: a UUID is compared as the range of itself.
"""

from django.db import migrations

from waarborg.plumbing.row_security import protect

NO_OVERLAP = """
CREATE TYPE catalogue_uuid_range AS RANGE (subtype = uuid);
GRANT USAGE ON TYPE catalogue_uuid_range TO waarborg_customer, waarborg_desk;
ALTER TABLE catalogue_purchase ADD CONSTRAINT catalogue_purchase_no_overlap EXCLUDE USING gist (
    catalogue_uuid_range(tenant_id, tenant_id, '[]') WITH &&,
    catalogue_uuid_range(item_id, item_id, '[]') WITH &&,
    daterange(starts_on, ends_on, '[]') WITH &&
) WHERE (withdrawn_at IS NULL);
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial"), ("plumbing", "0002_row_security")]

    operations = [
        *protect("catalogue_item", "published"),
        *protect("catalogue_dependency", "provider", desk=("select", "insert", "delete")),
        *protect("catalogue_purchase", "service", customer=("select",)),
        migrations.RunSQL(NO_OVERLAP, migrations.RunSQL.noop),
    ]

"""Policies and privileges. What was handed to chosen customers only is shown to those it was handed to."""

from django.db import migrations

from waarborg.plumbing.row_security import TENANT, protect

HANDED_TO_IT = (
    f"audience = 'chosen' AND id IN (SELECT d.notice_id FROM notices_delivery d WHERE d.tenant_id = {TENANT})"
)


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("plumbing", "0002_row_security")]

    operations = [
        *protect("notices_notice", "published"),
        *protect("notices_delivery", "service", customer=("select",)),
        *protect("notices_receipt", "service", desk=("select", "insert", "update", "delete")),
        *protect("notices_preference", "service", desk=("select", "insert", "update", "delete")),
        *protect("notices_suppression", "provider"),
        *protect("notices_template", "provider"),
        migrations.RunSQL(
            f"CREATE POLICY customer_chosen ON notices_notice FOR SELECT TO waarborg_customer USING ({HANDED_TO_IT})",
            "DROP POLICY customer_chosen ON notices_notice",
        ),
    ]

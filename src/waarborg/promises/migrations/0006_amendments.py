"""What was agreed with one customer is a version of its own; nobody else may read it, nor the documents it binds."""

import django.db.models.deletion
from django.db import migrations, models

ITS_OWN = "audience = 'one' AND customer = (SELECT nullif(current_setting('waarborg.tenant', true), '')::uuid)"
OF_ITS_VERSION = (
    "audience = 'one' AND EXISTS (SELECT 1 FROM promises_agreement_version v WHERE v.id = version_id"
    " AND v.customer = (SELECT nullif(current_setting('waarborg.tenant', true), '')::uuid))"
)


def policy(table: str, condition: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE POLICY customer_amended ON {table} FOR SELECT TO waarborg_customer USING ({condition})",
        f"DROP POLICY customer_amended ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("promises", "0005_withdrawn_bindings"),
    ]

    operations = [
        migrations.AddField(
            model_name="agreementversion",
            name="amends",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="amendments",
                to="promises.agreementversion",
            ),
        ),
        migrations.AddField(
            model_name="agreementversion",
            name="customer",
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name="agreementversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("amends__isnull", False), ("audience", "one"), ("customer__isnull", False))
                | models.Q(
                    ("amends__isnull", True),
                    ("customer__isnull", True),
                    models.Q(("audience", "one"), _negated=True),
                ),
                name="promises_version_for_one_or_all",
            ),
        ),
        policy("promises_agreement_version", ITS_OWN),
        policy("promises_agreement_document", OF_ITS_VERSION),
    ]

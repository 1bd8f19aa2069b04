"""Policies, privileges, and the keys that keep people and authority within their organisation."""

from django.db import migrations

from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial"), ("plumbing", "0002_row_security")]

    operations = [
        *protect("customers_organisation", "service", customer=("select", "update")),
        *protect("customers_person", "service"),
        *protect("customers_authority", "service", tenant_keys=[("person_id", "customers_person")]),
    ]

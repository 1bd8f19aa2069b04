"""Policies and privileges of references and imports."""

from django.db import migrations

from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("customers", "0003_import_and_reference")]

    operations = [
        *protect("customers_reference", "service", customer=("select",), desk=("select", "insert", "delete")),
        *protect("customers_import", "provider"),
    ]

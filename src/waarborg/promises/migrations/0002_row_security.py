"""Policies and privileges; a binding points to a published version by a plain key."""

from django.db import migrations

from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("promises", "0001_initial"), ("plumbing", "0002_row_security")]

    operations = [
        *protect("promises_agreement_version", "published", desk=("select", "insert")),
        *protect("promises_binding", "service", customer=("select",)),
        *protect(
            "promises_clock_run",
            "service",
            customer=("select", "insert", "update", "delete"),
            desk=("select", "insert", "update", "delete"),
            ingest=True,
        ),
        *protect("promises_clock_notice", "service", customer=("select",), desk=("select", "insert"), ingest=True),
    ]

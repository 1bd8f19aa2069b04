"""Policies and privileges: visitors read what is public, customers all of it, and only staff write."""

from django.db import migrations

from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("availability", "0001_initial"), ("plumbing", "0002_row_security")]

    operations = [
        *protect("availability_incident", "published"),
        *protect("availability_outage", "published", tenant_keys=[("incident_id", "availability_incident")]),
        *protect(
            "availability_update",
            "published",
            tenant_keys=[("incident_id", "availability_incident")],
        ),
    ]

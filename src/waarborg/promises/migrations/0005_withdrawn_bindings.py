"""A binding that has not begun can be withdrawn: staff may remove its row; the journal keeps that it was there."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("promises", "0004_open_clocks_by_subject")]

    operations = [
        migrations.RunSQL(
            "GRANT DELETE ON promises_binding TO waarborg_desk", "REVOKE DELETE ON promises_binding FROM waarborg_desk"
        )
    ]

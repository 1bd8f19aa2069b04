"""While a release is planned its channels may be chosen anew."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("releases", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL("GRANT DELETE ON releases_channel TO waarborg_desk", migrations.RunSQL.noop),
    ]

"""Probes that ask a store of metrics."""

from django.db import migrations, models

KINDS = ("http", "tcp", "dns", "tls", "icmp", "heartbeat", "prometheus")


class Migration(migrations.Migration):
    dependencies = [("availability", "0015_after_actions")]

    operations = [
        migrations.AlterField("probe", "kind", models.CharField(choices=[(one, one) for one in KINDS], max_length=10)),
    ]

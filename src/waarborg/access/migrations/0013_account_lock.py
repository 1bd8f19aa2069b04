"""The emergency lock of a customer's account."""

from django.db import migrations, models

from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0012_idle_time"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccountLock",
            fields=[
                ("tenant_id", models.UUIDField(primary_key=True, serialize=False)),
                ("locked_at", models.DateTimeField()),
                ("locked_by", models.UUIDField()),
                ("locked_name", models.CharField(max_length=200)),
                ("owner_at", models.DateTimeField(null=True)),
                ("owner_name", models.CharField(blank=True, max_length=200)),
                ("staff_at", models.DateTimeField(null=True)),
                ("staff_by", models.UUIDField(null=True)),
                ("staff_name", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "db_table": "access_account_lock",
            },
        ),
        *protect("access_account_lock", "installation"),
    ]

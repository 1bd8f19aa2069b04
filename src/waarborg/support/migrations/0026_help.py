"""Help that can be asked or bought, its prices, and the consultancy days that customers booked."""

import django.db.models.deletion
from django.db import migrations, models

import waarborg.plumbing.identifiers
from waarborg.plumbing.row_security import protect


class Migration(migrations.Migration):
    dependencies = [
        ("support", "0025_clause"),
    ]

    operations = [
        migrations.CreateModel(
            name="HelpOffer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("audience", models.CharField(default="customers", max_length=20)),
                (
                    "kind",
                    models.CharField(
                        choices=[("consultancy", "consultancy"), ("training", "training"), ("partner", "partner")],
                        max_length=12,
                    ),
                ),
                ("title_nl", models.CharField(max_length=150)),
                ("title_en", models.CharField(blank=True, max_length=150)),
                ("about_nl", models.TextField(blank=True)),
                ("about_en", models.TextField(blank=True)),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        choices=[("", ""), ("day", "day"), ("hour", "hour"), ("person", "person")],
                        max_length=8,
                    ),
                ),
                ("link", models.URLField(blank=True, max_length=500)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "support_help_offer",
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["kind", "title_nl"], name="support_help_kind")],
            },
        ),
        migrations.CreateModel(
            name="HelpBooking",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("begins_on", models.DateField()),
                ("halves", models.PositiveSmallIntegerField()),
                ("on_site", models.BooleanField(default=False)),
                ("about", models.TextField(blank=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("currency", models.CharField(max_length=3)),
                ("promise", models.CharField(blank=True, max_length=120)),
                ("a_kilometre", models.DecimalField(decimal_places=2, max_digits=8, null=True)),
                ("kilometres", models.PositiveIntegerField(null=True)),
                ("state", models.CharField(default="booked", max_length=10)),
                ("booked_at", models.DateTimeField()),
                ("booked_by", models.CharField(max_length=200)),
                ("once", models.UUIDField(null=True)),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bookings", to="support.helpoffer"
                    ),
                ),
            ],
            options={
                "db_table": "support_help_booking",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["tenant_id", "-booked_at"], name="support_help_booking_recent"),
                    models.Index(fields=["-booked_at"], name="support_help_booking_newest"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant_id", "once"), name="support_help_booking_once"),
                    models.CheckConstraint(
                        condition=models.Q(("halves__gte", 1), ("halves__lte", 20)), name="support_help_booking_halves"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HelpPrice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=waarborg.plumbing.identifiers.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant_id", models.UUIDField(editable=False)),
                ("audience", models.CharField(default="customers", max_length=20)),
                ("from_on", models.DateField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("currency", models.CharField(default="EUR", max_length=3)),
                ("a_kilometre", models.DecimalField(decimal_places=2, max_digits=8, null=True)),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="prices", to="support.helpoffer"
                    ),
                ),
            ],
            options={
                "db_table": "support_help_price",
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("offer", "from_on"), name="support_help_price_once")],
            },
        ),
        *protect("support_help_offer", "published"),
        *protect("support_help_price", "published", tenant_keys=[("offer_id", "support_help_offer")]),
        *protect("support_help_booking", "service"),
    ]

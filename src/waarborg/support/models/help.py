"""Help that can be asked or bought: what is on offer at which price, and the consultancy days that customers booked.

Offers and prices are the provider's rows with an audience; a booking is the customer's own and keeps the price of the
day on which it was made.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import PublishedManager, TenantModel
from waarborg.support.models.tickets import KEPT
from waarborg.support.rules.help import days


class HelpOffer(models.Model):
    """Something to ask or to buy. `audience` is `provider` once it is withdrawn; `link` leads to a partner's site."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField(editable=False)
    audience = models.CharField(max_length=20, default="customers")
    kind = models.CharField(max_length=12, choices=[(one, one) for one in days.KINDS])
    title_nl = models.CharField(max_length=150)
    title_en = models.CharField(max_length=150, blank=True)
    about_nl = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    unit = models.CharField(max_length=8, blank=True, choices=[(one, one) for one in days.UNITS])
    link = models.URLField(max_length=500, blank=True)
    changed_at = models.DateTimeField()

    objects = PublishedManager()

    class Meta:
        db_table = "support_help_offer"
        base_manager_name = "objects"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["kind", "title_nl"], name="support_help_kind")]

    def __str__(self) -> str:
        return self.title_nl

    @property
    def ref(self) -> Ref:
        return Ref("support.help-offer", self.id)

    @property
    def is_offered(self) -> bool:
        return self.audience == "customers"

    def title(self, lang: str) -> str:
        return self.title_en if lang == "en" and self.title_en else self.title_nl

    def about(self, lang: str) -> str:
        return self.about_en if lang == "en" and self.about_en else self.about_nl


class HelpPrice(models.Model):
    """What an offer costs from a day on, until the next one begins; never changed once its day has come."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField(editable=False)
    audience = models.CharField(max_length=20, default="customers")
    offer = models.ForeignKey(HelpOffer, on_delete=models.PROTECT, related_name="prices")
    from_on = models.DateField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3, default="EUR")
    a_kilometre = models.DecimalField(max_digits=8, decimal_places=2, null=True)

    objects = PublishedManager()

    class Meta:
        db_table = "support_help_price"
        base_manager_name = "objects"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["offer", "from_on"], name="support_help_price_once"),
        ]

    @property
    def plain(self) -> days.Price:
        return days.Price(self.from_on, self.amount, self.currency, self.a_kilometre)


class HelpBooking(TenantModel):
    """Consultancy days of a customer, in halves. `amount` is that of the price on the day of booking; `promise` is the
    one that states it, where the agreement does. `kilometres` are written down by staff after a visit."""

    offer = models.ForeignKey(HelpOffer, on_delete=models.PROTECT, related_name="bookings")
    begins_on = models.DateField()
    halves = models.PositiveSmallIntegerField()
    on_site = models.BooleanField(default=False)
    about = models.TextField(blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    promise = models.CharField(max_length=120, blank=True)
    a_kilometre = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    kilometres = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, default="booked")
    booked_at = models.DateTimeField()
    booked_by = models.CharField(max_length=200)
    once = models.UUIDField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "support_help_booking"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "once"], name="support_help_booking_once"),
            models.CheckConstraint(
                condition=Q(halves__gte=1, halves__lte=days.MOST_HALVES), name="support_help_booking_halves"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "-booked_at"], name="support_help_booking_recent"),
            models.Index(fields=["-booked_at"], name="support_help_booking_newest"),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("support.help-booking", self.id)

    @property
    def hours(self) -> object:
        return days.hours(self.halves)


declare(HelpOffer, row_class="published", retention="seven years after it was withdrawn")
declare(HelpPrice, row_class="published", retention="seven years after it was withdrawn")
declare(
    HelpBooking,
    row_class="service",
    personal="contact",
    retention=KEPT,
    exports=(
        "id", "offer_id", "begins_on", "halves", "on_site", "about", "amount", "currency", "promise", "a_kilometre",
        "kilometres", "state", "booked_at", "booked_by",
    ),
    erasure="anonymise",
    anonymise=(("about", ""), ("booked_by", "-")),
)  # fmt: skip

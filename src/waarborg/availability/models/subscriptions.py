"""Who asked to be told by mail, or by a webhook, how things are: visitors too, of whom nothing is known but an address.

The provider's rows. They go as soon as somebody leaves, and unconfirmed ones after two days.
"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel


class Subscription(TenantModel):
    """Mail to `address` about `components` (their identifiers; none for all). `wanted` is what was asked last and holds
    once the newest mail's link is followed: nobody changes a choice who does not read that address.

    With a `url` no mail but a message to that program; once confirmed there is a webhook with this same identifier."""

    address = models.CharField(max_length=254)
    url = models.CharField(max_length=500, default="", blank=True)
    language = models.CharField(max_length=2, choices=[("nl", "nl"), ("en", "en")])
    components = models.JSONField(default=list)
    wanted = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "availability_subscription"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["address", "url"], name="availability_subscription_once"),
            models.CheckConstraint(
                condition=models.Q(address=Lower("address")), name="availability_subscription_folded"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["asked_at"],
                condition=models.Q(confirmed_at__isnull=True),
                name="availability_subscription_open",
            ),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("availability.subscription", self.id)

    def asks_for(self, components: set[str]) -> bool:
        return not self.components or not components.isdisjoint(self.components)


declare(
    Subscription,
    row_class="provider",
    personal="contact",
    retention="until the reader leaves; two days where it was never confirmed",
    erasure="delete",
)

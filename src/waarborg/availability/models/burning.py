"""That staff were warned how fast the downtime that a month allows went: once for each figure, month and level.

The provider's rows; customers read them, because their reports say when it was known.
"""

from typing import ClassVar

from django.db import models

from waarborg.availability.models.published import Published
from waarborg.availability.rules import burning
from waarborg.catalogue.models import Item
from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref


class BurnWarning(Published):
    """Of a component by one promise of a version: at `at` `down` of the `allowed` had gone, in millionths of a
    microsecond."""

    component = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    promise = models.CharField(max_length=120)
    version = models.CharField(max_length=64)
    month = models.CharField(max_length=7)
    level = models.CharField(max_length=10, choices=[(one, one) for one in burning.LEVELS])
    down = models.BigIntegerField()
    allowed = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta(Published.Meta):
        db_table = "availability_burn_warning"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["component", "promise", "version", "month", "level"], name="availability_burn_warning_once"
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=burning.LEVELS), name="availability_burn_warning_level"
            ),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("availability.budget-warning", self.id)


declare(
    BurnWarning,
    row_class="published",
    retention="always: a statement of a month says when staff were warned",
)

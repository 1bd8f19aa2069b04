"""What each component was when, as it was measured: the rows that figures are worked out from, kept for ever.

The provider's rows, with the audience of their component. A stretch that is worked out anew, because a place delivered
late, withdraws what stood there: nothing is deleted, so that a figure of then can be told from the figure of now.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from waarborg.availability.models.published import Published
from waarborg.availability.rules import timeline
from waarborg.catalogue.models import Item
from waarborg.plumbing.data_catalogue import declare

STATES = (timeline.UP, *timeline.TROUBLES, timeline.UNKNOWN)


class Transition(Published):
    """From `at` on the component was in `state`, until its next transition. It holds until it is withdrawn."""

    component = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    state = models.CharField(max_length=15, choices=[(one, one) for one in STATES])
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta(Published.Meta):
        db_table = "availability_transition"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["component", "at"],
                condition=Q(withdrawn_at__isnull=True),
                name="availability_transition_once",
            ),
            models.CheckConstraint(condition=Q(state__in=STATES), name="availability_transition_state"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("recorded_at")),
                name="availability_transition_withdrawn",
            ),
        ]


declare(
    Transition,
    row_class="published",
    retention="always: what was measured in a month can be worked out anew as long as its reports are read",
)

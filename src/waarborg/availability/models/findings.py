"""What people found out later about a stretch of time: that it was otherwise than measured, or why it does not count.

Nothing of a finding is changed; a later one lies over it. The provider's rows: customers read them, because their
figures rest on them.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from waarborg.availability.models.published import Published
from waarborg.availability.rules import findings
from waarborg.catalogue.models import Item
from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref


class Finding(Published):
    """A correction: the component was in state `word` from `begins_at` to `ends_at`. An exclusion: what was down in
    that time is left out for cause `word`, on the ground of `evidence`. `reason` says what was found out."""

    component = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(one, one) for one in findings.KINDS])
    word = models.CharField(max_length=20)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=500)
    evidence = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta(Published.Meta):
        db_table = "availability_finding"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["component", "begins_at"], name="availability_finding_component"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="availability_finding_forward"),
            models.CheckConstraint(
                condition=Q(kind=findings.CORRECTION, word__in=findings.STATES)
                | Q(kind=findings.EXCLUSION, word__in=findings.CAUSES),
                name="availability_finding_word",
            ),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("availability.finding", self.id)


declare(
    Finding,
    row_class="published",
    retention="always: what a figure left out or put right can be read as long as its reports",
)

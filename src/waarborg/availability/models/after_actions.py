"""What we learned of an incident: why it was, what was done, and what is still to be done by whom."""

from typing import ClassVar

from django.db import models

from waarborg.availability.models.incidents import Incident
from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel


class AfterAction(TenantModel):
    """One of each incident; the provider's own until it is told as a look back. `revision` guards against two who
    write."""

    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    cause_nl = models.TextField(blank=True)
    cause_en = models.TextField(blank=True)
    done_nl = models.TextField(blank=True)
    done_en = models.TextField(blank=True)
    written_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    revision = models.IntegerField(default=1)

    class Meta(TenantModel.Meta):
        db_table = "availability_after_action"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["incident"], condition=models.Q(revision__gt=0), name="availability_after_action_once"
            ),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("availability.after-action", self.id)


class FollowUp(TenantModel):
    """Something to be done because of it: by which colleague, on which day at the latest."""

    after_action = models.ForeignKey(
        AfterAction, on_delete=models.PROTECT, db_constraint=False, related_name="follow_ups"
    )
    place = models.SmallIntegerField()
    what = models.CharField(max_length=300)
    person_id = models.UUIDField()
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "availability_follow_up"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["after_action", "place"], name="availability_follow_up_place"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["due_on"], condition=models.Q(done_on__isnull=True), name="availability_follow_up_due"
            ),
        ]


_KEPT = "always: what was promised in a month can be read as long as its reports"
declare(AfterAction, row_class="provider", retention=_KEPT)
declare(FollowUp, row_class="provider", personal="account", retention=_KEPT)

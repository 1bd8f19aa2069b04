"""Views of the queue that staff saved."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.tenancy.models import TenantModel


class SavedView(TenantModel):
    """Of the queue or of all tickets (`of`). `words` are those of that page's address (`rules.views.filters`); "mine"
    is whoever looks. A shared one is for every colleague, and stays when its owner leaves: then whoever wants takes it
    over.
    """

    person_id = models.UUIDField()
    person_name = models.CharField(max_length=200)
    name = models.CharField(max_length=60)
    words = models.JSONField(default=dict)
    shared = models.BooleanField(default=False)
    of = models.CharField(max_length=10, default="queue", db_default="queue")
    place = models.IntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "support_saved_view"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("tenant_id", "person_id", Lower("name"), name="support_view_name"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person_id", "place"], name="support_view_own"),
            models.Index(fields=["place"], condition=models.Q(shared=True), name="support_view_shared"),
        ]

    def __str__(self) -> str:
        return self.name


class ViewChoice(TenantModel):
    """The view with which a colleague's queue, or his list of all tickets, opens."""

    person_id = models.UUIDField()
    of = models.CharField(max_length=10, default="queue", db_default="queue")
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="chosen")

    class Meta(TenantModel.Meta):
        db_table = "support_view_choice"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person_id", "of"], name="support_view_choice_one"),
        ]


declare(
    SavedView,
    row_class="provider",
    personal="account",
    retention="until it is deleted",
    erasure="delete",
)
declare(
    ViewChoice,
    row_class="provider",
    personal="account",
    retention="as long as the colleague is there",
    erasure="delete",
)

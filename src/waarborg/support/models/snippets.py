"""Texts that staff insert into an answer, with what goes with them."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.tenancy.models import TenantModel
from waarborg.support.models.teams import Team


class Snippet(TenantModel):
    """`nl` and `en` are what is inserted, with variables (`rules.snippets`). All else, where given, goes along: the
    answer is then of that `purpose`, and sending it labels the ticket, gives it to the writer or to a team, sets its
    priority, or lets it wait `for_whom`."""

    name = models.CharField(max_length=60)
    nl = models.TextField()
    en = models.TextField(blank=True)
    purpose = models.CharField(max_length=20, blank=True)
    # Labels, with commas between them.
    tag = models.CharField(max_length=200, blank=True)
    to_me = models.BooleanField(default=False, db_default=False)
    team = models.ForeignKey(Team, null=True, on_delete=models.SET_NULL, db_constraint=False, related_name="+")
    priority = models.CharField(max_length=20, blank=True, default="", db_default="")
    for_whom = models.CharField(max_length=120, blank=True, default="", db_default="")
    # Of the priority and of the waiting; the customer reads it with the priority.
    why = models.CharField(max_length=500, blank=True, default="", db_default="")
    active = models.BooleanField(default=True)

    class Meta(TenantModel.Meta):
        db_table = "support_snippet"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "name"], name="support_snippet_name"),
            models.CheckConstraint(
                condition=models.Q(to_me=False) | models.Q(team=None), name="support_snippet_one_taker"
            ),
        ]

    def __str__(self) -> str:
        return self.name


declare(Snippet, row_class="provider", retention="until it is put away")

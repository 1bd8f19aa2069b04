"""Teams of staff that a ticket can be given to."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.tenancy.models import TenantModel


class Team(TenantModel):
    """A team of the provider. One that is no longer used is put away, so that tickets keep its name."""

    name = models.CharField(max_length=60)
    active = models.BooleanField(default=True)

    class Meta(TenantModel.Meta):
        db_table = "support_team"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("tenant_id", Lower("name"), name="support_team_name"),
        ]

    def __str__(self) -> str:
        return self.name


class TeamMember(TenantModel):
    """A member of staff in a team; a person can be in several."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, db_constraint=False, related_name="members")
    person_id = models.UUIDField()

    class Meta(TenantModel.Meta):
        db_table = "support_team_member"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["team", "person_id"], name="support_team_member_once"),
        ]


declare(Team, row_class="provider", retention="as long as tickets name it")
declare(
    TeamMember, row_class="provider", personal="account", retention="as long as the member is in it", erasure="delete"
)

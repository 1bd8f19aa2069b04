"""Teams of staff: set up and changed by a service manager."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from waarborg.kernel.errors import BadInput
from waarborg.plumbing import journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.taken import taken
from waarborg.support.models import Team, TeamMember


class NameTaken(BadInput):
    code = "support.team.taken"
    nl = "Er is al een team {name}."
    en = "There is a team {name} already."


@action("support.team.manage")
def keep_team(
    team: UUID | None, *, by: Actor, at: datetime, name: str, members: Collection[UUID], active: bool = True
) -> Team:
    """Set up a team (None), or change one: its name, its members, whether tickets can still be given to it.

    Raises NameTaken, NotAllowed, NotFound.
    """
    permissions.require(by, "support.team.manage")
    if by.tenant is None:
        raise permissions.NotFound()
    found = Team(tenant_id=by.tenant) if team is None else Team.objects.select_for_update().filter(id=team).first()
    if found is None:
        raise permissions.NotFound()
    found.name, found.active = name.strip(), active
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError as error:
        if not taken(error, "support_team_name"):
            raise
        raise NameTaken(name=found.name, path="name") from error
    held = set(TeamMember.objects.filter(team=found).values_list("person_id", flat=True))
    TeamMember.objects.filter(team=found, person_id__in=held - set(members)).delete()
    TeamMember.objects.bulk_create(
        TeamMember(tenant_id=found.tenant_id, team=found, person_id=one) for one in sorted(set(members) - held)
    )
    journal.record(
        "support.team.kept",
        tenant=found.tenant_id,
        subject=Ref("support.team", found.id),
        by=by,
        at=at,
        data={"name": found.name, "members": sorted(str(one) for one in members), "active": active},
    )
    return found

"""Teams and labels as the pages that keep them in order show them."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Lower

from waarborg.customers.models import Person
from waarborg.support.models import LIVE, Tag, Team, TeamMember, Ticket, TicketTag


@dataclass(frozen=True, slots=True)
class Staffed:
    """A team with the names of its members that still work here."""

    team: Team
    members: list[str]


def teams() -> list[Staffed]:
    """All teams, those in use first, by name. Three queries."""
    found = list(
        Team.objects.order_by("-active", Lower("name")).prefetch_related(
            Prefetch("members", TeamMember.objects.all(), to_attr="held")
        )
    )
    people = {member.person_id for team in found for member in team.held}
    names = dict(Person.objects.filter(id__in=people, active=True).values_list("id", "name"))
    return [
        Staffed(team, sorted(names[member.person_id] for member in team.held if member.person_id in names))
        for team in found
    ]


def members(team: UUID) -> list[UUID]:
    return list(TeamMember.objects.filter(team_id=team).values_list("person_id", flat=True))


def tags() -> QuerySet[Tag]:
    """All labels, those in use first, by word; `live` is on how many live tickets each stands. One query."""
    borne = (
        TicketTag.objects.filter(tag=OuterRef("pk"), ticket_id__in=Ticket.objects.filter(LIVE).values("id"))
        .order_by()
        .values("tag")
        .annotate(many=Count("id"))
        .values("many")
    )
    rows: QuerySet[Tag] = Tag.objects.annotate(live=Subquery(borne)).order_by("-active", "word")
    return rows


def labels_of(tickets: Collection[UUID]) -> dict[UUID, list[str]]:
    """The labels that each of these tickets bears, by the alphabet. One query. Staff only."""
    found: dict[UUID, list[str]] = {}
    rows = TicketTag.objects.filter(ticket_id__in=tickets).order_by("tag__word")
    for ticket, word in rows.values_list("ticket_id", "tag__word"):
        found.setdefault(ticket, []).append(word)
    return found


def team_choices() -> list[tuple[UUID, str]]:
    """The teams that a ticket can be given to, by name. One query."""
    return list(Team.objects.filter(active=True).order_by(Lower("name")).values_list("id", "name"))

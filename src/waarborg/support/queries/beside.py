"""What stands beside a ticket on the desk: labels, team, who follows it. All in one question to the database."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from waarborg.support.models import Ticket

READ = """
SELECT (SELECT name FROM customers_organisation WHERE id = %(tenant)s),
  (SELECT json_agg(t.word ORDER BY t.word) FROM support_ticket_tag b JOIN support_tag t ON t.id = b.tag_id
   WHERE b.ticket_id = %(ticket)s),
  (SELECT json_agg(word ORDER BY word) FROM (SELECT word FROM support_tag WHERE active ORDER BY word LIMIT 300) AS w),
  (SELECT json_agg(json_build_object('person', person_id, 'name', name, 'side', side) ORDER BY name)
   FROM support_follower WHERE ticket_id = %(ticket)s),
  (SELECT json_agg(json_build_array(id, name, active) ORDER BY lower(name)) FROM support_team
   WHERE active OR id = %(team)s)
"""


@dataclass(frozen=True, slots=True)
class Following:
    """Somebody who follows a ticket; `side` is customer or staff."""

    person: UUID
    name: str
    side: str


@dataclass(frozen=True, slots=True)
class Beside:
    """`words` are all labels that can be put on a ticket; `teams` those it can be given to, as (id, name).

    `team` is the name of the one it has, also of one that was put away since; empty for none.
    """

    organisation: str
    tags: list[str]
    words: list[str]
    followers: list[Following]
    teams: list[tuple[UUID, str]]
    team: str

    def follows(self, person: UUID | None) -> bool:
        return any(one.person == person for one in self.followers)

    @property
    def readers(self) -> list[Following]:
        """Those of the customer with whom it was shared."""
        return [one for one in self.followers if one.side == "customer"]

    @property
    def colleagues(self) -> list[Following]:
        return [one for one in self.followers if one.side == "staff"]


def beside(ticket: Ticket) -> Beside:
    """For staff. One query."""
    with connection.cursor() as cursor:
        cursor.execute(READ, {"tenant": ticket.tenant_id, "ticket": ticket.id, "team": ticket.team_id})
        name, tags, words, followers, teams = cursor.fetchone()
    listed = [(UUID(identifier), said, active) for identifier, said, active in _list(teams)]
    return Beside(
        organisation=name or "",
        tags=_list(tags),
        words=_list(words),
        followers=[Following(UUID(one["person"]), one["name"], one["side"]) for one in _list(followers)],
        teams=[(identifier, said) for identifier, said, active in listed if active],
        team=next((said for identifier, said, _ in listed if identifier == ticket.team_id), ""),
    )


def _list(found: Any) -> list[Any]:
    return (json.loads(found) if isinstance(found, str) else found) or []

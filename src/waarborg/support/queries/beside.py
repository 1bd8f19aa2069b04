"""What stands beside a ticket on the desk: labels, team, who follows it. All in one question to the database, with what
the rest of its page would ask by itself: each question costs a page more than what it reads."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from waarborg.access.queries import support_grants
from waarborg.plumbing.journal import Ref
from waarborg.promises.queries.standing import TOLD as BINDINGS
from waarborg.promises.queries.standing import remember_told as remember_bindings
from waarborg.support.models import Ticket
from waarborg.support.models.tickets import LIVE_STATES
from waarborg.support.permissions import DESK
from waarborg.support.queries.absence import by_person
from waarborg.support.queries.causes import remember_causes
from waarborg.support.rules import numbers, states
from waarborg.support.rules.absence import Away

# Reports of one person within an hour are offered as one (CL-16).
ALIKE = timedelta(hours=1)

READ = """
SELECT (SELECT name FROM customers_organisation WHERE id = %(tenant)s),
  (SELECT json_agg(t.word ORDER BY t.word) FROM support_ticket_tag b JOIN support_tag t ON t.id = b.tag_id
   WHERE b.ticket_id = %(ticket)s),
  (SELECT json_agg(word ORDER BY word) FROM (SELECT word FROM support_tag WHERE active ORDER BY word LIMIT 300) AS w),
  (SELECT json_agg(json_build_object('person', person_id, 'name', name, 'side', side) ORDER BY name)
   FROM support_follower WHERE ticket_id = %(ticket)s),
  (SELECT json_agg(json_build_array(id, name, active) ORDER BY lower(name)) FROM support_team
   WHERE active OR id = %(team)s),
  (SELECT json_agg(json_build_array(l.kind, l.ticket_id = %(ticket)s, t.id, t.number, t.subject, t.state)
                   ORDER BY l.since) FROM support_link l
   JOIN support_ticket t ON t.id = CASE WHEN l.ticket_id = %(ticket)s THEN l.other_id ELSE l.ticket_id END
   WHERE l.ticket_id = %(ticket)s OR l.other_id = %(ticket)s),
  (SELECT json_agg(json_build_array(id, number, subject) ORDER BY number) FROM support_ticket
   WHERE merged_into_id = %(ticket)s),
  (SELECT json_build_array(id, number, subject) FROM support_ticket WHERE id = %(merged)s),
  (SELECT count(*) FROM support_ticket t WHERE %(soon)s AND t.tenant_id = %(tenant)s AND t.reporter_id = %(reporter)s
   AND t.id <> %(ticket)s AND t.state IN ({live}) AND t.reported_at BETWEEN %(since)s AND %(until)s),
  (SELECT json_agg(json_build_array(id, name) ORDER BY name) FROM support_snippet WHERE active),
  (SELECT json_build_array(count(*), count(*) FILTER (WHERE ticket_id = %(ticket)s)) FROM support_mention
   WHERE person_id = %(reader)s AND read_at IS NULL),
  (SELECT json_agg(json_build_array(person_id, last, stand_in_id, stand_in_name)) FROM support_staff_absence
   WHERE first <= %(today)s::date AND last >= %(today)s::date),
  {staff}, {causes}, {bindings}, {grants}
"""
# As `people.colleagues` reads them: whoever may answer customers.
STAFF = """(SELECT json_agg(json_build_array(p.id, p.name) ORDER BY p.name, p.id) FROM customers_person p
   WHERE p.active AND p.id IN (SELECT a.person_id FROM customers_authority a WHERE a.starts_at <= %(at)s::timestamptz
   AND (a.ends_at IS NULL OR a.ends_at > %(at)s::timestamptz) AND a.role IN ({roles})
   AND a.tenant_id IN (SELECT id FROM plumbing_tenant WHERE is_provider)))""".replace(
    "{roles}", ", ".join(f"'{role}'" for role in sorted(DESK))
)
CAUSES = """(SELECT json_agg(json_build_array(kind, cause_id) ORDER BY since) FROM support_cause
   WHERE ticket_id = %(ticket)s)"""
READ = (
    READ.replace("{live}", LIVE_STATES)
    .replace("{staff}", STAFF)
    .replace("{causes}", CAUSES)
    .replace("{bindings}", BINDINGS)
    .replace("{grants}", support_grants.TOLD)
)


@dataclass(frozen=True, slots=True)
class Following:
    """Somebody who follows a ticket; `side` is customer or staff."""

    person: UUID
    name: str
    side: str


@dataclass(frozen=True, slots=True)
class Named:
    """Another ticket, as a line names it."""

    id: UUID
    number: str
    subject: str


@dataclass(frozen=True, slots=True)
class Linked:
    """A ticket that this one has to do with; `forward` says from which side `kind` is said."""

    ticket: Named
    kind: str
    forward: bool
    live: bool


class Colleague(NamedTuple):
    """Somebody of the staff, as lists name him."""

    id: UUID
    name: str


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
    links: list["Linked"]
    merged: list["Named"]
    into: "Named | None"
    # Live tickets that the same person reported within an hour of this one.
    alike: int
    # What can be inserted into an answer, as (id, name).
    snippets: list[tuple[UUID, str]]
    # Mentions that the reader has not read: elsewhere, and of this ticket.
    mentions: int = 0
    mentions_here: int = 0
    # Colleagues who are away today.
    away: Mapping[UUID, Away] = field(default_factory=dict)
    # The active staff who may answer customers, by name.
    staff: Sequence[Colleague] = ()

    def follows(self, person: UUID | None) -> bool:
        return any(one.person == person for one in self.followers)

    @property
    def readers(self) -> list[Following]:
        """Those of the customer with whom it was shared."""
        return [one for one in self.followers if one.side == "customer"]

    @property
    def colleagues(self) -> list[Following]:
        return [one for one in self.followers if one.side == "staff"]


def beside(
    ticket: Ticket, reader: UUID | None = None, *, day: date | None = None, at: datetime | None = None
) -> Beside:
    """For staff; `reader` is whose mentions are counted, `day` the one on which who is away is told, `at` the
    instant of which the `staff` are, None where that does not matter. One query, and none any more in this unit of work
    for what binds the customer, what the ticket comes from and which content of it is open."""
    with connection.cursor() as cursor:
        cursor.execute(READ, _asked(ticket) | {"reader": reader, "person": reader, "today": day, "at": at})
        name, tags, words, followers, teams, links, merged, into, alike, snippets, unread, away, *more = (
            cursor.fetchone()
        )
    staff, causes, bindings, grants = map(_list, more)
    remember_bindings(ticket.tenant_id, bindings)
    support_grants.remember_told(ticket.tenant_id, reader, ticket.id, grants)
    remember_causes(ticket.id, [Ref(kind, UUID(one)) for kind, one in causes])
    every, here = _list(unread)
    listed = [(UUID(identifier), said, active) for identifier, said, active in _list(teams)]
    return Beside(
        organisation=name or "",
        tags=_list(tags),
        words=_list(words),
        followers=[Following(UUID(one["person"]), one["name"], one["side"]) for one in _list(followers)],
        teams=[(identifier, said) for identifier, said, active in listed if active],
        team=next((said for identifier, said, _ in listed if identifier == ticket.team_id), ""),
        links=[
            Linked(_named(*rest), kind, forward, state in states.LIVE) for kind, forward, *rest, state in _list(links)
        ],
        merged=[_named(*one) for one in _list(merged)],
        into=_named(*_list(into)) if into else None,
        alike=alike,
        snippets=[(UUID(identifier), said) for identifier, said in _list(snippets)],
        mentions=every - here,
        mentions_here=here,
        away=by_person(tuple(one) for one in _list(away)),
        staff=[Colleague(UUID(identifier), said) for identifier, said in staff],
    )


def _asked(ticket: Ticket) -> dict[str, Any]:
    return {
        "tenant": ticket.tenant_id,
        "ticket": ticket.id,
        "about": ticket.id,
        "team": ticket.team_id,
        "merged": ticket.merged_into_id,
        "reporter": ticket.reporter_id,
        "soon": ticket.is_live and ticket.reporter_id is not None,
        "since": ticket.reported_at - ALIKE,
        "until": ticket.reported_at + ALIKE,
    }


def _named(identifier: str, number: int, subject: str) -> Named:
    return Named(UUID(identifier), numbers.shown(number), subject)


def _list(found: Any) -> list[Any]:
    return (json.loads(found) if isinstance(found, str) else found) or []

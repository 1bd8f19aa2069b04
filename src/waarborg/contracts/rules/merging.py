"""What a merger of two customers carries over of people: who is known already, and what each is proposed to be.

Nobody brings rights along by itself: what somebody was at the one organisation is proposed to the other, whose owner or
administrator says yes or no (docs/adr/0022).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from waarborg.customers.rules.roles import ADMINISTRATOR, CUSTOMER_ROLES, OWNER

WAITING: Final = "waiting"
ADMITTED: Final = "admitted"
DECLINED: Final = "declined"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody at one of the two organisations, with the dotted roles held there now."""

    id: UUID
    name: str
    email: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Carried:
    """One person of the absorbed organisation: `twin` is who has the same address at the other, None where somebody is
    added there; `roles` are what is proposed, most far-reaching first."""

    person: Known
    twin: Known | None
    roles: tuple[str, ...]


def offered(had: Iterable[str], holds: Iterable[str]) -> tuple[str, ...]:
    """The roles to propose to somebody who `had` these and `holds` those there. An owner comes as an administrator: who
    owns the other organisation is not changed by a merger. Nothing that is held, or weaker than ownership, twice."""
    held = frozenset(holds)
    wanted = {ADMINISTRATOR if one == OWNER else one for one in had} - held
    if OWNER in held:
        wanted.discard(ADMINISTRATOR)
    return tuple(one for one in CUSTOMER_ROLES if one in wanted)


def carry(absorbed: Sequence[Known], survivor: Sequence[Known]) -> list[Carried]:
    """Everybody with an address, in the order given; addresses are the same whatever their capitals."""
    there = {one.email.lower(): one for one in survivor if one.email}
    found = []
    for one in absorbed:
        if one.email:
            twin = there.get(one.email.lower())
            found.append(Carried(one, twin, offered(one.roles, twin.roles if twin else ())))
    return found

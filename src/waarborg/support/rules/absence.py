"""Who is away, and who is reached in his place."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Away:
    """`last` is the last day away; `stand_in` the colleague who stands in, None where nobody was named."""

    last: date
    stand_in: UUID | None = None
    name: str = ""


def reached(person: UUID, away: Mapping[UUID, Away], staff: Collection[UUID]) -> UUID | None:
    """Whom of `staff` something reaches that is meant for somebody away: who stands in for him, or for that one, until
    one is there. None where nobody stands in, he left, or they stand in for each other."""
    seen, here = {person}, away.get(person)
    while here is not None and here.stand_in is not None:
        following = here.stand_in
        if following in seen or following not in staff:
            return None
        if following not in away:
            return following
        seen.add(following)
        here = away[following]
    return None

"""Why a term is at risk, and who could take the ticket. Pure, so that what the page advises can be tried."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from waarborg.support.rules.states import STAFF_STATES
from waarborg.support.rules.why import Why

# Somebody carries too much who has at least this many terms at risk, and more than twice what the others have.
MANY = 5
SUGGESTED = 3

# Whether somebody is there: by his weekly hours and days of absence; unknown for who gave no hours.
Presence = Literal["now", "later", "away", "unknown"]
_FIRST = {"now": 0, "unknown": 1, "later": 2}


@dataclass(frozen=True, slots=True)
class Load:
    """What a colleague has: `live` tickets in his name, of which `pressing` have a term at risk; and if he is there."""

    person: UUID
    name: str
    live: int = 0
    pressing: int = 0
    there: Presence = "unknown"


def presence(hours: Sequence[tuple[int, int, int]], *, absent: bool, at: datetime) -> Presence:
    """`hours` as (weekday from Monday 0, first minute, last minute); `at` in the desk's own time."""
    if absent:
        return "away"
    if not hours:
        return "unknown"
    minute = at.hour * 60 + at.minute
    works = any(day == at.weekday() and begins <= minute < ends for day, begins, ends in hours)
    return "now" if works else "later"


def overloaded(one: Load, all_of_them: Sequence[Load]) -> bool:
    """Compared with the mean of the colleagues beside him; without any there is nobody to compare with."""
    others = [load.pressing for load in all_of_them if load.person != one.person]
    return one.pressing >= MANY and bool(others) and one.pressing * len(others) > 2 * sum(others)


def could_take(
    holder: UUID | None, loads: Sequence[Load], team: Collection[UUID] = (), number: int = SUGGESTED
) -> list[Load]:
    """Colleagues who are not its holder and not away: those of its team first, then who is there now, then who has
    least at risk, then least in hand."""
    others = [load for load in loads if load.person != holder and load.there != "away"]
    ordered = sorted(
        others, key=lambda one: (one.person not in team, _FIRST[one.there], one.pressing, one.live, one.name)
    )
    return ordered[:number]


def reasons(
    *,
    state: str,
    late: bool,
    tight: bool,
    assigned: bool,
    team: str,
    gone: bool,
    answers: bool,
    heavy: bool,
    away: bool = False,
    reported: datetime,
    picked_up: datetime | None,
    reopen_asked: datetime | None,
) -> list[Why]:
    """Everything that holds, what weighs most first. `answers`: its holder may still answer customers; `heavy`: that
    one carries too much; `away`: is not there today."""
    said: list[Why | None] = [
        Why("De tijd is al voorbij", "The time has passed already") if late else None,
        _holder(assigned, team, gone, answers, heavy, away),
        Why("Nog door niemand opgepakt; gemeld {at}", "Picked up by nobody yet; reported {at}", reported)
        if picked_up is None
        else None,
        _state(state, reopen_asked),
        Why("Het grootste deel van de tijd is op", "Most of the time is used up") if tight and not late else None,
    ]
    return [one for one in said if one] or [Why("Valt binnenkort", "Falls due soon")]


def _holder(assigned: bool, team: str, gone: bool, answers: bool, heavy: bool, away: bool) -> Why | None:
    if not assigned:
        return (
            Why(f"Staat bij team {team}, op niemands naam", f"Lies with team {team}, in nobody's name")
            if team
            else Why("Staat op niemands naam", "Stands in nobody's name")
        )
    if gone:
        return Why("Staat op naam van wie hier niet meer werkt", "Stands in the name of who no longer works here")
    if not answers:
        return Why(
            "Staat op naam van wie klanten niet meer mag antwoorden",
            "Stands in the name of who may no longer answer customers",
        )
    if away:
        return Why("Wie het heeft is er vandaag niet", "Who has it is not there today")
    if heavy:
        return Why(
            "Wie het heeft, heeft meer dan twee keer zoveel krappe termijnen als de rest",
            "Who has it has more than twice as many terms at risk as the others",
        )
    return None


def _state(state: str, reopen_asked: datetime | None) -> Why | None:
    if reopen_asked:
        return Why("De klant vroeg {at} te heropenen", "The customer asked {at} to reopen", reopen_asked)
    if state == "waiting":
        return Why(
            "Wij wachten op de klant, maar deze klok loopt door", "We wait for the customer, but this clock runs on"
        )
    if state not in ("open", "resolved"):
        words = STAFF_STATES[state]  # type: ignore[index]
        return Why(f"Deze klok loopt door; de melding: {words['nl']}", f"This clock runs on; the ticket: {words['en']}")
    return None

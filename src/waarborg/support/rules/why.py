"""Why a ticket stands where it stands in the queue, in a sentence."""

from datetime import datetime
from typing import NamedTuple

from waarborg.support.rules.intake import QUICKEST, USUAL


class Why(NamedTuple):
    """A sentence with at most one instant in it, `{at}`, which the page prints in the reader's zone."""

    nl: str
    en: str
    at: datetime | None = None


def why(
    *,
    band: str,
    reported: datetime,
    picked_up: datetime | None,
    waiting: bool,
    reopen_asked: datetime | None,
    tight: bool,
    left: bool = False,
    urgent: bool = False,
    unanswered: datetime | None = None,
    aged: bool = False,
    quick: int = USUAL,
    aside: str = "",
    whom: str = "",
    day: str = "",
    calls: datetime | None = None,
) -> Why:
    """The first of these that holds: `calls` is due first, asked to reopen, whoever had it `left`, urgent, `aged`
    (CL-69), `quick` to answer, not picked up, set `aside` (for `whom`, or until `day`), waiting, late, tight, or simply
    its due time."""
    if (first := _first(calls, reopen_asked, left=left, urgent=urgent)) is not None:
        return first
    pressing = band in ("late", "soon")
    if aged and not pressing:
        return Why(
            "Wacht sinds {at} op een woord van ons: gaat voor wat snel kan",
            "Has waited for a word from us since {at}: goes before what is quick",
            unanswered,
        )
    if picked_up is None and quick != USUAL and not pressing:
        return _quick(quick, reported)
    if picked_up is None:
        return Why("Gemeld {at} en nog door niemand opgepakt", "Reported {at} and picked up by nobody yet", reported)
    if aside:
        return _aside(aside, whom, day, runs=band != "paused")
    if waiting:
        return _waiting(runs=band != "paused")
    if (pressed := _pressed(band, reported, tight=tight)) is not None:
        return pressed
    return Why("Opgepakt {at}", "Picked up {at}", picked_up)


def _first(calls: datetime | None, reopen_asked: datetime | None, *, left: bool, urgent: bool) -> Why | None:
    """What somebody is to do now, whatever the clocks say."""
    if calls:
        return Why("De klant vroeg om gebeld te worden: {at}", "The customer asked to be called: {at}", calls)
    if reopen_asked:
        return Why(
            "Klant reageerde na de oplossing, {at}: heropenen?",
            "Customer replied after the solution, {at}: reopen?",
            reopen_asked,
        )
    if left:
        return Why(
            "Staat op naam van iemand die hier niet meer werkt: neem hem over",
            "Stands in the name of somebody who no longer works here: take it over",
        )
    if urgent:
        return Why("Spoed: ander werk wacht", "Urgent: other work waits")
    return None


def _quick(quick: int, reported: datetime) -> Why:
    """What is complete is answered sooner, and so goes first."""
    if quick == QUICKEST:
        return Why(
            "Gemeld {at}: alles is ingevuld, met een beeld erbij, dus snel te beantwoorden",
            "Reported {at}: complete, with a picture, so quick to answer",
            reported,
        )
    return Why(
        "Gemeld {at}: alles is ingevuld, dus snel te beantwoorden",
        "Reported {at}: complete, so quick to answer",
        reported,
    )


def _aside(state: str, whom: str, day: str, *, runs: bool) -> Why:
    nl = "maar deze klok loopt door" if runs else "de klok staat stil"
    en = "but this clock runs on" if runs else "the clock stands still"
    if state == "planned":
        return Why(f"Ingepland voor {day}, {nl}", f"Planned for {day}, {en}")
    return Why(f"Wacht op {whom}, {nl}", f"Waits for {whom}, {en}")


def _waiting(*, runs: bool) -> Why:
    if runs:
        return Why(
            "Wij wachten op de klant, maar deze klok loopt door", "We wait for the customer, but this clock runs on"
        )
    return Why(
        "Wij vroegen iets; de klok staat stil tot de klant reageert",
        "We asked something; the clock stands still until the customer replies",
    )


def _pressed(band: str, reported: datetime, *, tight: bool) -> Why | None:
    if band == "late":
        return Why(
            "De afgesproken tijd is voorbij; elke minuut telt mee", "The agreed time has passed; every minute counts"
        )
    if tight:
        return Why("Het grootste deel van de tijd is op", "Most of the time is used up")
    if band == "untimed":
        return Why(
            "Zonder termijn in de overeenkomst; gemeld {at}", "No term in the agreement; reported {at}", reported
        )
    return None

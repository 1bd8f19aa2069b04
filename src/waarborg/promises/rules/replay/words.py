"""What happens to a clock, in Dutch and English, for the customer and for staff."""

from collections.abc import Callable
from typing import TypeAlias

# (kind, name, lang) -> a phrase of the registry or the agreement, "" where nobody declared one. Kinds: event, state,
# property (by its full name) and word (`priority=p1`).
Phrases: TypeAlias = Callable[[str, str, str], str]

# What was done, by the last part of an event's name; other events are told with their noun phrase.
_DONE = {
    "reported": ("gemeld", "reported"),
    "answered": ("beantwoord", "answered"),
    "picked-up": ("opgepakt", "picked up"),
    "contacted": ("contact opgenomen", "contacted"),
    "work-started": ("begonnen", "work started"),
    "worked-around": ("tussenoplossing gegeven", "worked around"),
    "resolved": ("opgelost", "resolved"),
    "reopened": ("heropend", "reopened"),
    "withdrawn": ("ingetrokken", "withdrawn"),
    "merged": ("samengevoegd met een andere melding", "merged into another report"),
    "requested": ("gevraagd", "requested"),
    "received": ("ontvangen", "received"),
    "delivered": ("geleverd", "delivered"),
    "confirmed": ("bevestigd", "confirmed"),
    "completed": ("afgerond", "completed"),
    "paid": ("betaald", "paid"),
    "discovered": ("ontdekt", "discovered"),
    "customer-told": ("aan u verteld", "told to you"),
    "deleted": ("gewist", "deleted"),
    "filed": ("ingediend", "filed"),
    "decided": ("beslist", "decided"),
    "released": ("vrijgegeven", "released"),
}

_WAITING = "support.ticket.waiting-for-customer"

TEXTS: dict[str, tuple[str, str]] = {
    "starts": ("{what}, de klok begint", "{what}, the clock starts"),
    "clock-starts": ("De klok begint", "The clock starts"),
    "started": ("{What} {moment}", "{What} {moment}"),
    "clock-started": ("De klok begint {moment}", "The clock starts {moment}"),
    "from-change": ("Telt vanaf de wijziging", "Counts from the change"),
    "waiting-customer": ("Wij wachtten op uw antwoord", "We waited for your answer"),
    "waiting-staff": ("Wacht op klant", "Waiting for customer"),
    "resolved-customer": ("De melding was opgelost", "The report was resolved"),
    "resolved-staff": ("Opgelost, later heropend", "Resolved, reopened later"),
    "paused": ("De klok stond stil", "The clock was paused"),
    "still-waiting-customer": ("Staat stil, wij wachten op u", "Paused, waiting for you"),
    "still-waiting-staff": ("Staat stil, wacht op klant", "Paused, waiting for customer"),
    "still-paused": ("De klok staat stil", "The clock is paused"),
    "pause-line": (
        "{why} van {begin} tot {end}: {amount} telt niet",
        "{why} from {begin} to {end}: {amount} not counted",
    ),
    "pause-bare": ("{why} van {begin} tot {end}", "{why} from {begin} to {end}"),
    "pause-closed": (
        "{why} van {begin} tot {end}, buiten openingstijd",
        "{why} from {begin} to {end}, outside opening hours",
    ),
    "pause-open": ("{why} sinds {begin}; de termijn schuift op", "{why} since {begin}; the term moves on"),
    "midnights": ("{number} keer middernacht", "{number} × midnight"),
    "uncounted": ("telt niet", "not counted"),
    "period": ("Eén keer in deze periode, uiterlijk aan het einde", "Once in this period, by its end"),
    "agreed": ("De afgesproken datum", "The date agreed"),
    "due": ("Uiterlijk", "Due by"),
    "held": (
        "De eerdere termijn blijft gelden: een andere prioriteit geeft geen uitstel",
        "The earlier term goes on to hold: another priority gives no delay",
    ),
    "not-published": (
        "De openingsuren zo ver vooruit zijn nog niet gepubliceerd; het moment is nog niet te berekenen",
        "Opening hours that far ahead are not published yet; the moment cannot be calculated yet",
    ),
    "became": ("{name} werd {word}", "{name} became {word}"),
    "date-change": ("De afgesproken datum wijzigde", "The date agreed changed"),
    "version-change": (
        "Een nieuwe versie van de overeenkomst ging in",
        "A new version of the agreement came into force",
    ),
    "calendar-change": ("Een nieuwe kalender werd gepubliceerd", "A new calendar was published"),
    "property-change": ("De voorwaarden wijzigden", "The conditions changed"),
    "targets": ("was uiterlijk {before}, wordt uiterlijk {after}", "was due by {before}, is now due by {after}"),
    "target-same": ("blijft uiterlijk {after}", "stays due by {after}"),
    "target-none": ("zonder vaste termijn", "no stated term"),
    "begins": (
        "de belofte geldt nu en telt vanaf het begin: uiterlijk {after}",
        "the promise applies now and counts from the start: due by {after}",
    ),
    "ceases": ("de belofte geldt hier niet meer", "the promise no longer applies here"),
    "by-raise": (
        "dat moment was al voorbij, dus niet nagekomen door de wijziging",
        "that moment had passed already, so not met by the change",
    ),
    "settled": ("het oordeel blijft zoals het was", "the verdict stays as it was"),
    "reopened": ("Heropend: dezelfde klok gaat verder", "Reopened: the same clock goes on"),
    "merged": (
        "Samengevoegd: de klok loopt door op de andere melding",
        "Merged: the clock goes on with the other report",
    ),
    "stopped": ("{What}, {verdict}", "{What}, {verdict}"),
    "met": ("nagekomen na {counted}", "met after {counted}"),
    "late": ("niet nagekomen, {late} te laat", "not met, {late} late"),
    "exceeded": ("langer dan verwacht: {late} over", "longer than expected: {late} over"),
    "timed": ("na {counted}", "after {counted}"),
    "clock-stops": ("De klok stopt", "The clock stops"),
    "passed": ("Het moment ging voorbij: niet nagekomen", "The moment passed: not met"),
    "passed-exceeded": ("Het moment ging voorbij: langer dan verwacht", "The moment passed: longer than expected"),
    "waived": ("Kwijtgescholden", "Waived"),
    "void": ("{What}: de klok vervalt", "{What}: the clock is void"),
    "void-ended": ("{What}", "{What}"),
    "ceased-to-apply": ("De belofte geldt hier niet meer", "The promise no longer applies here"),
    "not-in-force": ("De belofte is niet meer van kracht", "The promise is no longer in force"),
}


def silent(kind: str, name: str, lang: str) -> str:
    """Phrases of nobody."""
    return ""


def say(key: str, lang: str, **values: object) -> str:
    """The text `key` in nl, or in en for anything else."""
    return TEXTS[key][0 if lang == "nl" else 1].format(**values)


def done(event: str | None, lang: str, phrases: Phrases) -> str:
    """What an event did, such as "gemeld"; "" where nobody can say."""
    if event is None:
        return ""
    pair = _DONE.get(event.rpartition(".")[2])
    return pair[0 if lang == "nl" else 1] if pair else phrases("event", event, lang)


def why_paused(reason: str, lang: str, audience: str, phrases: Phrases, *, still: bool = False) -> str:
    """Why the clock stood still, or stands still, as the customer or staff read it."""
    if reason in (_WAITING, "resolved"):
        name = "waiting" if reason == _WAITING else "resolved"
        return say(f"{'still-' if still else ''}{name}-{audience}", lang)
    base = say("still-paused" if still else "paused", lang)
    phrase = phrases("state", reason, lang)
    return f"{base}: {phrase}" if phrase else base

"""The customer's question "when": the sentence on top of a ticket, the steps, and why, clock by clock."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from waarborg.plumbing.web import wording
from waarborg.promises.queries import Card, leading
from waarborg.support.models import Ticket

TEXTS = {
    "open": ("Wij zijn ermee bezig. U hoeft nu niets te doen.", "We are working on it. You need not do anything now."),
    "new": (
        "Uw melding is binnen en nog niet opgepakt. U hoeft nu niets te doen.",
        "Your report has arrived and is not picked up yet. You need not do anything now.",
    ),
    "waiting": (
        "Wij wachten op uw antwoord. Zodra u reageert, loopt de klok verder.",
        "We are waiting for your answer. As soon as you reply, the clock goes on.",
    ),
    "waiting, runs on": (
        "Wij wachten op uw antwoord; deze termijn loopt gewoon door.",
        "We are waiting for your answer; this term runs on.",
    ),
    "third-party": (
        "Wij wachten op {whom}. U hoeft nu niets te doen.",
        "We are waiting for {whom}. You need not do anything now.",
    ),
    "third-party, runs on": (
        "Wij wachten op {whom}; deze termijn loopt gewoon door.",
        "We are waiting for {whom}; this term runs on.",
    ),
    "planned": (
        "Wij gaan hiermee verder op {day}. U hoeft nu niets te doen.",
        "We go on with this on {day}. You need not do anything now.",
    ),
    "planned, runs on": (
        "Wij gaan hiermee verder op {day}; deze termijn loopt gewoon door.",
        "We go on with this on {day}; this term runs on.",
    ),
    "merged": (
        "Deze melding is samengevoegd met een andere; daar gaat het verder.",
        "This report was merged with another; it goes on there.",
    ),
    "resolved": ("Werkt het nog niet? Reageer dan hieronder.", "Does it still not work? Then reply below."),
    "withdrawn": (
        "U trok deze melding in. Er loopt geen termijn meer.",
        "You withdrew this report. No term runs any more.",
    ),
}
LATE = (
    "Dit hadden wij eerder moeten doen. Het staat als niet nagekomen in uw maandrapport.",
    "We should have done this earlier. It stands as not met in your monthly report.",
)
NO_TERM = (
    "Voor deze melding noemt uw overeenkomst geen termijn",
    "Your agreement names no term for this report",
)


def _in(pair: tuple[str, str], lang: str) -> str:
    return pair[lang == "en"]


def answer_to_when(ticket: Ticket, cards: Sequence[Card], *, now: datetime, lang: str) -> dict[str, Any] | None:
    """What components/answer.html shows; None for a withdrawn ticket without clocks."""
    lang = wording.tongue(lang)
    first = leading(cards)
    text = _in(TEXTS["new" if ticket.state == "open" and ticket.picked_up_at is None else ticket.state], lang)
    if first is None:
        if not ticket.is_live:
            return None
        return {
            "state": "rest",
            "lead": _in(("Geen termijn", "No term"), lang),
            "heading": _in(NO_TERM, lang),
            "text": _filled(text, ticket, lang),
            "clocks": [],
        }
    if f"{ticket.state}, runs on" in TEXTS and first.state != "paused":
        text = _in(TEXTS[f"{ticket.state}, runs on"], lang)
    text = _filled(text, ticket, lang)
    if first.state == "late":
        text = f"{_in(LATE, lang)} {text}"
    return {
        "state": first.state,
        "lead": _sentence(wording.clock_words(first.state, first.us, lang, day_us=first.day_us)),
        "heading": _heading(first, now, lang),
        "text": text,
        "clocks": [
            {
                "why": why,
                "words": card.words,
                "source": card.source,
                "source_url": card.source_url,
                "explanation": card.explanation,
                "ledger": card.ledger,
                "waiver": card.waiver,
                "foot": card.foot,
                "open": card is first and card.is_open,
            }
            for card, why in zip(cards, _questions(cards, first, now, lang), strict=True)
        ],
    }


def _filled(text: str, ticket: Ticket, lang: str) -> str:
    """Whom we wait for and the day that was chosen, as the customer reads them."""
    day = wording.day(ticket.planned_for, lang) if ticket.planned_for else ""
    return text.replace("{whom}", ticket.waits_for or _in(("een ander", "somebody else"), lang)).replace("{day}", day)


def _questions(cards: Sequence[Card], first: Card, now: datetime, lang: str) -> list[str]:
    """What each explanation answers. The first is the question on top; the others say which clock they mean, and where
    two would read the same, by which clause."""
    asked = []
    for card in cards:
        if not card.is_open or card.due is None:
            asked.append(f"{card.name}: {wording.clock_words(card.state, None, lang)}")
        elif card is first:
            asked.append(card.why)
        else:
            zone = (card.explanation or {}).get("zone", "Europe/Amsterdam")
            asked.append(wording.why(card.due, lang, zone, now=now, what=card.what))
    return [
        f"{text} ({card.source})" if asked.count(text) > 1 and card.source else text
        for card, text in zip(cards, asked, strict=True)
    ]


def _heading(card: Card, now: datetime, lang: str) -> str:
    what = card.name[:1].lower() + card.name[1:]
    if not card.is_open:
        return f"{card.name}: {wording.clock_words(card.state, None, lang)}"
    if card.due is None:
        return _in((f"De klok voor {what} staat stil", f"The clock for {what} is paused"), lang)
    zone = (card.explanation or {}).get("zone", "Europe/Amsterdam")
    if card.state == "late":
        moment = wording.instant(card.due, lang, zone, now=now)
        return _in((f"{card.name} had er {moment} moeten zijn", f"{card.name} should have been there {moment}"), lang)
    return f"{_sentence(wording.deadline(card.due, lang, zone, now=now))}: {what}"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def steps(ticket: Ticket, cards: Sequence[Card], *, now: datetime, lang: str) -> list[dict[str, Any]]:
    """Reported, then every clock in order of its term: where the ticket stands."""
    lang = wording.tongue(lang)
    if not cards:
        return []
    zone = next((card.explanation["zone"] for card in cards if card.explanation), "Europe/Amsterdam")
    found: list[dict[str, Any]] = [
        {
            "label": _in(("Gemeld", "Reported"), lang),
            "text": wording.instant(ticket.reported_at, lang, zone, now=now, short=True),
            "state": "met",
            "current": False,
        }
    ]
    ordered = sorted(cards, key=_place)
    current = next((card for card in ordered if card.is_open), None)
    for card in ordered:
        step = {
            "label": card.name,
            "text": _when(card, zone, now, lang),
            "state": card.state,
            "current": card is current,
        }
        # Two promises may end at the same event and instant: that is one step to the reader.
        if {**step, "current": found[-1]["current"]} != found[-1]:
            found.append(step)
    return found


def _place(card: Card) -> tuple[int, datetime]:
    """What is done in the order in which it was done, then what is due, then what stands still."""
    if not card.is_open:
        return 0, card.stopped or card.due or card.started
    return (1, card.due) if card.due else (2, card.started)


def _when(card: Card, zone: str, now: datetime, lang: str) -> str:
    if card.stopped is not None and not card.is_open:
        return wording.instant(card.stopped, lang, zone, now=now, short=True)
    if card.due is None:
        return wording.clock_words(card.state, None, lang)
    if card.state == "late":
        return wording.clock_words("late", card.us, lang)
    return wording.deadline(card.due, lang, zone, now=now, short=True)

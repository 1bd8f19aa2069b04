"""What sending an answer does to each clock, said before the click."""

from collections.abc import Sequence

from waarborg.plumbing.web import wording
from waarborg.promises.queries import Card

MET = {
    "nl": "{name}: wordt hiermee nagekomen als dit bericht de klok stopt, {left}",
    "en": "{name}: is met if this message stops the clock, {left}",
}
LATE = {"nl": "{name}: al te laat; wordt niet nagekomen", "en": "{name}: late already; will be not met"}
STILL = {"nl": "{name}: staat stil", "en": "{name}: is paused"}


def effects(cards: Sequence[Card], *, lang: str) -> list[dict[str, str]]:
    """A line for each open clock: state and text."""
    lang = wording.tongue(lang)
    found = []
    for card in cards:
        if not card.is_open:
            continue
        if card.state == "late":
            text = LATE[lang]
        elif card.state == "paused" or card.us is None:
            text = STILL[lang]
        else:
            text = MET[lang]
        left = "" if card.us is None else wording.clock_words(card.state, card.us, lang, day_us=card.day_us)
        found.append({"state": card.state, "text": text.format(name=card.name, left=left)})
    return found

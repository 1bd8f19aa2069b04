"""The states of a ticket and the acts that each allows. Clocks do not read these: they replay the journal."""

from typing import Literal

State = Literal["open", "waiting", "third-party", "planned", "resolved", "withdrawn", "merged"]
Purpose = Literal["message", "question", "workaround", "resolution"]
STATES: dict[State, dict[str, str]] = {
    "open": {"nl": "in behandeling", "en": "being handled"},
    "waiting": {"nl": "wacht op u", "en": "waiting for you"},
    "third-party": {"nl": "wacht op een ander", "en": "waiting for somebody else"},
    "planned": {"nl": "ingepland", "en": "planned"},
    "resolved": {"nl": "opgelost", "en": "resolved"},
    "withdrawn": {"nl": "ingetrokken", "en": "withdrawn"},
    "merged": {"nl": "samengevoegd", "en": "merged"},
}
STAFF_STATES: dict[State, dict[str, str]] = {
    **STATES,
    "waiting": {"nl": "wacht op klant", "en": "waiting for customer"},
}
PURPOSES: dict[Purpose, dict[str, str]] = {
    "message": {"nl": "Een bericht, melding blijft open", "en": "A message, the report stays open"},
    "question": {"nl": "Een vraag, wij wachten op klant", "en": "A question, we wait for the customer"},
    "workaround": {"nl": "De tussenoplossing", "en": "The workaround"},
    "resolution": {"nl": "De oplossing", "en": "The solution"},
}
KINDS: dict[str, dict[str, str]] = {
    "incident": {"nl": "storing", "en": "failure"},
    "bug": {"nl": "fout", "en": "bug"},
    "question": {"nl": "vraag", "en": "question"},
    "wish": {"nl": "wens", "en": "wish"},
    "data-work": {"nl": "gegevenswerk", "en": "data work"},
}
LIVE: frozenset[State] = frozenset({"open", "waiting", "third-party", "planned"})
# Set aside by staff: neither they nor the customer have anything to do now.
ASIDE: frozenset[State] = frozenset({"third-party", "planned"})

AFTER_ANSWER: dict[Purpose, State | None] = {
    "message": None,
    "question": "waiting",
    "workaround": None,
    "resolution": "resolved",
}


def after_answer(state: State, purpose: Purpose) -> State:
    """The state that an answer for `purpose` leads to; a plain message leaves it as it is."""
    return AFTER_ANSWER[purpose] or state


def after_reply(state: State) -> State:
    """A customer's reply ends all waiting and what was planned, for somebody must look; on a resolved ticket it only
    asks whether to reopen (SEMANTICS 3)."""
    return "open" if state == "waiting" or state in ASIDE else state

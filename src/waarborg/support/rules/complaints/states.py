"""How a complaint goes: filed, handled by one, answered; then, if the customer wants, by another once more."""

from typing import Literal

State = Literal["filed", "handling", "answered", "appealed", "settled", "withdrawn"]
Outcome = Literal["upheld", "partly", "not-upheld"]
STATES: dict[State, dict[str, str]] = {
    "filed": {"nl": "ontvangen", "en": "received"},
    "handling": {"nl": "in behandeling", "en": "being handled"},
    "answered": {"nl": "beantwoord", "en": "answered"},
    "appealed": {"nl": "opnieuw in behandeling", "en": "being looked at again"},
    "settled": {"nl": "afgerond", "en": "settled"},
    "withdrawn": {"nl": "ingetrokken", "en": "withdrawn"},
}
OUTCOMES: dict[Outcome, dict[str, str]] = {
    "upheld": {"nl": "terecht", "en": "upheld"},
    "partly": {"nl": "deels terecht", "en": "upheld in part"},
    "not-upheld": {"nl": "niet terecht", "en": "not upheld"},
}
# Somebody of ours has to do something.
LIVE: frozenset[State] = frozenset({"filed", "handling", "appealed"})


def shown(number: int) -> str:
    """The number as people say it: K-00042."""
    return f"K-{number:05d}"

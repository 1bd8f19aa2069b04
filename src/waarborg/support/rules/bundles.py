"""The states of a bundle of wishes."""

from typing import Literal

State = Literal["proposed", "moved", "agreed", "delivered", "dropped"]
STATES: dict[State, dict[str, str]] = {
    "proposed": {"nl": "voorgesteld", "en": "proposed"},
    "moved": {"nl": "klant koos een andere dag", "en": "customer chose another day"},
    "agreed": {"nl": "afgesproken", "en": "agreed"},
    "delivered": {"nl": "opgeleverd", "en": "delivered"},
    "dropped": {"nl": "vervallen", "en": "dropped"},
}
FOR_CUSTOMERS: dict[State, dict[str, str]] = {
    **STATES,
    "moved": {"nl": "u koos een andere dag", "en": "you chose another day"},
}
# What can still become of it.
LIVE: frozenset[State] = frozenset({"proposed", "moved", "agreed"})
# Before the day is agreed.
OPEN: frozenset[State] = frozenset({"proposed", "moved"})

"""Checks: functions that look at the running installation and say whether something is so at this moment.

A package registers its own in AppConfig.ready, under the full name by which agreements call it; `promises` carries them
out every day and keeps what came of it. They lie in `queries/checks.py`, or in `checks.py` where
they look at forms.

A check is called outside any scope and enters what it needs (`tenancy.enter`); it changes nothing. It looks at what is
really there and can come out either way. One that cannot look raises, `NotKnown` where it can say why: that is "could
not be carried out", and never counts as so.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

# What a check may have come to, as journals and reports say it; or the word of a fault of its own (`Outcome.why`).
HOLDS, FAILS, NOT_CARRIED_OUT = "holds", "fails", "not-carried-out"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was seen, as a sentence in each language for staff; it may name tables, files and addresses, no customers.

    `why` names the fault by a word that the check's entry in `rules/names.py` declares under `faults`: customers read
    that one's phrase in their reports, and nothing else of what was seen.
    """

    holds: bool
    nl: str
    en: str
    why: str = ""

    @property
    def word(self) -> str:
        """As it is recorded."""
        return HOLDS if self.holds else self.why or FAILS

    def say(self, lang: str) -> str:
        return self.nl if lang == "nl" else self.en


class NotKnown(Exception):
    """A check had nothing to look at, and says in each language what is needed first."""

    def __init__(self, *, nl: str, en: str) -> None:
        super().__init__(en)
        self.nl, self.en = nl, en


Check = Callable[[datetime], Outcome]
_checks: dict[str, Check] = {}


def register(checks: Mapping[str, Check]) -> None:
    """By full name, such as "support.attachments". Raises ValueError for a second function under one name."""
    for name, check in checks.items():
        if _checks.setdefault(name, check) is not check:
            raise ValueError(f"two functions carry out {name}")


def registered() -> Mapping[str, Check]:
    return MappingProxyType(_checks)

"""What an agreement still promises once it has ended: what it says about leaving, and about the data left behind."""

from typing import Final

from waarborg.promises.rules.agreement.promise import Promise
from waarborg.promises.rules.agreement.references import of_promise

# Beginnings of the names of which one makes a promise outlast the agreement: it can only be kept after the end.
LEAVING: Final = (
    "contracts.archive.",
    "contracts.contract.ends",
    "contracts.notice.",
    "contracts.termination.",
    "continuity.export.",
    "privacy.erasure.",
)


def outlasts(promise: Promise) -> bool:
    """Whether a promise goes on to hold after the last day of the agreement."""
    return any(one.name.startswith(LEAVING) for one in of_promise(promise, ()))

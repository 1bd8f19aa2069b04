"""What promises are about, held against what is supplied and what a customer bought."""

from datetime import datetime
from uuid import UUID

from waarborg.catalogue import queries as catalogue
from waarborg.promises.queries.standing import compiled
from waarborg.promises.rules.agreement import Loaded, Problem
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.scope import concerns, is_scoped, told, unknown
from waarborg.promises.rules.agreement.scope import unsupplied as in_file


def unsupplied(loaded: Loaded) -> tuple[Problem, ...]:
    """What a file speaks of that the catalogue does not have, each at its line. One query."""
    return in_file(loaded, catalogue.words())


def unsupplied_in(sha256: str, lang: str) -> list[tuple[str, str]]:
    """The same of a published version: promise and sentence. One query."""
    words = catalogue.words()
    return [(one.promise, told(one, words, lang)) for one in unknown(compiled(sha256).agreement, words)]


def of_others(agreement: Agreement, tenant: UUID, at: datetime) -> frozenset[str]:
    """The promises about something that a customer does not have at this instant: they hold for others. No query where
    every promise holds for all, else two."""
    if not is_scoped(agreement):
        return frozenset()
    held = catalogue.held_words(tenant, at)
    return frozenset(name for name, one in agreement.promises.items() if not concerns(one, agreement, held))

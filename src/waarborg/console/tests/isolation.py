"""What the isolation tests need to know of the console (tests/isolation)."""

from uuid import UUID

from waarborg.customers.actions.importing.kinds import kinds
from waarborg.customers.actions.importing.staged import hand_in
from waarborg.customers.tests.cast import NOW, Cast


def held(cast: Cast) -> UUID:
    """A file with a line of Merendaal, handed in by the manager."""
    content = b"klant;naam;e-mail\nmerendaal;S. Monster;s.monster@example.org\n"
    given = {"kind": kinds()["people"], "name": "personen.csv", "source": "oud", "provider": cast.provider.id}
    with cast.manager.at_work():
        return hand_in(content, **given, by=cast.manager.actor, at=NOW).id


SAMPLES = {"held": held}
# What the lowest roles may look at, and where their forms are looked at (tests/isolation/test_urls.py).
SEES = {
    "customer.user": {"portal"},
    "provider.support": {"desk", "desk-references", "ticket-incident", "incident-tickets"},
}
WRITES = {
    "customer.user": {"merged-seen"},
    "provider.support": {"desk", "desk-references", "incident-tickets"},
}

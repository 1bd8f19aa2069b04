"""What acts on roll-outs leave in the provider's journal; what concerns one customer stands in his."""

from datetime import datetime

from waarborg.plumbing import journal
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.releases.models import Rollout, Turn, Wave


def note(kind: str, held: Rollout, /, *, by: Actor, at: datetime, **words: str) -> None:
    journal.record(
        kind, tenant=held.tenant_id, subject=held.ref, by=by, at=at, properties={"version": held.version, **words}
    )


def note_wave(kind: str, held: Rollout, wave: Wave, /, *, by: Actor, at: datetime, **words: str) -> None:
    properties = {"version": held.version, "number": str(wave.number), **words}
    journal.record(
        kind, tenant=held.tenant_id, subject=wave.ref, related=[held.ref], by=by, at=at, properties=properties
    )


def note_customer(kind: str, held: Rollout, turn: Turn, /, *, by: Actor, at: datetime, **words: str) -> None:
    """About the customer's place in it; a migration is its own subject, for its clock."""
    subject = turn.ref if ".migration." in kind else held.ref
    related = [Ref("customers.customer", turn.tenant_id), *([held.ref] if subject is not held.ref else [])]
    journal.record(
        kind, tenant=turn.tenant_id, subject=subject, related=related, by=by, at=at,
        properties={"version": held.version, **words},
    )  # fmt: skip

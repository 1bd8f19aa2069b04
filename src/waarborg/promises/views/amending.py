"""An amendment on the page where files are published: tried out, or recorded for the customer that it names."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from waarborg.customers.models import Organisation
from waarborg.plumbing.actors import Actor
from waarborg.promises.actions.amend import amend, read_amendment
from waarborg.promises.actions.keep_amendment import documents_of
from waarborg.promises.models import AgreementVersion, Binding
from waarborg.promises.rules.agreement import Loaded

NO_BASE = "agreement.amendment.no-base"


def amended_by(loaded: Loaded) -> AgreementVersion | None:
    """The published version that a file which holds only an amendment was read against; None for any other file."""
    names = [str(one.params["amends"]) for one in loaded.problems if one.code == NO_BASE]
    if not names:
        return None
    agreement, _, version = names[0].partition(" ")
    return AgreementVersion.objects.filter(agreement=agreement, version=version, amends__isnull=True).first()


def tried(base: AgreementVersion, source: bytes, *, name: str, at: datetime) -> Loaded:
    return read_amendment(base, source, name=name, at=at)


def summary(base: AgreementVersion, loaded: Loaded, documents: Mapping[str, bytes]) -> dict[str, Any]:
    """What recording it would do. Call without problems."""
    amended = loaded.amended[0]
    here = {*documents_of(base), *documents}
    return {
        "amendment": amended.amendment,
        "version": base,
        "customer": Organisation.objects.get(kind="customer", slug=amended.amendment.customer),
        "changed": len(amended.amendment.promises),
        "withdrawn": len(amended.amendment.withdraws),
        "missing": [one.file for one in amended.agreement.documents.values() if one.file not in here],
    }


def recorded(
    base: AgreementVersion, source: bytes, *, by: Actor, at: datetime, name: str, documents: Mapping[str, bytes]
) -> Binding:
    """Raises as `amend`."""
    bound: Binding = amend(base, source, by=by, at=at, name=name, documents=documents)
    return bound

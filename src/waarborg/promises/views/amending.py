"""An amendment on the page where files are handed in: tried out, with what publishing it would do."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from waarborg.customers.models import Organisation
from waarborg.promises.actions.amend import read_amendment
from waarborg.promises.actions.keep_amendment import documents_of
from waarborg.promises.models import AgreementVersion
from waarborg.promises.rules.agreement import Loaded


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

"""Which documents of a version bind a customer: all but those that go with something it did not buy."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from waarborg.promises.models import Binding
from waarborg.promises.queries.whom import bound_words
from waarborg.promises.rules.agreement.conditions import fits
from waarborg.promises.rules.agreement.model import Agreement


def words_for(binding: Binding | None, tenant: UUID, *, at: datetime) -> Mapping[str, str]:
    """What the customer bought under a binding; of a version that does not bind it yet, what it has now. At most one
    query."""
    return dict(binding.words) if binding is not None else bound_words(tenant, at=at)


def goes_with(agreement: Agreement, key: str, words: Mapping[str, str]) -> bool:
    """Whether a document binds who bought what these words say (SO-10: an addendum with the plan that it is of)."""
    document = agreement.documents.get(key)
    if document is None or document.if_ is None:
        return True
    return fits(document.if_, {name: words.get(name) for name in document.if_})

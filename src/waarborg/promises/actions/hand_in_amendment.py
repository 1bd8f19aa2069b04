"""Handing in what was agreed with one customer: like any other file, somebody else reads and publishes it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.promises.actions.amend import read_amendment
from waarborg.promises.actions.drafts import keep_handed_in
from waarborg.promises.actions.keep_amendment import documents_of
from waarborg.promises.models import AgreementVersion, Draft
from waarborg.promises.queries.standing import file_of
from waarborg.promises.rules.agreement import AgreementRefused
from waarborg.promises.rules.agreement.carry_over import as_agreed
from waarborg.promises.rules.agreement.freeze import freeze


@action("promises.version.apply")
def hand_in_amendment(
    base: AgreementVersion,
    source: bytes,
    *,
    by: Actor,
    at: datetime,
    provider: UUID,
    name: str,
    documents: Mapping[str, bytes],
) -> Draft:
    """A draft of an amendment that is ready to bind its customer, with its documents.

    Raises NotAllowed, AgreementRefused with every problem of the file, DocumentMissing, DocumentChanged.
    """
    permissions.require(by, "promises.agreement.bind")
    loaded = read_amendment(base, source, name=name, at=at)
    if loaded.problems:
        raise AgreementRefused(problems=loaded.problems)
    agreement = as_agreed(loaded.amended[0], file_of(base).require())
    given = {**documents_of(base), **documents}
    frozen = freeze(agreement, on=at.astimezone(ZoneInfo(agreement.timezone)).date(), documents=given)
    named = {bound["file"] for bound in frozen.content.get("documents", {}).values()}
    own = {file: content for file, content in documents.items() if file in named}
    return keep_handed_in(source, own, by=by, at=at, provider=provider)

"""Publishing an agreement version: checked, frozen, named by its hash."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.promises.models import AgreementDocument, AgreementVersion
from waarborg.promises.rules.agreement import Agreement, load
from waarborg.promises.rules.agreement.freeze import Frozen, freeze


class VersionTaken(Refusal):
    """Another content was published under this name already: a version never changes."""

    code = "promises.version-taken"
    nl = "{agreement} versie {version} is al gepubliceerd, met een andere inhoud."
    en = "{agreement} version {version} was published already, with another content."
    nl_way_out = "Geef dit bestand een nieuw versienummer."
    en_way_out = "Give this file a new version number."


@action("promises.agreement.publish")
def publish(
    source: bytes,
    *,
    by: Actor,
    at: datetime,
    provider: UUID,
    name: str,
    documents: Mapping[str, bytes] | None = None,
    alone: bool = False,
) -> AgreementVersion:
    """Publish the agreement in `source` (YAML) with the documents it names (by file name) for the provider.

    `alone` is kept in the journal's chain: its writer published it. The same content again gives the version there is.
    Raises AgreementRefused with every problem of the file, DocumentMissing, DocumentChanged, VersionTaken, NotAllowed.
    """
    permissions.require(by, "promises.agreement.publish")
    agreement = load(source, name=name).require()
    frozen = freeze(agreement, on=at.astimezone(ZoneInfo(agreement.timezone)).date(), documents=documents or {})
    held = named(agreement, frozen)
    if held is not None:
        return held
    row = AgreementVersion.objects.create(
        id=uuid7(),
        tenant_id=provider,
        agreement=agreement.agreement,
        version=agreement.version,
        effective=agreement.effective,
        sha256=frozen.sha256,
        canonical=frozen.canonical.decode(),
        source=source,
        published_at=at,
    )
    AgreementDocument.objects.bulk_create(document_rows(row, frozen, documents or {}))
    journal.record(
        "promises.agreement.published",
        tenant=provider,
        subject=Ref("promises.version", row.id),
        by=by,
        at=at,
        data={"agreement": row.agreement, "version": row.version, "sha256": frozen.sha256},
        properties={"alone": "yes"} if alone else None,
    )
    return row


def named(agreement: Agreement, frozen: Frozen) -> AgreementVersion | None:
    """The version published under this name, if any. Raises VersionTaken for another content."""
    found = AgreementVersion.objects.filter(agreement=agreement.agreement, version=agreement.version).first()
    if found is not None and found.sha256 != frozen.sha256:
        raise VersionTaken(agreement=agreement.agreement, version=agreement.version)
    return found


def document_rows(version: AgreementVersion, frozen: Frozen, documents: Mapping[str, bytes]) -> list[AgreementDocument]:
    """What a frozen version binds, as rows, for the same readers as the version."""
    return [
        AgreementDocument(
            tenant_id=version.tenant_id,
            audience=version.audience,
            version=version,
            key=key,
            file=bound["file"],
            sha256=bound["sha256"],
            content=documents[bound["file"]],
        )
        for key, bound in frozen.content.get("documents", {}).items()
    ]

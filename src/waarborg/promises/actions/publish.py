"""Publishing an agreement version: checked, frozen, named by its hash."""

from datetime import datetime
from uuid import UUID

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.promises.models import AgreementVersion
from waarborg.promises.rules.agreement import canonical, load, sha256_of


class VersionTaken(Refusal):
    """Another content was published under this name already: a version never changes."""

    code = "promises.version-taken"
    nl = "{agreement} versie {version} is al gepubliceerd, met een andere inhoud."
    en = "{agreement} version {version} was published already, with another content."
    nl_way_out = "Geef dit bestand een nieuw versienummer."
    en_way_out = "Give this file a new version number."


@action("promises.agreement.publish")
def publish(source: bytes, *, by: Actor, at: datetime, provider: UUID, name: str) -> AgreementVersion:
    """Publish the agreement in `source` (YAML) for the provider; the same content again gives the version there is.

    Raises AgreementRefused with every problem of the file, VersionTaken, NotAllowed.
    """
    permissions.require(by, "promises.agreement.publish")
    agreement = load(source, name=name).require()
    digest = sha256_of(agreement)
    held = AgreementVersion.objects.filter(agreement=agreement.agreement, version=agreement.version).first()
    if held is not None:
        if held.sha256 != digest:
            raise VersionTaken(agreement=agreement.agreement, version=agreement.version)
        return held
    row = AgreementVersion.objects.create(
        id=uuid7(),
        tenant_id=provider,
        agreement=agreement.agreement,
        version=agreement.version,
        effective=agreement.effective,
        sha256=digest,
        canonical=canonical(agreement).decode(),
        source=source,
        published_at=at,
    )
    journal.record(
        "promises.agreement.published",
        tenant=provider,
        subject=Ref("promises.version", row.id),
        by=by,
        at=at,
        data={"agreement": row.agreement, "version": row.version, "sha256": digest},
    )
    return row

"""What was agreed with one customer, as a version of its own: checked, frozen, named after what it amends."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from waarborg.kernel.errors import BadInput
from waarborg.plumbing import journal
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.promises.actions.publish import VersionTaken, document_rows, named
from waarborg.promises.models import ONE, AgreementDocument, AgreementVersion
from waarborg.promises.queries.standing import file_of
from waarborg.promises.rules.agreement import AgreementRefused, Amended, Amendment, Problem
from waarborg.promises.rules.agreement.carry_over import as_agreed, carry_over, has_ended
from waarborg.promises.rules.agreement.freeze import freeze

LONGEST_NAME = 60


class NameTooLong(BadInput):
    code = "promises.amendment.name-too-long"
    nl = "“{version}” is te lang voor de naam van een versie."
    en = "“{version}” is too long for the name of a version."
    nl_way_out = "Geef de wijziging een kortere naam."
    en_way_out = "Give the amendment a shorter name."


class DoesNotFit(AgreementRefused):
    """The amendment of a customer rests on what reads differently, or is gone, in the version it would move to."""

    code = "promises.amendment.does-not-fit"
    nl = "De wijziging “{amendment}” past niet op {version}. {first}"
    en = "The amendment “{amendment}” does not fit {version}. {first}"
    nl_way_out = "Leg voor deze klant eerst een wijziging op {version} vast; daarmee gaat zij over."
    en_way_out = "First record an amendment to {version} for this customer; that moves it."

    def __init__(self, *, problems: tuple[Problem, ...], amendment: str, version: str) -> None:
        super().__init__(problems=problems)
        self.params.update(amendment=amendment, version=version)


def amendment_of(version: AgreementVersion) -> Amendment:
    """The amendment that a customer's version is made of. Raises AgreementRefused."""
    loaded = file_of(version)
    loaded.require()
    return loaded.amended[0].amendment


def documents_of(version: AgreementVersion) -> dict[str, bytes]:
    """What a version binds, by file name."""
    rows = AgreementDocument.objects.filter(version=version).values_list("file", "content")
    return {file: bytes(content) for file, content in rows}


def keep(
    base: AgreementVersion,
    amended: Amended,
    source: bytes,
    *,
    customer: UUID,
    documents: Mapping[str, bytes],
    by: Actor,
    at: datetime,
    alone: bool = False,
) -> AgreementVersion:
    """The version that `source` makes of `base` for one customer; the same content again gives the one there is.

    Raises DocumentMissing, DocumentChanged, VersionTaken, NameTooLong.
    """
    agreement = as_agreed(amended, file_of(base).require())
    if len(agreement.version) > LONGEST_NAME:
        raise NameTooLong(version=agreement.version)
    given = {**documents_of(base), **documents}
    frozen = freeze(agreement, on=at.astimezone(ZoneInfo(agreement.timezone)).date(), documents=given)
    held: AgreementVersion | None = named(agreement, frozen)
    if held is not None:
        if held.customer != customer:
            raise VersionTaken(agreement=agreement.agreement, version=agreement.version)
        return held
    row: AgreementVersion = AgreementVersion.objects.create(
        id=uuid7(),
        tenant_id=base.tenant_id,
        audience=ONE,
        agreement=agreement.agreement,
        version=agreement.version,
        effective=agreement.effective,
        sha256=frozen.sha256,
        canonical=frozen.canonical.decode(),
        source=source,
        published_at=at,
        amends=base,
        customer=customer,
    )
    AgreementDocument.objects.bulk_create(document_rows(row, frozen, given))
    journal.record(
        "promises.agreement.amended",
        tenant=customer,
        subject=Ref("promises.version", row.id),
        by=by,
        at=at,
        data={"agreement": row.agreement, "version": row.version, "sha256": row.sha256, "amends": base.version},
        properties={"alone": "yes"} if alone else None,
    )
    return row


def carried(
    held: AgreementVersion, version: AgreementVersion, *, on: date, by: Actor, at: datetime
) -> AgreementVersion:
    """What a customer bound to `held`, with something of its own agreed, is bound to when it moves to `version`.

    `version` itself where nothing is agreed or that has ended `on` that day. Raises DoesNotFit.
    """
    if held.amends is None or held.customer is None or version.amends_id is not None:
        return version
    source = bytes(held.source)
    name = f"{held.agreement}-{held.version}.yaml"
    loaded = carry_over(source, name=name, base=file_of(held.amends), newer=file_of(version))
    if loaded.problems:
        raise DoesNotFit(problems=loaded.problems, amendment=amendment_of(held).amendment, version=str(version))
    amended = loaded.amended[0]
    if has_ended(amended, on):
        return version
    return keep(version, amended, loaded.source, customer=held.customer, documents=documents_of(held), by=by, at=at)

"""Writing a version together: drafts that are saved, and published by somebody who did not write them."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound
from waarborg.promises.actions.amend import amend
from waarborg.promises.actions.publish import named, publish
from waarborg.promises.models import AgreementDocument, AgreementVersion, Binding, Draft, DraftDocument
from waarborg.promises.queries.amendments import base_of
from waarborg.promises.queries.publishers import somebody_else_publishes
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.freeze import freeze
from waarborg.promises.rules.agreement.yaml_nodes import MAX_BYTES


class EditedMeanwhile(Refusal):
    """Somebody saved the draft after this text was read."""

    code = "promises.draft.edited-meanwhile"
    nl = "{name} heeft dit concept intussen opgeslagen; uw tekst is niet opgeslagen en staat hieronder nog."
    en = "{name} saved this draft in the meantime; your text was not saved and still stands below."
    nl_way_out = "Neem over wat {name} schreef en sla daarna nog eens op."
    en_way_out = "Take over what {name} wrote, then save again."


class OwnWork(Refusal):
    """Who wrote a version does not publish it alone."""

    code = "promises.draft.own-work"
    nl = "U schreef zelf mee aan dit concept; een andere servicemanager leest en publiceert het."
    en = "You wrote at this draft yourself; another service manager reads and publishes it."
    nl_way_out = "Vraag een collega met die rol."
    en_way_out = "Ask a colleague with that role."


class Alone(Refusal):
    """Nobody else has the role, so that the writer may publish it, and says so."""

    code = "promises.draft.alone"
    nl = "U schreef zelf mee aan dit concept, en niemand anders kan het nu lezen en publiceren."
    en = "You wrote at this draft yourself, and nobody else can read and publish it now."
    nl_way_out = "Geef een collega die rol, of vink aan dat u het alleen publiceert: dat staat dan in het journaal."
    en_way_out = "Give a colleague that role, or tick that you publish it alone: the journal then says so."


class IsPublished(Refusal):
    code = "promises.draft.published"
    nl = "Dit concept is al gepubliceerd als {version}; een versie verandert nooit."
    en = "This draft was published already as {version}; a version never changes."
    nl_way_out = "Begin een nieuw concept."
    en_way_out = "Start another draft."


class EffectivePast(BadInput):
    code = "promises.draft.past"
    nl = "Dit concept zegt dat het ingaat op {day}, en dat is voorbij."
    en = "This draft says that it takes effect on {day}, which is over."
    nl_way_out = "Zet bij effective vandaag of een latere dag."
    en_way_out = "Write today or a later day at effective."


class TooLong(BadInput):
    code = "promises.draft.too-long"
    nl = "Een overeenkomst is hoogstens 2 MB."
    en = "An agreement is at most 2 MB."
    nl_way_out = "Zet lange teksten in documenten ernaast; de overeenkomst bindt die met hun hash."
    en_way_out = "Put long texts in documents beside it; the agreement binds those by their hash."


@action("promises.agreement.publish")
def start_draft(source: str, *, by: Actor, at: datetime, provider: UUID) -> Draft:
    """A draft that begins with a text: that of a version, or one of its own. Raises NotAllowed, TooLong."""
    permissions.require(by, "promises.agreement.publish")
    _require_size(source)
    draft: Draft = Draft.objects.create(tenant_id=provider, source=source, saved_by=by.name, saved_at=at)
    return draft


@action("promises.agreement.publish")
def hand_in(
    source: bytes, *, by: Actor, at: datetime, provider: UUID, name: str, documents: Mapping[str, bytes]
) -> Draft | AgreementVersion:
    """A draft of a file that is ready to be published, with its documents, for another service manager to publish.

    What was published already, content and all, is answered as it stands. Raises NotAllowed, AgreementRefused with
    every problem of the file, DocumentMissing, DocumentChanged, VersionTaken.
    """
    permissions.require(by, "promises.agreement.publish")
    agreement = load(source, name=name).require()
    frozen = freeze(agreement, on=_today(at, agreement.timezone), documents=documents)
    held = named(agreement, frozen)
    if held is not None:
        return held
    files = {bound["file"] for bound in frozen.content.get("documents", {}).values()}
    return keep_handed_in(source, {file: documents[file] for file in files}, by=by, at=at, provider=provider)


def keep_handed_in(source: bytes, documents: Mapping[str, bytes], *, by: Actor, at: datetime, provider: UUID) -> Draft:
    """A draft of a whole file, written by whoever handed it in, with what came along. Raises NotAllowed, TooLong."""
    made: Draft = start_draft(source.decode("utf-8-sig"), by=by, at=at, provider=provider)
    made.writers = [str(by.person)]
    made.save(update_fields=["writers"])
    DraftDocument.objects.bulk_create(
        DraftDocument(tenant_id=provider, draft=made, file=file, content=documents[file]) for file in sorted(documents)
    )
    return made


@action("promises.agreement.publish")
def save_draft(draft: UUID, source: str, revision: int, *, by: Actor, at: datetime) -> Draft:
    """Save a text that was read as `revision`. A file with mistakes is saved as well: only publishing asks more.

    Raises NotAllowed, NotFound, EditedMeanwhile, IsPublished, TooLong.
    """
    permissions.require(by, "promises.agreement.publish")
    _require_size(source)
    held = held_draft(draft)
    if held.source == source:
        return held
    if held.revision != revision:
        raise EditedMeanwhile(name=held.saved_by)
    held.source, held.revision, held.saved_by, held.saved_at = source, revision + 1, by.name, at
    held.writers = sorted({*held.writers, str(by.person)})
    held.save()
    return held


@action("promises.agreement.publish")
def publish_draft(draft: UUID, revision: int, *, by: Actor, at: datetime, alone: bool = False) -> AgreementVersion:
    """Publish what was read as `revision`, with its documents: those handed in with it, else those of earlier versions.

    Who wrote at it does not publish it, unless nobody else has the role and can sign in: then `alone` says that the
    writer knows, and the journal keeps it.

    Raises NotAllowed, NotFound, OwnWork, Alone, EditedMeanwhile, IsPublished, EffectivePast, and as `publish` or, for
    what was agreed with one customer, as `amend`.
    """
    permissions.require(by, "promises.agreement.publish")
    held = held_draft(draft)
    if held.revision != revision:
        raise EditedMeanwhile(name=held.saved_by)
    own = str(by.person) in held.writers
    if own and somebody_else_publishes(by, at=at):
        raise OwnWork()
    if own and not alone:
        raise Alone()
    held.published = _published(held, by=by, at=at, alone=own)
    held.save(update_fields=["published"])
    return held.published


def _published(held: Draft, *, by: Actor, at: datetime, alone: bool) -> AgreementVersion:
    """The version that comes of a draft; of an amendment, the one that binds its customer from its first day on."""
    loaded = load(held.source.encode(), name="draft.yaml")
    base = base_of(loaded)
    if base is not None:
        source, documents = held.source.encode(), handed_in(held)
        bound: Binding = amend(base, source, by=by, at=at, name="draft.yaml", documents=documents, alone=alone)
        return bound.version
    agreement = loaded.require()
    # The first version of an agreement may say since when it is what it is; nobody was promised anything before.
    known = AgreementVersion.objects.filter(agreement=agreement.agreement).exists()
    if known and agreement.effective < _today(at, agreement.timezone):
        raise EffectivePast(day=agreement.effective)
    version: AgreementVersion = publish(
        held.source.encode(),
        by=by,
        at=at,
        provider=held.tenant_id,
        name=f"{agreement.agreement}-{agreement.version}.yaml",
        documents={**known_documents(agreement.agreement), **handed_in(held)},
        alone=alone,
    )
    return version


def handed_in(draft: Draft) -> Mapping[str, bytes]:
    """The documents that came with a draft, by file name."""
    rows = DraftDocument.objects.filter(draft_id=draft.id).exclude(content=b"").values_list("file", "content")
    return {file: bytes(content) for file, content in rows}


def known_documents(agreement: str) -> Mapping[str, bytes]:
    """The documents of earlier versions by file name, the newest of each."""
    rows = AgreementDocument.objects.filter(version__agreement=agreement).order_by("version__published_at", "id")
    return {one.file: bytes(one.content) for one in rows}


def held_draft(draft: UUID) -> Draft:
    """A draft that is not published yet, held until the transaction ends. Raises NotFound, IsPublished."""
    held: Draft | None = Draft.objects.select_for_update(of=("self",)).filter(id=draft).first()
    if held is None:
        raise NotFound()
    if held.published is not None:
        raise IsPublished(version=str(held.published))
    return held


def _require_size(source: str) -> None:
    if len(source.encode()) > MAX_BYTES:
        raise TooLong()


def _today(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()

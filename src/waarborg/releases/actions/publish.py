"""Publishing a release: held to the agreements in force, shown to everybody, and told of once to every customer."""

from datetime import datetime
from uuid import UUID

from waarborg.kernel.canonical import sha256_hex
from waarborg.notices.actions.publish import publish as send
from waarborg.notices.actions.write import Meant, Words, write
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.permissions import require
from waarborg.promises.queries.judged import NotYetByAgreement
from waarborg.promises.rules.judged import unfit, unmet
from waarborg.releases.actions.refusals import NoNotes, NoSummary, NotPlanned
from waarborg.releases.events import PATCH_RELEASED, PUBLISHED
from waarborg.releases.models import Channel, Item, Release
from waarborg.releases.permissions import PUBLISH, RELEASE_PATCH
from waarborg.releases.queries import releases as reading
from waarborg.releases.queries.agreed import in_force
from waarborg.releases.rules import kinds, lines

ACT, PATCH_ACT = "releases.release.publish", "releases.patch.release"
SUMMARISED = "releases.release.summarised"


def bring_out(release: UUID, *, by: Actor, at: datetime) -> Release:
    """Publish a version, or release a patch: by the action that the agreements' rules are about. Raises as these."""
    held = reading.find(release)
    return (release_patch if held.is_patch else publish)(release, by=by, at=at)


@action(ACT)
def publish(release: UUID, *, by: Actor, at: datetime) -> Release:
    """Show a version to everybody, and tell every customer its summary.

    Raises NotAllowed, NotFound, NotPlanned, NotYetByAgreement (AP-42, PX-111), NoSummary, NoNotes.
    """
    require(by, PUBLISH)
    held = _planned(release)
    _hold_to_summary(held, at)
    if not held.notes_nl:
        raise NoNotes(path="notes_nl")
    return _out(held, by=by, at=at)


@action(PATCH_ACT)
def release_patch(release: UUID, *, by: Actor, at: datetime) -> Release:
    """Show a patch to everybody; only a patch of the newest version, where an agreement says so (PX-111).

    Raises NotAllowed, NotFound, NotPlanned, NotYetByAgreement, NoSummary.
    """
    require(by, RELEASE_PATCH)
    held = _planned(release)
    line = lines.line_of(held.patches_id, reading.newest_version())
    for agreement in in_force(at=at):
        said = unfit(agreement, PATCH_ACT, {**_words(held), lines.PROPERTY: line}, {lines.PROPERTY})
        if said is not None:
            raise NotYetByAgreement(said=dict(said))
    _hold_to_summary(held, at)
    made = _out(held, by=by, at=at)
    patch, words = Ref("releases.patch", made.id), {**_words(made), lines.PROPERTY: line}
    journal.record(PATCH_RELEASED, tenant=made.tenant_id, subject=patch, by=by, at=at, properties=words)
    return made


def _planned(release: UUID) -> Release:
    held = reading.locked(release)
    if held.state != kinds.PLANNED:
        raise NotPlanned()
    return held


def _words(held: Release) -> dict[str, str]:
    return {"release-kind": held.kind, "purpose": held.purpose}


def _hold_to_summary(held: Release, at: datetime) -> None:
    """In the words of an agreement that asks it; in ours where none does. Raises NotYetByAgreement, NoSummary."""
    if held.summary_nl:
        return
    for agreement in in_force(at=at):
        said = unmet(agreement, ACT, _words(held), {SUMMARISED: False})
        if said is not None:
            raise NotYetByAgreement(said=dict(said))
    raise NoSummary(path="summary_nl")


def _out(held: Release, *, by: Actor, at: datetime) -> Release:
    held.state, held.published_at, held.audience = kinds.PUBLISHED, at, "public"
    held.revision += 1
    held.notice_id = _tell(held, at=at)
    held.save()
    Channel.objects.filter(release=held).update(audience="public")
    Item.objects.filter(release=held).update(audience="public", published_at=at)
    said = "\0".join((held.summary_nl, held.summary_en, held.notes_nl, held.notes_en))
    data = {"version": held.version, "sha256": sha256_hex(said.encode()), "notice": str(held.notice_id)}
    journal.record(PUBLISHED, tenant=held.tenant_id, subject=held.ref, by=by, at=at, properties=_words(held), data=data)
    return held


def _tell(held: Release, *, at: datetime) -> UUID:
    """The summary as a notice to all customers: once, and also for who signs in weeks later. Of a patch no mail is
    sent. The product publishes it: who published the release stands with the release."""
    english = (f"New in {held.version}", _plain(held.summary_en)) if held.summary_en else ("", "")
    words = Words(f"Nieuw in {held.version}", _plain(held.summary_nl), *english)
    made = write(None, words, Meant(kind="release", by_mail=not held.is_patch), by=SYSTEM, at=at)
    return send(made.id, by=SYSTEM, at=at).id


def _plain(text: str) -> str:
    """Braces would stand for the reader's name in a notice; here they are only text."""
    return text.replace("{", "(").replace("}", ")")

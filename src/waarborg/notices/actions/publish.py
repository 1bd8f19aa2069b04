"""Publishing a notice: now, at a planned time, again in better words, or no longer."""

from datetime import datetime
from uuid import UUID

from waarborg.kernel.canonical import canonical_json, sha256_hex
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.notices.actions.write import ChangedMeanwhile, Meant, NotDraft, Words, check, fill_in
from waarborg.notices.events import CORRECTED, PLANNED, PUBLISHED, WITHDRAWN
from waarborg.notices.models import Notice, Receipt
from waarborg.notices.permissions import PUBLISH, WRITE
from waarborg.notices.queries.notices import find, locked
from waarborg.notices.rules import unreached
from waarborg.notices.rules.audiences import audience_column
from waarborg.notices.rules.placeholders import blanks
from waarborg.plumbing import jobs, journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.outbox.models import State as Mail
from waarborg.plumbing.permissions import require

SPREAD = "notices.spread"


class InThePast(BadInput):
    code = "notices.notice.in-the-past"
    nl = "Dat moment is al voorbij."
    en = "That moment has passed."
    nl_way_out = "Kies een moment in de toekomst, of publiceer nu."
    en_way_out = "Choose a moment to come, or publish now."


class StillBlank(Refusal):
    code = "notices.notice.still-blank"
    nl = "In de tekst staat nog: {blanks}."
    en = "The text still says: {blanks}."
    nl_way_out = "Vul in wat tussen dubbele haken staat, of haal het weg."
    en_way_out = "Fill in what stands between double brackets, or take it out."


class NotPublished(Refusal):
    code = "notices.notice.not-published"
    nl = "Dit bericht is niet (meer) gepubliceerd."
    en = "This notice is not published (any more)."
    nl_way_out = "Ververs de pagina: een collega was u voor."
    en_way_out = "Refresh the page: a colleague was first."


class NoReason(BadInput):
    code = "notices.notice.no-reason"
    nl = "Zeg waarom; wie het bericht las, leest dat ook."
    en = "Say why; whoever read the notice reads that too."


def text_hash(held: Notice) -> str:
    """SHA-256 of what is said, as the journal names it: the text itself is content and stays out of it."""
    return sha256_hex(canonical_json({name: getattr(held, name) for name in Words.__slots__}))


def said(held: Notice) -> dict[str, object]:
    """What the journal says of a notice."""
    return {"edition": held.edition, "sha256": text_hash(held)}


@action("notices.notice.publish")
def publish(notice: UUID, *, by: Actor, at: datetime) -> Notice:
    """Show a draft or planned notice from now on, and hand it to everybody it is for, by a job.

    Raises NotAllowed, NotFound, NotDraft, StillBlank, and as `check`: what was chosen may be gone since.
    """
    require(by, PUBLISH)
    held = locked(find(notice))
    _still_draft(held)
    _ready(words_of(held), meant_of(held))
    held.state, held.published_at, held.planned_at = Notice.State.PUBLISHED, at, None
    held.audience = audience_column(held.reach, on_sign_in=held.on_sign_in, out=True)
    held.revision += 1
    held.save()
    journal.record(PUBLISHED, tenant=held.tenant_id, subject=held.ref, by=by, at=at, data=said(held))
    hand_out(held)
    return held


@action("notices.notice.publish")
def plan(notice: UUID, moment: datetime, *, by: Actor, at: datetime) -> Notice:
    """Publish by itself at `moment`. Raises NotAllowed, NotFound, NotDraft, InThePast, StillBlank, and as `check`."""
    require(by, PUBLISH)
    held = locked(find(notice))
    _still_draft(held)
    _ready(words_of(held), meant_of(held))
    if moment <= at:
        raise InThePast()
    held.state, held.planned_at = Notice.State.PLANNED, moment
    held.revision += 1
    held.save()
    journal.record(
        PLANNED, tenant=held.tenant_id, subject=held.ref, by=by, at=at, data={"for": moment.isoformat(), **said(held)}
    )
    return held


@action("notices.notice.correct")
def correct(notice: UUID, words: Words, *, revision: int, tell_again: bool, by: Actor, at: datetime) -> Notice:
    """Say it in better words. What was said before stays readable; with `tell_again` everybody is mailed the new words,
    and whoever has to confirm does so again.

    Raises NotAllowed, NotFound, NotPublished, ChangedMeanwhile, StillBlank, and as `check`.
    """
    require(by, PUBLISH)
    held = locked(find(notice))
    if not held.is_live:
        raise NotPublished()
    if held.revision != revision:
        raise ChangedMeanwhile()
    _ready(words, meant_of(held))
    before = {name: getattr(held, name) for name in Words.__slots__}
    held.earlier = [*held.earlier, {"edition": held.edition, "until": at.isoformat(), **before}]
    fill_in(held, words, meant_of(held))
    held.edition += 1
    held.revision += 1
    if tell_again:
        held.told, held.spread_at = held.edition, None
    held.save()
    journal.record(CORRECTED, tenant=held.tenant_id, subject=held.ref, by=by, at=at, data=said(held))
    if tell_again:
        hand_out(held)
    return held


@action("notices.notice.withdraw")
def withdraw(notice: UUID, reason_nl: str, reason_en: str = "", *, by: Actor, at: datetime) -> Notice:
    """Take a notice back, with a reason that its readers see; mail that has not left stays here. A draft goes without.

    Raises NotAllowed, NotFound, NotPublished (it was withdrawn already), NoReason.
    """
    held = locked(find(notice))
    require(by, PUBLISH if held.is_live else WRITE)
    if held.state == Notice.State.WITHDRAWN:
        raise NotPublished()
    if held.is_live and not reason_nl.strip():
        raise NoReason()
    held.state, held.withdrawn_at, held.planned_at = Notice.State.WITHDRAWN, at, None
    held.reason_nl, held.reason_en = reason_nl.strip(), reason_en.strip()
    held.revision += 1
    held.save()
    waiting = Receipt.objects.filter(notice=held, mail=unreached.WAITING).values("mail_id")
    # What is being sent at this moment is claimed and goes; the rest stays.
    OutboxMail.objects.filter(id__in=waiting, state=Mail.WAITING, claimed_until__isnull=True).update(
        state="dropped", failure="withdrawn"
    )
    journal.record(WITHDRAWN, tenant=held.tenant_id, subject=held.ref, by=by, at=at, data=said(held))
    return held


def hand_out(held: Notice) -> None:
    """Let the job hand it to customers, one transaction each; one job of a notice at a time."""
    name = f"{SPREAD}.{held.id}"
    jobs.enqueue(SPREAD, {"notice": held.id}, lock=name, once=name)


def _ready(words: Words, meant: Meant) -> None:
    """What a draft may still lack, readers never see. Raises StillBlank, and as `check`."""
    check(words, meant)
    left = [one for name in Words.__slots__ for one in blanks(getattr(words, name))]
    if left:
        raise StillBlank(blanks=", ".join(dict.fromkeys(left)))


def _still_draft(held: Notice) -> None:
    if held.state not in (Notice.State.DRAFT, Notice.State.PLANNED):
        raise NotDraft()


def words_of(held: Notice) -> Words:
    return Words(**{name: getattr(held, name) for name in Words.__slots__})


def meant_of(held: Notice) -> Meant:
    made = {name: getattr(held, name) for name in Meant.__slots__}
    return Meant(**{**made, "targets": tuple(held.targets), "roles": tuple(held.roles)})

"""Documents attached to a draft: they are published with it, each bound by its hash."""

from datetime import datetime
from uuid import UUID

from waarborg.kernel.errors import BadInput
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound
from waarborg.promises.actions.drafts import held_draft
from waarborg.promises.models import Draft, DraftDocument

MOST, MOST_BYTES = 20, 20 * 1024 * 1024
LONGEST_NAME = 200


class BadName(BadInput):
    code = "promises.draft.bad-name"
    nl = "“{name}” kan geen bestandsnaam in een overeenkomst zijn."
    en = "“{name}” cannot be a file name in an agreement."
    nl_way_out = "Geef een naam zonder map ervoor, zoals voorwaarden-v2.pdf, van hoogstens 200 tekens."
    en_way_out = "Give a name without a folder, such as terms-v2.pdf, of at most 200 characters."


class TooMuch(BadInput):
    code = "promises.draft.too-much"
    nl = "Bij een concept passen hoogstens {most} documenten van hoogstens {size} MB."
    en = "A draft holds at most {most} documents of at most {size} MB."


class EmptyDocument(BadInput):
    code = "promises.draft.empty-document"
    nl = "Dit document is leeg."
    en = "This document is empty."


@action("promises.agreement.publish")
def attach(draft: UUID, file: str, content: bytes, *, by: Actor, at: datetime) -> None:
    """Attach a document under the file name that the text gives it; another one of that name makes way.

    It counts as writing: who attached it does not publish the draft, and whoever read it before reads it again first.
    The same content again changes nothing. Raises NotAllowed, NotFound, IsPublished, BadName, TooMuch, EmptyDocument.
    """
    permissions.require(by, "promises.agreement.publish")
    held = held_draft(draft)
    name = file.strip()
    if not 0 < len(name) <= LONGEST_NAME or name in (".", "..") or any(one in "/\\" or one < " " for one in name):
        raise BadName(name=name[:80])
    if not content:
        raise EmptyDocument()
    mine = DraftDocument.objects.filter(draft_id=held.id)
    row = mine.filter(file=name).first()
    if row is not None and bytes(row.content) == content:
        return
    if len(content) > MOST_BYTES or (row is None and mine.exclude(content=b"").count() >= MOST):
        raise TooMuch(most=MOST, size=MOST_BYTES // 1024 // 1024)
    row = row or DraftDocument(tenant_id=held.tenant_id, draft=held, file=name)
    row.content = content
    row.save()
    _written(held, by=by, at=at)


@action("promises.agreement.publish")
def detach(draft: UUID, file: str, *, by: Actor, at: datetime) -> None:
    """Take a document off a draft again. Raises NotAllowed, NotFound, IsPublished."""
    permissions.require(by, "promises.agreement.publish")
    held = held_draft(draft)
    # The row stays, empty: staff remove no rows of what agreements are made of.
    if not DraftDocument.objects.filter(draft_id=held.id, file=file).exclude(content=b"").update(content=b""):
        raise NotFound()
    _written(held, by=by, at=at)


def _written(held: Draft, *, by: Actor, at: datetime) -> None:
    held.revision += 1
    held.saved_by, held.saved_at = by.name, at
    held.writers = sorted({*held.writers, str(by.person)})
    held.save(update_fields=["revision", "saved_by", "saved_at", "writers"])

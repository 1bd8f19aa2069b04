"""The transfer of an account from its owner to somebody else of the organisation: both sides say so (CL-74)."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse

from waarborg.access.events import ACCOUNT_TRANSFERRED, TRANSFER_ASKED, TRANSFER_ENDED
from waarborg.access.instruction import Instruction
from waarborg.customers.actions import grant_authority, instruct, withdraw_authority
from waarborg.customers.actions.instruct import NotTheOwner
from waarborg.customers.models import Authority, Person
from waarborg.customers.queries import live
from waarborg.customers.queries import person as find_person
from waarborg.customers.rules.roles import OWNER
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.outbox.send import Recipient, send_mail
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.taken import taken

MAIL = "access/mail/transfer.txt"


class ToSomebodyElse(BadInput):
    code = "access.account.to-somebody-else"
    nl = "Het account gaat naar iemand anders van uw organisatie die hier werkt en een e-mailadres heeft."
    en = "The account goes to somebody else of your organisation who is here and has an e-mail address."


class TransferWaits(Refusal):
    code = "access.account.transfer-waits"
    nl = "Er wacht al een overdracht op antwoord."
    en = "A transfer is waiting for an answer already."
    nl_way_out = "Trek die eerst in."
    en_way_out = "Withdraw that one first."


@action("access.account.ask-transfer")
def ask_transfer(
    owner: Person,
    to: Person,
    *,
    form: str,
    said: str = "",
    address: str = "",
    message: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Instruction:
    """The owner wants `to` to own the account; who then has mail, and answers in the account. Changes nothing yet.

    Raises what `instruct` raises, ToSomebodyElse, TransferWaits.
    """
    acts = instruct(owner, "transfer", form=form, address=address, message=message, by=by, at=at)
    if to.tenant_id != owner.tenant_id or to.id == owner.id or not to.active or not to.email:
        raise ToSomebodyElse(path="about")
    asked = Instruction.of(owner, "transfer", form=form, wording=said, about=to.id, state="waiting", by=by, at=at)
    try:
        with transaction.atomic():
            asked.save(force_insert=True)
    except IntegrityError as error:
        if not taken(error):
            raise
        raise TransferWaits() from None
    _note(TRANSFER_ASKED, asked, to, by=acts, at=at)
    _mail(asked, to, owner, at=at)
    return asked


@action("access.account.transfer")
def answer_transfer(asked: Instruction, *, accept: bool, by: Actor, at: datetime) -> None:
    """Whom it goes to accepts or declines; who asked it withdraws it (`accept` false). Raises NotFound, NotTheOwner,
    and what granting raises."""
    held: Instruction | None = (
        Instruction.objects.select_for_update().filter(id=asked.id, what="transfer", state="waiting").first()
    )
    if held is None or by.tenant != held.tenant_id or by.person not in (held.about, None if accept else held.asked_by):
        raise NotFound()
    owner, to = (find_person(one, tenant=held.tenant_id) for one in (held.asked_by, held.about) if one)
    held.ended_at = at
    held.state = "done" if accept else "withdrawn" if by.person == held.asked_by else "declined"
    if accept:
        _move(owner, to, at=at)
    held.save(update_fields=["state", "ended_at"])
    _note(ACCOUNT_TRANSFERRED if accept else TRANSFER_ENDED, held, to, by=by, at=at)
    for one in (owner, to):
        _mail(held, one, owner, at=at)


def _move(owner: Person, to: Person, *, at: datetime) -> None:
    rows = Authority.objects.filter(live(at), tenant_id=owner.tenant_id, role=OWNER)
    before: Authority | None = rows.filter(person=owner).first()
    if before is None:
        raise NotTheOwner(name=owner.name)
    acts = replace(SYSTEM, on_behalf=owner.id)
    if not rows.filter(person=to).exists():
        grant_authority(to, OWNER, by=acts, at=at, instead_of=owner.id)
    withdraw_authority(before, by=acts, at=at)


def _note(kind: str, asked: Instruction, to: Person, *, by: Actor, at: datetime) -> None:
    properties = {"form": asked.form, "state": asked.state}
    journal.record(
        kind, tenant=asked.tenant_id, subject=asked.ref, related=[to.ref], by=by, at=at, properties=properties
    )


def _mail(asked: Instruction, to: Person, owner: Person, *, at: datetime) -> None:
    new = find_person(asked.about, tenant=asked.tenant_id) if asked.about else to
    send_mail(
        MAIL,
        tenant=asked.tenant_id,
        to=Recipient(to.email, to.name, to.language, to.id),
        context={
            "state": asked.state,
            "owner": owner.name,
            "new": new.name,
            "path": reverse("access:instructions"),
        },
        at=at,
        key=f"access.transfer:{asked.id}:{asked.state}:{to.id}",
    )

"""An organisation's own directory gives somebody another e-mail address: they sign in with that one from then on.

Only where the account is of that organisation alone, and the new address can be nobody else's: an address opens every
account that hangs on it, and a directory proves no mailbox.
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from waarborg.access.actions.end_sessions import end_all
from waarborg.access.actions.invite import invite
from waarborg.access.events import ADDRESS_CHANGED
from waarborg.access.models import Account, MailDomain, Membership, OneTimeLink
from waarborg.access.queries.as_login import as_login
from waarborg.access.rules.mail_domains import PUBLIC, domain_of
from waarborg.customers.models import Person
from waarborg.customers.queries import organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import journal, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.outbox.send import Recipient, send_mail
from waarborg.plumbing.taken import taken
from waarborg.plumbing.tenancy import Role


class AddressKept(Refusal):
    """One answer for every reason: which other organisations know an address or an account is not told."""

    code = "access.directory.address-kept"
    nl = "Het adres waarmee {name} inlogt, is van hieruit niet te wijzigen in {email}; er is niets gewijzigd."
    en = "The address that {name} signs in with cannot be changed to {email} from here; nothing was changed."
    nl_way_out = "Zet deze persoon buiten gebruik en voeg die toe onder het nieuwe adres: dan volgt een uitnodiging."
    en_way_out = "Put this person out of use and add them under the new address: an invitation follows."


def follow(person: Person, *, by: Actor, at: datetime) -> None:
    """Let the account of this person, whose e-mail address has just changed, sign in with the new one.

    Its sessions and unused links end; the old address and the new one are told. Who was invited and has not come yet is
    invited at the new address. Raises AddressKept.
    """
    new = person.email.lower()
    with as_login():
        account = _account_of(person)
        if account is None:
            waits = OneTimeLink.objects.filter(
                purpose="invitation", tenant_id=person.tenant_id, person_id=person.id, used_at=None,
                expires_at__gt=Now(),
            ).exists()  # fmt: skip
        elif account.email == new:
            return
        else:
            old = account.email
            _move(account, person, new)
    if account is None:
        if waits:
            invite(person, by=by, at=at)
        return
    subject, data = Ref("access.account", person.id), {"from": old, "to": new}
    journal.record(ADDRESS_CHANGED, tenant=person.tenant_id, subject=subject, by=by, at=at, data=data)
    named = {"organisation": organisation(person.tenant_id).name, "old": old, "new": new}
    for address in (old, new):
        send_mail(
            "access/mail/address.txt",
            tenant=person.tenant_id,
            to=Recipient(address, person.name, person.language, person.id),
            context=named,
            at=at,
        )


def _account_of(person: Person) -> Account | None:
    """Locked: nobody joins with it elsewhere meanwhile."""
    members = Membership.objects.filter(tenant_id=person.tenant_id, person_id=person.id, ended_at=None)
    found: Account | None = (
        Account.objects.select_for_update().filter(id__in=members.values("account_id")).order_by("id").first()
    )
    return found


def _move(account: Account, person: Person, new: str) -> None:
    kept = AddressKept(name=person.name, email=new)
    if account.memberships.filter(ended_at=None).exclude(tenant_id=person.tenant_id).exists():
        raise kept
    if not _may_be_theirs(new, account.email, person):
        raise kept
    try:
        with transaction.atomic():
            Account.objects.filter(pk=account.pk).update(email=new)
    except IntegrityError as error:
        if not taken(error):
            raise
        raise kept from None
    # A link in the old mailbox would open the account of the new address.
    OneTimeLink.objects.filter(account=account, used_at=None).update(expires_at=Now())
    end_all(account)


def _may_be_theirs(new: str, old: str, person: Person) -> bool:
    """Whether an address can be the organisation's to give: at its own domain or the one of before, or at one where
    nobody else has people. A mailbox for everybody belongs to nobody's organisation."""
    domain = domain_of(new)
    if not domain or domain in PUBLIC:
        return False
    claimed = MailDomain.objects.filter(domain=domain).select_related("sign_on").first()
    if claimed is not None:
        return bool(claimed.sign_on.tenant_id == person.tenant_id)
    if domain == domain_of(old):
        return True
    with tenancy.enter(Role.DESK):
        others = Person.objects.filter(email__iendswith=f"@{domain}", active=True).exclude(tenant_id=person.tenant_id)
        return not others.exists()

"""What access does when something happens below it, in the same transaction: who has left is out at once.

And its jobs: the mail of a password link, and tidying up.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, Value
from django.db.models.functions import Now
from django.http import HttpRequest

from waarborg.access import sessions
from waarborg.access.actions import back_channel, devices, oauth_keys, passwords, way_in
from waarborg.access.actions.end_sessions import end_membership
from waarborg.access.actions.forget_customer import forget_customer
from waarborg.access.actions.lock_account import TELL
from waarborg.access.actions.staff_reviews import judges
from waarborg.access.actions.support_grants import ended_by_itself
from waarborg.access.actions.tell_of_lock import tell_of_lock
from waarborg.access.actions.tell_of_way_in import tell_of_way_in
from waarborg.access.models import Account, ApiToken, Attempts, Device, OneTimeLink, Session
from waarborg.access.queries import staff_reviews, support_grants
from waarborg.access.queries.accounts_of import accounts_of
from waarborg.access.queries.as_login import as_login
from waarborg.access.queries.memberships import memberships_of
from waarborg.customers.actions import change_person
from waarborg.customers.events import CONTACT_LEFT
from waarborg.customers.queries import person, provider
from waarborg.plumbing import clock, erasure, export, journal, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.journal import Pending
from waarborg.plumbing.outbox.send import Recipient, send_mail
from waarborg.plumbing.queue.tasks import task
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web import preferences
from waarborg.plumbing.web.wording import date_words


@task(name=TELL)
def tell_of_account_lock(tenant: UUID, what: str, key: str, at: datetime) -> None:
    """In the desk's scope; sent twice it is one mail."""
    tell_of_lock(tenant, what, key=key, at=at)


def end_access_of_leavers(entries: Sequence[Pending]) -> None:
    for entry in entries:
        if entry.kind == CONTACT_LEFT:
            end_membership(tenant=entry.tenant, person=entry.subject.id)


@task(name=way_in.TELL)
def tell_of_way_in_request(tenant: UUID, way_in: UUID, what: str, at: datetime) -> None:
    """In the desk's scope; sent twice it is one mail."""
    tell_of_way_in(tenant, way_in, what, at=at)


@task(name=way_in.ASK_FOR, role=None)
def ask_for_way_in(account: str, at: datetime) -> None:
    """Who asked on the page of signing in; without an account there is nothing to do, and nobody is told."""
    found = Account.objects.filter(id=account, is_active=True).first() if account else None
    if found is not None:
        way_in.asked_by_account(found, at=at)


journal.before_append(end_access_of_leavers)
sessions.on_end.append(back_channel.sessions_ended)
export.contribute("access_account", accounts_of)
erasure.contribute("access_account", forget_customer)


def keep_language(request: HttpRequest, language: str) -> None:
    """The language somebody chose in a browser is theirs in mail too."""
    actor = getattr(request, "actor", None)
    if actor is not None:
        change_person(person(actor.person), language=language, by=actor, at=clock.now())
        with as_login():
            Account.objects.filter(pk=str(request.user.pk)).update(language=language)


preferences.on_language(keep_language)


@task(name=passwords.SEND, role=None)
def send_password_link(account: str, at: datetime) -> None:
    """Mail a link to set a password to an active account; without one do nothing, and nobody is told."""
    found = Account.objects.filter(id=account, is_active=True).first() if account else None
    if found is None:
        return
    members = memberships_of(found)
    if not members:
        return
    with tenancy.enter(Role.DESK):
        who = person(members[0].person_id)
        send_mail(
            "access/mail/password.txt",
            tenant=who.tenant_id,
            to=Recipient(found.email, who.name, who.language, who.id),
            context={"hours": 2},
            secret=passwords.link_for(found),
            at=at,
        )


@task(name="access.end-support-grants", role=None, every="* * * * *", retry=None)
def end_support_grants() -> None:
    """Write down that a customer's grants are over. They opened nothing any more since their own end."""
    with tenancy.enter(Role.DESK):
        found = support_grants.over()
    for one in found:
        with tenancy.enter(Role.CUSTOMER, one.tenant_id):
            ended_by_itself(one, by=SYSTEM, at=one.ends_at + clock.offset())


@task(name="access.staff-review", role=Role.DESK, every="0 6 * * *")
def tell_of_overdue_review() -> None:
    """Mail those who may judge the staff's access, once for each day on which it should have been complete."""
    home, at = provider(), clock.now()
    held = staff_reviews.stand(home.id, at=at) if home is not None else None
    if home is None or held is None or not held.overdue:
        return
    for one in judges(home.id, at=at):
        send_mail(
            "access/mail/staff_review.txt",
            tenant=home.id,
            to=Recipient(one.email, one.name, one.language, one.id),
            context={"due": date_words(held.due, one.language, weekday=False)},
            at=at,
            key=f"access.staff-review:{held.due}:{one.id}",
        )


@task(name="access.tidy", role=None, every="17 * * * *")
def tidy() -> None:
    """Delete what has served: ended sessions, links a month after they expired, old devices, tokens and attempts."""
    with as_login():
        Session.objects.filter(expire_date__lt=Now()).delete()
        back_channel.forget_grants()
        OneTimeLink.objects.filter(expires_at__lt=Now() - Value(timedelta(days=30))).delete()
        Device.objects.filter(seen_at__lt=Now() - Value(devices.LASTS)).delete()
        two_years_ago = Now() - Value(timedelta(days=730))
        ApiToken.objects.filter(Q(expires_at__lt=two_years_ago) | Q(revoked_at__lt=two_years_ago)).delete()
        Attempts.objects.filter(window_ends__lt=Now() - Value(timedelta(days=1))).delete()


@task(name="access.rotate-signing-key", role=None, every="41 3 * * *")
def rotate_signing_key() -> None:
    """A new key for ID tokens every three months, published before it signs; the one before it goes."""
    with as_login():
        oauth_keys.rotate(now=clock.real())


@task(name=back_channel.TELL, role=None, every="* * * * *", retry=None)
def tell_applications() -> None:
    """At once after a session ended, and every minute what has to be told again or ended by itself."""
    back_channel.tell()

"""Which provider somebody's organisation signs in by."""

from uuid import UUID

from waarborg.access.models import Account, Identity, SingleSignOn
from waarborg.access.queries.as_login import as_login
from waarborg.access.queries.memberships import policy_of
from waarborg.access.rules.mail_domains import domain_of


def sign_on_of(tenant: UUID) -> SingleSignOn | None:
    """As the organisation has set it up, tried or not."""
    with as_login():
        found: SingleSignOn | None = SingleSignOn.objects.filter(tenant_id=tenant).first()
    return found


def domains_of(sign_on: SingleSignOn) -> list[str]:
    with as_login():
        return list(sign_on.domains.order_by("domain").values_list("domain", flat=True))


def linked(sign_on: SingleSignOn) -> int:
    """How many people have signed in by it."""
    with as_login():
        return Identity.objects.filter(sign_on=sign_on).count()


def by_email(email: str) -> SingleSignOn | None:
    """The provider that people of this address's domain sign in by.

    By the domain alone, so that the answer says nothing of who has an account. But somebody who is a member elsewhere
    only is not sent to a provider of others.
    """
    domain = domain_of(email)
    found = SingleSignOn.objects.filter(domains__domain=domain, active=True).first() if domain else None
    if found is None:
        return None
    account = Account.objects.by_email(email)
    members = account.memberships.filter(ended_at=None) if account else None
    elsewhere = members is not None and members.exists() and not members.filter(tenant_id=found.tenant_id).exists()
    return None if elsewhere else found


def its_second_step_counts(sign_on: SingleSignOn, account: Account) -> bool:
    """Whether a second step at the provider stands in for ours: where its organisation says that everybody takes one,
    and nobody but the organisation itself asks for it. What an agreement asks, we see to ourselves."""
    if not sign_on.asks_second_step:
        return False
    staff = account.memberships.filter(ended_at=None, tenant_id=sign_on.tenant_id, kind="staff").exists()
    return staff or not policy_of(sign_on.tenant_id, own=True)["others"]

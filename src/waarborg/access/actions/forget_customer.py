"""What erasing a customer takes away at the door: sessions, links, memberships, and accounts nobody else needs."""

from uuid import UUID

from waarborg.access.actions.end_sessions import end
from waarborg.access.models import (
    AccessPolicy,
    Account,
    Membership,
    NetworkRules,
    OneTimeLink,
    Session,
    SingleSignOn,
)
from waarborg.access.queries.as_login import as_login


def forget_customer(tenant: UUID) -> int:
    """In the transaction of the erasure. Answers how many rows went.

    An account that is a member elsewhere stays for the other organisation, and loses what it was here.
    """
    with as_login():
        members = Membership.objects.filter(tenant_id=tenant)
        accounts = list(members.values_list("account_id", flat=True))
        gone = end(Session.objects.filter(membership__in=members))
        gone += members.delete()[0]
        gone += OneTimeLink.objects.filter(tenant_id=tenant).delete()[0]
        gone += SingleSignOn.objects.filter(tenant_id=tenant).delete()[0]
        gone += AccessPolicy.objects.filter(tenant_id=tenant).delete()[0]
        gone += NetworkRules.objects.filter(tenant_id=tenant).delete()[0]
        elsewhere = Membership.objects.filter(ended_at=None).values("account_id")
        alone = Account.objects.filter(id__in=accounts).exclude(id__in=elsewhere)
        # Their sessions for no organisation end as others do: open streams are told.
        gone += end(Session.objects.filter(account__in=alone))
        gone += alone.delete()[0]
    return gone

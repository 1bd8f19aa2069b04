"""Who may let people in, and end their access."""

from waarborg.customers.rules.roles import ADMINISTRATOR, OWNER, SECURITY_OFFICER, SERVICE_MANAGER, SUCCESS
from waarborg.plumbing.permissions import declare

INVITE = "access.account.invite"
SET_POLICY = "access.security-policy.change"
SEE_PEOPLE = "access.people.see"

declare(
    {
        INVITE: {OWNER, ADMINISTRATOR, SERVICE_MANAGER, SUCCESS},
        SET_POLICY: {OWNER, SERVICE_MANAGER, SECURITY_OFFICER},
        SEE_PEOPLE: {OWNER, ADMINISTRATOR},
    }
)

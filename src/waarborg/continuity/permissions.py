"""Who reads how back-ups stand, and who reports them."""

from waarborg.customers.rules.roles import (
    ADMINISTRATOR,
    OPERATOR,
    OWNER,
    PROVIDER_ROLES,
    SERVICE_MANAGER,
    SUPPORT_CONTACT,
)
from waarborg.plumbing.permissions import declare
from waarborg.plumbing.rest import scopes

SEE = "continuity.backup.see"
READ = "continuity.backup.read"
PLAN = "continuity.backup.plan"
REPORT = "continuity.backup.report"
TEST = "continuity.backup.test"

declare(
    {
        SEE: {*PROVIDER_ROLES},
        READ: {OWNER, ADMINISTRATOR, SUPPORT_CONTACT},
        PLAN: {OPERATOR, SERVICE_MANAGER},
        # A back-up system does it by a token of who keeps it.
        REPORT: {OPERATOR, SERVICE_MANAGER},
        TEST: {OPERATOR, SERVICE_MANAGER},
    }
)
scopes.declare(
    "backups:read",
    {SEE, READ},
    nl="Lezen waarvan back-ups worden gemaakt en wanneer de laatste geslaagde was",
    en="Read what is backed up and when the last good back-up was",
)
scopes.declare(
    "backups:write",
    {REPORT},
    nl="Back-ups en hersteltests melden",
    en="Report back-ups and restore tests",
)

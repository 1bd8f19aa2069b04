"""Who reads what is new, and who brings it."""

from waarborg.customers.rules.roles import CUSTOMER_ROLES, PROVIDER_ROLES, RELEASE_MANAGER, SERVICE_MANAGER
from waarborg.plumbing.permissions import declare

SEE = "releases.release.see"
PLAN = "releases.release.plan"
READ = "releases.release.read"

declare(
    {
        READ: {*PROVIDER_ROLES, *CUSTOMER_ROLES},
        SEE: {*PROVIDER_ROLES},
        PLAN: {RELEASE_MANAGER, SERVICE_MANAGER},
    }
)

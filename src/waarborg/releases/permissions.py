"""Who reads what is new, and who brings it."""

from waarborg.customers.rules.roles import CUSTOMER_ROLES, OPERATOR, PROVIDER_ROLES, RELEASE_MANAGER, SERVICE_MANAGER
from waarborg.plumbing.permissions import declare

SEE = "releases.release.see"
PLAN = "releases.release.plan"
READ = "releases.release.read"
PUBLISH = "releases.release.publish"
RELEASE_PATCH = "releases.patch.release"
ACTIVATE = "releases.release.activate"

declare(
    {
        READ: {*PROVIDER_ROLES, *CUSTOMER_ROLES},
        SEE: {*PROVIDER_ROLES},
        PLAN: {RELEASE_MANAGER, SERVICE_MANAGER},
        PUBLISH: {RELEASE_MANAGER, SERVICE_MANAGER},
        RELEASE_PATCH: {RELEASE_MANAGER, SERVICE_MANAGER},
        # Who deploys says that it is so; a script of theirs does it by a token of theirs.
        ACTIVATE: {RELEASE_MANAGER, SERVICE_MANAGER, OPERATOR},
    }
)

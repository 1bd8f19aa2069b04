"""Who reads what is new, and who brings it."""

from waarborg.customers.rules.roles import (
    ADMINISTRATOR,
    CUSTOMER_ROLES,
    KEY_USER,
    OPERATOR,
    OWNER,
    PROVIDER_ROLES,
    RELEASE_MANAGER,
    SERVICE_MANAGER,
    SUCCESS,
)
from waarborg.plumbing.permissions import declare

SEE = "releases.release.see"
PLAN = "releases.release.plan"
READ = "releases.release.read"
PUBLISH = "releases.release.publish"
RELEASE_PATCH = "releases.patch.release"
ACTIVATE = "releases.release.activate"

SEE_FEATURES = "releases.feature.see"
KEEP_FEATURES = "releases.feature.keep"
RELEASE_FEATURES = "releases.feature.release"
USE = "releases.feature.use"
REQUEST = "releases.feature.request"
CONSENT = "releases.feature.consent"
KEEP_CONSENT = "releases.feature.keep-consent"
DECLINE = "releases.feature.decline"
SWITCH_ON = "releases.feature.switch-on"

declare(
    {
        SEE_FEATURES: {*PROVIDER_ROLES},
        KEEP_FEATURES: {RELEASE_MANAGER, SERVICE_MANAGER},
        RELEASE_FEATURES: {RELEASE_MANAGER, SERVICE_MANAGER},
        USE: {*CUSTOMER_ROLES},
        REQUEST: {OWNER, ADMINISTRATOR, KEY_USER},
        CONSENT: {OWNER, ADMINISTRATOR},
        DECLINE: {OWNER, ADMINISTRATOR},
        KEEP_CONSENT: {SUCCESS, SERVICE_MANAGER},
        # An agreement may keep it to the success team.
        SWITCH_ON: {SUCCESS, SERVICE_MANAGER, RELEASE_MANAGER},
        READ: {*PROVIDER_ROLES, *CUSTOMER_ROLES},
        SEE: {*PROVIDER_ROLES},
        PLAN: {RELEASE_MANAGER, SERVICE_MANAGER},
        PUBLISH: {RELEASE_MANAGER, SERVICE_MANAGER},
        RELEASE_PATCH: {RELEASE_MANAGER, SERVICE_MANAGER},
        # Who deploys says that it is so; a script of theirs does it by a token of theirs.
        ACTIVATE: {RELEASE_MANAGER, SERVICE_MANAGER, OPERATOR},
    }
)

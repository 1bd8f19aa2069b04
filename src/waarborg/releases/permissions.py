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
    SUPPORT_CONTACT,
)
from waarborg.plumbing.permissions import declare
from waarborg.plumbing.rest import scopes

SEE = "releases.release.see"
PLAN = "releases.release.plan"
READ = "releases.release.read"
PUBLISH = "releases.release.publish"
RELEASE_PATCH = "releases.patch.release"
ACTIVATE = "releases.release.activate"
DECLARE_STABLE = "releases.release.declare-stable"
KEEP_PLATFORMS = "releases.platform-version.keep"
REPORT_BUILDS = "releases.build.report"

SEE_FEATURES = "releases.feature.see"
KEEP_FEATURES = "releases.feature.keep"
RELEASE_FEATURES = "releases.feature.release"
USE = "releases.feature.use"
REQUEST = "releases.feature.request"
CONSENT = "releases.feature.consent"
KEEP_CONSENT = "releases.feature.keep-consent"
DECLINE = "releases.feature.decline"
SWITCH_ON = "releases.feature.switch-on"
SEE_ROLLOUTS = "releases.rollout.see"
PLAN_ROLLOUT = "releases.rollout.plan"
START_WAVE = "releases.rollout.start-wave"
CHOOSE_WAVE = "releases.rollout.choose-wave"
MOVE_WAVE = "releases.rollout.move-wave"
STOP = "releases.rollout.stop"
JUDGE = "releases.wave.judge"
MIGRATE = "releases.migration.record"

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
        SEE_ROLLOUTS: {*PROVIDER_ROLES},
        PLAN_ROLLOUT: {RELEASE_MANAGER, SERVICE_MANAGER},
        START_WAVE: {RELEASE_MANAGER, SERVICE_MANAGER, OPERATOR},
        # Who sees that it goes wrong at night stops it.
        STOP: {RELEASE_MANAGER, SERVICE_MANAGER, OPERATOR},
        JUDGE: {RELEASE_MANAGER, SERVICE_MANAGER, OPERATOR},
        MIGRATE: {RELEASE_MANAGER, SERVICE_MANAGER, OPERATOR},
        MOVE_WAVE: {RELEASE_MANAGER, SERVICE_MANAGER, SUCCESS},
        CHOOSE_WAVE: {OWNER, ADMINISTRATOR, SUPPORT_CONTACT},
        READ: {*PROVIDER_ROLES, *CUSTOMER_ROLES},
        SEE: {*PROVIDER_ROLES},
        PLAN: {RELEASE_MANAGER, SERVICE_MANAGER},
        PUBLISH: {RELEASE_MANAGER, SERVICE_MANAGER},
        RELEASE_PATCH: {RELEASE_MANAGER, SERVICE_MANAGER},
        DECLARE_STABLE: {RELEASE_MANAGER, SERVICE_MANAGER},
        KEEP_PLATFORMS: {RELEASE_MANAGER, SERVICE_MANAGER},
        REPORT_BUILDS: {RELEASE_MANAGER, SERVICE_MANAGER, OPERATOR},
        # Who deploys says that it is so; a script of theirs does it by a token of theirs.
        ACTIVATE: {RELEASE_MANAGER, SERVICE_MANAGER, OPERATOR},
    }
)
scopes.declare(
    "releases:read",
    {READ, SEE_FEATURES, USE},
    nl="Lezen wat er nieuw is, welke functies voor een klant aanstaan, en hoe ver een versie is",
    en="Read what is new, which features are on for a customer, and how far a version is",
)
scopes.declare(
    "releases:write",
    {ACTIVATE},
    nl="Vastleggen dat een release is geactiveerd",
    en="Record that a release was activated",
)
scopes.declare(
    "builds:write",
    {REPORT_BUILDS},
    nl="Melden welke build bij klanten draait",
    en="Report which build runs for customers",
)

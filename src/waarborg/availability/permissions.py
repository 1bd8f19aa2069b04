"""Who may read how things are, and who tells the world."""

from waarborg.customers.rules.roles import (
    ADMINISTRATOR,
    CUSTOMER_ROLES,
    OPERATOR,
    OWNER,
    PROVIDER_ROLES,
    RELEASE_MANAGER,
    SECURITY_OFFICER,
    SERVICE_MANAGER,
    SUCCESS,
    SUPPORT,
)
from waarborg.plumbing.permissions import declare
from waarborg.plumbing.rest import scopes

READ = "availability.status.read"
SEE = "availability.incident.see"
TELL = "availability.incident.tell"
KEEP_TEMPLATES = "availability.incident-template.keep"
WRITE_AFTER = "availability.after-action.write"
CORRECT = "availability.incident.correct"
EXCLUDE = "availability.downtime.exclude"
SEE_WORK = "availability.maintenance.see"
PLAN_WORK = "availability.maintenance.plan"
SEE_PROBES = "availability.probe.see"
KEEP_PROBES = "availability.probe.keep"
SEE_SPEED = "availability.response.see"
DISCUSS = "availability.discussion.hold"
USE_TOGETHER = "availability.use-together.take"
CHOOSE_TOGETHER = "availability.use-together.choose"
SEND = "availability.metrics.send"
MAP = "availability.mapping.apply"
KEEP_PAGE_KEYS = "availability.page-key.keep"
KEEP_STORES = "availability.store.keep"
SEE_DUTY = "availability.roster.see"
SAVE_ROSTER = "availability.roster.save"
SWAP = "availability.roster.swap"
SEE_ALARMS = "availability.alarm.see"
TAKE_UP = "availability.alarm.acknowledge"
KEEP_POLICIES = "availability.alarm-policy.keep"
TRY_ALARM = "availability.alarm.try"

declare(
    {
        READ: {*PROVIDER_ROLES, *CUSTOMER_ROLES},
        SEE: {*PROVIDER_ROLES},
        # At night it is whoever is there who tells the customers.
        TELL: {SERVICE_MANAGER, SUPPORT, OPERATOR},
        CORRECT: {SERVICE_MANAGER},
        WRITE_AFTER: {SERVICE_MANAGER, OPERATOR},
        KEEP_TEMPLATES: {SERVICE_MANAGER},
        EXCLUDE: {SERVICE_MANAGER},
        SEE_WORK: {*PROVIDER_ROLES},
        # The security officer may set the notice aside for a severe flaw, where an agreement says so.
        PLAN_WORK: {SERVICE_MANAGER, OPERATOR, RELEASE_MANAGER, SECURITY_OFFICER},
        SEE_PROBES: {*PROVIDER_ROLES},
        # A probe speaks to machines, and a place gets a token: that is for who runs them.
        KEEP_PROBES: {SERVICE_MANAGER, OPERATOR},
        SEE_SPEED: {*PROVIDER_ROLES},
        # The success team speaks with customers.
        DISCUSS: {SERVICE_MANAGER, SUCCESS},
        # What is built next rests on what is used.
        USE_TOGETHER: {SERVICE_MANAGER, RELEASE_MANAGER, SUCCESS},
        CHOOSE_TOGETHER: {OWNER, ADMINISTRATOR},
        SEND: {SERVICE_MANAGER, OPERATOR},
        MAP: {SERVICE_MANAGER, OPERATOR},
        KEEP_PAGE_KEYS: {SERVICE_MANAGER, OPERATOR},
        KEEP_STORES: {SERVICE_MANAGER, OPERATOR},
        SEE_DUTY: {*PROVIDER_ROLES},
        SAVE_ROSTER: {SERVICE_MANAGER, OPERATOR},
        # Whoever may stand in a roster swaps without asking: the journal has it, and the roster shows it.
        SWAP: {*PROVIDER_ROLES},
        SEE_ALARMS: {*PROVIDER_ROLES},
        TAKE_UP: {*PROVIDER_ROLES},
        KEEP_POLICIES: {SERVICE_MANAGER, OPERATOR},
        TRY_ALARM: {SERVICE_MANAGER, OPERATOR},
    }
)
scopes.declare(
    "metrics:write",
    {SEND},
    nl="Meetwaarden van responstijden insturen (OTLP)",
    en="Send in metrics of response times (OTLP)",
)

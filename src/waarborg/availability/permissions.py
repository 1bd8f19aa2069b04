"""Who may read how things are, and who tells the world."""

from waarborg.customers.rules.roles import CUSTOMER_ROLES, OPERATOR, PROVIDER_ROLES, SERVICE_MANAGER, SUPPORT
from waarborg.plumbing.permissions import declare

READ = "availability.status.read"
SEE = "availability.incident.see"
TELL = "availability.incident.tell"
CORRECT = "availability.incident.correct"
EXCLUDE = "availability.downtime.exclude"

declare(
    {
        READ: {*PROVIDER_ROLES, *CUSTOMER_ROLES},
        SEE: {*PROVIDER_ROLES},
        # At night it is whoever is there who tells the customers.
        TELL: {SERVICE_MANAGER, SUPPORT, OPERATOR},
        CORRECT: {SERVICE_MANAGER},
        EXCLUDE: {SERVICE_MANAGER},
    }
)

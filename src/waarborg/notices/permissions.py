"""Who reads notices, who writes them, and who looks after what mail looks like and where it may go."""

from waarborg.customers.rules.roles import (
    CUSTOMER_ROLES,
    OPERATOR,
    PRIVACY_OFFICER,
    PROVIDER_ROLES,
    RELEASE_MANAGER,
    SECURITY_OFFICER,
    SERVICE_MANAGER,
    SUCCESS,
    SUPPORT,
)
from waarborg.plumbing.permissions import declare
from waarborg.plumbing.rest import scopes

READ = "notices.notice.read"
SEE = "notices.notice.see"
WRITE = "notices.notice.write"
PUBLISH = "notices.notice.publish"
SUPPRESS = "notices.address.suppress"
LOOK = "notices.look.change"
CHOOSE = "notices.preference.change"

_WRITERS = {SERVICE_MANAGER, SUCCESS, RELEASE_MANAGER, SECURITY_OFFICER, PRIVACY_OFFICER, OPERATOR}

declare(
    {
        # In the portal, what one's organisation may see.
        READ: {*CUSTOMER_ROLES},
        # At the desk, all of them and whom they reached.
        SEE: {*PROVIDER_ROLES},
        WRITE: {*_WRITERS, SUPPORT},
        PUBLISH: _WRITERS,
        SUPPRESS: {SERVICE_MANAGER, OPERATOR, SUPPORT},
        LOOK: {SERVICE_MANAGER, OPERATOR},
        CHOOSE: {*CUSTOMER_ROLES},
    }
)
scopes.declare("notices:read", {READ, SEE}, nl="Berichten lezen", en="Read notices")
scopes.declare(
    "notices:write",
    {WRITE, PUBLISH},
    nl="Berichten schrijven, publiceren, verbeteren en intrekken",
    en="Write, publish, correct and withdraw notices",
)
scopes.declare("reach:read", {SEE}, nl="Zien wie een bericht bereikte", en="See whom a notice reached")

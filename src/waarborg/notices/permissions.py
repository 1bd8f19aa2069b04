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

"""Who may say what is supplied, and who may record what a customer bought."""

from waarborg.customers.rules.roles import (
    CUSTOMER_ROLES,
    FINANCE,
    PROVIDER_ROLES,
    RELEASE_MANAGER,
    SERVICE_MANAGER,
    SUCCESS,
)
from waarborg.plumbing.permissions import declare
from waarborg.plumbing.rest import scopes

READ = "catalogue.item.read"
MANAGE = "catalogue.item.manage"
SEE_BOUGHT = "catalogue.purchase.see"
RECORD = "catalogue.purchase.record"

declare(
    {
        READ: {*PROVIDER_ROLES, *CUSTOMER_ROLES},
        MANAGE: {SERVICE_MANAGER, RELEASE_MANAGER},
        SEE_BOUGHT: {*PROVIDER_ROLES, *CUSTOMER_ROLES},
        RECORD: {SERVICE_MANAGER, SUCCESS, FINANCE},
    }
)
scopes.declare(
    "catalogue:read",
    {READ, SEE_BOUGHT},
    nl="Het aanbod lezen, en wat een klant heeft afgenomen",
    en="Read what is supplied, and what a customer bought",
)
scopes.declare(
    "catalogue:write",
    {MANAGE, RECORD},
    nl="Het aanbod wijzigen, en vastleggen wat een klant afneemt",
    en="Change what is supplied, and record what a customer buys",
)

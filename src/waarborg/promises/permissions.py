"""Who may read, publish, bind and waive."""

from waarborg.customers.rules.roles import CONTACT_LEVELS
from waarborg.plumbing import permissions
from waarborg.plumbing.rest import scopes

SERVICE_MANAGER = {"provider.service-manager"}
STAFF = {"provider.support", "provider.service-manager", "provider.success", "provider.operator"}
# How the promises to the whole organisation are going. Others read what was promised, and follow their own reports.
OVERSEERS = {"customer.owner", "customer.administrator", *CONTACT_LEVELS}
SEE_CHECKS = "promises.checks.see"

permissions.declare(
    {
        "promises.agreement.publish": SERVICE_MANAGER,
        "promises.agreement.bind": SERVICE_MANAGER,
        "promises.agreement.read": {
            *OVERSEERS,
            *STAFF,
            "customer.finance-contact",
            "customer.breach-contact",
            "customer.user",
        },
        "promises.board.see": OVERSEERS | STAFF,
        SEE_CHECKS: {*SERVICE_MANAGER, "provider.operator", "provider.security-officer"},
        "promises.clock.waive": SERVICE_MANAGER,
        "promises.version.accept": {"customer.owner", "customer.administrator"},
        "promises.objection.file": OVERSEERS,
        "promises.objection.decide": SERVICE_MANAGER,
    }
)
scopes.declare(
    "agreements:read",
    {"promises.agreement.read"},
    nl="Overeenkomsten lezen, en wie aan welke versie gebonden is",
    en="Read agreements, and who is bound to which version",
)

"""Who may record a contract, and who may give notice for either side; the agreement narrows the second."""

from waarborg.customers.rules.roles import ADMINISTRATOR, FINANCE, FINANCE_CONTACT, OWNER, SERVICE_MANAGER, SUCCESS
from waarborg.plumbing.permissions import declare

SEE_CHARGES = "contracts.charge.see"
RECORD = "contracts.contract.record"
SEE = "contracts.contract.see"
LEAVE = "contracts.termination.request"
GIVE_NOTICE = "contracts.termination.give"
CONFIRM = "contracts.termination.confirm"

declare(
    {
        SEE_CHARGES: {OWNER, ADMINISTRATOR, FINANCE_CONTACT, SERVICE_MANAGER, SUCCESS, FINANCE},
        RECORD: {SERVICE_MANAGER},
        SEE: {SERVICE_MANAGER, SUCCESS, OWNER, ADMINISTRATOR},
        LEAVE: {OWNER, ADMINISTRATOR},
        GIVE_NOTICE: {SERVICE_MANAGER},
        # And writing down notice that came by mail.
        CONFIRM: {SERVICE_MANAGER, SUCCESS},
    }
)

"""Who may record a contract, and who may give notice for either side; the agreement narrows the second."""

from waarborg.customers.rules.roles import (
    ADMINISTRATOR,
    CONTACT_LEVELS,
    CUSTOMER_ROLES,
    FINANCE,
    FINANCE_CONTACT,
    OWNER,
    SERVICE_MANAGER,
    SUCCESS,
    SUPPORT,
)
from waarborg.plumbing.permissions import declare

SEE_CHARGES = "contracts.charge.see"
ISSUE_QUOTE = "contracts.quote.issue"
SEE_QUOTE = "contracts.quote.see"
ANSWER_QUOTE = "contracts.quote.accept"
RECORD = "contracts.contract.record"
SEE = "contracts.contract.see"
LEAVE = "contracts.termination.request"
GIVE_NOTICE = "contracts.termination.give"
CONFIRM = "contracts.termination.confirm"
ACTIVATE = "contracts.licence.activate"
SEE_ONBOARDING = "contracts.onboarding.see"
PLAN_ONBOARDING = "contracts.onboarding.plan"
COMPLETE_STEP = "contracts.onboarding-step.complete"
MERGE = "contracts.merger.carry-out"
ANSWER_MERGED = "contracts.merger.answer"
PUT_AWAY = "contracts.merger.put-away"

declare(
    {
        SEE_CHARGES: {OWNER, ADMINISTRATOR, FINANCE_CONTACT, SERVICE_MANAGER, SUCCESS, FINANCE},
        ISSUE_QUOTE: {SERVICE_MANAGER, SUCCESS},
        # Who works on a report sees whether its quote was accepted.
        SEE_QUOTE: {OWNER, ADMINISTRATOR, FINANCE_CONTACT, SERVICE_MANAGER, SUCCESS, FINANCE, SUPPORT},
        ANSWER_QUOTE: {OWNER, ADMINISTRATOR},
        RECORD: {SERVICE_MANAGER},
        SEE: {SERVICE_MANAGER, SUCCESS, OWNER, ADMINISTRATOR},
        LEAVE: {OWNER, ADMINISTRATOR},
        ACTIVATE: {OWNER, ADMINISTRATOR},
        GIVE_NOTICE: {SERVICE_MANAGER},
        SEE_ONBOARDING: {OWNER, ADMINISTRATOR, *CONTACT_LEVELS, SERVICE_MANAGER, SUCCESS, SUPPORT},
        PLAN_ONBOARDING: {SERVICE_MANAGER, SUCCESS},
        # The customer its own steps; our people either side's, with what shows that it was done.
        COMPLETE_STEP: {OWNER, ADMINISTRATOR, *CONTACT_LEVELS, SERVICE_MANAGER, SUCCESS},
        # It closes a customer and shows the other what it has.
        MERGE: {SERVICE_MANAGER},
        # Who comes along from a customer that was absorbed gets in by those who let people in.
        ANSWER_MERGED: {OWNER, ADMINISTRATOR},
        PUT_AWAY: {*CUSTOMER_ROLES},
        # And writing down notice that came by mail.
        CONFIRM: {SERVICE_MANAGER, SUCCESS},
    }
)

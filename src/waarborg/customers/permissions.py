"""Who may do what to organisations and people. Appointing the most far-reaching role asks more than the others."""

from waarborg.customers.rules.roles import (
    ADMINISTRATOR,
    CONTACT_LEVELS,
    CUSTOMER_ROLES,
    OWNER,
    PROVIDER_ROLES,
    SECURITY_OFFICER,
    SERVICE_MANAGER,
    SUCCESS,
    SUPPORT,
)
from waarborg.plumbing.permissions import declare
from waarborg.plumbing.rest import scopes

ENROL = "customers.organisation.enrol"
EDIT_ORGANISATION = "customers.organisation.edit"
SEE_ORGANISATIONS = "customers.organisation.see"
# All that is kept of one, beyond its name, its telephone and who asks (PX-88).
READ_ORGANISATION = "customers.organisation.read"
CHANGE_PEOPLE = "customers.contact.change"
# Contacts appoint each other only where their agreement says so (support.actions.contacts).
APPOINT_CONTACT = "customers.contact.appoint"
GRANT = "customers.authority.grant"
APPOINT_OWNER = "customers.authority.appoint-owner"
GRANT_STAFF_ROLE = "customers.authority.grant-staff-role"
USE_AUTHORITY = "customers.authority.use"
SEE_REFERENCES = "customers.reference.see"
CONSENT = "customers.reference.consent"
ASK_REFERENCE = "customers.reference.ask"
DISCLOSE = "customers.reference.disclose"
IMPORT = "customers.import.run"

declare(
    {
        ENROL: {SERVICE_MANAGER, SUCCESS},
        EDIT_ORGANISATION: {OWNER, ADMINISTRATOR, SERVICE_MANAGER, SUCCESS},
        SEE_ORGANISATIONS: {*PROVIDER_ROLES, *CUSTOMER_ROLES},
        READ_ORGANISATION: {OWNER, ADMINISTRATOR, *PROVIDER_ROLES},
        CHANGE_PEOPLE: {OWNER, ADMINISTRATOR, SERVICE_MANAGER, SUCCESS, SUPPORT},
        APPOINT_CONTACT: {OWNER, ADMINISTRATOR, *CONTACT_LEVELS},
        GRANT: {OWNER, ADMINISTRATOR, SERVICE_MANAGER},
        APPOINT_OWNER: {OWNER, SERVICE_MANAGER},
        # For the owner, or what came from the owner by mail or in a report.
        USE_AUTHORITY: {OWNER, SERVICE_MANAGER, SUCCESS, SUPPORT},
        SEE_REFERENCES: {OWNER, ADMINISTRATOR, SERVICE_MANAGER, SUCCESS, SUPPORT},
        # What may be said of an organisation to others is for who speaks for all of it.
        CONSENT: {OWNER},
        ASK_REFERENCE: {SERVICE_MANAGER, SUCCESS, SUPPORT},
        DISCLOSE: {SERVICE_MANAGER, SUCCESS, SUPPORT},
        # It appoints owners and opens tickets: for those who may do both.
        IMPORT: {SERVICE_MANAGER},
        GRANT_STAFF_ROLE: {SERVICE_MANAGER, SECURITY_OFFICER},
    }
)
scopes.declare(
    "imports:write",
    {IMPORT},
    nl="Klanten, personen, contracten en open meldingen overnemen uit een ander systeem",
    en="Import customers, people, contracts and open tickets from another system",
)

"""Who may let people in, and end their access."""

from waarborg.customers import permissions as customers
from waarborg.customers.rules.roles import (
    ADMINISTRATOR,
    CUSTOMER_ROLES,
    OPERATOR,
    OWNER,
    PRIVACY_OFFICER,
    PROVIDER_ROLES,
    SECURITY_OFFICER,
    SERVICE_MANAGER,
    SUCCESS,
    SUPPORT,
)
from waarborg.plumbing.permissions import declare
from waarborg.plumbing.rest import scopes

INVITE = "access.account.invite"
SET_POLICY = "access.security-policy.change"
SEE_PEOPLE = "access.people.see"
SET_SIGN_ON = "access.single-sign-on.change"
SET_NETWORKS = "access.networks.change"
LIFT_NETWORKS = "access.networks.lift"
REVIEW_STAFF = "access.staff-review.do"
LOCK_ACCOUNT = "access.account.lock"
RELEASE_ACCOUNT = "access.account.release"
MAKE_TOKEN = "access.api-key.create"
REVOKE_TOKEN = "access.api-token.revoke"
MANAGE_APPLICATIONS = "access.application.manage"
MANAGE_DIRECTORY = "access.directory.manage"
ASK_WAY_IN = "access.way-in.ask"
DECIDE_WAY_IN = "access.way-in.decide"
ASK_GRANT = "access.support-grant.ask"
GIVE_GRANT = "access.support-grant.give"
END_GRANT = "access.support-grant.end"
SEE_GRANTS = "access.support-grant.see"
OPEN_CONTENT = "access.support-access.open"
OPEN_AS_ADMINISTRATOR = "access.administrator-access.open"
SEE_ADMINISTRATORS = "access.administrator-access.see"
READ_AUDIT = "access.audit.read"
# What everybody may do for the own account; whoever signs in has it.
ENROL = "access.second-factor.enrol"

# To whom a customer opens its content; our administrators open it for purposes of their own.
SUPPORTS = frozenset({SUPPORT, SERVICE_MANAGER, PRIVACY_OFFICER})

declare(
    {
        INVITE: {OWNER, ADMINISTRATOR, SERVICE_MANAGER, SUCCESS},
        SET_POLICY: {OWNER, SERVICE_MANAGER, SECURITY_OFFICER},
        SEE_PEOPLE: {OWNER, ADMINISTRATOR},
        SET_SIGN_ON: {OWNER, SERVICE_MANAGER},
        SET_NETWORKS: {OWNER, SERVICE_MANAGER, SECURITY_OFFICER},
        LIFT_NETWORKS: {SERVICE_MANAGER},
        LOCK_ACCOUNT: {OWNER, ADMINISTRATOR},
        RELEASE_ACCOUNT: {SERVICE_MANAGER},
        REVIEW_STAFF: {SERVICE_MANAGER, SECURITY_OFFICER},
        MAKE_TOKEN: {OWNER, *PROVIDER_ROLES},
        REVOKE_TOKEN: {OWNER, SERVICE_MANAGER, SECURITY_OFFICER, OPERATOR},
        MANAGE_APPLICATIONS: {SERVICE_MANAGER, OPERATOR},
        MANAGE_DIRECTORY: {OWNER, SERVICE_MANAGER},
        ASK_WAY_IN: {SUPPORT, SERVICE_MANAGER},
        DECIDE_WAY_IN: {OWNER, ADMINISTRATOR},
        ASK_GRANT: SUPPORTS,
        GIVE_GRANT: {OWNER, ADMINISTRATOR},
        END_GRANT: {OWNER, ADMINISTRATOR},
        SEE_GRANTS: {OWNER, ADMINISTRATOR},
        OPEN_CONTENT: SUPPORTS,
        OPEN_AS_ADMINISTRATOR: {OPERATOR},
        SEE_ADMINISTRATORS: {OPERATOR, SERVICE_MANAGER, SECURITY_OFFICER},
        ENROL: {*CUSTOMER_ROLES, *PROVIDER_ROLES},
        READ_AUDIT: {OWNER, ADMINISTRATOR},
    }
)
scopes.declare(
    "directory:write",
    {MANAGE_DIRECTORY},
    nl="De mensen van uw organisatie laten bijhouden door uw eigen adresboek (SCIM)",
    en="Have the people of your organisation kept by your own directory (SCIM)",
)
scopes.declare(
    "customers:read",
    {customers.SEE_ORGANISATIONS},
    nl="De gegevens van organisaties lezen",
    en="Read the details of organisations",
)
scopes.declare(
    "customers:write",
    {customers.ENROL, customers.EDIT_ORGANISATION},
    nl="Organisaties inschrijven en hun gegevens wijzigen",
    en="Enrol organisations and change their details",
)
scopes.declare(
    "people:read",
    {SEE_PEOPLE, customers.CHANGE_PEOPLE},
    nl="Lezen wie er bij een organisatie werken en wat zij mogen",
    en="Read who the people of an organisation are and what they may do",
)
scopes.declare(
    "people:write",
    {customers.CHANGE_PEOPLE},
    nl="Mensen toevoegen en hun gegevens wijzigen",
    en="Add people and change their details",
)

"""Who reads evidence reports, who has them made, and who changes the key that signs them."""

from waarborg.customers.rules.roles import (
    ADMINISTRATOR,
    CONTACT_LEVELS,
    OPERATOR,
    OWNER,
    PRIVACY_OFFICER,
    PROVIDER_ROLES,
    RELEASE_MANAGER,
    SECURITY_OFFICER,
    SERVICE_MANAGER,
)
from waarborg.plumbing.permissions import declare
from waarborg.plumbing.rest import scopes

READ = "trust.report.read"
MAKE = "trust.report.make"
ROTATE = "trust.signing-key.rotate"
ASSURE = "trust.assurance.record"
SEE_ASSURANCE = "trust.assurance.see"
REPORT_FUNCTION = "trust.function.report"
READ_LOG = "trust.log.read"
REPORT_SCAN = "trust.scan.record"
SEE_SCANS = "trust.scan.see"

declare(
    {
        READ: {OWNER, ADMINISTRATOR, *CONTACT_LEVELS, *PROVIDER_ROLES},
        MAKE: {SERVICE_MANAGER},
        ROTATE: {SECURITY_OFFICER, OPERATOR},
        ASSURE: {SECURITY_OFFICER, SERVICE_MANAGER},
        SEE_ASSURANCE: {SECURITY_OFFICER, SERVICE_MANAGER, PRIVACY_OFFICER, OPERATOR},
        REPORT_SCAN: {SECURITY_OFFICER, RELEASE_MANAGER, OPERATOR},
        SEE_SCANS: {SECURITY_OFFICER, RELEASE_MANAGER, OPERATOR, SERVICE_MANAGER, PRIVACY_OFFICER},
        # It names who looked and who signed in.
        READ_LOG: {OWNER, ADMINISTRATOR, SERVICE_MANAGER, SECURITY_OFFICER, OPERATOR},
        REPORT_FUNCTION: {RELEASE_MANAGER, OPERATOR, SERVICE_MANAGER},
    }
)
scopes.declare("reports:read", {READ}, nl="Bewijsrapporten lezen", en="Read evidence reports")
scopes.declare(
    "functions:read",
    {REPORT_FUNCTION},
    nl="Lezen of functies van de toepassing werken",
    en="Read whether functions of the application work",
)
scopes.declare(
    "functions:write",
    {REPORT_FUNCTION},
    nl="Melden of functies van de toepassing werken",
    en="Report whether functions of the application work",
)
scopes.declare("scans:write", {REPORT_SCAN}, nl="Scans op kwetsbaarheden melden", en="Report scans for vulnerabilities")

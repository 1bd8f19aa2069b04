"""What people do in access, by registry name; `names.py` gathers them."""

from waarborg.customers.rules.roles import CUSTOMER_ROLES, PROVIDER_ROLES

EVERYBODY = (*CUSTOMER_ROLES, *PROVIDER_ROLES)

ACTS = {
    "sign-in:start": {
        "nl": "het inloggen",
        "en": "signing in",
        "subject": "sign-in",
        "writes": "sign-in:started",
        "holds": [
            "where.party",
            "needs.access.sign-in.with-second-factor",
            "needs.access.sign-in.from-allowed-network",
        ],
    },
    # Writes nothing while it goes on: a session that was idle ends.
    "sign-in:continue": {
        "nl": "het ingelogd blijven",
        "en": "staying signed in",
        "subject": "sign-in",
        "writes": "sign-in:ended",
        "holds": ["needs.access.sign-in.recently-active"],
    },
    "second-factor:enrol": {
        "nl": "het instellen van een tweede stap",
        "en": "enrolling a second factor",
        "subject": "second-factor",
        "writes": "second-factor:enrolled",
        "open_to": sorted(EVERYBODY),
    },
    # One account has an address, whatever its capitals, and the database refuses another.
    "account:create": {
        "nl": "het aanmaken van een account",
        "en": "creating an account",
        "subject": "account",
        "writes": "account:created",
        "holds": ["limit"],
    },
    "account:invite": {
        "nl": "het uitnodigen om in te loggen",
        "en": "inviting somebody to sign in",
        "subject": "account",
        "writes": "account:invited",
    },
    "account:ask-transfer": {
        "nl": "het vragen om het account over te dragen",
        "en": "asking to transfer the account",
        "subject": "account",
        "writes": "account:transfer-asked",
    },
    "account:transfer": {
        "nl": "het overdragen van het account",
        "en": "transferring the account",
        "subject": "account",
        "writes": "account:transferred",
    },
    "right:ask": {
        "nl": "het vragen om rechten te wijzigen",
        "en": "asking to change rights",
        "subject": "right",
        "writes": "right:asked",
    },
    "right:change": {
        "nl": "het wijzigen van rechten",
        "en": "changing rights",
        "subject": "right",
        "writes": "right:changed",
        "holds": ["who", "where.form"],
    },
    "account:lock": {
        "nl": "het blokkeren van een account",
        "en": "locking an account",
        "subject": "account",
        "writes": "account:locked",
        "open_to": ["customer.owner", "customer.administrator"],
    },
    "account:ask-way-in": {
        "nl": "het vragen om iemand zonder wachtwoord en postvak binnen te laten",
        "en": "asking to let somebody in who has neither password nor mailbox",
        "subject": "account",
        "writes": "account:way-in-asked",
    },
    "account:approve-way-in": {
        "nl": "het binnenlaten van een collega met een code",
        "en": "letting a colleague in with a code",
        "subject": "account",
        "writes": "account:way-in-approved",
    },
    "account:refuse-way-in": {
        "nl": "het weigeren om een collega binnen te laten",
        "en": "refusing to let a colleague in",
        "subject": "account",
        "writes": "account:way-in-refused",
    },
    "account:release": {
        "nl": "het opheffen van de blokkade van een account",
        "en": "releasing the lock on an account",
        "subject": "account",
        "writes": "account:released",
    },
    "account:sign-out": {
        "nl": "het beëindigen van iemands sessies",
        "en": "ending somebody's sessions",
        "subject": "account",
        "writes": "account:signed-out",
    },
    "second-factor:remove": {
        "nl": "het uitzetten van de tweede stap",
        "en": "removing the second factor",
        "subject": "second-factor",
        "writes": "second-factor:reset",
        "holds": ["never", "who"],
    },
    "single-sign-on:change": {
        "nl": "het wijzigen van de inlogdienst",
        "en": "changing the sign-in service",
        "subject": "single-sign-on",
        "writes": "single-sign-on:changed",
    },
    "networks:change": {
        "nl": "het wijzigen van de netwerkregels",
        "en": "changing the network rules",
        "subject": "networks",
        "writes": "networks:changed",
    },
    "security-policy:change": {
        "nl": "het wijzigen van het beveiligingsbeleid",
        "en": "changing the security policy",
        "subject": "security-policy",
        "writes": "security-policy:changed",
        "holds": ["where.direction"],
    },
    "application:register": {
        "nl": "het registreren van een toepassing",
        "en": "registering an application",
        "subject": "application",
        "writes": "application:registered",
    },
    "application:change": {
        "nl": "het wijzigen van een toepassing",
        "en": "changing an application",
        "subject": "application",
        "writes": "application:changed",
    },
    "application:end": {
        "nl": "het beëindigen van een toepassing",
        "en": "ending an application",
        "subject": "application",
        "writes": "application:ended",
    },
    "application:replace-key": {
        "nl": "het vervangen van de ondertekensleutel van het inloggen",
        "en": "replacing the key that signs sign-ins",
        "subject": "application",
        "writes": "application:key-replaced",
    },
    "directory:provision": {
        "nl": "het toevoegen van iemand door het adresboek van de organisatie",
        "en": "adding somebody by the organisation's directory",
        "subject": "directory",
        "writes": "directory:named",
    },
    "directory:change": {
        "nl": "het wijzigen van iemand door het adresboek van de organisatie",
        "en": "changing somebody by the organisation's directory",
        "subject": "directory",
        "writes": "directory:named",
    },
    "directory:remove": {
        "nl": "het verwijderen van iemand uit het adresboek van de organisatie",
        "en": "removing somebody from the organisation's directory",
        "subject": "directory",
        "writes": "directory:removed",
    },
    "staff-right:grant": {
        "nl": "het verlenen van rechten aan medewerkers",
        "en": "granting rights to staff",
        "subject": "staff-right",
        "writes": "customers.authority.granted",
        "holds": ["who", "where.purpose", "where.confidentiality"],
    },
    "staff-review:do": {
        "nl": "het beoordelen van de toegang van medewerkers",
        "en": "reviewing the staff's access",
        "subject": "staff-review",
        "writes": "staff-review:completed",
    },
    "api-key:create": {
        "nl": "het aanmaken van een API-sleutel",
        "en": "creating an API key",
        "subject": "api-key",
        "writes": "api-token:made",
        "holds": ["needs.access.api-key.terms-accepted"],
    },
    "api-key:accept-terms": {
        "nl": "het accepteren van de voorwaarden van de API",
        "en": "accepting the conditions of the API",
        "subject": "api-key",
        "writes": "api-key:terms-accepted",
    },
    "api-token:revoke": {
        "nl": "het intrekken van een API-sleutel van een programma",
        "en": "revoking the API token of a program",
        "subject": "api-token",
        "writes": "api-token:revoked",
    },
    # Where an agreement forbids these three, nothing in the product does them: no page, no answer to a program and no
    # export shows a secret that is kept, and the database shows no row to another customer.
    "secret:read": {
        "nl": "het lezen van een geheim",
        "en": "reading a secret",
        "subject": "secret",
        "holds": ["never"],
    },
    # Nor does any page that strangers open name a customer: the database shows them none.
    "customer:disclose": {
        "nl": "het noemen van klanten aan derden",
        "en": "disclosing customers to outsiders",
        "subject": "customers.customer",
        "holds": ["never", "where.party"],
    },
    "record:read": {"nl": "het inzien van gegevens", "en": "reading records", "subject": "record", "holds": ["never"]},
    "support-grant:ask": {
        "nl": "het vragen om toegang",
        "en": "asking for access",
        "subject": "support-grant",
        "writes": "support-grant:asked",
    },
    "support-grant:give": {
        "nl": "het geven van toegang aan support",
        "en": "granting support access",
        "subject": "support-grant",
        "writes": "support-grant:given",
    },
    "support-grant:decline": {
        "nl": "het afwijzen van een verzoek om toegang",
        "en": "declining a request for access",
        "subject": "support-grant",
        "writes": "support-grant:declined",
    },
    "support-grant:end": {
        "nl": "het beëindigen van de toegang van support",
        "en": "ending the access of support",
        "subject": "support-grant",
        "writes": "support-grant:ended",
    },
    "administrator-access:open": {
        "nl": "het openen van beheerderstoegang",
        "en": "opening administrator access",
        "subject": "administrator-access",
        "writes": "administrator-access:opened",
        "holds": ["who", "where.administrator-purpose"],
    },
    "administrator-access:close": {
        "nl": "het beëindigen van beheerderstoegang",
        "en": "closing administrator access",
        "subject": "administrator-access",
        "writes": "administrator-access:closed",
    },
    "support-access:open": {
        "nl": "het openen van toegang voor support",
        "en": "opening support access",
        "subject": "support-access",
        "writes": "support-access:opened",
        "holds": ["needs.access.support-grant.live", "where.confidentiality"],
    },
}

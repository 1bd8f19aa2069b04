"""Names of access, live: who comes in, and how; and every role that an agreement may name."""

DOMAIN = "access"

SUBJECTS = {
    "sign-in": {"nl": "het inloggen", "en": "the sign-in", "parents": ["account"]},
    "account": {"nl": "het gebruikersaccount", "en": "the user account", "parents": ["customers.customer"]},
    "second-factor": {"nl": "de tweede stap bij het inloggen", "en": "the second factor", "parents": ["account"]},
    "security-policy": {"nl": "het beveiligingsbeleid", "en": "the security policy", "parents": ["customers.customer"]},
    "single-sign-on": {
        "nl": "de inlogdienst van de organisatie",
        "en": "the organisation's sign-in service",
        "parents": ["customers.customer"],
    },
    "networks": {
        "nl": "de netwerkregels van de organisatie",
        "en": "the organisation's network rules",
        "parents": ["customers.customer"],
    },
    "application": {
        "nl": "de toepassing waarbij mensen via ons inloggen",
        "en": "the application that people sign in to by us",
        "parents": ["account"],
    },
    "directory": {
        "nl": "het adresboek van de organisatie",
        "en": "the organisation's directory",
        "parents": ["customers.customer"],
    },
    "staff-review": {"nl": "de beoordeling van de toegang van medewerkers", "en": "the review of the staff's access"},
    "api-token": {"nl": "de API-sleutel van een programma", "en": "the API token of a program", "parents": ["account"]},
    "support-access": {"nl": "de toegang van support", "en": "the support access", "parents": ["customers.customer"]},
    "support-grant": {
        "nl": "uw toestemming aan support",
        "en": "your grant to support",
        "parents": ["customers.customer"],
    },
}

EVENTS = {
    "sign-in:started": {"nl": "het inloggen", "en": "the sign-in", "subjects": ["sign-in", "account"]},
    "sign-in:ended": {"nl": "het uitloggen", "en": "the sign-out", "subjects": ["sign-in", "account"]},
    "account:invited": {
        "nl": "de uitnodiging om in te loggen",
        "en": "the invitation to sign in",
        "subjects": ["account"],
    },
    "account:address-changed": {
        "nl": "de wijziging van het adres waarmee iemand inlogt",
        "en": "the change of the address that somebody signs in with",
        "subjects": ["account"],
    },
    "account:joined": {
        "nl": "het aanvaarden van de uitnodiging",
        "en": "the acceptance of the invitation",
        "subjects": ["account"],
        "edge": "begins",
    },
    "account:signed-out": {
        "nl": "het beëindigen van de sessies door een beheerder",
        "en": "the ending of the sessions by an administrator",
        "subjects": ["account"],
    },
    "second-factor:reset": {
        "nl": "het verwijderen van de tweede stap",
        "en": "the removal of the second factor",
        "subjects": ["second-factor"],
    },
    "single-sign-on:changed": {
        "nl": "de wijziging van de inlogdienst",
        "en": "the change of the sign-in service",
        "subjects": ["single-sign-on"],
    },
    "networks:changed": {
        "nl": "de wijziging van de netwerkregels",
        "en": "the change of the network rules",
        "subjects": ["networks"],
    },
    "security-policy:changed": {
        "nl": "de wijziging van het beveiligingsbeleid",
        "en": "the change of the security policy",
        "subjects": ["security-policy"],
    },
    "application:registered": {
        "nl": "het registreren van een toepassing",
        "en": "the registering of an application",
        "subjects": ["application"],
    },
    "application:changed": {
        "nl": "het wijzigen van een toepassing",
        "en": "the change of an application",
        "subjects": ["application"],
    },
    "application:ended": {
        "nl": "het beëindigen van een toepassing",
        "en": "the end of an application",
        "subjects": ["application"],
    },
    "application:key-replaced": {
        "nl": "het vervangen van de ondertekensleutel van het inloggen",
        "en": "the replacing of the key that signs sign-ins",
        "subjects": ["application"],
    },
    "application:reuse": {
        "nl": "het afbreken van een inlog bij een toepassing omdat een sleutel twee keer werd gebruikt",
        "en": "the end of a sign-in to an application because a token came twice",
        "subjects": ["application", "account"],
    },
    "directory:named": {
        "nl": "de naam van iemand in het adresboek van de organisatie",
        "en": "the name of somebody in the organisation's directory",
        "subjects": ["directory", "customers.contact"],
    },
    "directory:removed": {
        "nl": "het verwijderen van iemand uit het adresboek van de organisatie",
        "en": "the removal of somebody from the organisation's directory",
        "subjects": ["directory", "customers.contact"],
    },
    "staff-review:opened": {
        "nl": "het begin van de beoordeling van de toegang van medewerkers",
        "en": "the beginning of the review of the staff's access",
        "subjects": ["staff-review"],
    },
    "staff-review:judged": {
        "nl": "het beoordelen van de toegang van een medewerker",
        "en": "the judging of a member of staff's access",
        "subjects": ["staff-review"],
    },
    "staff-review:completed": {
        "nl": "de voltooide beoordeling van de toegang van medewerkers",
        "en": "the completed review of the staff's access",
        "subjects": ["staff-review"],
    },
    "api-token:made": {
        "nl": "het maken van een API-sleutel",
        "en": "the making of an API token",
        "subjects": ["api-token"],
    },
    "api-token:revoked": {
        "nl": "het intrekken van een API-sleutel",
        "en": "the revoking of an API token",
        "subjects": ["api-token"],
    },
    "support-grant:asked": {
        "nl": "het verzoek van support om toegang",
        "en": "the request of support for access",
        "subjects": ["support-grant"],
    },
    "support-grant:declined": {
        "nl": "het afwijzen van een verzoek om toegang",
        "en": "the refusal of a request for access",
        "subjects": ["support-grant"],
    },
    "support-grant:given": {
        "nl": "uw toestemming aan support",
        "en": "your grant to support",
        "subjects": ["support-grant"],
        "edge": "begins",
    },
    "support-grant:ended": {
        "nl": "het einde van uw toestemming aan support",
        "en": "the end of your grant to support",
        "subjects": ["support-grant"],
        "edge": "ends",
    },
    "support-access:opened": {
        "nl": "het openen van uw gegevens door support",
        "en": "the opening of your data by support",
        "subjects": ["support-access", "support-grant"],
    },
}

STATES = {
    "support-grant:live": {
        "nl": "geldende toestemming aan support",
        "en": "a live grant to support",
        "subject": "support-grant",
        "opens": ["support-grant:given"],
        "closes": ["support-grant:ended"],
    },
    "sign-in:from-allowed-network": {
        "nl": "inloggen vanaf een toegestaan netwerkadres",
        "en": "a sign-in from an allowed network address",
        "subject": "sign-in",
        "opens": ["sign-in:started"],
        "closes": ["sign-in:ended"],
    },
    "sign-in:with-second-factor": {
        "nl": "inloggen met een tweede stap",
        "en": "a sign-in with a second factor",
        "subject": "sign-in",
        "opens": ["sign-in:started"],
        "closes": ["sign-in:ended"],
    },
}

ACTS = {
    "sign-in:start": {
        "nl": "het inloggen",
        "en": "signing in",
        "subject": "sign-in",
        "writes": "sign-in:started",
    },
    "account:invite": {
        "nl": "het uitnodigen om in te loggen",
        "en": "inviting somebody to sign in",
        "subject": "account",
        "writes": "account:invited",
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
    "staff-review:do": {
        "nl": "het beoordelen van de toegang van medewerkers",
        "en": "reviewing the staff's access",
        "subject": "staff-review",
        "writes": "staff-review:completed",
    },
    "api-token:make": {
        "nl": "het maken van een API-sleutel voor een programma",
        "en": "making an API token for a program",
        "subject": "api-token",
        "writes": "api-token:made",
    },
    "api-token:revoke": {
        "nl": "het intrekken van een API-sleutel van een programma",
        "en": "revoking the API token of a program",
        "subject": "api-token",
        "writes": "api-token:revoked",
    },
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
    "support-access:open": {
        "nl": "het openen van toegang voor support",
        "en": "opening support access",
        "subject": "support-access",
        "writes": "support-access:opened",
    },
}

ROLES = {
    "provider.support": {"nl": "een supportmedewerker", "en": "a support agent"},
    "provider.service-manager": {"nl": "een servicemanager", "en": "a service manager"},
    "provider.success": {"nl": "een klantadviseur", "en": "a customer success manager"},
    "provider.finance": {"nl": "een financieel medewerker", "en": "a finance officer"},
    "provider.privacy-officer": {"nl": "de privacyfunctionaris", "en": "the privacy officer"},
    "provider.security-officer": {"nl": "de beveiligingsfunctionaris", "en": "the security officer"},
    "provider.release-manager": {"nl": "een releasemanager", "en": "a release manager"},
    "provider.operator": {"nl": "een systeembeheerder", "en": "an operator"},
    "customer.owner": {"nl": "de eigenaar van het account", "en": "the account owner"},
    "customer.administrator": {"nl": "een beheerder van de klant", "en": "an administrator of the customer"},
    "customer.support-contact": {"nl": "een contactpersoon voor support", "en": "a support contact"},
    "customer.finance-contact": {"nl": "een contactpersoon voor facturen", "en": "a finance contact"},
    "customer.breach-contact": {"nl": "de contactpersoon voor datalekken", "en": "the breach contact"},
    "customer.user": {"nl": "een gebruiker van de klant", "en": "a user of the customer"},
    "public.visitor": {"nl": "een bezoeker", "en": "a visitor"},
}

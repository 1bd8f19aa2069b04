"""Names of access, live: who comes in, and how; and every role that an agreement may name."""

from waarborg.access.rules.act_names import ACTS
from waarborg.access.rules.check_names import CHECKS
from waarborg.access.rules.role_names import ROLES

__all__ = ["ACTS", "CHECKS", "DOMAIN", "EVENTS", "ROLES", "STATES", "SUBJECTS"]

DOMAIN = "access"

SUBJECTS = {
    "sign-in": {"nl": "het inloggen", "en": "the sign-in", "parents": ["account"]},
    "account": {"nl": "het gebruikersaccount", "en": "the user account", "parents": ["customers.customer"]},
    "second-factor": {"nl": "de tweede stap bij het inloggen", "en": "the second factor", "parents": ["account"]},
    "security-policy": {"nl": "het beveiligingsbeleid", "en": "the security policy", "parents": ["customers.customer"]},
    "record": {"nl": "het gegeven", "en": "the record", "parents": ["customers.customer"]},
    "secret": {"nl": "het geheim", "en": "the secret", "parents": ["customers.customer"]},
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
    "right": {"nl": "het recht", "en": "the right", "parents": ["account"]},
    "staff-right": {"nl": "het recht van een medewerker", "en": "the staff right"},
    "staff-review": {"nl": "de beoordeling van de toegang van medewerkers", "en": "the review of the staff's access"},
    "api-key": {"nl": "de API-sleutel", "en": "the API key", "parents": ["customers.customer"]},
    "api-token": {"nl": "de API-sleutel van een programma", "en": "the API token of a program", "parents": ["account"]},
    "administrator-access": {
        "nl": "de toegang van beheerders",
        "en": "the administrators' access",
        "parents": ["customers.customer"],
    },
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
    "account:created": {
        "nl": "het aanmaken van een account",
        "en": "the creation of an account",
        "subjects": ["account"],
    },
    "account:joined": {
        "nl": "het aanvaarden van de uitnodiging",
        "en": "the acceptance of the invitation",
        "subjects": ["account"],
        "edge": "begins",
    },
    "account:locked": {
        "nl": "het blokkeren van uw account",
        "en": "the locking of your account",
        "subjects": ["account"],
        "edge": "begins",
    },
    "account:release-given": {
        "nl": "een van de twee akkoorden om de blokkade op te heffen",
        "en": "one of the two consents to release the lock",
        "subjects": ["account"],
    },
    "account:released": {
        "nl": "het opheffen van de blokkade van uw account",
        "en": "the release of the lock on your account",
        "subjects": ["account"],
        "edge": "ends",
    },
    "account:way-in-asked": {
        "nl": "het verzoek om iemand zonder wachtwoord en postvak binnen te laten",
        "en": "the request to let somebody in who has neither password nor mailbox",
        "subjects": ["account"],
    },
    "account:way-in-approved": {
        "nl": "het binnenlaten van een collega met een code",
        "en": "the letting in of a colleague with a code",
        "subjects": ["account"],
    },
    "account:way-in-refused": {
        "nl": "de weigering om een collega binnen te laten",
        "en": "the refusal to let a colleague in",
        "subjects": ["account"],
    },
    "account:signed-out": {
        "nl": "het beëindigen van de sessies door een beheerder",
        "en": "the ending of the sessions by an administrator",
        "subjects": ["account"],
    },
    "account:transfer-asked": {
        "nl": "het verzoek om het account over te dragen",
        "en": "the request to transfer the account",
        "subjects": ["account"],
    },
    "account:transferred": {
        "nl": "de overdracht van het account",
        "en": "the transfer of the account",
        "subjects": ["account"],
        "edge": "begins",
    },
    "account:transfer-ended": {
        "nl": "het afwijzen of intrekken van een overdracht",
        "en": "the declining or withdrawing of a transfer",
        "subjects": ["account"],
    },
    "right:asked": {
        "nl": "het verzoek om rechten te wijzigen",
        "en": "the request to change rights",
        "subjects": ["right"],
    },
    "right:changed": {
        "nl": "het wijzigen van rechten op verzoek",
        "en": "the change of rights on request",
        "subjects": ["right"],
    },
    "second-factor:enrolled": {
        "nl": "het instellen van een tweede stap",
        "en": "the enrolment of a second factor",
        "subjects": ["second-factor"],
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
    "api-key:terms-accepted": {
        "nl": "uw akkoord met de voorwaarden van de API",
        "en": "your acceptance of the conditions of the API",
        "subjects": ["api-key"],
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
    "administrator-access:opened": {
        "nl": "het openen van uw gegevens voor een systeembeheerder",
        "en": "the opening of your data to an administrator of ours",
        "subjects": ["administrator-access"],
        "edge": "begins",
    },
    "administrator-access:used": {
        "nl": "het inzien van uw gegevens door een systeembeheerder",
        "en": "the looking at your data by an administrator of ours",
        "subjects": ["administrator-access"],
    },
    "administrator-access:closed": {
        "nl": "het einde van de toegang van een systeembeheerder",
        "en": "the end of the access of an administrator of ours",
        "subjects": ["administrator-access"],
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
    "api-key:terms-accepted": {
        "nl": "geaccepteerde voorwaarden van de API",
        "en": "accepted conditions of the API",
        "subject": "api-key",
        "opens": ["api-key:terms-accepted"],
    },
    "sign-in:from-allowed-network": {
        "nl": "inloggen vanaf een toegestaan netwerkadres",
        "en": "a sign-in from an allowed network address",
        "subject": "sign-in",
        "opens": ["sign-in:started"],
        "closes": ["sign-in:ended"],
    },
    "sign-in:recently-active": {
        "nl": "activiteit binnen de ingestelde tijd",
        "en": "activity within the time set",
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

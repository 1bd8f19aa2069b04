"""Names of access: sign-in, accounts, second factor, rights, keys, grants; and every role an agreement may name."""

DOMAIN = "access"

SUBJECTS = {
    "api-key": {"nl": "de API-sleutel", "en": "the API key", "parents": ["customers.customer"]},
    "partner-access": {
        "nl": "de toegang van een partner",
        "en": "the partner's access",
        "parents": ["customers.customer"],
    },
    "password": {"nl": "het wachtwoord", "en": "the password", "parents": ["account"]},
    "public-endpoint": {"nl": "het openbare adres", "en": "the public endpoint", "parents": ["customers.customer"]},
    "sandbox-key": {"nl": "de testsleutel", "en": "the sandbox key"},
}

EVENTS = {
    "api-key:terms-accepted": {
        "nl": "uw akkoord met de voorwaarden van de API",
        "en": "your acceptance of the conditions of the API",
        "subjects": ["api-key"],
    },
    "partner-access:consented": {
        "nl": "uw toestemming aan de partner",
        "en": "your consent to the partner",
        "subjects": ["partner-access"],
    },
    "partner-access:consent-withdrawn": {
        "nl": "het intrekken van uw toestemming aan de partner",
        "en": "the withdrawal of your consent to the partner",
        "subjects": ["partner-access"],
    },
}

STATES = {
    "api-key:terms-accepted": {
        "nl": "geaccepteerde voorwaarden van de API",
        "en": "accepted conditions of the API",
        "subject": "api-key",
        "opens": ["api-key:terms-accepted"],
    },
    "partner-access:consented": {
        "nl": "uw toestemming aan de partner",
        "en": "your consent to the partner",
        "subject": "partner-access",
        "opens": ["partner-access:consented"],
        "closes": ["partner-access:consent-withdrawn"],
    },
}

ACTS = {
    "account:share": {"nl": "het delen van een account", "en": "sharing an account", "subject": "account"},
    "api-key:create": {"nl": "het aanmaken van een API-sleutel", "en": "creating an API key", "subject": "api-key"},
    "partner-access:open": {
        "nl": "het openen van toegang voor een partner",
        "en": "opening a partner's access",
        "subject": "partner-access",
    },
    "password:set": {"nl": "het instellen van een wachtwoord", "en": "setting a password", "subject": "password"},
    "public-endpoint:post": {
        "nl": "het insturen via een openbaar adres",
        "en": "posting to a public endpoint",
        "subject": "public-endpoint",
    },
    "sandbox-key:create": {
        "nl": "het aanmaken van een testsleutel",
        "en": "creating a sandbox key",
        "subject": "sandbox-key",
    },
}

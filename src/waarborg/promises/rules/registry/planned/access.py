"""Names of access: sign-in, accounts, second factor, rights, keys, grants; and every role an agreement may name."""

DOMAIN = "access"

SUBJECTS = {
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

"""Names of access: sign-in, accounts, second factor, rights, keys, grants; and every role an agreement may name."""

DOMAIN = "access"

SUBJECTS = {
    "account": {"nl": "het gebruikersaccount", "en": "the user account", "parents": ["customers.customer"]},
    "administrator-access": {
        "nl": "de toegang van beheerders",
        "en": "the administrators' access",
        "parents": ["customers.customer"],
    },
    "api-key": {"nl": "de API-sleutel", "en": "the API key", "parents": ["customers.customer"]},
    "key": {"nl": "de ontsleutelsleutel", "en": "the decryption key", "parents": ["catalogue.service"]},
    "partner-access": {
        "nl": "de toegang van een partner",
        "en": "the partner's access",
        "parents": ["customers.customer"],
    },
    "password": {"nl": "het wachtwoord", "en": "the password", "parents": ["account"]},
    "public-endpoint": {"nl": "het openbare adres", "en": "the public endpoint", "parents": ["customers.customer"]},
    "record": {"nl": "het gegeven", "en": "the record", "parents": ["customers.customer"]},
    "right": {"nl": "het recht", "en": "the right", "parents": ["account"]},
    "sandbox-key": {"nl": "de testsleutel", "en": "the sandbox key"},
    "second-factor": {"nl": "de tweede stap bij het inloggen", "en": "the second factor", "parents": ["account"]},
    "secret": {"nl": "het geheim", "en": "the secret", "parents": ["customers.customer"]},
    "security-policy": {"nl": "het beveiligingsbeleid", "en": "the security policy", "parents": ["customers.customer"]},
    "sign-in": {"nl": "het inloggen", "en": "the sign-in", "parents": ["account"]},
    "staff-right": {"nl": "het recht van een medewerker", "en": "the staff right"},
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
    "support-grant:given": {
        "nl": "uw toestemming aan support",
        "en": "your grant to support",
        "subjects": ["support-grant"],
    },
    "support-grant:ended": {
        "nl": "het einde van uw toestemming aan support",
        "en": "the end of your grant to support",
        "subjects": ["support-grant"],
    },
}

STATES = {
    "sign-in:with-second-factor": {
        "nl": "inloggen met een tweede stap",
        "en": "a sign-in with a second factor",
        "subject": "sign-in",
        "opens": ["sign-in:started"],
        "closes": ["sign-in:ended"],
    },
    "support-grant:live": {
        "nl": "geldende toestemming aan support",
        "en": "a live grant to support",
        "subject": "support-grant",
        "opens": ["support-grant:given"],
        "closes": ["support-grant:ended"],
    },
}

ACTS = {
    "account:create": {"nl": "het aanmaken van een account", "en": "creating an account", "subject": "account"},
    "account:lock": {"nl": "het blokkeren van een account", "en": "locking an account", "subject": "account"},
    "account:share": {"nl": "het delen van een account", "en": "sharing an account", "subject": "account"},
    "administrator-access:open": {
        "nl": "het openen van beheerderstoegang",
        "en": "opening administrator access",
        "subject": "administrator-access",
    },
    "api-key:create": {"nl": "het aanmaken van een API-sleutel", "en": "creating an API key", "subject": "api-key"},
    "customer:disclose": {
        "nl": "het noemen van klanten aan derden",
        "en": "disclosing customers to outsiders",
        "subject": "customers.customer",
    },
    "key:use": {"nl": "het gebruiken van een ontsleutelsleutel", "en": "using a decryption key", "subject": "key"},
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
    "record:read": {"nl": "het inzien van gegevens", "en": "reading records", "subject": "record"},
    "right:change": {"nl": "het wijzigen van rechten", "en": "changing rights", "subject": "right"},
    "sandbox-key:create": {
        "nl": "het aanmaken van een testsleutel",
        "en": "creating a sandbox key",
        "subject": "sandbox-key",
    },
    "second-factor:enrol": {
        "nl": "het instellen van een tweede stap",
        "en": "enrolling a second factor",
        "subject": "second-factor",
    },
    "second-factor:remove": {
        "nl": "het uitzetten van de tweede stap",
        "en": "removing the second factor",
        "subject": "second-factor",
    },
    "secret:read": {"nl": "het lezen van een geheim", "en": "reading a secret", "subject": "secret"},
    "security-policy:change": {
        "nl": "het wijzigen van het beveiligingsbeleid",
        "en": "changing the security policy",
        "subject": "security-policy",
    },
    "sign-in:start": {"nl": "het inloggen", "en": "signing in", "subject": "sign-in", "writes": "sign-in:started"},
    "sign-in:continue": {"nl": "het ingelogd blijven", "en": "staying signed in", "subject": "sign-in"},
    "staff-right:grant": {
        "nl": "het verlenen van rechten aan medewerkers",
        "en": "granting rights to staff",
        "subject": "staff-right",
    },
    "support-access:open": {
        "nl": "het openen van toegang voor support",
        "en": "opening support access",
        "subject": "support-access",
        "writes": "support-grant:given",
    },
}

CHECKS = {
    "isolation": {"nl": "de scheiding tussen klanten", "en": "the separation between customers"},
    "journal-chain": {"nl": "het sluitende logboek", "en": "the unbroken journal"},
    "no-enumeration": {"nl": "de inlogpagina die niets verraadt", "en": "the sign-in page that reveals nothing"},
    "secrets-encrypted": {"nl": "de versleutelde opslag van geheimen", "en": "the encrypted storage of secrets"},
    "sign-in-survives-restart": {
        "nl": "het ingelogd blijven na een herstart",
        "en": "the sign-in that survives a restart",
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

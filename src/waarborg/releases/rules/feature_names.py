"""Names of features and of what customers say of them, live (shape: the promises registry)."""

SUBJECTS = {
    "feature": {"nl": "de functie", "en": "the feature", "parents": ["catalogue.service"]},
}

EVENTS = {
    "feature:kept": {
        "nl": "het vastleggen van de functie",
        "en": "the recording of the feature",
        "subjects": ["feature"],
    },
    "feature:released": {
        "nl": "het uitbrengen van de functie",
        "en": "the release of the feature",
        "subjects": ["feature"],
    },
    "feature:requested": {
        "nl": "uw vraag om de functie",
        "en": "your request for the feature",
        "subjects": ["feature", "customers.customer"],
    },
    "feature:activated": {
        "nl": "het aanzetten van de functie",
        "en": "the activation of the feature",
        "subjects": ["feature", "customers.customer"],
    },
    "feature:consented": {
        "nl": "uw toestemming voor de functie",
        "en": "your consent to the feature",
        "subjects": ["feature", "customers.customer"],
    },
    "feature:declined": {
        "nl": "uw weigering van de functie",
        "en": "your refusal of the feature",
        "subjects": ["feature", "customers.customer"],
    },
    "feature:requester-told": {
        "nl": "ons bericht aan de aanvrager van de functie",
        "en": "our message to the feature's requester",
        "subjects": ["feature", "customers.customer"],
    },
}

STATES = {
    "feature:customer-consented": {
        "nl": "uw toestemming voor de functie",
        "en": "your consent to the feature",
        "subject": "feature",
        "opens": ["feature:consented"],
        "closes": ["feature:declined"],
    },
}

ACTS = {
    "feature:keep": {
        "nl": "het vastleggen van een functie",
        "en": "recording a feature",
        "subject": "feature",
        "writes": "feature:kept",
    },
    "feature:release": {
        "nl": "het uitbrengen van een functie",
        "en": "releasing a feature",
        "subject": "feature",
        "writes": "feature:released",
    },
    "feature:request": {
        "nl": "het vragen om een functie",
        "en": "asking for a feature",
        "subject": "feature",
        "writes": "feature:requested",
        "open_to": ["customer.owner", "customer.administrator", "customer.key-user"],
    },
    "feature:consent": {
        "nl": "het akkoord gaan met een functie",
        "en": "agreeing to a feature",
        "subject": "feature",
        "writes": "feature:consented",
        "open_to": ["customer.owner", "customer.administrator"],
    },
    "feature:keep-consent": {
        "nl": "het opschrijven van een akkoord met een functie",
        "en": "writing down a consent to a feature",
        "subject": "feature",
        "writes": "feature:consented",
    },
    "feature:decline": {
        "nl": "het weigeren van een functie",
        "en": "declining a feature",
        "subject": "feature",
        "writes": "feature:declined",
        "open_to": ["customer.owner", "customer.administrator"],
    },
    # actions/features/switch_on.py and release.py look at each; nobody of the customer can.
    "feature:switch-on": {
        "nl": "het aanzetten van een functie",
        "en": "switching a feature on",
        "subject": "feature",
        "writes": "feature:activated",
        "holds": ["who", "needs.releases.feature.customer-consented", "where.form"],
    },
    "feature:use": {
        "nl": "het gebruiken van een functie",
        "en": "using a feature",
        "subject": "feature",
        "reads": True,
        "open_to": [
            "customer.owner", "customer.administrator", "customer.key-user", "customer.trainer",
            "customer.support-contact", "customer.finance-contact", "customer.breach-contact", "customer.user",
        ],
    },
}  # fmt: skip

"""Names of contracts that concern work for one customer: onboarding, workshops, projects, custom work, ownership."""

DOMAIN = "contracts"

SUBJECTS = {
    "ip-claim": {
        "nl": "de claim van een ander op het product",
        "en": "the claim of another on the product",
        "parents": ["contract"],
    },
    "project": {"nl": "het project", "en": "the project", "parents": ["contract"]},
    "source-code": {"nl": "de broncode", "en": "the source code"},
}

EVENTS = {
    "ip-claim:won": {
        "nl": "de toewijzing van de claim van een ander",
        "en": "the award of another's claim",
        "subjects": ["ip-claim"],
    },
    "ip-claim:replaced": {
        "nl": "het vervangen van de software",
        "en": "the replacement of the software",
        "subjects": ["ip-claim"],
    },
    "project:overrun-forecast": {
        "nl": "het voorzien van een overschrijding",
        "en": "the forecast of an overrun",
        "subjects": ["project"],
    },
    "project:overrun-told": {
        "nl": "ons bericht over de overschrijding",
        "en": "our message about the overrun",
        "subjects": ["project"],
    },
    "project:material-assessed": {
        "nl": "de beoordeling van uw materiaal",
        "en": "the assessment of your material",
        "subjects": ["project"],
    },
    "project:designed": {
        "nl": "de voorstudie of het functioneel ontwerp",
        "en": "the preliminary study or functional design",
        "subjects": ["project"],
    },
    "project:down-payment-received": {
        "nl": "de ontvangst van uw aanbetaling",
        "en": "the receipt of your down payment",
        "subjects": ["project"],
    },
}

STATES = {
    "project:material-assessed": {
        "nl": "materiaal dat is aangeleverd en beoordeeld",
        "en": "material that was delivered and assessed",
        "subject": "project",
        "opens": ["project:material-assessed"],
    },
    "project:designed": {
        "nl": "een voorstudie of functioneel ontwerp",
        "en": "a preliminary study or functional design",
        "subject": "project",
        "opens": ["project:designed"],
    },
    "project:down-payment-received": {
        "nl": "een ontvangen aanbetaling",
        "en": "a down payment received",
        "subject": "project",
        "opens": ["project:down-payment-received"],
    },
}

ACTS = {
    "custom-work:start": {"nl": "het beginnen met maatwerk", "en": "starting custom work", "subject": "project"},
    "project:hand-over": {"nl": "het overdragen van een project", "en": "handing over a project", "subject": "project"},
    "source-code:hand-over": {
        "nl": "het overdragen van broncode",
        "en": "handing over source code",
        "subject": "source-code",
    },
}

INDICATORS = {
    "project:hours-of-budget": {
        "nl": "de bestede uren tegenover het budget",
        "en": "the hours spent against the budget",
        "unit": "ratio",
        "subject": "project",
    },
}

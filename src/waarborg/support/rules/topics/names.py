"""The names of topics and of the help of others that are live; `support/rules/names.py` gathers them."""

SUBJECTS = {
    "referral": {"nl": "de verwijzing naar een ander", "en": "the pointer to somebody else"},
}

EVENTS = {
    "ticket:topic-set": {
        "nl": "het bepalen van het onderwerp van uw melding",
        "en": "the choice of the topic of your report",
        "subjects": ["ticket"],
    },
    "ticket:topic-contested": {
        "nl": "het betwisten van het onderwerp van uw melding",
        "en": "the contesting of the topic of your report",
        "subjects": ["ticket"],
    },
    "ticket:refused": {
        "nl": "het sluiten van uw melding omdat dit niet bij ons hoort",
        "en": "the closing of your report because this is not ours to do",
        "subjects": ["ticket"],
    },
    "referral:kept": {
        "nl": "het bijhouden van een verwijzing",
        "en": "the keeping of a pointer",
        "subjects": ["referral"],
    },
    "referral:looked-at": {
        "nl": "de controle van de link van een verwijzing",
        "en": "the check of the link of a pointer",
        "subjects": ["referral"],
    },
}

ACTS = {
    "ticket:set-topic": {
        "nl": "het bepalen van het onderwerp van een melding",
        "en": "setting the topic of a report",
        "subject": "ticket",
        "writes": "ticket:topic-set",
    },
    "ticket:contest-topic": {
        "nl": "het betwisten van het onderwerp van een melding",
        "en": "contesting the topic of a report",
        "subject": "ticket",
        "writes": "ticket:topic-contested",
    },
    # The only way in which a report is refused: what it is about is not ours to do.
    "ticket:refuse": {
        "nl": "het weigeren van een melding",
        "en": "refusing a report",
        "subject": "ticket",
        "writes": "ticket:refused",
        "holds": ["never", "where.cause"],
    },
    "referral:keep": {
        "nl": "het bijhouden van een verwijzing",
        "en": "keeping a pointer",
        "subject": "referral",
        "writes": "referral:kept",
    },
}

CHECKS = {
    "referral-directory": {
        "nl": "de lijst met hulp van anderen",
        "en": "the list of help from others",
        "looks": {
            "nl": "De controle kijkt of er anderen op de lijst staan, of elke link de afgelopen acht dagen is"
            " geprobeerd, en of de lijst van elke dode link zegt dat die niet werkt.",
            "en": "The check looks whether others stand on the list, whether every link was tried in the last eight"
            " days, and whether the list says of each dead link that it does not work.",
        },
        "faults": {
            "empty": {"nl": "er staat niemand op de lijst", "en": "nobody stands on the list"},
            "old": {
                "nl": "niet elke link is de afgelopen acht dagen geprobeerd",
                "en": "not every link was tried in the last eight days",
            },
            "page": {
                "nl": "de lijst zegt niet van elke dode link dat die niet werkt",
                "en": "the list does not say of every dead link that it does not work",
            },
        },
    },
}

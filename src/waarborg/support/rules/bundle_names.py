"""The names of bundles of wishes."""

SUBJECTS = {
    "bundle": {"nl": "de bundel wensen", "en": "the bundle of wishes", "parents": ["customers.customer"]},
}

EVENTS = {
    "bundle:proposed": {
        "nl": "ons voorstel voor een bundel wensen",
        "en": "our proposal of a bundle of wishes",
        "subjects": ["bundle"],
    },
    "bundle:agreed": {
        "nl": "de afspraak over de bundel wensen",
        "en": "the agreement on the bundle of wishes",
        "subjects": ["bundle"],
    },
    "bundle:customer-confirmed": {
        "nl": "uw bevestiging van de datum",
        "en": "your confirmation of the date",
        "subjects": ["bundle"],
    },
    "bundle:delivered": {
        "nl": "de oplevering van de bundel wensen",
        "en": "the delivery of the bundle of wishes",
        "subjects": ["bundle"],
    },
    "bundle:dropped": {
        "nl": "het vervallen van de bundel wensen",
        "en": "the dropping of the bundle of wishes",
        "subjects": ["bundle"],
    },
}

STATES = {
    "bundle:customer-confirmed": {
        "nl": "een datum die u heeft bevestigd",
        "en": "a date that you confirmed",
        "subject": "bundle",
        "opens": ["bundle:customer-confirmed"],
        "closes": ["bundle:delivered", "bundle:proposed", "bundle:dropped"],
    },
}

ACTS = {
    "bundle:schedule": {
        "nl": "het inplannen van een bundel wensen",
        "en": "scheduling a bundle of wishes",
        "subject": "bundle",
        "writes": "bundle:agreed",
        "holds": ["needs.support.bundle.customer-confirmed"],
    },
}

CHECKS = {
    "ticket-bundling": {
        "nl": "het bundelen van vragen in één melding",
        "en": "the bundling of questions into one report",
        "looks": {
            "nl": "De controle kijkt of de nieuwste meldingen die zijn samengevoegd verdergaan in een melding van"
            " dezelfde klant, en of alles wat is gezegd daar te lezen is.",
            "en": "The check looks whether the newest reports that were merged go on in a report of the same customer,"
            " and whether all that was said can be read there.",
        },
        "faults": {
            "lost": {
                "nl": "een samengevoegde melding ging nergens goed verder",
                "en": "a merged report did not go on well anywhere",
            },
        },
    },
}

"""Names of the support desk: tickets and their states, extra support, the knowledge base.

An answer does not close `waiting-for-customer`: answer and question back in one step leave the ticket waiting, in
whatever order the two entries stand. `solved` is the state that `resolved` enters, so that leaving it reopens a clock.
"""

DOMAIN = "support"

SUBJECTS = {
    "desk": {"nl": "de servicedesk", "en": "the service desk", "parents": ["catalogue.service"]},
    "evaluation": {"nl": "het evaluatiegesprek", "en": "the evaluation session", "parents": ["customers.customer"]},
    "extra-support": {"nl": "de extra ondersteuning", "en": "the extra support", "parents": ["customers.customer"]},
}

EVENTS = {
    "ticket:developer-involved": {
        "nl": "het inschakelen van een ontwikkelaar",
        "en": "the involvement of a developer",
        "subjects": ["ticket"],
    },
    "customer:all-answered": {
        "nl": "ons antwoord op uw laatste open melding",
        "en": "our answer to your last open report",
        "subjects": ["customers.customer"],
    },
    "desk:crowding-declared": {
        "nl": "de melding van uitzonderlijke drukte",
        "en": "the declaration of exceptional crowding",
        "subjects": ["desk"],
    },
    "desk:crowding-lifted": {"nl": "het einde van de drukte", "en": "the end of the crowding", "subjects": ["desk"]},
    "desk:customers-told": {
        "nl": "ons bericht aan u over de drukte",
        "en": "our message to you about the crowding",
        "subjects": ["desk"],
    },
    "evaluation:held": {
        "nl": "het evaluatiegesprek",
        "en": "the evaluation session",
        "subjects": ["evaluation", "customers.customer"],
    },
    "extra-support:requested": {
        "nl": "uw aanvraag van extra ondersteuning",
        "en": "your request for extra support",
        "subjects": ["extra-support"],
    },
}

STATES = {
    "desk:crowded": {
        "nl": "uitzonderlijke drukte bij de servicedesk",
        "en": "exceptional crowding at the service desk",
        "subject": "desk",
        "opens": ["desk:crowding-declared"],
        "closes": ["desk:crowding-lifted"],
    },
}

ACTS = {
    "ticket:call": {"nl": "het bellen over een melding", "en": "calling about a report", "subject": "ticket"},
    "ticket:read": {"nl": "het teruglezen van een melding", "en": "reading a report again", "subject": "ticket"},
    "ticket:refuse": {"nl": "het weigeren van een melding", "en": "refusing a report", "subject": "ticket"},
    "extra-support:book": {
        "nl": "het boeken van extra ondersteuning",
        "en": "booking extra support",
        "subject": "extra-support",
        "writes": "extra-support:requested",
    },
}

DATES = {
    "extra-support:starts": {
        "nl": "het begin van de extra ondersteuning",
        "en": "the start of the extra support",
        "subject": "extra-support",
        "edge": "begins",
    },
}

INDICATORS = {
    "article:count": {
        "nl": "het aantal artikelen in de kennisbank",
        "en": "the number of knowledge base articles",
        "unit": "count",
        "subject": "article",
    },
    "article:share-of-questions": {
        "nl": "het deel van de vragen dat de kennisbank beantwoordt",
        "en": "the share of questions answered by the knowledge base",
        "unit": "share",
        "subject": "article",
    },
    "contact:frequency": {
        "nl": "het aantal contactmomenten tegenover het gemiddelde",
        "en": "the number of contacts against the average",
        "unit": "ratio",
        "subject": "support.contact",
    },
    "ticket:handling-time-gain": {
        "nl": "de tijdwinst bij een volledige melding",
        "en": "the time gained by a complete report",
        "unit": "ratio",
        "subject": "ticket",
    },
    "use:ratio-to-average": {
        "nl": "het gebruik van ondersteuning tegenover het gemiddelde",
        "en": "the use of support against the average",
        "unit": "ratio",
        "subject": "support.fair-use",
    },
}

CHECKS = {
    "contextual-help": {"nl": "de uitleg op de plek waar u werkt", "en": "the help in the place where you work"},
    "conversations-searchable": {"nl": "de doorzoekbare gesprekken", "en": "the searchable conversations"},
    "referral-directory": {"nl": "de lijst met hulp van anderen", "en": "the list of help from others"},
    "service-catalogue": {"nl": "het aanbod van advies en training", "en": "the catalogue of consultancy and training"},
    "specification": {"nl": "de werking volgens de specificatie", "en": "the working according to the specification"},
    "status-change-mails": {"nl": "de e-mail bij elke nieuwe status", "en": "the e-mail at each new status"},
    "training-register": {"nl": "het overzicht van gevolgde trainingen", "en": "the register of trainings followed"},
}

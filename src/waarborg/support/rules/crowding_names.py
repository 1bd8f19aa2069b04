"""The names of exceptional crowding at the service desk (PX-94)."""

SUBJECTS = {
    "desk": {"nl": "de servicedesk", "en": "the service desk", "parents": ["catalogue.service"]},
}

EVENTS = {
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
    "desk:declare-crowding": {
        "nl": "het melden van uitzonderlijke drukte",
        "en": "declaring exceptional crowding",
        "subject": "desk",
        "writes": "desk:crowding-declared",
    },
}

"""Names of the catalogue, live: what is supplied, and what a customer bought of it (shape: the promises registry)."""

DOMAIN = "catalogue"

SUBJECTS = {
    "service": {"nl": "de dienst", "en": "the service"},
    "product": {"nl": "het product", "en": "the product", "parents": ["service"]},
    "item": {"nl": "het aanbod", "en": "what is supplied", "parents": ["service"]},
    "purchase": {"nl": "uw afname", "en": "what you bought", "parents": ["customers.customer"]},
}

EVENTS = {
    "item:added": {"nl": "de opname in het aanbod", "en": "the addition to what is supplied", "subjects": ["item"]},
    "item:changed": {"nl": "de wijziging van het aanbod", "en": "the change of what is supplied", "subjects": ["item"]},
    "item:archived": {"nl": "het vervallen uit het aanbod", "en": "the end of what was supplied", "subjects": ["item"]},
    "item:restored": {
        "nl": "de terugkeer in het aanbod",
        "en": "the return to what is supplied",
        "subjects": ["item"],
    },
    "purchase:made": {
        "nl": "uw afname",
        "en": "your purchase",
        "subjects": ["purchase", "customers.customer"],
    },
    "purchase:ended": {
        "nl": "het einde van uw afname",
        "en": "the end of what you bought",
        "subjects": ["purchase", "customers.customer"],
        "edge": "ends",
    },
    "purchase:ring-chosen": {
        "nl": "de keuze hoe snel u nieuwe versies krijgt",
        "en": "the choice of how soon you get new versions",
        "subjects": ["purchase", "customers.customer"],
    },
    "purchase:withdrawn": {
        "nl": "het intrekken van een afname die er niet was",
        "en": "the withdrawal of a purchase that was none",
        "subjects": ["purchase", "customers.customer"],
    },
}

ACTS = {
    "item:add": {
        "nl": "het opnemen in het aanbod",
        "en": "adding to what is supplied",
        "subject": "item",
        "writes": "item:added",
    },
    "item:change": {
        "nl": "het wijzigen van het aanbod",
        "en": "changing what is supplied",
        "subject": "item",
        "writes": "item:changed",
    },
    "item:archive": {
        "nl": "het laten vervallen uit het aanbod",
        "en": "ending what is supplied",
        "subject": "item",
        "writes": "item:archived",
    },
    "item:restore": {
        "nl": "het terugbrengen in het aanbod",
        "en": "bringing back what is supplied",
        "subject": "item",
        "writes": "item:restored",
    },
    "purchase:make": {
        "nl": "het vastleggen van een afname",
        "en": "recording a purchase",
        "subject": "purchase",
        "writes": "purchase:made",
    },
    "purchase:end": {
        "nl": "het beëindigen van een afname",
        "en": "ending a purchase",
        "subject": "purchase",
        "writes": "purchase:ended",
    },
    "purchase:choose-ring": {
        "nl": "het kiezen hoe snel een klant nieuwe versies krijgt",
        "en": "choosing how soon a customer gets new versions",
        "subject": "purchase",
        "writes": "purchase:ring-chosen",
    },
    "purchase:withdraw": {
        "nl": "het intrekken van een afname",
        "en": "withdrawing a purchase",
        "subject": "purchase",
        "writes": "purchase:withdrawn",
    },
}

# By which a promise says what it is about.
PROPERTIES = {
    "service": {"nl": "dienst", "en": "service"},
    "product": {"nl": "product", "en": "product"},
    "module": {"nl": "module", "en": "module"},
    "component": {"nl": "onderdeel", "en": "component"},
    "window": {"nl": "venster", "en": "window"},
}

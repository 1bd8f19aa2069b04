"""Names of the vendor's own product: legal content, apps, counts of views. Its functions are live (trust)."""

DOMAIN = "application"

SUBJECTS = {
    "app": {"nl": "de app", "en": "the app", "parents": ["customers.customer"]},
    "function": {"nl": "de functie van het product", "en": "the product function", "parents": ["catalogue.service"]},
    "legal-change": {"nl": "de wetswijziging", "en": "the legal change", "parents": ["catalogue.service"]},
    "municipality": {"nl": "de gemeente", "en": "the municipality", "parents": ["catalogue.service"]},
    "planning-accelerator": {
        "nl": "de planningsversneller",
        "en": "the planning accelerator",
        "parents": ["catalogue.service"],
    },
    "planning-view": {"nl": "het planningsoverzicht", "en": "the planning view", "parents": ["catalogue.service"]},
    "set-up": {"nl": "de inrichting", "en": "the set-up", "parents": ["customers.customer"]},
}

EVENTS = {
    "legal-change:registered": {
        "nl": "de vastgelegde wetswijziging",
        "en": "the registered legal change",
        "subjects": ["legal-change"],
    },
    "legal-change:published": {
        "nl": "de verwerking van de wetswijziging in het product",
        "en": "the publication of the legal change in the product",
        "subjects": ["legal-change"],
    },
}

ACTS = {
    "app:install": {"nl": "het installeren van een app", "en": "installing an app", "subject": "app"},
    "function:use": {"nl": "het gebruiken van een functie", "en": "using a function", "subject": "function"},
    "set-up:change": {"nl": "het wijzigen van de inrichting", "en": "changing the set-up", "subject": "set-up"},
}

INDICATORS = {
    "municipality:count": {
        "nl": "het aantal aangesloten gemeenten",
        "en": "the number of connected municipalities",
        "unit": "count",
        "subject": "municipality",
    },
    "planning-accelerator:count": {
        "nl": "het aantal planningsversnellers",
        "en": "the number of planning accelerators",
        "unit": "count",
        "subject": "planning-accelerator",
    },
    "planning-view:count": {
        "nl": "het aantal planningsoverzichten",
        "en": "the number of planning views",
        "unit": "count",
        "subject": "planning-view",
    },
}

"""Names of customers: organisations, their people, and who may speak for them."""

DOMAIN = "customers"

SUBJECTS = {
    "customer": {"nl": "uw organisatie", "en": "your organisation"},
    "contact": {"nl": "de contactpersoon", "en": "the contact", "parents": ["customer"]},
    "organisation": {
        "nl": "de gegevens van uw organisatie",
        "en": "your organisation's details",
        "parents": ["customer"],
    },
    "reference": {"nl": "de referentie", "en": "the reference", "parents": ["customer"]},
    "authority": {"nl": "de bevoegdheid", "en": "the authority", "parents": ["customer"]},
}

ACTS = {
    "authority:use": {
        "nl": "het geven van een opdracht namens de klant",
        "en": "giving an instruction for the customer",
        "subject": "authority",
    },
    "contact:change": {"nl": "het wijzigen van contactpersonen", "en": "changing contacts", "subject": "contact"},
    "organisation:edit": {
        "nl": "het wijzigen van organisatiegegevens",
        "en": "editing organisation details",
        "subject": "organisation",
    },
    "organisation:read": {
        "nl": "het inzien van organisatiegegevens",
        "en": "reading organisation details",
        "subject": "organisation",
    },
    "reference:disclose": {
        "nl": "het noemen van een klant als referentie",
        "en": "naming a customer as a reference",
        "subject": "reference",
    },
}

INDICATORS = {
    "customer:count": {"nl": "het aantal klanten", "en": "the number of customers", "unit": "count"},
}

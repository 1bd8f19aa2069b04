"""Names of customers: organisations, their people, and who may speak for them."""

DOMAIN = "customers"


ACTS = {
    "reference:disclose": {
        "nl": "het noemen van een klant als referentie",
        "en": "naming a customer as a reference",
        "subject": "reference",
    },
}

INDICATORS = {
    "customer:count": {"nl": "het aantal klanten", "en": "the number of customers", "unit": "count"},
}

EVENTS = {
    "reference:consented": {
        "nl": "de toestemming om een leverancier te noemen",
        "en": "the consent to name a supplier",
        "subjects": ["reference"],
    },
    "reference:consent-withdrawn": {
        "nl": "het intrekken van die toestemming",
        "en": "the withdrawal of that consent",
        "subjects": ["reference"],
    },
}

STATES = {
    "reference:consented": {
        "nl": "toestemming van wie wij het vroegen",
        "en": "the consent of whom we asked",
        "subject": "reference",
        "opens": ["reference:consented"],
        "closes": ["reference:consent-withdrawn"],
    },
}

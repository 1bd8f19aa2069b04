"""The names of opinions that are live; `support/rules/names.py` gathers them."""

EVENTS = {
    "ticket:opinion-given": {
        "nl": "uw oordeel over de afhandeling",
        "en": "your opinion of the handling",
        "subjects": ["ticket"],
    },
}

ACTS = {
    "ticket:give-opinion": {
        "nl": "het geven van een oordeel over de afhandeling",
        "en": "giving an opinion of the handling",
        "subject": "ticket",
        "writes": "ticket:opinion-given",
    },
}

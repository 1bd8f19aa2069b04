"""The names of complaints that are live; `support/rules/names.py` gathers them."""

SUBJECTS = {
    "complaint": {"nl": "uw klacht", "en": "your complaint", "parents": ["customers.customer"]},
}

EVENTS = {
    "complaint:filed": {"nl": "uw klacht", "en": "your complaint", "subjects": ["complaint"]},
    "complaint:taken": {
        "nl": "het in behandeling nemen van uw klacht",
        "en": "the taking up of your complaint",
        "subjects": ["complaint"],
    },
    "complaint:told": {
        "nl": "een bericht over uw klacht",
        "en": "a message about your complaint",
        "subjects": ["complaint"],
    },
    "complaint:answered": {
        "nl": "ons antwoord op uw klacht",
        "en": "our answer to your complaint",
        "subjects": ["complaint"],
    },
    "complaint:appealed": {
        "nl": "uw verzoek om een tweede oordeel",
        "en": "your request for a second opinion",
        "subjects": ["complaint"],
    },
    "complaint:withdrawn": {
        "nl": "het intrekken van uw klacht",
        "en": "the withdrawal of your complaint",
        "subjects": ["complaint"],
    },
}

ACTS = {
    "complaint:file": {
        "nl": "het indienen van een klacht",
        "en": "filing a complaint",
        "subject": "complaint",
        "writes": "complaint:filed",
        "open_to": [
            "customer.owner",
            "customer.administrator",
            "customer.support-contact",
            "customer.key-user",
            "customer.trainer",
            "customer.finance-contact",
            "customer.breach-contact",
            "customer.user",
        ],
    },
    "complaint:handle": {
        "nl": "het behandelen van een klacht",
        "en": "handling a complaint",
        "subject": "complaint",
        "writes": "complaint:answered",
    },
    "complaint:appeal": {
        "nl": "het vragen om een tweede oordeel over een klacht",
        "en": "asking for a second opinion on a complaint",
        "subject": "complaint",
        "writes": "complaint:appealed",
    },
    "complaint:withdraw": {
        "nl": "het intrekken van een klacht",
        "en": "withdrawing a complaint",
        "subject": "complaint",
        "writes": "complaint:withdrawn",
    },
}

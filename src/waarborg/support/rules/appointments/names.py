"""The names of appointments to look along that are live; `support/rules/names.py` gathers them."""

SUBJECTS = {
    "screen-share": {"nl": "de meekijksessie", "en": "the screen-sharing session", "parents": ["ticket"]},
}

EVENTS = {
    "screen-share:booked": {
        "nl": "het afspreken van een meekijksessie",
        "en": "the booking of a screen-sharing session",
        "subjects": ["screen-share"],
    },
    "screen-share:moved": {
        "nl": "het verzetten van een meekijksessie",
        "en": "the moving of a screen-sharing session",
        "subjects": ["screen-share"],
    },
    "screen-share:cancelled": {
        "nl": "het afzeggen van een meekijksessie",
        "en": "the cancelling of a screen-sharing session",
        "subjects": ["screen-share"],
    },
    "screen-share:permitted": {
        "nl": "uw toestemming om mee te kijken",
        "en": "your permission to look along",
        "subjects": ["screen-share"],
    },
    "screen-share:forbidden": {
        "nl": "het intrekken van uw toestemming om mee te kijken",
        "en": "the withdrawal of your permission to look along",
        "subjects": ["screen-share"],
    },
    "screen-share:opened": {
        "nl": "het begin van het meekijken",
        "en": "the start of looking along",
        "subjects": ["screen-share"],
    },
    "screen-share:closed": {
        "nl": "het einde van het meekijken",
        "en": "the end of looking along",
        "subjects": ["screen-share"],
    },
}

ACTS = {
    "screen-share:open": {
        "nl": "het meekijken op uw scherm",
        "en": "looking along on your screen",
        "subject": "screen-share",
        "writes": "screen-share:opened",
        # Refused without the permission that the customer gave for this very session; booked by whom the agreement
        # lets ask, by the one way there is.
        "holds": ["where.permission", "where.channel"],
        "open_to": [
            "customer.owner",
            "customer.administrator",
            "customer.support-contact",
            "customer.key-user",
            "customer.trainer",
            "customer.user",
        ],
    },
}

CHECKS = {
    "screen-share-booking": {
        "nl": "de afspraak om mee te kijken op uw scherm",
        "en": "the booking of a screen-sharing session",
        "looks": {
            "nl": "De controle kijkt of wie nu een afspraak wil maken om mee te kijken, een moment kan kiezen.",
            "en": "The check looks whether somebody who now wants an appointment to look along can choose a moment.",
        },
        "faults": {
            "no-moment": {"nl": "er was geen moment te kiezen", "en": "there was no moment to choose"},
        },
    },
}

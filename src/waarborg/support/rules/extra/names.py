"""The names of extra support outside office hours that are live (PX-86); `support/rules/names.py` gathers them."""

SUBJECTS = {
    "extra-support": {"nl": "de extra ondersteuning", "en": "the extra support", "parents": ["customers.customer"]},
}

EVENTS = {
    "extra-support:requested": {
        "nl": "uw aanvraag van extra ondersteuning",
        "en": "your request for extra support",
        "subjects": ["extra-support"],
    },
    "extra-support:rostered": {
        "nl": "het inroosteren van een collega voor de extra ondersteuning",
        "en": "the rostering of a colleague for the extra support",
        "subjects": ["extra-support"],
    },
    "extra-support:cancelled": {
        "nl": "het afzeggen van de extra ondersteuning",
        "en": "the cancelling of the extra support",
        "subjects": ["extra-support"],
    },
    "extra-support:worked": {
        "nl": "de uren van de extra ondersteuning",
        "en": "the hours of the extra support",
        "subjects": ["extra-support"],
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

ACTS = {
    "extra-support:book": {
        "nl": "het boeken van extra ondersteuning",
        "en": "booking extra support",
        "subject": "extra-support",
        "writes": "extra-support:requested",
        # How long before is counted as the agreement says (rules/extra/terms.py).
        "holds": ["latest"],
        "open_to": ["customer.owner", "customer.administrator", "customer.support-contact"],
    },
}

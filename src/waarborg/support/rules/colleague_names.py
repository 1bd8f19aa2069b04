"""The names of questions that somebody of a customer asks a colleague, who may ask us (CL-91)."""

SUBJECTS = {
    "colleague-question": {
        "nl": "uw vraag aan een collega",
        "en": "your question to a colleague",
        "parents": ["customers.customer"],
    },
}

EVENTS = {
    "colleague-question:asked": {
        "nl": "uw vraag aan een collega",
        "en": "your question to a colleague",
        "subjects": ["colleague-question"],
    },
    "colleague-question:answered": {
        "nl": "het antwoord van uw collega",
        "en": "your colleague's answer",
        "subjects": ["colleague-question"],
    },
    "colleague-question:passed-on": {
        "nl": "het doorvragen aan ons",
        "en": "the passing on to us",
        "subjects": ["colleague-question"],
    },
}

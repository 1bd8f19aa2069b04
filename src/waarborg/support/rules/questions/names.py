"""The names of questions of visitors (SO-42); `support/rules/names.py` gathers them. They are of the provider alone:
whoever asks is no customer yet."""

SUBJECTS = {
    "visitor-question": {"nl": "een vraag van een bezoeker", "en": "a question of a visitor"},
}

OURS = {
    "visitor-question:confirmed": {
        "nl": "de bevestiging van een vraag door een bezoeker",
        "en": "a visitor's confirmation of a question",
        "subjects": ["visitor-question"],
    },
    "visitor-question:answered": {
        "nl": "ons antwoord aan een bezoeker",
        "en": "our answer to a visitor",
        "subjects": ["visitor-question"],
    },
    "visitor-question:dismissed": {
        "nl": "het wegleggen van een vraag van een bezoeker",
        "en": "the putting aside of a visitor's question",
        "subjects": ["visitor-question"],
    },
    "visitor-question:made-ticket": {
        "nl": "het maken van een melding uit een vraag van een bezoeker",
        "en": "the making of a ticket from a visitor's question",
        "subjects": ["visitor-question"],
    },
}
EVENTS = OURS

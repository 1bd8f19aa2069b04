"""The names of chats that are live; `support/rules/names.py` gathers them.

A chat has no clocks and no subject of its own: it is a ticket from its first words on, so these are told of the ticket.
"""

EVENTS = {
    "ticket:chat-opened": {"nl": "het begin van de chat", "en": "the start of the chat", "subjects": ["ticket"]},
    "ticket:chat-taken": {"nl": "het opnemen van de chat", "en": "the taking of the chat", "subjects": ["ticket"]},
    "ticket:chat-ended": {"nl": "het einde van de chat", "en": "the end of the chat", "subjects": ["ticket"]},
}

CHECKS = {
    "account-chat": {
        "nl": "de chat met ons in uw account",
        "en": "the chat with us in your account",
        "looks": {
            "nl": "De controle kijkt of de chat er is, en of van de nieuwste gesprekken vaststaat wie met ons sprak en"
            " in welke rol.",
            "en": "The check looks whether the chat is there, and whether it is certain of the newest conversations who"
            " spoke with us and in which role.",
        },
        "faults": {
            "unknown": {
                "nl": "van een gesprek stond niet vast wie met ons sprak",
                "en": "of a conversation it was not certain who spoke with us",
            },
        },
    },
}

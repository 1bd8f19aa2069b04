"""The names of chats that are live; `support/rules/names.py` gathers them.

A chat has no clocks and no subject of its own: it is a ticket from its first words on, so these are told of the ticket.
"""

EVENTS = {
    "ticket:chat-opened": {"nl": "het begin van de chat", "en": "the start of the chat", "subjects": ["ticket"]},
    "ticket:chat-taken": {"nl": "het opnemen van de chat", "en": "the taking of the chat", "subjects": ["ticket"]},
    "ticket:chat-ended": {"nl": "het einde van de chat", "en": "the end of the chat", "subjects": ["ticket"]},
}

CHECKS = {
    "account-chat": {"nl": "de chat met ons in uw account", "en": "the chat with us in your account"},
}

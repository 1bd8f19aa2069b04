"""The names of urgent cases that are live; `support/rules/names.py` gathers them."""

EVENTS = {
    "ticket:marked-urgent": {"nl": "het aanmerken als spoed", "en": "the marking as urgent", "subjects": ["ticket"]},
    "ticket:contacted": {"nl": "ons contact met u", "en": "our contact with you", "subjects": ["ticket"]},
    "ticket:kept-normal": {
        "nl": "het behandelen van uw spoedgeval als gewone melding",
        "en": "the handling of your urgent case as a normal report",
        "subjects": ["ticket"],
    },
    "ticket:way-in-sent": {
        "nl": "het sturen van een link voor een nieuw wachtwoord bij spoed",
        "en": "the sending of a link for a new password in an urgent case",
        "subjects": ["ticket"],
    },
    "ticket:way-in-handed": {
        "nl": "het voorlezen van een code voor een nieuw wachtwoord bij spoed",
        "en": "the reading aloud of a code for a new password in an urgent case",
        "subjects": ["ticket"],
    },
    "ticket:way-in-asked": {
        "nl": "de vraag aan uw eigenaar of beheerder om iemand binnen te laten",
        "en": "the question to your owner or administrator to let somebody in",
        "subjects": ["ticket"],
    },
    "ticket:urgent-costs-asked": {
        "nl": "onze vraag of u met de kosten van spoed akkoord gaat",
        "en": "our question whether you agree to the costs of urgency",
        "subjects": ["ticket"],
    },
}

ACTS = {
    "ticket:mark-urgent": {
        "nl": "het aanmerken als spoed",
        "en": "marking as urgent",
        "subject": "ticket",
        "writes": "ticket:marked-urgent",
        "holds": ["limit"],
    },
    "ticket:allow-urgent": {
        "nl": "het toch als spoed behandelen",
        "en": "handling as urgent after all",
        "subject": "ticket",
        "writes": "ticket:marked-urgent",
    },
    "ticket:send-way-in": {
        "nl": "het sturen van een link voor een nieuw wachtwoord bij spoed",
        "en": "sending a link for a new password in an urgent case",
        "subject": "ticket",
        "writes": "ticket:way-in-sent",
    },
    "ticket:hand-way-in": {
        "nl": "het voorlezen van een code voor een nieuw wachtwoord bij spoed",
        "en": "reading aloud a code for a new password in an urgent case",
        "subject": "ticket",
        "writes": "ticket:way-in-handed",
    },
    "ticket:ask-way-in": {
        "nl": "het vragen aan de eigenaar of beheerder om iemand binnen te laten",
        "en": "asking the owner or administrator to let somebody in",
        "subject": "ticket",
        "writes": "ticket:way-in-asked",
    },
    "ticket:contact": {
        "nl": "het contact opnemen over een melding",
        "en": "contacting somebody about a report",
        "subject": "ticket",
        "writes": "ticket:contacted",
    },
}

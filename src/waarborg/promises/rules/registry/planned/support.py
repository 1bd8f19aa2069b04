"""Names of the support desk: tickets and their states, extra support, the knowledge base.

An answer does not close `waiting-for-customer`: answer and question back in one step leave the ticket waiting, in
whatever order the two entries stand. `solved` is the state that `resolved` enters, so that leaving it reopens a clock.
"""

DOMAIN = "support"

SUBJECTS = {
    "extra-support": {"nl": "de extra ondersteuning", "en": "the extra support", "parents": ["customers.customer"]},
}

EVENTS = {
    "ticket:developer-involved": {
        "nl": "het inschakelen van een ontwikkelaar",
        "en": "the involvement of a developer",
        "subjects": ["ticket"],
    },
    "customer:all-answered": {
        "nl": "ons antwoord op uw laatste open melding",
        "en": "our answer to your last open report",
        "subjects": ["customers.customer"],
    },
    "extra-support:requested": {
        "nl": "uw aanvraag van extra ondersteuning",
        "en": "your request for extra support",
        "subjects": ["extra-support"],
    },
}

ACTS = {
    "ticket:call": {"nl": "het bellen over een melding", "en": "calling about a report", "subject": "ticket"},
    "extra-support:book": {
        "nl": "het boeken van extra ondersteuning",
        "en": "booking extra support",
        "subject": "extra-support",
        "writes": "extra-support:requested",
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

CHECKS = {
    "specification": {"nl": "de werking volgens de specificatie", "en": "the working according to the specification"},
}

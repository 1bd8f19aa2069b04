"""The names of what goes on from a ticket to development (CL-93, PX-93); `support/rules/names.py` gathers them."""

EVENTS = {
    "ticket:developer-involved": {
        "nl": "het inschakelen van een ontwikkelaar",
        "en": "the involvement of a developer",
        "subjects": ["ticket"],
    },
    "ticket:issue-linked": {
        "nl": "het koppelen van een issue",
        "en": "the linking of an issue",
        "subjects": ["ticket"],
    },
    "ticket:issue-unlinked": {
        "nl": "het loskoppelen van een issue",
        "en": "the unlinking of an issue",
        "subjects": ["ticket"],
    },
    "ticket:routed-to-objection": {
        "nl": "het behandelen van uw melding als bezwaar",
        "en": "the handling of your report as an objection",
        "subjects": ["ticket"],
    },
}

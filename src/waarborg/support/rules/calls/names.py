"""The names of calls about a ticket that are live (PX-91); `support/rules/names.py` gathers them."""

EVENTS = {
    "ticket:called": {"nl": "uw telefoontje", "en": "your call", "subjects": ["ticket"]},
}

ACTS = {
    "ticket:call": {
        "nl": "het bellen over een melding",
        "en": "calling about a report",
        "subject": "ticket",
        "writes": "ticket:called",
        # Outside the hours that the agreement names nobody is put through (actions/calls/call.py).
        "holds": ["inside"],
        "open_to": [
            "customer.owner",
            "customer.administrator",
            "customer.support-contact",
            "customer.key-user",
            "customer.trainer",
        ],
    },
}

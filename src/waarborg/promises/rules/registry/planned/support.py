"""Names of the support desk: tickets and their states, extra support, the knowledge base.

An answer does not close `waiting-for-customer`: answer and question back in one step leave the ticket waiting, in
whatever order the two entries stand. `solved` is the state that `resolved` enters, so that leaving it reopens a clock.
"""

DOMAIN = "support"

EVENTS = {
    "customer:all-answered": {
        "nl": "ons antwoord op uw laatste open melding",
        "en": "our answer to your last open report",
        "subjects": ["customers.customer"],
    },
}

CHECKS = {
    "specification": {"nl": "de werking volgens de specificatie", "en": "the working according to the specification"},
}

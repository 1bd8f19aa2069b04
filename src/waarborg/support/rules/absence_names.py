"""What happens to tickets of whoever is not there any more."""

EVENTS = {
    "ticket:given-back": {
        "nl": "het teruggaan van uw melding naar de wachtrij",
        "en": "the return of your report to the queue",
        "subjects": ["ticket"],
    },
}

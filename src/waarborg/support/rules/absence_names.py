"""What happens to the work of whoever is away or not there any more."""

EVENTS = {
    "ticket:given-back": {
        "nl": "het teruggaan van uw melding naar de wachtrij",
        "en": "the return of your report to the queue",
        "subjects": ["ticket"],
    },
    "ticket:chat-given-back": {
        "nl": "het teruggaan van de chat naar wie er zijn",
        "en": "the return of the chat to who are there",
        "subjects": ["ticket"],
    },
    "call-back:given-back": {
        "nl": "het vrijkomen van het telefoongesprek voor een andere collega",
        "en": "the release of the telephone call for another colleague",
        "subjects": ["call-back"],
    },
    "screen-share:handed-on": {
        "nl": "het overgaan van een meekijksessie naar een andere collega",
        "en": "the passing of a screen-sharing session to another colleague",
        "subjects": ["screen-share"],
    },
    "extra-support:given-back": {
        "nl": "het vrijkomen van de extra ondersteuning voor een andere collega",
        "en": "the release of the extra support for another colleague",
        "subjects": ["extra-support"],
    },
    "complaint:given-back": {
        "nl": "het vrijkomen van uw klacht voor een andere behandelaar",
        "en": "the release of your complaint for another handler",
        "subjects": ["complaint"],
    },
}

"""The names of promises themselves that are live: a version coming into force, and what happens to clocks."""

DOMAIN = "promises"

SUBJECTS = {
    "version": {
        "nl": "de versie van de overeenkomst",
        "en": "the version of the agreement",
        "parents": ["customers.customer"],
    },
    "clock": {"nl": "de termijn", "en": "the term", "parents": ["customers.customer"]},
}

EVENTS = {
    "agreement:published": {
        "nl": "het publiceren van de overeenkomst",
        "en": "the publication of the agreement",
        "subjects": ["version"],
    },
    "agreement:amended": {
        "nl": "het vastleggen van een afspraak met één klant",
        "en": "the recording of what was agreed with one customer",
        "subjects": ["version"],
    },
    "clock:warned": {"nl": "de waarschuwing over een termijn", "en": "the warning about a term", "subjects": ["clock"]},
    "clock:broke": {"nl": "het verstrijken van een termijn", "en": "the passing of a term", "subjects": ["clock"]},
    "clock:waived": {"nl": "het kwijtschelden van een termijn", "en": "the waiver of a term", "subjects": ["clock"]},
    "version:applied": {
        "nl": "het ingaan van de nieuwe versie",
        "en": "the new version coming into force",
        "subjects": ["version"],
        "edge": "begins",
    },
    "version:withdrawn": {
        "nl": "het intrekken van de nieuwe versie",
        "en": "the withdrawal of the new version",
        "subjects": ["version"],
    },
}

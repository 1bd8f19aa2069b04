"""The names of promises themselves that are live: a version coming into force, and what happens to clocks."""

DOMAIN = "promises"

SUBJECTS = {
    "version": {
        "nl": "de versie van de overeenkomst",
        "en": "the version of the agreement",
        "parents": ["customers.customer"],
    },
}

EVENTS = {
    "version:applied": {
        "nl": "het ingaan van de nieuwe versie",
        "en": "the new version coming into force",
        "subjects": ["version"],
        "edge": "begins",
    },
}

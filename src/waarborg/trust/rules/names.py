"""The names of trust that are live: evidence reports and the key that signs them. The others are still planned."""

DOMAIN = "trust"

SUBJECTS = {
    "report": {"nl": "het bewijsrapport", "en": "the evidence report", "parents": ["customers.customer"]},
    "signing-key": {"nl": "de bewijssleutel", "en": "the evidence key"},
}

EVENTS = {
    "report:made": {
        "nl": "het opmaken van het bewijsrapport",
        "en": "the making of the evidence report",
        "subjects": ["report", "customers.customer"],
    },
    "signing-key:made": {
        "nl": "het maken van een nieuwe bewijssleutel",
        "en": "the making of a new evidence key",
        "subjects": ["signing-key"],
    },
}

ACTS = {
    "report:make": {
        "nl": "het opmaken van een bewijsrapport",
        "en": "making an evidence report",
        "subject": "report",
        "writes": "report:made",
    },
    "signing-key:rotate": {
        "nl": "het vervangen van de bewijssleutel",
        "en": "replacing the evidence key",
        "subject": "signing-key",
        "writes": "signing-key:made",
    },
}

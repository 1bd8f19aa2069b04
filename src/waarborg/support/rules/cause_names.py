"""Names of what tickets come from, live (shape: the promises registry)."""

EVENTS = {
    "ticket:cause-linked": {
        "nl": "het koppelen aan een bekende storing",
        "en": "the linking to a known incident",
        "subjects": ["ticket"],
    },
    "ticket:cause-unlinked": {
        "nl": "het loskoppelen van een storing",
        "en": "the unlinking from an incident",
        "subjects": ["ticket"],
    },
}

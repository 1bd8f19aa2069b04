"""Names of what belongs to a ticket: others, and what it comes from; live (shape: the promises registry)."""

EVENTS = {
    "ticket:linked": {
        "nl": "het koppelen aan een andere melding",
        "en": "the linking to another report",
        "subjects": ["ticket"],
    },
    "ticket:unlinked": {
        "nl": "het loskoppelen van een andere melding",
        "en": "the unlinking from another report",
        "subjects": ["ticket"],
    },
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

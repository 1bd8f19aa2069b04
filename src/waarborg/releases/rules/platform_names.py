"""Names of platforms and of their tests, live (shape: the promises registry)."""

SUBJECTS = {
    "platform-version": {"nl": "de platformversie", "en": "the platform version", "parents": ["catalogue.service"]},
}

EVENTS = {
    "platform-version:registered": {
        "nl": "de nieuwe versie van een platform",
        "en": "the new version of a platform",
        "subjects": ["platform-version"],
    },
    "platform-version:tested": {
        "nl": "onze test op die versie",
        "en": "our test on that version",
        "subjects": ["platform-version"],
    },
}

ACTS = {
    "platform-version:register": {
        "nl": "het vastleggen van een nieuwe versie van een platform",
        "en": "registering a new version of a platform",
        "subject": "platform-version",
        "writes": "platform-version:registered",
    },
    "platform-version:test": {
        "nl": "het testen op een versie van een platform",
        "en": "testing on a version of a platform",
        "subject": "platform-version",
        "writes": "platform-version:tested",
    },
}

REGISTERS = {
    "compatibility": {"nl": "het overzicht van geteste platforms", "en": "the compatibility register"},
}

"""Names of releases themselves, live (shape: the promises registry)."""

SUBJECTS = {
    "release": {"nl": "de release", "en": "the release", "parents": ["catalogue.service"]},
}

EVENTS = {
    "release:planned": {
        "nl": "het plannen van de release",
        "en": "the planning of the release",
        "subjects": ["release"],
    },
    "release:changed": {
        "nl": "het wijzigen van de release",
        "en": "the change of the release",
        "subjects": ["release"],
    },
    "release:summarised": {
        "nl": "de samenvatting van de release",
        "en": "the summary of the release",
        "subjects": ["release"],
    },
}

STATES = {
    "release:summarised": {
        "nl": "een samenvatting in de chat van het product",
        "en": "a summary in the product's chat",
        "subject": "release",
        "opens": ["release:summarised"],
    },
}

ACTS = {
    "release:plan": {
        "nl": "het plannen van een release",
        "en": "planning a release",
        "subject": "release",
        "writes": "release:planned",
    },
    "release:change": {
        "nl": "het wijzigen van een geplande release",
        "en": "changing a planned release",
        "subject": "release",
        "writes": "release:changed",
    },
}

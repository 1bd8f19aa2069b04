"""Names of the daily check for misuse, live (shape: the promises registry)."""

SUBJECTS = {
    "misuse-check": {"nl": "de controle op misbruik", "en": "the check for misuse", "parents": ["catalogue.service"]},
}

EVENTS = {
    "misuse-check:done": {"nl": "de controle op misbruik", "en": "the check for misuse", "subjects": ["misuse-check"]},
}

"""Names of response times that are measured, live (shape: the promises registry)."""

SUBJECTS = {
    "window": {"nl": "het venster", "en": "the window", "parents": ["component"]},
    "request": {"nl": "het verzoek aan de dienst", "en": "the request to the service", "parents": ["component"]},
    "mapping": {
        "nl": "de regels voor meetwaarden",
        "en": "the rules for metrics",
        "parents": ["catalogue.service"],
    },
}

EVENTS = {
    "mapping:applied": {
        "nl": "het toepassen van regels voor meetwaarden",
        "en": "the application of rules for metrics",
        "subjects": ["mapping"],
    },
}

ACTS = {
    "mapping:apply": {
        "nl": "het toepassen van regels voor meetwaarden",
        "en": "applying rules for metrics",
        "subject": "mapping",
        "writes": "mapping:applied",
    },
}

_TOLD = {
    "nl": "{count} metingen in de maand.",
    "en": "{count} measurements in the month.",
}
INDICATORS = {
    "request:duration": {
        "nl": "de responstijd",
        "en": "the response time",
        "unit": "duration",
        "subject": "request",
        "statistics": ["mean", "share"],
        "told": _TOLD,
    },
    "window:open-time": {
        "nl": "de tijd waarin een venster opent",
        "en": "the time in which a window opens",
        "unit": "duration",
        "subject": "window",
        "statistics": ["mean", "share"],
        "told": _TOLD,
    },
}

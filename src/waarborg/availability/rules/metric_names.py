"""Names of response times that are measured, live (shape: the promises registry)."""

SUBJECTS = {
    "window": {"nl": "het venster", "en": "the window", "parents": ["component"]},
    "request": {"nl": "het verzoek aan de dienst", "en": "the request to the service", "parents": ["component"]},
    "mapping": {
        "nl": "de regels voor meetwaarden",
        "en": "the rules for metrics",
        "parents": ["catalogue.service"],
    },
    "minute-seal": {
        "nl": "het zegel over een dag responstijden",
        "en": "the seal over a day of response times",
    },
    "store": {"nl": "de opslag van meetwaarden", "en": "the store of metrics"},
    "page-key": {"nl": "de sleutel voor tijden van pagina's", "en": "the key for times of pages"},
}

EVENTS = {
    "store:kept": {
        "nl": "het instellen van een opslag van meetwaarden",
        "en": "the setting up of a store of metrics",
        "subjects": ["store"],
    },
    "store:removed": {
        "nl": "het weghalen van een opslag van meetwaarden",
        "en": "the removal of a store of metrics",
        "subjects": ["store"],
    },
    "mapping:applied": {
        "nl": "het toepassen van regels voor meetwaarden",
        "en": "the application of rules for metrics",
        "subjects": ["mapping"],
    },
    "minutes:sealed": {
        "nl": "het verzegelen van een dag responstijden",
        "en": "the sealing of a day of response times",
        "subjects": ["minute-seal"],
    },
    "page-key:made": {
        "nl": "een nieuwe sleutel voor tijden van pagina's",
        "en": "a new key for times of pages",
        "subjects": ["page-key"],
    },
    "page-key:revoked": {
        "nl": "het intrekken van een sleutel voor tijden van pagina's",
        "en": "the end of a key for times of pages",
        "subjects": ["page-key"],
    },
}

ACTS = {
    "store:keep": {
        "nl": "het instellen van een opslag van meetwaarden",
        "en": "setting up a store of metrics",
        "subject": "store",
        "writes": "store:kept",
    },
    "store:remove": {
        "nl": "het weghalen van een opslag van meetwaarden",
        "en": "removing a store of metrics",
        "subject": "store",
        "writes": "store:removed",
    },
    "mapping:apply": {
        "nl": "het toepassen van regels voor meetwaarden",
        "en": "applying rules for metrics",
        "subject": "mapping",
        "writes": "mapping:applied",
    },
    "page-key:make": {
        "nl": "het maken van een sleutel voor tijden van pagina's",
        "en": "making a key for times of pages",
        "subject": "page-key",
        "writes": "page-key:made",
    },
    "page-key:revoke": {
        "nl": "het intrekken van een sleutel voor tijden van pagina's",
        "en": "ending a key for times of pages",
        "subject": "page-key",
        "writes": "page-key:revoked",
    },
}

_TOLD = {
    "nl": "{count} metingen in de maand.",
    "en": "{count} measurements in the month.",
}
_ROWS = {
    "data": {
        "nl": "Geteld uit gegevens met sha256 {0}.",
        "en": "Counted from data with sha256 {0}.",
    },
    # why a figure was stated again
    "late": {"nl": "Er kwamen later nog metingen binnen.", "en": "More measurements came in later."},
}
INDICATORS = {
    "request:duration": {
        "nl": "de responstijd",
        "en": "the response time",
        "unit": "duration",
        "subject": "request",
        "statistics": ["mean", "share"],
        "restated": True,
        "rows": _ROWS,
        "told": _TOLD,
    },
    "window:open-time": {
        "nl": "de tijd waarin een venster opent",
        "en": "the time in which a window opens",
        "unit": "duration",
        "subject": "window",
        "statistics": ["mean", "share"],
        "restated": True,
        "rows": _ROWS,
        "told": _TOLD,
    },
}

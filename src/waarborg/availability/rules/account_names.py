"""Names of accounting, live: components and their figures, what is put right or left out, and how it is counted."""

SUBJECTS = {
    "component": {"nl": "het onderdeel", "en": "the component", "parents": ["catalogue.service"]},
    "finding": {"nl": "de vaststelling", "en": "the finding", "parents": ["component"]},
}

EVENTS = {
    "component:put-right": {
        "nl": "het rechtzetten van wat was gemeten",
        "en": "the correction of what was measured",
        "subjects": ["finding"],
    },
    "downtime:excluded": {
        "nl": "het weglaten van uitval",
        "en": "the exclusion of downtime",
        "subjects": ["finding"],
    },
}

ACTS = {
    "component:put-right": {
        "nl": "het rechtzetten van wat is gemeten",
        "en": "putting right what was measured",
        "subject": "finding",
        "writes": "component:put-right",
    },
    "downtime:exclude": {
        "nl": "het niet meetellen van uitval",
        "en": "the exclusion of downtime",
        "subject": "finding",
        "writes": "downtime:excluded",
        # Which causes there are, and that there is evidence, is looked at with every exclusion (actions/findings.py).
        "holds": ["where.exclusion", "where.evidence"],
    },
}

METHODS = {
    "uptime/1": {
        "nl": "de meetmethode voor beschikbaarheid",
        "en": "the availability method",
        "settings": [
            "hours",
            "down",
            "weights",
            "coverage",
            "excludes",
            "counts",
            "every",
            "failures",
            "places",
            "silence",
        ],
    },
    "exclusion/1": {
        "nl": "de methode voor uitgesloten uitval",
        "en": "the method for excluded downtime",
        "settings": ["causes", "evidence"],
    },
}

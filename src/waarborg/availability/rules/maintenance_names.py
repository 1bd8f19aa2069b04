"""Names of maintenance, live (shape: the promises registry)."""

SUBJECTS = {
    "maintenance": {"nl": "het onderhoud", "en": "the maintenance", "parents": ["catalogue.service"]},
    "series": {
        "nl": "de reeks van onderhoud",
        "en": "the series of maintenance",
        "parents": ["catalogue.service"],
    },
}

EVENTS = {
    "maintenance:announced": {
        "nl": "de aankondiging van het onderhoud",
        "en": "the announcement of the maintenance",
        "subjects": ["maintenance"],
    },
    "maintenance:planned": {
        "nl": "het plannen van een spoedreparatie zonder aankondiging",
        "en": "the planning of a hotfix without announcement",
        "subjects": ["maintenance"],
    },
    "maintenance:moved": {
        "nl": "het verplaatsen van het onderhoud",
        "en": "the moving of the maintenance",
        "subjects": ["maintenance"],
    },
    "maintenance:extended": {
        "nl": "het verlengen van het onderhoud",
        "en": "the extension of the maintenance",
        "subjects": ["maintenance"],
    },
    "maintenance:shortened": {
        "nl": "het inkorten van het onderhoud",
        "en": "the shortening of the maintenance",
        "subjects": ["maintenance"],
    },
    "maintenance:cancelled": {
        "nl": "het afzeggen van het onderhoud",
        "en": "the cancellation of the maintenance",
        "subjects": ["maintenance"],
    },
    "maintenance:began": {
        "nl": "het begin van het onderhoud",
        "en": "the beginning of the maintenance",
        "subjects": ["maintenance"],
    },
    "maintenance:ended": {
        "nl": "het einde van het onderhoud",
        "en": "the end of the maintenance",
        "subjects": ["maintenance"],
    },
    "series:planned": {
        "nl": "het plannen van onderhoud dat terugkomt",
        "en": "the planning of recurring maintenance",
        "subjects": ["series"],
    },
    "series:skipped": {
        "nl": "het overslaan van één keer onderhoud",
        "en": "the skipping of maintenance once",
        "subjects": ["series"],
    },
    "series:ended": {
        "nl": "het einde van onderhoud dat terugkomt",
        "en": "the end of recurring maintenance",
        "subjects": ["series"],
    },
}

ACTS = {
    # Every plan, change and beginning is held to these (actions/maintenance_rules.py).
    "maintenance:start": {
        "nl": "het begin van onderhoud",
        "en": "starting maintenance",
        "subject": "maintenance",
        "writes": "maintenance:began",
        "holds": ["who", "earliest", "inside", "where.severity"],
    },
    "hotfix:start": {
        "nl": "het doorvoeren van een spoedreparatie",
        "en": "applying a hotfix",
        "subject": "maintenance",
        "writes": "maintenance:began",
        "holds": ["who", "earliest", "inside", "where.severity"],
    },
    "maintenance:plan": {
        "nl": "het plannen van onderhoud",
        "en": "planning maintenance",
        "subject": "maintenance",
        "writes": "maintenance:announced",
    },
    "maintenance:change": {
        "nl": "het verplaatsen, verlengen of inkorten van onderhoud",
        "en": "moving, extending or shortening maintenance",
        "subject": "maintenance",
        "writes": "maintenance:moved",
    },
    "maintenance:cancel": {
        "nl": "het afzeggen van onderhoud",
        "en": "cancelling maintenance",
        "subject": "maintenance",
        "writes": "maintenance:cancelled",
    },
    "maintenance:end": {
        "nl": "het einde van onderhoud",
        "en": "ending maintenance",
        "subject": "maintenance",
        "writes": "maintenance:ended",
    },
    "series:plan": {
        "nl": "het plannen van onderhoud dat terugkomt",
        "en": "planning recurring maintenance",
        "subject": "series",
        "writes": "series:planned",
    },
    "series:skip": {
        "nl": "het overslaan van één keer onderhoud",
        "en": "skipping maintenance once",
        "subject": "series",
        "writes": "series:skipped",
    },
    "series:end": {
        "nl": "het beëindigen van onderhoud dat terugkomt",
        "en": "ending recurring maintenance",
        "subject": "series",
        "writes": "series:ended",
    },
}

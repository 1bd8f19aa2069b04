"""Names of back-ups, live (shape: the promises registry)."""

SUBJECTS = {
    "backup": {"nl": "de back-up", "en": "the back-up", "parents": ["catalogue.service"]},
    "backup-plan": {"nl": "het back-upplan", "en": "the back-up plan", "parents": ["catalogue.service"]},
}

EVENTS = {
    "backup-plan:kept": {
        "nl": "het vastleggen van een back-upplan",
        "en": "the record of a back-up plan",
        "subjects": ["backup-plan"],
    },
    "backup-plan:ended": {
        "nl": "het einde van een back-upplan",
        "en": "the end of a back-up plan",
        "subjects": ["backup-plan"],
    },
    "backup:failed": {
        "nl": "de mislukte back-up",
        "en": "the failed back-up",
        "subjects": ["backup-plan", "backup"],
    },
    "backup:late": {
        "nl": "een back-up die te laat is",
        "en": "a back-up that is too late",
        "subjects": ["backup-plan"],
    },
    "backup:good-again": {
        "nl": "de eerste geslaagde back-up na een mislukte",
        "en": "the first good back-up after a failed one",
        "subjects": ["backup-plan", "backup"],
    },
    "backup:written-down": {
        "nl": "een back-up die iemand opschreef",
        "en": "a back-up that somebody wrote down",
        "subjects": ["backup-plan", "backup"],
    },
    "backup:tested": {
        "nl": "de hersteltest",
        "en": "the restore test",
        "subjects": ["backup-plan"],
    },
}

ACTS = {
    "backup-plan:keep": {
        "nl": "het vastleggen van een back-upplan",
        "en": "recording a back-up plan",
        "subject": "backup-plan",
        "writes": "backup-plan:kept",
    },
    "backup:test": {
        "nl": "het vastleggen van een hersteltest",
        "en": "recording a restore test",
        "subject": "backup",
        "writes": "backup:tested",
    },
}

INDICATORS = {
    # By customer, at its worst over the period (queries/indicators.py).
    "backup:age": {
        "nl": "de leeftijd van de laatste back-up",
        "en": "the age of the last back-up",
        "unit": "duration",
        "subject": "backup",
        "statistics": ["max"],
        "whole": True,
        "restated": True,
        "told": {
            "nl": "Gerekend uit {copies} geslaagde back-ups: hoe oud de nieuwste op zijn slechtst was.",
            "en": "Reckoned from {copies} good back-ups: how old the newest was at its worst.",
        },
        "rows": {
            "oldest": {
                "nl": "Van {0} was de nieuwste hoogstens {1} oud, op {2}.",
                "en": "Of {0} the newest was at most {1} old, on {2}.",
            },
        },
    },
}

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
    # Reported, judged and counted apart from journals: rules/rounds.py of promises, queries/rounds.py here.
    "backup:completed": {
        "nl": "een geslaagde back-up",
        "en": "a completed back-up",
        "subjects": ["backup", "catalogue.service"],
        "rounds": "backup:rounds",
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
    # By customer: how many rounds of a promise to make one every so often were late (queries/rounds.py).
    "backup:rounds": {
        "nl": "het aantal keren dat een back-up te laat was",
        "en": "the number of times that a back-up was late",
        "unit": "count",
        "subject": "backup",
        "statistics": ["count"],
        "selects": ["pace", "part"],
        "restated": True,
        "told": {
            "nl": "{rounds} keer moest er een back-up klaar zijn: {met} keer op tijd, {late} keer te laat.",
            "en": "{rounds} times a back-up had to be complete: {met} times in time, {late} times too late.",
        },
        "rows": {
            "overdue": {
                "nl": "Van {0} moest er een klaar zijn op {1}; die kwam op {2}, {3} te laat.",
                "en": "Of {0} one had to be complete on {1}; it came on {2}, {3} too late.",
            },
            "missing": {
                "nl": "Van {0} moest er een klaar zijn op {1}; die was er op {2} nog niet, {3} te laat.",
                "en": "Of {0} one had to be complete on {1}; on {2} it was not there yet, {3} too late.",
            },
            "more": {"nl": "En nog {0} keer te laat.", "en": "And {0} times more too late."},
            "longest": {
                "nl": "Van {0} lag er hoogstens {1} tussen twee back-ups, tot {2}.",
                "en": "Of {0} at most {1} passed between two back-ups, up to {2}.",
            },
            "unplanned": {
                "nl": "{0} lang was er geen plan waarnaar een back-up werd gemaakt; over die tijd is niets bekend.",
                "en": "For {0} there was no plan by which a back-up was made; of that time nothing is known.",
            },
            "data": {
                "nl": "Geteld uit gegevens met sha256 {0}.",
                "en": "Counted from data with sha256 {0}.",
            },
            # why a figure was stated again
            "late": {
                "nl": "Er zijn later nog back-ups over deze maand gemeld.",
                "en": "More back-ups of this month were reported later.",
            },
        },
    },
}

# By which a promise says which back-ups count; of `pace` the words are those of `rules/plans.py`.
PROPERTIES = {
    "pace": {"nl": "ritme", "en": "pace"},
    "part": {"nl": "deel van de gegevens", "en": "part of the data"},
}

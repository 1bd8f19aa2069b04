"""Names of rosters and alarms, live (shape: the promises registry)."""

SUBJECTS = {
    "alarm": {"nl": "het alarm", "en": "the alarm", "parents": ["catalogue.service"]},
    "alarm-policy": {"nl": "het alarmschema", "en": "the alarm policy"},
    "roster": {"nl": "het wachtrooster", "en": "the on-call roster"},
}

EVENTS = {
    "alarm:raised": {"nl": "het alarm", "en": "the alarm", "subjects": ["alarm", "outage"]},
    "alarm:acknowledged": {
        "nl": "het bevestigen van het alarm",
        "en": "the acknowledgement of the alarm",
        "subjects": ["alarm"],
    },
    "alarm:called": {"nl": "de oproep bij het alarm", "en": "the call of the alarm", "subjects": ["alarm"]},
    "alarm:bundled": {
        "nl": "het opnemen van een storing in een alarm",
        "en": "the taking of an incident into an alarm",
        "subjects": ["alarm"],
    },
    "alarm:ended": {"nl": "het einde van het alarm", "en": "the end of the alarm", "subjects": ["alarm"]},
    "alarm:tried": {"nl": "het proefalarm", "en": "the trial alarm", "subjects": ["alarm"]},
    "alarm-policy:kept": {
        "nl": "het vaststellen van het alarmschema",
        "en": "the saving of the alarm policy",
        "subjects": ["alarm-policy"],
    },
    "roster:saved": {
        "nl": "het vaststellen van het wachtrooster",
        "en": "the saving of the on-call roster",
        "subjects": ["roster"],
    },
    "roster:handed-on": {
        "nl": "het overnemen van de diensten van wie vertrok",
        "en": "the taking over of the turns of who left",
        "subjects": ["roster"],
    },
    "roster:swapped": {"nl": "de ruil in het wachtrooster", "en": "the swap in the roster", "subjects": ["roster"]},
    "roster:swapped-back": {
        "nl": "het terugdraaien van een ruil",
        "en": "the undoing of a swap",
        "subjects": ["roster"],
    },
}

ACTS = {
    "alarm:acknowledge": {
        "nl": "het bevestigen van een alarm",
        "en": "acknowledging an alarm",
        "subject": "alarm",
        "writes": "alarm:acknowledged",
    },
    "alarm:try": {
        "nl": "het geven van een proefalarm",
        "en": "sending a trial alarm",
        "subject": "alarm",
        "writes": "alarm:tried",
    },
    "alarm-policy:keep": {
        "nl": "het vaststellen van een alarmschema",
        "en": "saving an alarm policy",
        "subject": "alarm-policy",
        "writes": "alarm-policy:kept",
    },
    # Whether every hour is covered is looked at on saving: a rule that asks for it refuses a roster with a gap.
    "roster:save": {
        "nl": "het vaststellen van het rooster",
        "en": "saving the roster",
        "subject": "roster",
        "writes": "roster:saved",
        "holds": ["where.roster-cover"],
    },
    "roster:swap": {
        "nl": "het ruilen van een dienst",
        "en": "swapping a duty",
        "subject": "roster",
        "writes": "roster:swapped",
    },
}

"""Names of availability: components, outages, maintenance, alarms and misuse checks."""

DOMAIN = "availability"

SUBJECTS = {
    "alarm": {"nl": "het alarm", "en": "the alarm", "parents": ["catalogue.service"]},
    "misuse-check": {"nl": "de controle op misbruik", "en": "the check for misuse", "parents": ["catalogue.service"]},
}

EVENTS = {
    "alarm:raised": {"nl": "het alarm", "en": "the alarm", "subjects": ["alarm", "outage"]},
    "alarm:acknowledged": {
        "nl": "het bevestigen van het alarm",
        "en": "the acknowledgement of the alarm",
        "subjects": ["alarm"],
    },
    "misuse-check:done": {"nl": "de controle op misbruik", "en": "the check for misuse", "subjects": ["misuse-check"]},
}

ACTS = {
    "roster:save": {"nl": "het vaststellen van het rooster", "en": "saving the roster", "subject": "catalogue.service"},
}

REGISTERS = {
    "monitoring-source": {"nl": "de meetbron", "en": "the monitoring source"},
}

CHECKS = {
    "use-statistics": {"nl": "de gebruiksstatistieken", "en": "the use statistics"},
}

"""Names of incidents on components, live (shape: the promises registry)."""

SUBJECTS = {
    "incident": {"nl": "de storing", "en": "the incident", "parents": ["catalogue.service"]},
    "outage": {"nl": "de storing", "en": "the outage", "parents": ["component"]},
    "after-action": {"nl": "de evaluatie van de storing", "en": "the after-action review", "parents": ["incident"]},
    "incident-template": {"nl": "de storingstekst", "en": "the incident text"},
}

EVENTS = {
    "incident:opened": {"nl": "de eerste melding", "en": "the first message", "subjects": ["incident"]},
    "incident:updated": {"nl": "ons bericht over de storing", "en": "our update", "subjects": ["incident"]},
    "incident:resolved": {"nl": "het einde van de storing", "en": "the end of the incident", "subjects": ["incident"]},
    "incident:looked-back": {"nl": "de nabeschouwing", "en": "the look back", "subjects": ["incident"]},
    "after-action:written": {
        "nl": "het vastleggen van de evaluatie",
        "en": "the writing of the after-action review",
        "subjects": ["after-action"],
    },
    "incident-template:kept": {
        "nl": "het bewaren van een storingstekst",
        "en": "the saving of an incident text",
        "subjects": ["incident-template"],
    },
    "incident-template:removed": {
        "nl": "het verwijderen van een storingstekst",
        "en": "the removal of an incident text",
        "subjects": ["incident-template"],
    },
    "outage:began": {"nl": "het begin van de storing", "en": "the start of the outage", "subjects": ["outage"]},
    "outage:ended": {
        "nl": "het einde van de uitval",
        "en": "the end of the outage",
        "subjects": ["outage"],
        "edge": "ends",
    },
    "outage:corrected": {
        "nl": "de correctie van de uitval",
        "en": "the correction of the outage",
        "subjects": ["outage"],
    },
}

ACTS = {
    "incident:open": {
        "nl": "het melden van een storing",
        "en": "telling of an incident",
        "subject": "incident",
        "writes": "incident:opened",
    },
    "incident:update": {
        "nl": "het bijwerken van een storing",
        "en": "updating an incident",
        "subject": "incident",
        "writes": "incident:updated",
    },
    "after-action:write": {
        "nl": "het vastleggen van de evaluatie",
        "en": "writing the after-action review",
        "subject": "after-action",
        "writes": "after-action:written",
    },
    "incident-template:keep": {
        "nl": "het bewaren van een storingstekst",
        "en": "saving an incident text",
        "subject": "incident-template",
        "writes": "incident-template:kept",
    },
    "outage:correct": {
        "nl": "het corrigeren van uitval",
        "en": "correcting an outage",
        "subject": "outage",
        "writes": "outage:corrected",
    },
}

"""Names of promises: versions of the agreement, objections to them; and the properties conditions may name."""

DOMAIN = "promises"

SUBJECTS = {
    "objection": {
        "nl": "uw bezwaar tegen de nieuwe versie",
        "en": "your objection to the new version",
        "parents": ["version"],
    },
}

EVENTS = {
    "version:announced": {
        "nl": "de aankondiging van de nieuwe versie",
        "en": "the announcement of the new version",
        "subjects": ["version"],
    },
    "version:delivered": {
        "nl": "de levering van de nieuwe versie aan u",
        "en": "the delivery of the new version to you",
        "subjects": ["version"],
    },
    "version:accepted": {
        "nl": "uw akkoord met de nieuwe versie",
        "en": "your acceptance of the new version",
        "subjects": ["version"],
    },
    "objection:filed": {
        "nl": "uw bezwaar tegen de nieuwe versie",
        "en": "your objection to the new version",
        "subjects": ["objection", "version"],
    },
    "objection:decided": {
        "nl": "ons besluit op uw bezwaar",
        "en": "our decision on your objection",
        "subjects": ["objection", "version"],
    },
}

STATES = {
    "objection:open": {
        "nl": "een open bezwaar",
        "en": "an open objection",
        "subject": "objection",
        "opens": ["objection:filed"],
        "closes": ["objection:decided"],
    },
}

ACTS = {
    "objection:file": {
        "nl": "het maken van bezwaar tegen een nieuwe versie",
        "en": "objecting to a new version",
        "subject": "objection",
        "writes": "objection:filed",
    },
    "version:apply": {
        "nl": "het ingaan van een nieuwe versie",
        "en": "a new version coming into force",
        "subject": "version",
        "writes": "version:applied",
        "edge": "begins",
    },
}

INDICATORS = {
    "clock:duration": {
        "nl": "de tijden die een termijn nam",
        "en": "the times that a term took",
        "unit": "duration",
        "subject": "clock",
    },
}

PROPERTIES = {
    "state": {"nl": "toestand", "en": "state"},
    "kind": {"nl": "soort", "en": "kind"},
    "channel": {"nl": "kanaal", "en": "channel"},
    "priority": {"nl": "prioriteit", "en": "priority"},
    "plan": {"nl": "abonnement", "en": "plan"},
    "topic": {"nl": "onderwerp", "en": "topic"},
    "addon": {"nl": "uitbreiding", "en": "add-on"},
    "tag": {"nl": "label", "en": "tag"},
    "component": {"nl": "onderdeel", "en": "component"},
    "country": {"nl": "land", "en": "country"},
    "controlling_country": {"nl": "land van de zeggenschap", "en": "controlling country"},
    "role": {"nl": "rol", "en": "role"},
    "severity": {"nl": "ernst", "en": "severity"},
    "impact": {"nl": "gevolg voor uw werk", "en": "impact on your work"},
    "charge": {"nl": "kosten", "en": "charge"},
    "amount": {"nl": "bedrag", "en": "amount"},
    "months": {"nl": "aantal maanden", "en": "number of months"},
    "module": {"nl": "module", "en": "module"},
    "purpose": {"nl": "doel", "en": "purpose"},
    "form": {"nl": "vorm", "en": "form"},
    "norm": {"nl": "norm", "en": "standard"},
    "holder": {"nl": "houder", "en": "holder"},
    "deployment": {"nl": "vorm van levering", "en": "deployment"},
    "sector": {"nl": "sector", "en": "sector"},
    "wave": {"nl": "groep in de uitrol", "en": "wave"},
    "customers": {"nl": "klanten", "en": "customers"},
    "party": {"nl": "partij", "en": "party"},
    "cause": {"nl": "oorzaak", "en": "cause"},
    "to": {"nl": "ontvanger", "en": "recipient"},
    "direction": {"nl": "richting van een wijziging", "en": "direction of a change"},
    "urgency": {"nl": "soort spoed", "en": "kind of urgent case"},
    "idea": {"nl": "idee", "en": "idea"},
    "person": {"nl": "persoon", "en": "person"},
    "user-name": {"nl": "gebruikersnaam", "en": "user name"},
}

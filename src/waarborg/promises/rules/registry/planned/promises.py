"""Names of promises: how long terms took; and the properties that conditions may name."""

DOMAIN = "promises"

INDICATORS = {
    "clock:duration-of-everybody": {
        "nl": "de tijden van alle klanten samen",
        "en": "the times of all customers together",
        "unit": "duration",
        "subject": "clock",
    },
    "clock:counted-otherwise": {
        "nl": "een rapport dat tijden zo telt",
        "en": "a report that counts times this way",
        "unit": "duration",
        "subject": "clock",
    },
    "figure:counted-otherwise": {
        "nl": "een rapport dat dit cijfer zo telt",
        "en": "a report that counts this figure this way",
        "unit": "count",
        "subject": "figure",
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
    "country": {"nl": "land", "en": "country"},
    "controlling_country": {"nl": "land van de zeggenschap", "en": "controlling country"},
    "role": {"nl": "rol", "en": "role"},
    "severity": {"nl": "ernst", "en": "severity"},
    "impact": {"nl": "gevolg voor uw werk", "en": "impact on your work"},
    "charge": {"nl": "kosten", "en": "charge"},
    "amount": {"nl": "bedrag", "en": "amount"},
    "months": {"nl": "aantal maanden", "en": "number of months"},
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

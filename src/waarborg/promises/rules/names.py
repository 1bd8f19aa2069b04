"""The names of promises themselves: versions from announcement to force, objections to them, what happens to clocks."""

DOMAIN = "promises"

SUBJECTS = {
    "version": {
        "nl": "de versie van de overeenkomst",
        "en": "the version of the agreement",
        "parents": ["customers.customer"],
    },
    "clock": {"nl": "de termijn", "en": "the term", "parents": ["customers.customer"]},
    "objection": {
        "nl": "uw bezwaar tegen de nieuwe versie",
        "en": "your objection to the new version",
        "parents": ["version"],
    },
    "figure": {
        "nl": "het cijfer van de dienst",
        "en": "the figure of the service",
        "parents": ["customers.customer"],
    },
    "fact-check": {
        "nl": "de controle van wat wij toezeggen",
        "en": "the check of what we promise",
        "parents": ["customers.customer"],
    },
}

EVENTS = {
    "agreement:published": {
        "nl": "het publiceren van de overeenkomst",
        "en": "the publication of the agreement",
        "subjects": ["version"],
    },
    "agreement:amended": {
        "nl": "het vastleggen van een afspraak met één klant",
        "en": "the recording of what was agreed with one customer",
        "subjects": ["version"],
    },
    "agreement:ended-early": {
        "nl": "het eerder eindigen van een afspraak met één klant",
        "en": "the early end of what was agreed with one customer",
        "subjects": ["version"],
    },
    "clock:warned": {"nl": "de waarschuwing over een termijn", "en": "the warning about a term", "subjects": ["clock"]},
    "clock:broke": {"nl": "het verstrijken van een termijn", "en": "the passing of a term", "subjects": ["clock"]},
    "clock:waived": {"nl": "het kwijtschelden van een termijn", "en": "the waiver of a term", "subjects": ["clock"]},
    "version:applied": {
        "nl": "het ingaan van de nieuwe versie",
        "en": "the new version coming into force",
        "subjects": ["version"],
        "edge": "begins",
    },
    "version:withdrawn": {
        "nl": "het intrekken van de nieuwe versie",
        "en": "the withdrawal of the new version",
        "subjects": ["version"],
    },
    "version:ended": {
        "nl": "het einde van de overeenkomst",
        "en": "the end of the agreement",
        "subjects": ["version"],
        "edge": "ends",
    },
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
    "version:returned": {
        "nl": "het onbestelbaar terugkomen van de nieuwe versie",
        "en": "the return of the new version as undeliverable",
        "subjects": ["version"],
    },
    "version:recalled": {
        "nl": "het intrekken van de aankondiging van de nieuwe versie",
        "en": "the withdrawal of the announcement of the new version",
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
    "figure:recorded": {
        "nl": "het vaststellen van een cijfer",
        "en": "the statement of a figure",
        "subjects": ["figure"],
    },
    "fact-check:recorded": {
        "nl": "de uitkomst van onze eigen controles",
        "en": "the outcome of our own checks",
        "subjects": ["fact-check"],
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
        "holds": ["who"],
        "open_to": [
            *("customer.owner", "customer.administrator", "customer.support-contact"),
            *("customer.key-user", "customer.trainer"),
        ],
    },
    "version:apply": {
        "nl": "het ingaan van een nieuwe versie",
        "en": "a new version coming into force",
        "subject": "version",
        "writes": "version:applied",
        "edge": "begins",
        "holds": ["earliest", "needs.promises.objection.open", "needs.contracts.termination.running"],
    },
    "figure:record": {
        "nl": "het vaststellen van een cijfer",
        "en": "stating a figure",
        "subject": "figure",
        "writes": "figure:recorded",
    },
    "fact-check:record": {
        "nl": "het vastleggen van de uitkomst van onze controles",
        "en": "recording the outcome of our checks",
        "subject": "fact-check",
        "writes": "fact-check:recorded",
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

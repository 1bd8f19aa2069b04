"""The names of trust that are live: evidence reports and the key that signs them. The others are still planned."""

DOMAIN = "trust"

SUBJECTS = {
    "scan": {"nl": "de kwetsbaarhedenscan", "en": "the vulnerability scan", "parents": ["catalogue.service"]},
    "finding": {"nl": "de kwetsbaarheid", "en": "the vulnerability", "parents": ["catalogue.service"]},
    "control": {"nl": "de beheersmaatregel", "en": "the control", "parents": ["catalogue.service"]},
    "penetration-test": {
        "nl": "de penetratietest",
        "en": "the penetration test",
        "parents": ["catalogue.service"],
    },
    "document": {"nl": "het document", "en": "the document", "parents": ["catalogue.service"]},
    "log": {"nl": "het toegangslog", "en": "the access log", "parents": ["customers.customer"]},
    "function": {
        "nl": "de functie van de toepassing",
        "en": "the function of the application",
        "parents": ["catalogue.service"],
    },
    "audit": {"nl": "de controle", "en": "the audit", "parents": ["catalogue.service"]},
    "physical-measure": {
        "nl": "de fysieke maatregel",
        "en": "the physical measure",
        "parents": ["catalogue.service"],
    },
    "report": {"nl": "het bewijsrapport", "en": "the evidence report", "parents": ["customers.customer"]},
    "signing-key": {"nl": "de bewijssleutel", "en": "the evidence key"},
}

EVENTS = {
    "scan:done": {
        "nl": "de kwetsbaarhedenscan",
        "en": "the vulnerability scan",
        "subjects": ["scan", "catalogue.service"],
    },
    "finding:closed": {
        "nl": "het verhelpen van een kwetsbaarheid",
        "en": "the closing of a vulnerability",
        "subjects": ["finding", "catalogue.service"],
    },
    "control:recorded": {
        "nl": "het vastleggen van een beheersmaatregel",
        "en": "the recording of a control",
        "subjects": ["control", "catalogue.service"],
    },
    "control:ended": {
        "nl": "het einde van een beheersmaatregel",
        "en": "the end of a control",
        "subjects": ["control", "catalogue.service"],
    },
    "document:ended": {
        "nl": "het einde van een document",
        "en": "the end of a document",
        "subjects": ["document", "catalogue.service"],
    },
    "penetration-test:recorded": {
        "nl": "het vastleggen van een penetratietest",
        "en": "the recording of a penetration test",
        "subjects": ["penetration-test", "catalogue.service"],
    },
    "document:recorded": {
        "nl": "het vastleggen van een document",
        "en": "the recording of a document",
        "subjects": ["document", "catalogue.service"],
    },
    "log:delivered": {
        "nl": "de levering van het toegangslog",
        "en": "the delivery of the access log",
        "subjects": ["log", "customers.customer"],
    },
    "function:reported": {
        "nl": "wat de toepassing over een functie meldt",
        "en": "what the application reports of a function",
        "subjects": ["function", "catalogue.service"],
    },
    "audit:held": {"nl": "de controle", "en": "the audit", "subjects": ["audit", "catalogue.service"]},
    "physical-measure:recorded": {
        "nl": "het vastleggen van een fysieke maatregel",
        "en": "the recording of a physical measure",
        "subjects": ["physical-measure", "catalogue.service"],
    },
    "physical-measure:ended": {
        "nl": "het einde van een fysieke maatregel",
        "en": "the end of a physical measure",
        "subjects": ["physical-measure", "catalogue.service"],
    },
    "report:made": {
        "nl": "het opmaken van het bewijsrapport",
        "en": "the making of the evidence report",
        "subjects": ["report", "customers.customer"],
    },
    "signing-key:made": {
        "nl": "het maken van een nieuwe bewijssleutel",
        "en": "the making of a new evidence key",
        "subjects": ["signing-key"],
    },
}

REGISTERS = {
    "control": {"nl": "het register van beheersmaatregelen", "en": "the control register"},
    "document": {"nl": "het documentenregister", "en": "the document register"},
    "penetration-test": {"nl": "het register van penetratietests", "en": "the penetration test register"},
    "physical-measure": {"nl": "het register van fysieke maatregelen", "en": "the register of physical measures"},
}

ACTS = {
    "scan:record": {
        "nl": "het vastleggen van een kwetsbaarhedenscan",
        "en": "recording a vulnerability scan",
        "subject": "scan",
        "writes": "scan:done",
    },
    "finding:close": {
        "nl": "het verhelpen van een kwetsbaarheid",
        "en": "closing a vulnerability",
        "subject": "finding",
        "writes": "finding:closed",
    },
    "control:record": {
        "nl": "het vastleggen van een beheersmaatregel",
        "en": "recording a control",
        "subject": "control",
        "writes": "control:recorded",
    },
    "penetration-test:record": {
        "nl": "het vastleggen van een penetratietest",
        "en": "recording a penetration test",
        "subject": "penetration-test",
        "writes": "penetration-test:recorded",
    },
    "document:record": {
        "nl": "het vastleggen van een document",
        "en": "recording a document",
        "subject": "document",
        "writes": "document:recorded",
    },
    "log:deliver": {
        "nl": "het leveren van het toegangslog",
        "en": "delivering the access log",
        "subject": "log",
        "writes": "log:delivered",
    },
    "function:report": {
        "nl": "het melden of functies van de toepassing werken",
        "en": "reporting whether functions of the application work",
        "subject": "function",
        "writes": "function:reported",
    },
    "audit:record": {
        "nl": "het vastleggen van een controle",
        "en": "recording an audit",
        "subject": "audit",
        "writes": "audit:held",
    },
    "physical-measure:record": {
        "nl": "het vastleggen van een fysieke maatregel",
        "en": "recording a physical measure",
        "subject": "physical-measure",
        "writes": "physical-measure:recorded",
    },
    "physical-measure:end": {
        "nl": "het beëindigen van een fysieke maatregel",
        "en": "ending a physical measure",
        "subject": "physical-measure",
        "writes": "physical-measure:ended",
    },
    "report:make": {
        "nl": "het opmaken van een bewijsrapport",
        "en": "making an evidence report",
        "subject": "report",
        "writes": "report:made",
    },
    "signing-key:rotate": {
        "nl": "het vervangen van de bewijssleutel",
        "en": "replacing the evidence key",
        "subject": "signing-key",
        "writes": "signing-key:made",
    },
}

CHECKS = {
    "tls-only": {
        "nl": "de versleutelde verbinding",
        "en": "the encrypted connection",
        "looks": {
            "nl": "De controle opent ons adres zoals een browser dat doet, en kijkt of de verbinding versleuteld is,"
            " het certificaat klopt, cookies alleen daarover gaan en browsers weten dat het niet anders mag.",
            "en": "The check opens our address as a browser does, and looks whether the connection is encrypted, the"
            " certificate is right, cookies go over nothing else and browsers know that it may not be otherwise.",
        },
        "faults": {
            "plain": {
                "nl": "deze installatie is zonder versleuteling te bereiken, zoals een demonstratie op één computer",
                "en": "this installation can be reached without encryption, as a demonstration on one computer is",
            },
            "cookies": {
                "nl": "cookies gaan ook over onversleutelde verbindingen",
                "en": "cookies also go over connections without encryption",
            },
            "certificate": {"nl": "het certificaat klopt niet", "en": "the certificate is not right"},
            "hsts": {
                "nl": "browsers horen niet dat het alleen versleuteld mag",
                "en": "browsers are not told to come encrypted only",
            },
        },
    },
}

"""Names of trust: audits, certificates, controls, locations, insurance, documents."""

DOMAIN = "trust"

SUBJECTS = {
    "power-test": {"nl": "de noodstroomtest", "en": "the emergency power test", "parents": ["catalogue.service"]},
}

EVENTS = {
    "power-test:done": {
        "nl": "de noodstroomtest",
        "en": "the emergency power test",
        "subjects": ["power-test", "catalogue.service"],
    },
    "document:completed": {
        "nl": "het voltooien van het document",
        "en": "the completion of the document",
        "subjects": ["document"],
    },
}

ACTS = {
    "document:publish": {"nl": "het publiceren van een document", "en": "publishing a document", "subject": "document"},
    "document:request": {"nl": "het opvragen van een document", "en": "requesting a document", "subject": "document"},
}

INDICATORS = {
    "control:met": {
        "nl": "het aantal nageleefde maatregelen",
        "en": "the number of controls met",
        "unit": "count",
        "subject": "control",
    },
}

REGISTERS = {
    "audit": {"nl": "het register van controles", "en": "the audit register"},
    "certificate": {"nl": "het certificatenregister", "en": "the certificate register"},
    "insurance": {"nl": "het verzekeringsregister", "en": "the insurance register"},
    "location": {"nl": "het locatieregister", "en": "the location register"},
}

CHECKS = {
    "encrypted-at-rest": {"nl": "de versleutelde opslag", "en": "the encryption at rest"},
    "trust-centre": {"nl": "het vertrouwenscentrum", "en": "the trust centre"},
}

STATES = {
    "document:complete": {
        "nl": "een document waarin alle onderwerpen staan",
        "en": "a document that covers every topic",
        "subject": "document",
        "opens": ["document:completed"],
    },
}

"""Names of continuity: restores, exports, escrow, drills, placement, debug copies."""

DOMAIN = "continuity"

SUBJECTS = {
    "backup-copy": {
        "nl": "de kopie van de back-up",
        "en": "the copy of the back-up",
        "parents": ["customers.customer"],
    },
    "data-work": {"nl": "het werk aan uw gegevens", "en": "the work on your data", "parents": ["customers.customer"]},
    "debug-copy": {
        "nl": "de onderzoekskopie van uw gegevens",
        "en": "the research copy of your data",
        "parents": ["customers.customer"],
    },
    "deposit": {
        "nl": "het depot bij de hostingpartij",
        "en": "the deposit with the host",
        "parents": ["catalogue.service"],
    },
    "escrow": {"nl": "het escrowdepot", "en": "the escrow deposit", "parents": ["catalogue.service"]},
    "export": {"nl": "uw export", "en": "your export", "parents": ["customers.customer"]},
    "export-kind": {"nl": "de soort export", "en": "the kind of export", "parents": ["catalogue.service"]},
    "placement": {
        "nl": "de plaatsing over datacentra",
        "en": "the placement over data centres",
        "parents": ["catalogue.service"],
    },
    "recovery-point": {"nl": "het herstelpunt", "en": "the recovery point", "parents": ["catalogue.service"]},
    "recovery-time": {"nl": "de hersteltijd", "en": "the recovery time", "parents": ["catalogue.service"]},
    "restore": {"nl": "het herstel", "en": "the restore", "parents": ["customers.customer"]},
    "storage": {"nl": "de opslag", "en": "the storage", "parents": ["catalogue.service"]},
}

EVENTS = {
    "backup-copy:requested": {
        "nl": "uw verzoek om een kopie van de back-up",
        "en": "your request for a copy of the back-up",
        "subjects": ["backup-copy"],
    },
    "data-work:accepted": {
        "nl": "de opdracht voor werk aan uw gegevens",
        "en": "the order for work on your data",
        "subjects": ["data-work"],
    },
    "data-work:delivered": {
        "nl": "de oplevering van het werk aan uw gegevens",
        "en": "the delivery of the work on your data",
        "subjects": ["data-work"],
    },
    "debug-copy:used": {
        "nl": "het gebruik van de onderzoekskopie",
        "en": "the use of the research copy",
        "subjects": ["debug-copy", "customers.customer"],
    },
    "debug-copy:deleted": {
        "nl": "het wissen van de onderzoekskopie",
        "en": "the deletion of the research copy",
        "subjects": ["debug-copy", "customers.customer"],
    },
    "escrow:deposited": {
        "nl": "het deponeren van de broncode",
        "en": "the deposit of the source code",
        "subjects": ["escrow", "releases.release"],
    },
    "export:requested": {
        "nl": "uw verzoek om een export",
        "en": "your request for an export",
        "subjects": ["export", "customers.customer"],
    },
    "export:delivered": {
        "nl": "de levering van de export",
        "en": "the delivery of the export",
        "subjects": ["export", "customers.customer"],
    },
    "export:withdrawn": {
        "nl": "het intrekken van uw verzoek om een export",
        "en": "the withdrawal of your export request",
        "subjects": ["export", "customers.customer"],
    },
    "restore:requested": {"nl": "het verzoek om herstel", "en": "the request for a restore", "subjects": ["restore"]},
    "restore:completed": {"nl": "het geslaagde herstel", "en": "the completed restore", "subjects": ["restore"]},
    "escrow:release-condition-met": {
        "nl": "het intreden van een afgesproken reden voor vrijgave",
        "en": "the occurrence of an agreed reason for release",
        "subjects": ["escrow"],
    },
}

STATES = {
    "debug-copy:in-use": {
        "nl": "een onderzoekskopie in gebruik",
        "en": "a research copy in use",
        "subject": "debug-copy",
        "opens": ["debug-copy:used"],
        "closes": ["debug-copy:deleted"],
    },
    "export:open": {
        "nl": "een export die nog openstaat",
        "en": "an export that is still open",
        "subject": "export",
        "opens": ["export:requested"],
        "closes": ["export:delivered", "export:withdrawn"],
    },
    "escrow:release-due": {
        "nl": "een afgesproken reden voor vrijgave",
        "en": "an agreed reason for release",
        "subject": "escrow",
        "opens": ["escrow:release-condition-met"],
    },
}

ACTS = {
    "backup-copy:request": {
        "nl": "het vragen om een kopie van de back-up",
        "en": "requesting a copy of the back-up",
        "subject": "backup-copy",
        "writes": "backup-copy:requested",
    },
    "backup:delete": {"nl": "het wissen van een back-up", "en": "deleting a back-up", "subject": "backup"},
    "data-work:start": {
        "nl": "het beginnen met werk aan uw gegevens",
        "en": "starting work on your data",
        "subject": "data-work",
    },
    "debug-copy:use": {
        "nl": "het gebruiken van een onderzoekskopie",
        "en": "using a research copy",
        "subject": "debug-copy",
        "writes": "debug-copy:used",
    },
    "escrow:release": {
        "nl": "het vrijgeven van het escrowdepot",
        "en": "releasing the escrow deposit",
        "subject": "escrow",
    },
    "export:request": {
        "nl": "het vragen om een export",
        "en": "requesting an export",
        "subject": "export",
        "writes": "export:requested",
    },
    "restore:request": {
        "nl": "het vragen om herstel",
        "en": "requesting a restore",
        "subject": "restore",
        "writes": "restore:requested",
    },
    "storage:place": {"nl": "het plaatsen van gegevens", "en": "placing data", "subject": "storage"},
}

INDICATORS = {
    "deposit:months-covered": {
        "nl": "het aantal maanden dat het depot dekt",
        "en": "the number of months the deposit covers",
        "unit": "count",
        "subject": "deposit",
    },
    "export-kind:count": {
        "nl": "het aantal soorten export",
        "en": "the number of kinds of export",
        "unit": "count",
        "subject": "export-kind",
    },
    "placement:share": {
        "nl": "het deel van de klanten per datacentrum",
        "en": "the share of customers per data centre",
        "unit": "share",
        "subject": "placement",
    },
    "recovery-point:age": {
        "nl": "de leeftijd van het herstelpunt",
        "en": "the age of the recovery point",
        "unit": "duration",
        "subject": "recovery-point",
    },
    "recovery-time:elapsed": {
        "nl": "de hersteltijd",
        "en": "the recovery time",
        "unit": "duration",
        "subject": "recovery-time",
    },
}

REGISTERS = {
    "continuity-agreement": {
        "nl": "het register van continuïteitsafspraken",
        "en": "the register of continuity agreements",
    },
    "drill": {"nl": "het register van hersteloefeningen", "en": "the drill register"},
    "placement": {"nl": "het register van plaatsing over datacentra", "en": "the placement register"},
}

CHECKS = {
    "export-complete-xlsx": {"nl": "de volledige export naar Excel", "en": "the complete export to Excel"},
    "own-backup-reminder": {"nl": "de herinnering aan uw eigen back-up", "en": "the reminder of your own back-up"},
}

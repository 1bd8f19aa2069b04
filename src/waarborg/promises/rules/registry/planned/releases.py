"""Names of releases: ideas, roadmap, features and consent, releases, roll-out in waves, platform tests, migrations."""

DOMAIN = "releases"

SUBJECTS = {
    "idea": {"nl": "uw idee", "en": "your idea", "parents": ["customers.customer"]},
    "idea-round": {"nl": "de ideeënronde", "en": "the idea round", "parents": ["catalogue.service"]},
    "migration": {"nl": "de migratie", "en": "the migration", "parents": ["customers.customer"]},
    "platform-version": {"nl": "de platformversie", "en": "the platform version", "parents": ["catalogue.service"]},
    "roadmap-item": {"nl": "het onderwerp op de planning", "en": "the roadmap item", "parents": ["catalogue.service"]},
    "rollout": {"nl": "de uitrol", "en": "the roll-out", "parents": ["release"]},
    "wave": {"nl": "de groep in de uitrol", "en": "the wave of the roll-out", "parents": ["rollout"]},
}

EVENTS = {
    "idea-round:all-decided": {
        "nl": "het besluit over het laatste open idee",
        "en": "the decision on the last open idea",
        "subjects": ["idea-round"],
    },
    "idea-round:closed": {
        "nl": "de afronding van de ideeënronde",
        "en": "the close of the idea round",
        "subjects": ["idea-round", "catalogue.service"],
    },
    "idea:accepted": {"nl": "het aannemen van uw idee", "en": "the acceptance of your idea", "subjects": ["idea"]},
    "idea:submitter-told": {
        "nl": "ons bericht over uw idee",
        "en": "our message about your idea",
        "subjects": ["idea"],
    },
    "migration:started": {
        "nl": "het begin van de migratie",
        "en": "the start of the migration",
        "subjects": ["migration"],
    },
    "migration:completed": {
        "nl": "het einde van de migratie",
        "en": "the end of the migration",
        "subjects": ["migration"],
    },
    "platform-version:registered": {
        "nl": "de nieuwe versie van een platform",
        "en": "the new version of a platform",
        "subjects": ["platform-version"],
    },
    "platform-version:tested": {
        "nl": "onze test op die versie",
        "en": "our test on that version",
        "subjects": ["platform-version"],
    },
    "roadmap-item:published": {
        "nl": "de publicatie op de planning",
        "en": "the publication on the roadmap",
        "subjects": ["roadmap-item"],
    },
    "rollout:wave-started": {
        "nl": "het begin van de uitrol aan een groep",
        "en": "the start of a roll-out wave",
        "subjects": ["wave", "rollout", "release"],
    },
    "wave:found-healthy": {
        "nl": "het goedkeuren van de groep",
        "en": "the approval of the wave",
        "subjects": ["wave", "rollout"],
    },
    "wave:found-unhealthy": {
        "nl": "het afkeuren van de groep",
        "en": "the rejection of the wave",
        "subjects": ["wave", "rollout"],
    },
    "idea:voted": {"nl": "uw stem op een idee", "en": "your vote for an idea", "subjects": ["idea"]},
    "release:tests-passed": {
        "nl": "de laatste geslaagde test",
        "en": "the last test passed",
        "subjects": ["release"],
    },
}

STATES = {
    "idea-round:all-decided": {
        "nl": "een besluit over elk idee",
        "en": "a decision on every idea",
        "subject": "idea-round",
        "opens": ["idea-round:all-decided"],
        "closes": ["idea-round:closed"],
    },
    "wave:healthy": {
        "nl": "een gezonde vorige groep",
        "en": "a healthy previous wave",
        "subject": "wave",
        "opens": ["wave:found-healthy"],
        "closes": ["wave:found-unhealthy"],
    },
    "release:tested": {
        "nl": "tests die alle zijn geslaagd",
        "en": "tests that have all passed",
        "subject": "release",
        "opens": ["release:tests-passed"],
    },
}

ACTS = {
    "idea-round:close": {
        "nl": "het afronden van een ideeënronde",
        "en": "closing an idea round",
        "subject": "idea-round",
        "writes": "idea-round:closed",
    },
    "idea:submit": {"nl": "het indienen van een idee", "en": "submitting an idea", "subject": "idea"},
    "idea:vote": {"nl": "het stemmen op een idee", "en": "voting for an idea", "subject": "idea"},
    "release:declare-stable": {
        "nl": "het stabiel verklaren van een release",
        "en": "declaring a release stable",
        "subject": "release",
    },
    "rollout:choose-wave": {
        "nl": "het kiezen van een groep in de uitrol",
        "en": "choosing a roll-out wave",
        "subject": "rollout",
    },
    "rollout:move-wave": {
        "nl": "het verplaatsen naar een andere groep",
        "en": "moving to another wave",
        "subject": "rollout",
    },
    "rollout:start-wave": {
        "nl": "het beginnen met de uitrol aan een groep",
        "en": "starting a roll-out wave",
        "subject": "rollout",
        "writes": "rollout:wave-started",
    },
}

REGISTERS = {
    "compatibility": {"nl": "het overzicht van geteste platforms", "en": "the compatibility register"},
}

CHECKS = {
    "changelog-latest-50": {"nl": "de lijst met de laatste 50 functies", "en": "the list of the latest 50 functions"},
    "idea-days": {"nl": "de ideeëndagen", "en": "the idea days"},
    "one-build": {"nl": "dezelfde versie voor iedereen", "en": "the same build for everybody"},
    "patch-overview": {"nl": "het overzicht van patches", "en": "the overview of patches"},
    "release-channels": {"nl": "het overzicht van releases per kanaal", "en": "the overview of releases per channel"},
    "roadmap-top-ten": {"nl": "de tien eerstvolgende functies", "en": "the ten functions that come next"},
}

METHODS = {
    "wave-picker/1": {
        "nl": "de methode die de groepen van de uitrol kiest",
        "en": "the method that picks the roll-out waves",
        "settings": ["share", "salt", "spread"],
    },
}

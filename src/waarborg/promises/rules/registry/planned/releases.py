"""Names of releases: ideas, roadmap, features and consent, releases, roll-out in waves, platform tests, migrations."""

DOMAIN = "releases"

SUBJECTS = {
    "idea": {"nl": "uw idee", "en": "your idea", "parents": ["customers.customer"]},
    "idea-round": {"nl": "de ideeënronde", "en": "the idea round", "parents": ["catalogue.service"]},
    "platform-version": {"nl": "de platformversie", "en": "the platform version", "parents": ["catalogue.service"]},
    "roadmap-item": {"nl": "het onderwerp op de planning", "en": "the roadmap item", "parents": ["catalogue.service"]},
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

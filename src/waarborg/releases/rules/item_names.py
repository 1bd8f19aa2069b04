"""Names of what a release brings, of its tests, and of builds, live (shape: the promises registry)."""

SUBJECTS = {
    "item": {"nl": "wat een release bracht", "en": "what a release brought", "parents": ["release"]},
    "build": {"nl": "de build die draait", "en": "the build that runs", "parents": ["catalogue.service"]},
}

EVENTS = {
    "release:item-added": {
        "nl": "iets wat de release brengt",
        "en": "something that the release brings",
        "subjects": ["release", "item"],
    },
    "release:item-tested": {
        "nl": "een test van wat de release brengt",
        "en": "a test of what the release brings",
        "subjects": ["release", "item"],
    },
    "release:tests-passed": {
        "nl": "de laatste geslaagde test",
        "en": "the last test passed",
        "subjects": ["release", "item"],
    },
    "release:declared-stable": {
        "nl": "het stabiel noemen van wat de release bracht",
        "en": "calling stable what the release brought",
        "subjects": ["release", "item"],
    },
    "build:changed": {
        "nl": "een andere build bij een klant",
        "en": "another build for a customer",
        "subjects": ["build"],
    },
}

STATES = {
    "release:tested": {
        "nl": "tests die alle zijn geslaagd",
        "en": "tests that have all passed",
        "subject": "release",
        "opens": ["release:tests-passed"],
    },
}

ACTS = {
    "release:add-item": {
        "nl": "het beschrijven van wat een release brengt",
        "en": "describing what a release brings",
        "subject": "release",
        "writes": "release:item-added",
    },
    "release:test-item": {
        "nl": "het testen van wat een release brengt",
        "en": "testing what a release brings",
        "subject": "release",
        "writes": "release:item-tested",
    },
    # Looked at each time, for every agreement in force (actions/items.py).
    "release:declare-stable": {
        "nl": "het stabiel verklaren van een release",
        "en": "declaring a release stable",
        "subject": "release",
        "writes": "release:declared-stable",
        "holds": ["needs.releases.release.tested"],
    },
    "build:report": {
        "nl": "het melden van de build die draait",
        "en": "reporting the build that runs",
        "subject": "build",
        "writes": "build:changed",
    },
}

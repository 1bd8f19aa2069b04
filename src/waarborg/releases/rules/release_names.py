"""Names of releases themselves, live (shape: the promises registry)."""

SUBJECTS = {
    "release": {"nl": "de release", "en": "the release", "parents": ["catalogue.service"]},
    "patch": {"nl": "de patch", "en": "the patch", "parents": ["catalogue.service"]},
}

EVENTS = {
    "release:planned": {
        "nl": "het plannen van de release",
        "en": "the planning of the release",
        "subjects": ["release"],
    },
    "release:changed": {
        "nl": "het wijzigen van de release",
        "en": "the change of the release",
        "subjects": ["release"],
    },
    "release:summarised": {
        "nl": "de samenvatting van de release",
        "en": "the summary of the release",
        "subjects": ["release"],
    },
    "release:published": {
        "nl": "het publiceren van de release",
        "en": "the publication of the release",
        "subjects": ["release"],
    },
    "patch:released": {
        "nl": "het uitbrengen van de patch",
        "en": "the release of the patch",
        "subjects": ["patch"],
    },
    "release:activated": {
        "nl": "het activeren van de release",
        "en": "the activation of the release",
        "subjects": ["release", "catalogue.service"],
    },
    "release:reached-channel": {
        "nl": "een stap van de release in een kanaal",
        "en": "a step of the release in a channel",
        "subjects": ["release"],
    },
}

STATES = {
    "release:summarised": {
        "nl": "een samenvatting in de chat van het product",
        "en": "a summary in the product's chat",
        "subject": "release",
        "opens": ["release:summarised"],
    },
}

ACTS = {
    "release:plan": {
        "nl": "het plannen van een release",
        "en": "planning a release",
        "subject": "release",
        "writes": "release:planned",
    },
    "release:change": {
        "nl": "het wijzigen van een geplande release",
        "en": "changing a planned release",
        "subject": "release",
        "writes": "release:changed",
    },
    # Looked at with every publication, for every agreement in force (actions/publish.py).
    "release:publish": {
        "nl": "het publiceren van een release",
        "en": "publishing a release",
        "subject": "release",
        "writes": "release:published",
        "holds": ["needs.releases.release.summarised"],
    },
    "patch:release": {
        "nl": "het uitbrengen van een patch",
        "en": "releasing a patch",
        "subject": "patch",
        "writes": "patch:released",
        "holds": ["where.version-line"],
    },
    "release:activate": {
        "nl": "het activeren van een release",
        "en": "activating a release",
        "subject": "release",
        "writes": "release:activated",
    },
    "release:reach-channel": {
        "nl": "het bijhouden van een release per kanaal",
        "en": "keeping a release up by channel",
        "subject": "release",
        "writes": "release:reached-channel",
    },
}

_UNMEASURED = {
    "unmeasured": {"nl": "Van release {0} is dit niet gemeten.", "en": "Of release {0} this was not measured."},
}
_RELEASES = {"nl": "Geteld over {releases} geactiveerde releases.", "en": "Counted over {releases} releases activated."}
INDICATORS = {
    "release:count": {
        "nl": "het aantal releases",
        "en": "the number of releases",
        "unit": "count",
        "subject": "release",
        "statistics": ["count"],
        "whole": True,
        "selects": ["release-kind", "purpose"],
        "told": _RELEASES,
        "rows": {"release": {"nl": "Release {0}, geactiveerd op {1}.", "en": "Release {0}, activated on {1}."}},
    },
    "release:failed-requests": {
        "nl": "het aantal mislukte verzoeken bij een release",
        "en": "the number of requests failed during a release",
        "unit": "count",
        "subject": "release",
        "statistics": ["sum"],
        "whole": True,
        "restated": True,
        "told": _RELEASES,
        "rows": {
            "failed": {"nl": "Release {0}, geactiveerd op {1}: {2}.", "en": "Release {0}, activated on {1}: {2}."},
            **_UNMEASURED,
        },
    },
    "release:interruption": {
        "nl": "de onderbreking door een release",
        "en": "the interruption by a release",
        "unit": "duration",
        "subject": "release",
        "statistics": ["sum"],
        "whole": True,
        "restated": True,
        "told": _RELEASES,
        "rows": {
            "interrupted": {
                "nl": "Release {0}, geactiveerd op {1}: onderbreking {2}.",
                "en": "Release {0}, activated on {1}: interruption {2}.",
            },
            **_UNMEASURED,
        },
    },
}

"""Names of releases: ideas, roadmap, features and consent, releases, roll-out in waves, platform tests, migrations."""

DOMAIN = "releases"

SUBJECTS = {
    "idea": {"nl": "uw idee", "en": "your idea", "parents": ["customers.customer"]},
    "idea-round": {"nl": "de ideeënronde", "en": "the idea round", "parents": ["catalogue.service"]},
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
    "roadmap-item:published": {
        "nl": "de publicatie op de planning",
        "en": "the publication on the roadmap",
        "subjects": ["roadmap-item"],
    },
    "idea:voted": {"nl": "uw stem op een idee", "en": "your vote for an idea", "subjects": ["idea"]},
}

STATES = {
    "idea-round:all-decided": {
        "nl": "een besluit over elk idee",
        "en": "a decision on every idea",
        "subject": "idea-round",
        "opens": ["idea-round:all-decided"],
        "closes": ["idea-round:closed"],
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
}

CHECKS = {
    "idea-days": {"nl": "de ideeëndagen", "en": "the idea days"},
    "roadmap-top-ten": {"nl": "de tien eerstvolgende functies", "en": "the ten functions that come next"},
}

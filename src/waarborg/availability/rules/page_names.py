"""Checks of what everybody can read: the status page, its copy elsewhere, and the sign-in page."""

from typing import Any

CHECKS: dict[str, dict[str, Any]] = {
    "status-page": {
        "nl": "de openbare statuspagina",
        "en": "the public status page",
        "looks": {
            "nl": "De controle leest het afschrift van de statuspagina op de plaats waar het ook staat als wij er niet"
            " zijn, en kijkt of het van de laatste minuten is en hetzelfde zegt als wij hier weten.",
            "en": "The check reads the copy of the status page in the place where it stands also while we are away, and"
            " looks whether it is of the last minutes and says what we know here.",
        },
        "faults": {
            "no-copy": {
                "nl": "er staat nergens een afschrift van de statuspagina dat het ook doet als wij er niet zijn",
                "en": "there is no copy of the status page anywhere that works while we are away",
            },
            "no-components": {
                "nl": "er staat geen onderdeel op de statuspagina",
                "en": "no component stands on the status page",
            },
            "stale": {
                "nl": "het afschrift van de statuspagina is niet van de laatste minuten",
                "en": "the copy of the status page is not of the last minutes",
            },
            "differs": {
                "nl": "het afschrift van de statuspagina zegt iets anders dan wij weten",
                "en": "the copy of the status page says something else than we know",
            },
        },
    },
    "announcement-on-sign-in": {
        "nl": "de aankondiging bij het inloggen",
        "en": "the announcement at sign-in",
        "looks": {
            "nl": "De controle opent de inlogpagina zoals een bezoeker dat doet, in beide talen, en zoekt er elke"
            " storing die nu loopt en elk onderhoud dat de komende week gepland is.",
            "en": "The check opens the sign-in page as a visitor does, in both languages, and looks there for every"
            " incident that goes on now and all work that is planned for the coming week.",
        },
        "faults": {
            "no-page": {"nl": "de inlogpagina antwoordt niet", "en": "the sign-in page does not answer"},
            "not-shown": {
                "nl": "iets dat loopt of gepland is, staat niet op de inlogpagina",
                "en": "something that goes on or is planned is not on the sign-in page",
            },
        },
    },
}

"""The names of privacy that are live already: figures of use are measured here, and leave as anonymous ones alone. The
rest of privacy is planned."""

from typing import Any

DOMAIN = "privacy"

SUBJECTS = {
    "usage-data": {"nl": "de gebruiksgegevens", "en": "the usage data", "parents": ["customers.customer"]},
}

EVENTS = {
    "usage-data:used": {
        "nl": "het gebruiken van gebruiksgegevens",
        "en": "the use of usage data",
        "subjects": ["usage-data"],
    },
    "usage-data:kept-out": {
        "nl": "het buiten de gezamenlijke cijfers houden van uw gebruik",
        "en": "the keeping of your use out of the figures of all together",
        "subjects": ["usage-data"],
    },
    "usage-data:taken-in": {
        "nl": "het weer meetellen van uw gebruik in de gezamenlijke cijfers",
        "en": "the counting of your use in the figures of all together again",
        "subjects": ["usage-data"],
    },
}

ACTS = {
    "usage-data:use": {
        "nl": "het gebruiken van gebruiksgegevens",
        "en": "using usage data",
        "subject": "usage-data",
        "writes": "usage-data:used",
        # Looked at where figures leave (actions/use_together.py).
        "holds": ["where.anonymity", "where.use-purpose"],
    },
    "usage-data:keep-out": {
        "nl": "het buiten de gezamenlijke cijfers houden van het gebruik",
        "en": "keeping use out of the figures of all together",
        "subject": "usage-data",
        "writes": "usage-data:kept-out",
    },
    "usage-data:take-in": {
        "nl": "het weer meetellen van het gebruik in de gezamenlijke cijfers",
        "en": "counting use in the figures of all together again",
        "subject": "usage-data",
        "writes": "usage-data:taken-in",
    },
}

CHECKS: dict[str, dict[str, Any]] = {
    "usage-anonymous": {
        "nl": "de anonieme gebruiksgegevens",
        "en": "the anonymous usage data",
        "looks": {
            "nl": "De controle telt van de laatste hele maand zelf na hoeveel klanten elk onderdeel gebruikten, en"
            " kijkt of geen cijfer van minder dan vijf klanten wordt getoond, of niemand meetelt die dat niet wil, en"
            " of de tabellen van het gebruik geen kenmerk van een persoon hebben.",
            "en": "The check counts of the last whole month itself how many customers used each part, and looks"
            " whether no figure of fewer than five customers is shown, nobody counts who does not want to, and the"
            " tables of use have no mark of a person.",
        },
        "faults": {
            "traceable": {
                "nl": "een cijfer over te weinig klanten werd getoond",
                "en": "a figure over too few customers was shown",
            },
            "counted": {
                "nl": "een klant telde mee die dat niet wil",
                "en": "a customer counted who does not want to",
            },
            "personal": {
                "nl": "een tabel van gebruik bevatte een kenmerk van een persoon",
                "en": "a table of use held a mark of a person",
            },
        },
    },
}

"""Names of figures of use and of talks about them, live (shape: the promises registry)."""

from typing import Any

SUBJECTS = {
    "discussion": {
        "nl": "het gesprek over cijfers van gebruik",
        "en": "the talk about figures of use",
        "parents": ["window"],
    },
}

EVENTS = {
    "discussion:proposed": {
        "nl": "een tragere maand, om met de klant te bespreken",
        "en": "a slower month, to be discussed with the customer",
        "subjects": ["discussion"],
    },
    "discussion:held": {
        "nl": "het bespreken van cijfers van gebruik",
        "en": "the talk about figures of use",
        "subjects": ["discussion"],
    },
}

ACTS = {
    "discussion:hold": {
        "nl": "het vastleggen dat cijfers van gebruik zijn besproken",
        "en": "noting that figures of use were discussed",
        "subject": "discussion",
        "writes": "discussion:held",
    },
}

CHECKS: dict[str, dict[str, Any]] = {
    "use-statistics": {
        "nl": "de gebruiksstatistieken",
        "en": "the use statistics",
        "looks": {
            "nl": "De controle kijkt, in de rol van klanten van wie het gebruik wordt gemeten, of hun cijfers per maand"
            " er staan en gelijk zijn aan wat wij tellen, en of elke maand die merkbaar trager werd als gesprek"
            " klaarstaat.",
            "en": "The check looks, in the role of customers whose use is measured, whether their figures by month are"
            " there and equal what we count, and whether every month that became noticeably slower stands ready to be"
            " discussed.",
        },
        "faults": {
            "unseen": {
                "nl": "een klant las andere cijfers over zijn gebruik dan wij telden",
                "en": "a customer read other figures on its use than we counted",
            },
            "unnoticed": {
                "nl": "een maand die trager werd, stond niet klaar om te bespreken",
                "en": "a month that became slower was not put down to be discussed",
            },
        },
    },
}

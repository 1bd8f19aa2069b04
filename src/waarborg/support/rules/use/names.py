"""The names of the use of support that are live; `support/rules/names.py` gathers them."""

SUBJECTS = {
    "contact": {"nl": "uw contactmomenten met ons", "en": "your contact with us", "parents": ["customers.customer"]},
    "fair-use": {"nl": "uw gebruik van ondersteuning", "en": "your use of support", "parents": ["customers.customer"]},
}

EVENTS = {
    "contact:signalled": {
        "nl": "het signaal dat u ons vaak nodig heeft",
        "en": "the signal that you need us often",
        "subjects": ["contact"],
    },
    "contact:followed-up": {
        "nl": "ons gesprek over uw vragen",
        "en": "our talk about your questions",
        "subjects": ["contact"],
    },
    "fair-use:exceeded": {
        "nl": "het overschrijden van redelijk gebruik",
        "en": "the use beyond what is fair",
        "subjects": ["fair-use"],
    },
    "fair-use:discussed": {
        "nl": "ons gesprek over uw gebruik",
        "en": "our talk about your use",
        "subjects": ["fair-use"],
    },
    "ticket:timed": {
        "nl": "de tijd die uw melding kostte",
        "en": "the time that your report took",
        "subjects": ["ticket"],
    },
}

ACTS = {
    "ticket:time": {
        "nl": "het opschrijven van de tijd van een melding",
        "en": "writing down the time of a report",
        "subject": "ticket",
        "writes": "ticket:timed",
    },
    "contact:follow-up": {
        "nl": "het opvolgen van een signaal",
        "en": "following up a signal",
        "subject": "contact",
        "writes": "contact:followed-up",
    },
}

METHODS = {
    "fair-use-average/1": {
        "nl": "de methode voor redelijk gebruik",
        "en": "the fair-use method",
        "settings": ["average", "multiple", "period"],
    },
    "workload/1": {
        "nl": "de methode voor de omvang van ondersteuning",
        "en": "the support workload method",
        "settings": ["counts", "weights", "period"],
    },
}

INDICATORS = {
    "use:ratio-to-average": {
        "nl": "het gebruik van ondersteuning tegenover het gemiddelde",
        "en": "the use of support against the average",
        "unit": "ratio",
        "subject": "fair-use",
        "told": {
            "nl": "U gebruikte {used} gewogen minuten. Een organisatie van {people} mensen gebruikt in {days} dagen"
            " (ten minste 30) gemiddeld {expected}; dat gemiddelde is van {customers} klanten.",
            "en": "You used {used} weighted minutes. An organisation of {people} people uses {expected} on average in"
            " {days} days (30 at least); that average is of {customers} customers.",
        },
    },
    "contact:frequency": {
        "nl": "het aantal contactmomenten tegenover het gemiddelde",
        "en": "the number of contacts against the average",
        "unit": "ratio",
        "subject": "contact",
        "told": {
            "nl": "U meldde {used} keer iets. Een organisatie van {people} mensen doet dat in {days} dagen gemiddeld"
            " {expected} keer; dat gemiddelde is van {customers} klanten.",
            "en": "You reported {used} times. An organisation of {people} people does so {expected} times on average in"
            " {days} days; that average is of {customers} customers.",
        },
    },
}

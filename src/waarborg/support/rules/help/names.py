"""The names of help that can be asked or bought that are live; `support/rules/names.py` gathers them."""

SUBJECTS = {
    "help-booking": {
        "nl": "de geboekte adviesdagen",
        "en": "the consultancy days booked",
        "parents": ["customers.customer"],
    },
    "help-offer": {"nl": "iets uit ons aanbod", "en": "something from our catalogue"},
}

# What staff do with the catalogue; no customer's business until it shows there.
OURS = {
    "help-offer:kept": {
        "nl": "het bijhouden van ons aanbod",
        "en": "the keeping of our catalogue",
        "subjects": ["help-offer"],
    },
    "help-offer:priced": {
        "nl": "het bepalen van een prijs",
        "en": "the setting of a price",
        "subjects": ["help-offer"],
    },
}

EVENTS = {
    **OURS,
    "help-booking:made": {
        "nl": "het boeken van adviesdagen",
        "en": "the booking of consultancy days",
        "subjects": ["help-booking"],
    },
    "help-booking:cancelled": {
        "nl": "het afzeggen van adviesdagen",
        "en": "the cancelling of consultancy days",
        "subjects": ["help-booking"],
    },
    "help-booking:travelled": {
        "nl": "het opschrijven van de reis",
        "en": "the writing down of the travel",
        "subjects": ["help-booking"],
    },
}

CHECKS = {
    "service-catalogue": {
        "nl": "het aanbod van advies en training",
        "en": "the catalogue of consultancy and training",
        "looks": {
            "nl": "De controle kijkt, in de rol van een klant, of consultancy, trainingen en partners in het aanbod"
            " staan, en of de trainingen een datum hebben.",
            "en": "The check looks, in the role of a customer, whether consultancy, trainings and partners are in the"
            " catalogue, and whether the trainings have a date.",
        },
        "faults": {
            "consultancy": {"nl": "er stond geen consultancy in", "en": "there was no consultancy in it"},
            "training": {"nl": "er stond geen training in", "en": "there was no training in it"},
            "partner": {"nl": "er stond geen partner in", "en": "there was no partner in it"},
            "dates": {"nl": "er was geen training met een datum", "en": "there was no training with a date"},
        },
    },
}

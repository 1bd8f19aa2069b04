"""The names of reading again that are live; `support/rules/names.py` gathers them."""

ACTS = {
    "ticket:read": {
        "nl": "het teruglezen van een melding",
        "en": "reading a report again",
        "subject": "ticket",
        "reads": True,
        "open_to": [
            "customer.owner",
            "customer.administrator",
            "customer.support-contact",
            "customer.key-user",
            "customer.trainer",
            "customer.user",
        ],
    },
}

CHECKS = {
    "conversations-searchable": {
        "nl": "de doorzoekbare gesprekken",
        "en": "the searchable conversations",
        "looks": {
            "nl": "De controle zoekt de nieuwste berichten terug op een woord dat erin staat, in de rol van de klant"
            " zelf en in die van onze medewerkers, en kijkt of een andere klant ze niet vindt.",
            "en": "The check looks the newest messages up by a word that stands in them, in the role of the customer"
            " itself and in that of our staff, and looks whether no other customer finds them.",
        },
        "faults": {
            "unfound": {
                "nl": "een bericht was niet terug te vinden",
                "en": "a message could not be found again",
            },
            "read": {
                "nl": "een bericht was voor een andere klant te vinden",
                "en": "a message could be found by another customer",
            },
        },
    },
}

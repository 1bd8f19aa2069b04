"""Names of contracts that the software keeps: a contract by reference, notice, and its end."""

DOMAIN = "contracts"

SUBJECTS = {
    "contract": {"nl": "uw contract", "en": "your contract", "parents": ["customers.customer"]},
    "charge": {"nl": "de kosten die u aanvaardde", "en": "the charge that you agreed to", "parents": ["contract"]},
    "notice": {"nl": "de opzegging", "en": "the notice", "parents": ["contract"]},
    "termination": {"nl": "de beëindiging", "en": "the termination", "parents": ["contract"]},
}

EVENTS = {
    "contract:started": {
        "nl": "de ingangsdatum van het contract",
        "en": "the start of the contract",
        "subjects": ["contract"],
        "edge": "begins",
    },
    "notice:received": {
        "nl": "de ontvangst van de opzegging",
        "en": "the receipt of the notice",
        "subjects": ["notice", "contract"],
    },
    "charge:consented": {
        "nl": "uw akkoord met kosten",
        "en": "your consent to a charge",
        "subjects": ["charge"],
    },
    "termination:requested": {
        "nl": "het verzoek om te beëindigen",
        "en": "the request to terminate",
        "subjects": ["termination", "contract"],
    },
    "termination:confirmed": {
        "nl": "onze bevestiging van de beëindiging",
        "en": "our confirmation of the termination",
        "subjects": ["termination", "contract"],
    },
    "termination:withdrawn": {
        "nl": "het intrekken van de opzegging",
        "en": "the withdrawal of the notice",
        "subjects": ["termination", "contract"],
    },
    "termination:took-effect": {
        "nl": "het eindigen van het contract",
        "en": "the end of the contract",
        "subjects": ["termination", "contract"],
        "edge": "ends",
    },
}

STATES = {
    "termination:running": {
        "nl": "een lopende opzegging",
        "en": "a running notice of termination",
        "subject": "termination",
        "opens": ["notice:received"],
        "closes": ["termination:took-effect", "termination:withdrawn"],
    },
}

ACTS = {
    "charge:consent": {
        "nl": "het akkoord gaan met kosten",
        "en": "consenting to a charge",
        "subject": "charge",
        "writes": "charge:consented",
    },
    "termination:request": {
        "nl": "het opzeggen",
        "en": "giving notice",
        "subject": "termination",
        "writes": "termination:requested",
        "holds": ["who", "where.form"],
        "open_to": ["customer.owner", "customer.administrator"],
    },
    "termination:confirm": {
        "nl": "het bevestigen van de opzegging",
        "en": "confirming the notice",
        "subject": "termination",
        "writes": "termination:confirmed",
    },
    "termination:take-effect": {
        "nl": "het eindigen van het contract",
        "en": "the contract ending",
        "subject": "termination",
        "writes": "termination:took-effect",
        "edge": "ends",
        "holds": ["who", "earliest"],
    },
}

METHODS = {
    "months-per-started-year/1": {
        "nl": "de opzegtermijn per begonnen licentiejaar",
        "en": "the notice of months per started licence year",
        "settings": ["since", "step", "floor"],
    },
}

CHECKS = {
    "copy-check": {
        "nl": "de vergelijking van uw exemplaar met de geldende tekst",
        "en": "the comparison of your copy with the text in force",
        "looks": {
            "nl": "De controle rekent van elke geldende tekst de vingerafdruk na, en kijkt of een exemplaar wordt"
            " herkend en een gewijzigd exemplaar niet.",
            "en": "The check works out the fingerprint of every text in force, and looks whether a copy is recognised"
            " and an altered copy is not.",
        },
        "faults": {
            "altered": {
                "nl": "een bewaarde tekst is een andere dan bij publicatie werd vastgelegd",
                "en": "a text that is kept is another than was recorded on publication",
            },
            "unrecognised": {
                "nl": "een exemplaar werd niet herkend, of een gewijzigd exemplaar wel",
                "en": "a copy was not recognised, or an altered one was",
            },
        },
    },
}

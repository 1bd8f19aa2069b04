"""Names of contracts that the software keeps: a contract by reference, notice, and its end."""

from waarborg.contracts.rules import onboarding_names as onboarding

DOMAIN = "contracts"

SUBJECTS = {
    **onboarding.SUBJECTS,
    "licence": {"nl": "uw licentie", "en": "your licence", "parents": ["contract"]},
    "merger": {"nl": "het samengaan", "en": "the merger", "parents": ["customers.customer"]},
    "terms": {"nl": "de voorwaarden", "en": "the terms", "parents": ["contract"]},
    "contract": {"nl": "uw contract", "en": "your contract", "parents": ["customers.customer"]},
    "charge": {"nl": "de kosten die u aanvaardde", "en": "the charge that you agreed to", "parents": ["contract"]},
    "quote": {"nl": "de offerte", "en": "the quote", "parents": ["customers.customer"]},
    "notice": {"nl": "de opzegging", "en": "the notice", "parents": ["contract"]},
    "termination": {"nl": "de beëindiging", "en": "the termination", "parents": ["contract"]},
}

EVENTS = {
    **onboarding.EVENTS,
    "licence:started": {
        "nl": "de ingangsdatum van de licentie",
        "en": "the start of the licence",
        "subjects": ["licence", "contract"],
        "edge": "begins",
    },
    "terms:shown": {
        "nl": "het tonen van de voorwaarden",
        "en": "the showing of the terms",
        "subjects": ["terms", "contract"],
    },
    "contract:started": {
        "nl": "de ingangsdatum van het contract",
        "en": "the start of the contract",
        "subjects": ["contract"],
        "edge": "begins",
    },
    "merger:carried-out": {
        "nl": "het samengaan met een andere organisatie",
        "en": "the merger with another organisation",
        "subjects": ["merger", "customers.customer"],
    },
    "merger:person-admitted": {
        "nl": "het toelaten van iemand die meekwam",
        "en": "the admission of somebody who came along",
        "subjects": ["merger"],
    },
    "merger:person-declined": {
        "nl": "het niet toelaten van iemand die meekwam",
        "en": "the refusal of somebody who came along",
        "subjects": ["merger"],
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
    "quote:issued": {"nl": "de offerte", "en": "the quote", "subjects": ["quote"]},
    "quote:accepted": {"nl": "uw akkoord met de offerte", "en": "your acceptance of the quote", "subjects": ["quote"]},
    "quote:declined": {"nl": "uw afwijzing van de offerte", "en": "your refusal of the quote", "subjects": ["quote"]},
    "charge:settled": {
        "nl": "het verrekenen van kosten naar wat er werkelijk was",
        "en": "the settling of a charge by what it really came to",
        "subjects": ["charge"],
    },
    "charge:followed": {
        "nl": "kosten die volgen uit wat u aanvaardde",
        "en": "a charge that follows from what you agreed to",
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
    **onboarding.STATES,
    "terms:shown": {
        "nl": "getoonde voorwaarden",
        "en": "terms that were shown",
        "subject": "terms",
        "opens": ["terms:shown"],
    },
    "quote:accepted": {
        "nl": "een geaccepteerde offerte",
        "en": "an accepted quote",
        "subject": "quote",
        "opens": ["quote:accepted"],
    },
    "termination:running": {
        "nl": "een lopende opzegging",
        "en": "a running notice of termination",
        "subject": "termination",
        "opens": ["notice:received"],
        "closes": ["termination:took-effect", "termination:withdrawn"],
    },
}

ACTS = {
    **onboarding.ACTS,
    "terms:show": {
        "nl": "het tonen van de voorwaarden",
        "en": "showing the terms",
        "subject": "terms",
        "writes": "terms:shown",
    },
    "licence:activate": {
        "nl": "het activeren van een licentie",
        "en": "activating a licence",
        "subject": "licence",
        "writes": "licence:started",
        "edge": "begins",
        "holds": ["needs.contracts.terms.shown"],
        "open_to": ["customer.owner", "customer.administrator"],
    },
    "merger:carry-out": {
        "nl": "het samenvoegen van twee klanten",
        "en": "merging two customers",
        "subject": "merger",
        "writes": "merger:carried-out",
    },
    "merger:answer": {
        "nl": "het toelaten van wie meekwam",
        "en": "admitting who came along",
        "subject": "merger",
        "writes": "merger:person-admitted",
        "open_to": ["customer.owner", "customer.administrator"],
    },
    "quote:issue": {
        "nl": "het doen van een voorstel",
        "en": "issuing a quote",
        "subject": "quote",
        "writes": "quote:issued",
    },
    "quote:accept": {
        "nl": "het accepteren van een offerte",
        "en": "accepting a quote",
        "subject": "quote",
        "writes": "quote:accepted",
        "holds": ["who"],
    },
    "quote:decline": {
        "nl": "het afwijzen van een offerte",
        "en": "declining a quote",
        "subject": "quote",
        "writes": "quote:declined",
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
    **onboarding.CHECKS,
    "clause-feedback": {
        "nl": "het melden van onduidelijke voorwaarden",
        "en": "the reporting of unclear terms",
        "looks": {
            "nl": "De controle kijkt of u van elke bepaling in elke geldende tekst kunt melden dat zij onduidelijk is.",
            "en": "The check looks whether each provision of each text in force can be reported as unclear.",
        },
    },
    "consultancy-booking": {
        "nl": "het boeken van adviesdagen",
        "en": "the booking of consultancy days",
        "looks": {
            "nl": "De controle kijkt of een klant vandaag adviesdagen kan boeken tegen een prijs die vooraf te lezen"
            " is, en of van elke nieuwe boeking uren, bedrag en akkoord bij elkaar passen.",
            "en": "The check looks whether a customer can book consultancy days today at a price that can be read"
            " beforehand, and whether hours, amount and consent of every new booking belong together.",
        },
        "faults": {
            "nothing": {
                "nl": "er was geen adviesdag met een prijs te boeken",
                "en": "there was no consultancy day with a price to book",
            },
            "charge": {
                "nl": "bij een boeking pasten bedrag en akkoord niet bij elkaar",
                "en": "the amount of a booking and the consent to it did not belong together",
            },
        },
    },
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

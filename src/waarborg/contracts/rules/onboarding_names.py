"""Names of contracts about their beginning: signing, the onboarding, the start. `names.py` takes them up."""

SUBJECTS = {
    "onboarding": {"nl": "de ingebruikname", "en": "the onboarding", "parents": ["contract"]},
    "workshop": {"nl": "de backofficeworkshop", "en": "the back-office workshop", "parents": ["contract"]},
}

EVENTS = {
    "contract:signed": {
        "nl": "de ondertekening van het contract",
        "en": "the signing of the contract",
        "subjects": ["contract"],
    },
    "contract:start-moved": {
        "nl": "de nieuwe verwachte ingangsdatum",
        "en": "the new expected start date",
        "subjects": ["contract"],
    },
    "onboarding:planned": {
        "nl": "het plan voor de ingebruikname",
        "en": "the plan for the onboarding",
        "subjects": ["onboarding", "contract"],
    },
    "onboarding:completed": {
        "nl": "de afronding van de ingebruikname",
        "en": "the completion of the onboarding",
        "subjects": ["onboarding", "contract"],
    },
    "onboarding:data-loaded": {
        "nl": "het inrichten van uw gegevens",
        "en": "the loading of your data",
        "subjects": ["onboarding", "contract"],
    },
    "onboarding-step:planned": {
        "nl": "het plannen van een stap van de ingebruikname",
        "en": "the planning of an onboarding step",
        "subjects": ["onboarding", "contract"],
    },
    "onboarding-step:given-back": {
        "nl": "het vrijkomen van een stap van de ingebruikname",
        "en": "the giving back of an onboarding step",
        "subjects": ["onboarding", "contract"],
    },
    "onboarding-step:completed": {
        "nl": "het afronden van een stap van de ingebruikname",
        "en": "the completion of an onboarding step",
        "subjects": ["onboarding", "contract"],
    },
    "workshop:held": {
        "nl": "de backofficeworkshop",
        "en": "the back-office workshop",
        "subjects": ["workshop", "contract"],
    },
}

STATES = {
    "onboarding:data-loaded": {
        "nl": "ingerichte gegevens",
        "en": "loaded data",
        "subject": "onboarding",
        "opens": ["onboarding:data-loaded"],
    },
}

ACTS = {
    "subscription:start": {
        "nl": "het ingaan van het abonnement",
        "en": "the subscription starting",
        "subject": "contract",
        "writes": "contract:started",
        "edge": "begins",
        # Nobody starts one: it begins by itself on the day that the rule gives.
        "holds": ["earliest"],
    },
    "onboarding-step:complete": {
        "nl": "het afronden van een stap van de ingebruikname",
        "en": "completing an onboarding step",
        "subject": "onboarding",
        "writes": "onboarding-step:completed",
        "holds": ["needs.contracts.onboarding.data-loaded"],
    },
}

CHECKS = {
    "renewal-date": {
        "nl": "de verlengingsdatum in het portaal",
        "en": "the renewal date in the portal",
        "looks": {
            "nl": "De controle kijkt of een klant in het portaal bij elk getekend contract met een looptijd leest"
            " wanneer het ingaat en wanneer het verlengt, en rekent beide dagen na.",
            "en": "The check looks whether a customer reads in the portal, at each signed contract with a term, when"
            " it starts and when it renews, and works both days out again.",
        },
        "faults": {
            "unseen": {
                "nl": "bij een contract was niet te lezen wanneer het verlengt",
                "en": "of a contract it could not be read when it renews",
            },
            "wrong": {
                "nl": "een ingangsdatum was een andere dan uit de overeenkomst volgt",
                "en": "a start date was another than follows from the agreement",
            },
        },
    },
}

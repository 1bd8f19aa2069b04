"""The names of trainings, idea days and evaluation sessions that are live; `support/rules/names.py` gathers them."""

SUBJECTS = {
    "session": {"nl": "de training of bijeenkomst", "en": "the training or meeting"},
    "enrolment": {"nl": "uw inschrijving", "en": "your enrolment", "parents": ["customers.customer"]},
    "evaluation": {"nl": "het evaluatiegesprek", "en": "the evaluation session", "parents": ["customers.customer"]},
    "evaluation-ask": {
        "nl": "het verzoek om het evaluatiegesprek te plannen",
        "en": "the request to plan the evaluation session",
        "parents": ["customers.customer"],
    },
}

# Of the provider itself: what is on offer, whoever enrols.
TOLD = {
    "session:offered": {
        "nl": "het aanbieden van een training of bijeenkomst",
        "en": "the offering of a training or meeting",
        "subjects": ["session"],
    },
    "session:changed": {
        "nl": "het wijzigen van een training of bijeenkomst",
        "en": "the changing of a training or meeting",
        "subjects": ["session"],
    },
    "session:cancelled": {
        "nl": "het afzeggen van een training of bijeenkomst",
        "en": "the cancelling of a training or meeting",
        "subjects": ["session"],
    },
    "session:held": {
        "nl": "een training of bijeenkomst",
        "en": "a training or meeting",
        "subjects": ["session"],
    },
}

EVENTS = {
    **TOLD,
    "enrolment:made": {"nl": "uw inschrijving", "en": "your enrolment", "subjects": ["enrolment"]},
    "enrolment:placed": {
        "nl": "uw plaats vanaf de wachtlijst",
        "en": "your place from the waiting list",
        "subjects": ["enrolment"],
    },
    "enrolment:withdrawn": {"nl": "uw afmelding", "en": "your withdrawal", "subjects": ["enrolment"]},
    "enrolment:attended": {
        "nl": "het bijwonen van een training of bijeenkomst",
        "en": "the attending of a training or meeting",
        "subjects": ["enrolment"],
    },
    "evaluation:planned": {
        "nl": "het inplannen van het evaluatiegesprek",
        "en": "the planning of the evaluation session",
        "subjects": ["evaluation"],
    },
    "evaluation-ask:reminded": {
        "nl": "de herinnering om het evaluatiegesprek te plannen",
        "en": "the reminder to plan the evaluation session",
        "subjects": ["evaluation-ask", "customers.customer"],
    },
    "evaluation-ask:proposed": {
        "nl": "het voorstel voor het evaluatiegesprek",
        "en": "the proposal for the evaluation session",
        "subjects": ["evaluation-ask", "customers.customer"],
    },
    "evaluation:held": {
        "nl": "het evaluatiegesprek",
        "en": "the evaluation session",
        "subjects": ["evaluation", "customers.customer"],
    },
}

CHECKS = {
    "training-register": {
        "nl": "het overzicht van gevolgde trainingen",
        "en": "the register of trainings followed",
        "looks": {
            "nl": "De controle kijkt, in de rol van de klant, of de nieuwste gevolgde trainingen in zijn overzicht"
            " staan en tot wanneer zij gelden, en of geen andere klant ze ziet.",
            "en": "The check looks, in the role of the customer, whether the newest trainings that were followed stand"
            " in its register with the day until which they count, and whether no other customer sees them.",
        },
        "faults": {
            "unseen": {
                "nl": "een gevolgde training stond niet in het overzicht van de klant",
                "en": "a training that was followed did not stand in the customer's register",
            },
            "read": {
                "nl": "een gevolgde training was voor een andere klant te zien",
                "en": "a training that was followed could be seen by another customer",
            },
            "endless": {
                "nl": "van een training die verloopt stond er geen laatste dag",
                "en": "of a training that expires no last day was given",
            },
        },
    },
}

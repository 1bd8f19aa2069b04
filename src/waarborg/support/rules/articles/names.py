"""The names of the knowledge base that are live (rules/names.py takes them over)."""

SUBJECTS = {
    "article": {"nl": "het kennisbankartikel", "en": "the knowledge base article", "parents": ["catalogue.service"]},
}

EVENTS = {
    "article:written": {
        "nl": "het schrijven van een artikel",
        "en": "the writing of an article",
        "subjects": ["article"],
    },
    "article:published": {
        "nl": "het publiceren van een artikel",
        "en": "the publication of an article",
        "subjects": ["article"],
    },
    "article:withdrawn": {
        "nl": "het intrekken van een artikel",
        "en": "the withdrawal of an article",
        "subjects": ["article"],
    },
    "article:reviewed": {
        "nl": "het opnieuw bekijken van een artikel",
        "en": "the review of an article",
        "subjects": ["article"],
    },
    "article:handed-over": {
        "nl": "het overdragen van een artikel",
        "en": "the hand-over of an article",
        "subjects": ["article"],
    },
    "article:judged": {
        "nl": "uw oordeel over een artikel",
        "en": "your judgement of an article",
        "subjects": ["article"],
    },
}

CHECKS = {
    "contextual-help": {
        "nl": "de uitleg op de plek waar u werkt",
        "en": "the help in the place where you work",
        "looks": {
            "nl": "De controle kijkt of er artikelen bij schermen van de toepassing horen, en of elk daarvan bij dat"
            " scherm te vinden is.",
            "en": "The check looks whether articles belong to screens of the application, and whether each is found at"
            " that screen.",
        },
        "faults": {
            "none": {
                "nl": "bij geen enkel scherm hoorde een artikel",
                "en": "no article belonged to any screen",
            },
            "lost": {
                "nl": "niet elk artikel was bij zijn scherm te vinden",
                "en": "not every article was found at its screen",
            },
        },
    },
}

INDICATORS = {
    "article:count": {
        "nl": "het aantal artikelen in de kennisbank",
        "en": "the number of knowledge base articles",
        "unit": "count",
        "subject": "article",
        "told": {
            "nl": "Wij tellen wat voor iedereen is gepubliceerd met een voorbeeld in beeld; in totaal is voor iedereen"
            " gepubliceerd: {published}.",
            "en": "We count what is published for everybody with an example in pictures; published for everybody in"
            " all: {published}.",
        },
    },
    "article:share-of-questions": {
        "nl": "het deel van de vragen dat de kennisbank beantwoordt",
        "en": "the share of questions answered by the knowledge base",
        "unit": "share",
        "subject": "article",
        "told": {
            "nl": "Vragen van alle klanten: {answered} waarvan de vrager zei dat een artikel ze beantwoordde, en"
            " {reported} die bij ons zijn gemeld.",
            "en": "Questions of all customers: {answered} of which whoever asked said that an article answered them,"
            " and {reported} that were reported to us.",
        },
    },
}

# In the journal of the provider: no customer waits for these.
OURS = frozenset(EVENTS) - {"article:judged"}
# Those of them that a program of the provider may wait for.
TOLD = frozenset({"article:published", "article:withdrawn"})

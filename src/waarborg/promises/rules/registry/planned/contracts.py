"""Names of contracts: quotes, subscriptions, licences, modules, prices, trials, notice, termination."""

DOMAIN = "contracts"

SUBJECTS = {
    "line": {"nl": "uw abonnement", "en": "your subscription", "parents": ["contract"]},
    "module": {"nl": "de module", "en": "the module", "parents": ["contract"]},
    "term": {"nl": "de contractperiode", "en": "the contract term", "parents": ["contract"]},
    "quantity": {"nl": "het afgenomen aantal", "en": "the quantity taken", "parents": ["module", "contract"]},
    "trial": {"nl": "uw proefperiode", "en": "your trial", "parents": ["customers.customer"]},
    "account": {"nl": "uw account", "en": "your account", "parents": ["customers.customer"]},
    "archive": {"nl": "uw archieflicentie", "en": "your archive licence", "parents": ["contract"]},
    "claim": {"nl": "uw schadeclaim", "en": "your claim for damage", "parents": ["customers.customer"]},
    "default": {"nl": "de ingebrekestelling", "en": "the notice of default", "parents": ["contract"]},
    "insolvency": {"nl": "de insolventie", "en": "the insolvency", "parents": ["contract"]},
    "overview": {"nl": "het modulenoverzicht", "en": "the module overview", "parents": ["contract"]},
    "price": {"nl": "de prijs", "en": "the price", "parents": ["contract"]},
    "charity": {"nl": "de erkenning als goed doel", "en": "the recognition as a charity", "parents": ["contract"]},
}

EVENTS = {
    "account:closed": {
        "nl": "het sluiten van uw account",
        "en": "the closing of your account",
        "subjects": ["account", "contract"],
    },
    "claim:paid": {"nl": "het uitkeren van de schade", "en": "the payment of the damage", "subjects": ["claim"]},
    "default:notified": {
        "nl": "de ingebrekestelling",
        "en": "the notice of default",
        "subjects": ["default", "contract"],
    },
    "default:term-ended": {
        "nl": "het einde van de redelijke termijn",
        "en": "the end of the reasonable term",
        "subjects": ["default", "contract"],
        "edge": "ends",
    },
    "insolvency:recorded": {
        "nl": "het vastleggen van de insolventie",
        "en": "the recording of the insolvency",
        "subjects": ["insolvency", "contract"],
    },
    "module:billed-from": {
        "nl": "de eerste dag waarop de module is gefactureerd",
        "en": "the first day billed for the module",
        "subjects": ["module", "contract"],
        "edge": "begins",
    },
    "overview:delivered": {
        "nl": "de levering van het modulenoverzicht",
        "en": "the delivery of the module overview",
        "subjects": ["overview", "contract"],
    },
    "price:index-announced": {
        "nl": "de aankondiging van de indexering",
        "en": "the announcement of the indexation",
        "subjects": ["price", "contract"],
    },
    "price:indexed": {
        "nl": "de indexering",
        "en": "the indexation",
        "subjects": ["price", "contract"],
        "edge": "begins",
    },
    "quantity:cut": {
        "nl": "het verlagen van het aantal",
        "en": "the cut of the quantity",
        "subjects": ["quantity", "module", "contract"],
    },
    "quantity:raised": {
        "nl": "het verhogen van het aantal",
        "en": "the raise of the quantity",
        "subjects": ["quantity", "module", "contract"],
    },
    "trial:started": {"nl": "het begin van uw proefperiode", "en": "the start of your trial", "subjects": ["trial"]},
    "charity:recognised": {
        "nl": "de erkenning als goed doel",
        "en": "the recognition as a charity",
        "subjects": ["charity", "contract"],
    },
    "charity:recognition-ended": {
        "nl": "het einde van de erkenning als goed doel",
        "en": "the end of the recognition as a charity",
        "subjects": ["charity", "contract"],
        "edge": "ends",
    },
    "term:agreed": {
        "nl": "de afspraak over een vaste contractperiode",
        "en": "the agreement on a fixed contract term",
        "subjects": ["term", "contract"],
        "edge": "begins",
    },
    "term:ended": {
        "nl": "het einde van de contractperiode",
        "en": "the end of the contract term",
        "subjects": ["term", "contract"],
        "edge": "ends",
    },
}

STATES = {
    "account:active": {
        "nl": "een actief account",
        "en": "an active account",
        "subject": "account",
        "opens": ["contract:signed", "trial:started"],
        "closes": ["account:closed"],
    },
    "contract:ended": {
        "nl": "een beëindigd contract",
        "en": "an ended contract",
        "subject": "contract",
        "opens": ["termination:took-effect"],
        "closes": ["contract:started"],
    },
    "default:term-expired": {
        "nl": "een verstreken redelijke termijn",
        "en": "an expired reasonable term",
        "subject": "default",
        "opens": ["default:term-ended"],
    },
    "insolvency:recorded": {
        "nl": "een vastgelegde insolventie",
        "en": "a recorded insolvency",
        "subject": "insolvency",
        "opens": ["insolvency:recorded"],
    },
    "overview:delivered": {
        "nl": "een geleverd modulenoverzicht",
        "en": "a delivered module overview",
        "subject": "overview",
        "opens": ["overview:delivered"],
    },
    "charity:recognised": {
        "nl": "een geldige erkenning als goed doel",
        "en": "a valid recognition as a charity",
        "subject": "charity",
        "opens": ["charity:recognised"],
        "closes": ["charity:recognition-ended"],
    },
    "term:fixed": {
        "nl": "een lopende vaste contractperiode",
        "en": "a running fixed contract term",
        "subject": "term",
        "opens": ["term:agreed"],
        "closes": ["term:ended"],
    },
}

ACTS = {
    "archive:cancel": {
        "nl": "het opzeggen van de archieflicentie",
        "en": "cancelling the archive licence",
        "subject": "archive",
        "edge": "ends",
    },
    "archive:change": {
        "nl": "het wijzigen van gegevens in het archief",
        "en": "changing data in the archive",
        "subject": "archive",
    },
    "archive:export": {
        "nl": "het exporteren uit het archief",
        "en": "exporting from the archive",
        "subject": "archive",
    },
    "archive:print": {"nl": "het afdrukken uit het archief", "en": "printing from the archive", "subject": "archive"},
    "archive:renew": {
        "nl": "het verlengen van de archieflicentie",
        "en": "renewing the archive licence",
        "subject": "archive",
    },
    "change:take-effect": {
        "nl": "het ingaan van een wijziging",
        "en": "a change taking effect",
        "subject": "contract",
        "edge": "begins",
    },
    "claim:pay": {
        "nl": "het uitkeren van een schadeclaim",
        "en": "paying a claim for damage",
        "subject": "claim",
        "writes": "claim:paid",
    },
    "default:declare": {
        "nl": "het in verzuim stellen",
        "en": "declaring default",
        "subject": "default",
        "writes": "default:notified",
    },
    "discount:grant": {"nl": "het verlenen van korting", "en": "granting a discount", "subject": "contract"},
    "licence:add-seat": {
        "nl": "het toevoegen van een gebruiker aan de licentie",
        "en": "adding a seat to the licence",
        "subject": "licence",
    },
    "licence:assign": {"nl": "het toewijzen van een licentie", "en": "assigning a licence", "subject": "licence"},
    "licence:use-module": {"nl": "het gebruiken van een module", "en": "using a module", "subject": "licence"},
    "module:add": {
        "nl": "het uitbreiden met een module",
        "en": "adding a module",
        "subject": "module",
        "edge": "begins",
    },
    "module:cut": {"nl": "het opzeggen van een module", "en": "cutting a module", "subject": "module", "edge": "ends"},
    "price:index": {
        "nl": "het indexeren van prijzen",
        "en": "indexing prices",
        "subject": "price",
        "writes": "price:indexed",
        "edge": "begins",
    },
    "quantity:cut": {
        "nl": "het verlagen van een aantal",
        "en": "cutting a quantity",
        "subject": "quantity",
        "writes": "quantity:cut",
        "edge": "ends",
    },
    "quantity:raise": {
        "nl": "het verhogen van een aantal",
        "en": "raising a quantity",
        "subject": "quantity",
        "writes": "quantity:raised",
        "edge": "begins",
    },
    "trial:convert": {
        "nl": "het omzetten van een proefperiode in een contract",
        "en": "turning a trial into a contract",
        "subject": "trial",
    },
    "trial:use": {"nl": "het gebruiken van een proefaccount", "en": "using a trial account", "subject": "trial"},
    "use:stop": {"nl": "het stopzetten van het gebruik", "en": "stopping the use", "subject": "contract"},
}

DATES = {
    "contract:ends": {
        "nl": "het einde van het contract",
        "en": "the end of the contract",
        "subject": "contract",
        "edge": "ends",
    },
    "term:ends": {
        "nl": "het einde van de contractperiode",
        "en": "the end of the contract term",
        "subject": "term",
        "edge": "ends",
    },
}

CHECKS = {
    "licence-token": {"nl": "de versleutelde licentie", "en": "the encrypted licence"},
    "module-overview": {"nl": "het overzicht per module", "en": "the overview per module"},
    "order-records-build": {
        "nl": "de vastlegging van de versie bij aankoop",
        "en": "the record of the version at purchase",
    },
}

METHODS = {
    "index/1": {
        "nl": "de methode voor indexering",
        "en": "the indexation method",
        "settings": ["series", "base", "months", "kind", "cap"],
    },
}

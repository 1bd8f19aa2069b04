"""Names of notices, live: what was told to whom, and what is known of its arrival (shape: the promises registry)."""

DOMAIN = "notices"

SUBJECTS = {
    "notice": {"nl": "het bericht", "en": "the notice", "parents": ["customers.customer"]},
    "address": {"nl": "het e-mailadres", "en": "the e-mail address"},
    "look": {"nl": "de huisstijl", "en": "the house style"},
    "template": {"nl": "het sjabloon", "en": "the template"},
    "preference": {"nl": "de voorkeur voor mail", "en": "the preference for mail", "parents": ["customers.customer"]},
}

EVENTS = {
    "notice:written": {"nl": "het schrijven van een bericht", "en": "the writing of a notice", "subjects": ["notice"]},
    "notice:planned": {"nl": "het inplannen van een bericht", "en": "the planning of a notice", "subjects": ["notice"]},
    "notice:published": {
        "nl": "de publicatie van een bericht",
        "en": "the publication of a notice",
        "subjects": ["notice"],
    },
    "notice:corrected": {
        "nl": "de verbetering van een bericht",
        "en": "the correction of a notice",
        "subjects": ["notice"],
    },
    "notice:withdrawn": {
        "nl": "de intrekking van een bericht",
        "en": "the withdrawal of a notice",
        "subjects": ["notice"],
    },
    "notice:told": {
        "nl": "het bericht aan uw organisatie",
        "en": "the notice to your organisation",
        "subjects": ["notice", "customers.customer"],
    },
    "notice:arrived": {
        "nl": "de aankomst van een bericht bij uw organisatie",
        "en": "the arrival of a notice at your organisation",
        "subjects": ["notice", "customers.customer"],
    },
    "notice:confirmed": {
        "nl": "uw bevestiging van een bericht",
        "en": "your confirmation of a notice",
        "subjects": ["notice", "customers.customer"],
    },
    "preference:changed": {
        "nl": "de keuze welke berichten per mail komen",
        "en": "the choice which notices come by mail",
        "subjects": ["preference", "customers.customer"],
    },
    "address:suppressed": {
        "nl": "het blokkeren van een e-mailadres",
        "en": "the suppression of an e-mail address",
        "subjects": ["address"],
    },
    "address:released": {
        "nl": "het vrijgeven van een e-mailadres",
        "en": "the release of an e-mail address",
        "subjects": ["address"],
    },
    "look:changed": {
        "nl": "de wijziging van de huisstijl",
        "en": "the change of the house style",
        "subjects": ["look"],
    },
    "template:changed": {
        "nl": "de wijziging van een sjabloon",
        "en": "the change of a template",
        "subjects": ["template"],
    },
}

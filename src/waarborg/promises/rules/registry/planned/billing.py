"""Names of billing: invoices, payments, dunning, arrears, disputes, extra charges."""

DOMAIN = "billing"

SUBJECTS = {
    "account": {"nl": "uw account", "en": "your account", "parents": ["customers.customer"]},
    "arrears": {"nl": "uw betalingsachterstand", "en": "your arrears", "parents": ["customers.customer"]},
    "arrangement": {"nl": "de betalingsregeling", "en": "the payment arrangement", "parents": ["customers.customer"]},
    "dispute": {"nl": "uw bezwaar tegen de factuur", "en": "your dispute of the invoice", "parents": ["invoice"]},
    "dunning": {"nl": "de herinnering", "en": "the reminder", "parents": ["invoice"]},
    "invoice": {"nl": "de factuur", "en": "the invoice", "parents": ["contracts.contract", "customers.customer"]},
    "payment": {"nl": "de betaling", "en": "the payment", "parents": ["invoice"]},
    "payment-method": {"nl": "de betaalwijze", "en": "the payment method", "parents": ["customers.customer"]},
    "payment-query": {
        "nl": "uw vraag over een betaling",
        "en": "your question about a payment",
        "parents": ["customers.customer"],
    },
    "reactivation": {"nl": "de heractivering", "en": "the reactivation", "parents": ["customers.customer"]},
    "refund": {"nl": "de terugbetaling", "en": "the refund", "parents": ["customers.customer"]},
}

EVENTS = {
    "account:paused": {
        "nl": "het pauzeren van uw account",
        "en": "the pausing of your account",
        "subjects": ["account"],
    },
    "account:resumed": {
        "nl": "het hervatten van uw account",
        "en": "the resumption of your account",
        "subjects": ["account", "reactivation", "arrears"],
    },
    "arrangement:agreed": {"nl": "de betalingsregeling", "en": "the payment arrangement", "subjects": ["arrangement"]},
    "arrangement:ended": {
        "nl": "het einde van de betalingsregeling",
        "en": "the end of the payment arrangement",
        "subjects": ["arrangement"],
    },
    "arrears:began": {
        "nl": "het ontstaan van de achterstand",
        "en": "the start of the arrears",
        "subjects": ["arrears", "account"],
    },
    "dispute:filed": {
        "nl": "uw bezwaar tegen de factuur",
        "en": "your dispute of the invoice",
        "subjects": ["dispute", "invoice"],
    },
    "dispute:decided": {
        "nl": "ons besluit over de betwiste factuur",
        "en": "our decision on the disputed invoice",
        "subjects": ["dispute", "invoice"],
    },
    "arrears:cleared": {
        "nl": "het inlopen van de achterstand",
        "en": "the clearing of the arrears",
        "subjects": ["arrears", "account"],
    },
    "dunning:delivered": {
        "nl": "de aflevering van de herinnering",
        "en": "the delivery of the reminder",
        "subjects": ["dunning", "invoice"],
    },
    "invoice:received": {
        "nl": "de ontvangst van de factuur",
        "en": "the receipt of the invoice",
        "subjects": ["invoice"],
    },
    "invoice:paid": {"nl": "de betaling van de factuur", "en": "the payment of the invoice", "subjects": ["invoice"]},
    "payment-query:found-overpaid": {
        "nl": "het vaststellen van een te hoge betaling",
        "en": "the finding of an overpayment",
        "subjects": ["payment-query"],
    },
    "payment:charged-back": {
        "nl": "het storneren van een betaling",
        "en": "the chargeback of a payment",
        "subjects": ["payment", "customers.customer"],
    },
    "reactivation:paid": {
        "nl": "de betaling van de heractivering",
        "en": "the payment of the reactivation",
        "subjects": ["reactivation", "account"],
    },
    "refund:sent": {"nl": "de terugbetaling", "en": "the refund", "subjects": ["refund", "payment-query"]},
}

STATES = {
    "account:in-arrears": {
        "nl": "een betalingsachterstand",
        "en": "arrears",
        "subject": "account",
        "opens": ["arrears:began"],
        "closes": ["arrears:cleared"],
    },
    "account:paused": {
        "nl": "een gepauzeerd account",
        "en": "a paused account",
        "subject": "account",
        "opens": ["account:paused"],
        "closes": ["account:resumed"],
    },
    "arrangement:running": {
        "nl": "een lopende betalingsregeling",
        "en": "a running payment arrangement",
        "subject": "arrangement",
        "opens": ["arrangement:agreed"],
        "closes": ["arrangement:ended"],
    },
    "invoice:disputed": {
        "nl": "een betwiste factuur",
        "en": "a disputed invoice",
        "subject": "invoice",
        "opens": ["dispute:filed"],
        "closes": ["dispute:decided"],
    },
}

ACTS = {
    "account:pause": {
        "nl": "het pauzeren van een account",
        "en": "pausing an account",
        "subject": "account",
        "writes": "account:paused",
    },
    "arrangement:request": {
        "nl": "het vragen om een betalingsregeling",
        "en": "asking for a payment arrangement",
        "subject": "arrangement",
    },
    "charge:bill": {"nl": "het factureren van kosten", "en": "billing a charge", "subject": "charge"},
    "dispute:file": {
        "nl": "het betwisten van een factuur",
        "en": "disputing an invoice",
        "subject": "dispute",
        "writes": "dispute:filed",
    },
    "dunning:step": {
        "nl": "het zetten van een stap in de aanmaning",
        "en": "taking a dunning step",
        "subject": "dunning",
        "writes": "dunning:delivered",
    },
    "invoice:correct": {"nl": "het corrigeren van een factuur", "en": "correcting an invoice", "subject": "invoice"},
    "payment-demand:make": {
        "nl": "het vragen om directe betaling of zekerheid",
        "en": "demanding payment or security",
        "subject": "payment",
    },
    "payment-method:set": {
        "nl": "het kiezen van een betaalwijze",
        "en": "choosing a payment method",
        "subject": "payment-method",
    },
    "payment-query:take-up": {
        "nl": "het onderzoeken van een betaling",
        "en": "looking into a payment",
        "subject": "payment-query",
    },
}

DATES = {
    "invoice:due": {
        "nl": "de vervaldag van de factuur",
        "en": "the due date of the invoice",
        "subject": "invoice",
        "edge": "ends",
    },
}

CHECKS = {
    "invoice-pdf-and-ubl-by-mail": {
        "nl": "de factuur per e-mail, als PDF en UBL",
        "en": "the invoice by e-mail, as PDF and UBL",
    },
    "mandate-in-account": {
        "nl": "de incassomachtiging in uw account",
        "en": "the direct debit mandate in your account",
    },
}

METHODS = {
    "interest/1": {
        "nl": "de methode voor rente en incassokosten",
        "en": "the method for interest and collection costs",
        "settings": ["rate", "floor", "costs"],
    },
    "storage/1": {
        "nl": "de methode voor opslagkosten",
        "en": "the storage charge method",
        "settings": ["included", "unit", "price"],
    },
}

"""Names of customers, live: organisations, their people, and who may speak for them (shape: the promises registry)."""

DOMAIN = "customers"

SUBJECTS = {
    "customer": {"nl": "uw organisatie", "en": "your organisation"},
    "organisation": {
        "nl": "de gegevens van uw organisatie",
        "en": "your organisation's details",
        "parents": ["customer"],
    },
    "contact": {"nl": "de contactpersoon", "en": "the contact", "parents": ["customer"]},
    "authority": {"nl": "de bevoegdheid", "en": "the authority", "parents": ["contact", "customer"]},
    "reference": {"nl": "de referentie", "en": "the reference", "parents": ["customer"]},
    "import": {"nl": "de overname uit een bestand", "en": "the import of a file"},
}

EVENTS = {
    "organisation:enrolled": {
        "nl": "de inschrijving van uw organisatie",
        "en": "the enrolment of your organisation",
        "subjects": ["organisation", "customer"],
    },
    "organisation:changed": {
        "nl": "de wijziging van de gegevens van uw organisatie",
        "en": "the change of your organisation's details",
        "subjects": ["organisation", "customer"],
    },
    "contact:added": {
        "nl": "het toevoegen van een contactpersoon",
        "en": "the addition of a contact",
        "subjects": ["contact"],
    },
    "contact:changed": {
        "nl": "de wijziging van een contactpersoon",
        "en": "the change of a contact",
        "subjects": ["contact"],
    },
    "contact:returned": {
        "nl": "de terugkeer van een contactpersoon",
        "en": "the return of a contact",
        "subjects": ["contact"],
        "edge": "begins",
    },
    "contact:signed-confidentiality": {
        "nl": "het vastleggen van een ondertekende geheimhouding",
        "en": "the recording of a signed confidentiality clause",
        "subjects": ["contact"],
    },
    "contact:left": {
        "nl": "het vertrek van een contactpersoon",
        "en": "the departure of a contact",
        "subjects": ["contact"],
        "edge": "ends",
    },
    "authority:granted": {
        "nl": "het verlenen van een bevoegdheid",
        "en": "the granting of an authority",
        "subjects": ["authority"],
        "edge": "begins",
    },
    "authority:used": {
        "nl": "een opdracht namens de klant",
        "en": "an instruction for the customer",
        "subjects": ["authority"],
    },
    "authority:withdrawn": {
        "nl": "het intrekken van een bevoegdheid",
        "en": "the withdrawal of an authority",
        "subjects": ["authority"],
        "edge": "ends",
    },
    "reference:asked": {
        "nl": "de vraag of wij een leverancier mogen noemen",
        "en": "the question whether we may name a supplier",
        "subjects": ["reference"],
    },
    "reference:consented": {
        "nl": "de toestemming om een leverancier te noemen",
        "en": "the consent to name a supplier",
        "subjects": ["reference"],
        "edge": "begins",
    },
    "reference:declined": {
        "nl": "het weigeren van die toestemming",
        "en": "the refusal of that consent",
        "subjects": ["reference"],
    },
    "reference:consent-withdrawn": {
        "nl": "het intrekken van die toestemming",
        "en": "the withdrawal of that consent",
        "subjects": ["reference"],
        "edge": "ends",
    },
    "reference:disclosed": {
        "nl": "het noemen van een leverancier van u aan een andere klant",
        "en": "the naming of a supplier of yours to another customer",
        "subjects": ["reference"],
    },
    "reference:received": {
        "nl": "het noemen van een leverancier aan u",
        "en": "the naming of a supplier to you",
        "subjects": ["contact"],
    },
    "import:carried-out": {
        "nl": "de overname van een bestand",
        "en": "the import of a file",
        "subjects": ["import"],
    },
}

STATES = {
    "authority:live": {
        "nl": "een geldende bevoegdheid",
        "en": "a live authority",
        "subject": "authority",
        "opens": ["authority:granted"],
        "closes": ["authority:withdrawn"],
    },
    "reference:consented": {
        "nl": "toestemming van wie wij het vroegen",
        "en": "the consent of whom we asked",
        "subject": "reference",
        "opens": ["reference:consented"],
        "closes": ["reference:consent-withdrawn"],
    },
}

ACTS = {
    "organisation:enrol": {
        "nl": "het inschrijven van een klant",
        "en": "enrolling a customer",
        "subject": "organisation",
        "writes": "organisation:enrolled",
    },
    "organisation:edit": {
        "nl": "het wijzigen van organisatiegegevens",
        "en": "editing organisation details",
        "subject": "organisation",
        "writes": "organisation:changed",
        "open_to": ["customer.owner", "customer.administrator"],
    },
    # All of them; name, telephone and who asks are the brief ones, which everybody there may read (PX-88).
    "organisation:read": {
        "nl": "het inzien van organisatiegegevens",
        "en": "reading organisation details",
        "subject": "organisation",
        "reads": True,
        "open_to": ["customer.owner", "customer.administrator"],
    },
    "contact:add": {
        "nl": "het toevoegen van een contactpersoon",
        "en": "adding a contact",
        "subject": "contact",
        "writes": "contact:added",
    },
    "contact:change": {
        "nl": "het wijzigen van contactpersonen",
        "en": "changing contacts",
        "subject": "contact",
        "writes": "contact:changed",
        "open_to": ["customer.owner", "customer.administrator", "customer.support-contact"],
    },
    "contact:return": {
        "nl": "het opnieuw aanmelden van een contactpersoon",
        "en": "recording that a contact is back",
        "subject": "contact",
        "writes": "contact:returned",
    },
    "contact:record-confidentiality": {
        "nl": "het vastleggen van een ondertekende geheimhouding",
        "en": "recording a signed confidentiality clause",
        "subject": "contact",
        "writes": "contact:signed-confidentiality",
    },
    "contact:leave": {
        "nl": "het afmelden van een contactpersoon",
        "en": "recording that a contact has left",
        "subject": "contact",
        "writes": "contact:left",
    },
    "authority:grant": {
        "nl": "het verlenen van een bevoegdheid",
        "en": "granting an authority",
        "subject": "authority",
        "writes": "authority:granted",
    },
    "authority:use": {
        "nl": "het geven van een opdracht namens de klant",
        "en": "giving an instruction for the customer",
        "subject": "authority",
        "writes": "authority:used",
        "holds": ["who", "where.form"],
    },
    "authority:withdraw": {
        "nl": "het intrekken van een bevoegdheid",
        "en": "withdrawing an authority",
        "subject": "authority",
        "writes": "authority:withdrawn",
    },
    "reference:ask": {
        "nl": "het vragen of wij een leverancier mogen noemen",
        "en": "asking whether we may name a supplier",
        "subject": "reference",
        "writes": "reference:asked",
    },
    "reference:consent": {
        "nl": "het geven van toestemming om een leverancier te noemen",
        "en": "giving consent to name a supplier",
        "subject": "reference",
        "writes": "reference:consented",
        "open_to": ["customer.owner"],
    },
    # Only what the customer agreed to, and of nobody who did not: see actions/references.py.
    "reference:disclose": {
        "nl": "het noemen van een klant als referentie",
        "en": "naming a customer as a reference",
        "subject": "reference",
        "writes": "reference:disclosed",
        "holds": ["needs.customers.reference.consented"],
    },
    "import:run": {
        "nl": "het overnemen van een bestand",
        "en": "importing a file",
        "subject": "import",
        "writes": "import:carried-out",
    },
}

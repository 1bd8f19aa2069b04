"""Names of privacy: processing agreements, breaches, instructions, sub-processors, erasure, rights of persons."""

DOMAIN = "privacy"

SUBJECTS = {
    "audit": {"nl": "uw controle bij ons", "en": "your audit of us", "parents": ["customers.customer"]},
    "authority-request": {
        "nl": "de vraag van een toezichthouder",
        "en": "the request of an authority",
        "parents": ["catalogue.service"],
    },
    "breach": {"nl": "het datalek", "en": "the data breach", "parents": ["customers.customer"]},
    "supplier-breach": {
        "nl": "het datalek bij een leverancier",
        "en": "the data breach at a supplier",
        "parents": ["catalogue.service"],
    },
    "disclosure": {
        "nl": "de verstrekking van gegevens",
        "en": "the disclosure of data",
        "parents": ["customers.customer"],
    },
    "dpa": {
        "nl": "de verwerkersovereenkomst",
        "en": "the processing agreement",
        "parents": ["contracts.contract", "customers.customer"],
    },
    "erasure": {
        "nl": "het wissen van uw gegevens",
        "en": "the erasure of your data",
        "parents": ["customers.customer"],
    },
    "incident": {"nl": "het beveiligingsincident", "en": "the security incident", "parents": ["catalogue.service"]},
    "instruction": {
        "nl": "de aanwijzing van de toezichthouder",
        "en": "the instruction of the authority",
        "parents": ["customers.customer"],
    },
    "mail": {"nl": "de verzonden e-mail", "en": "the mail sent", "parents": ["customers.customer"]},
    "objection": {"nl": "uw bezwaar", "en": "your objection", "parents": ["customers.customer"]},
    "personal-data": {"nl": "de persoonsgegevens", "en": "the personal data", "parents": ["customers.customer"]},
    "processing": {"nl": "de verwerking", "en": "the processing", "parents": ["customers.customer"]},
    "rights-request": {
        "nl": "het verzoek van een betrokkene",
        "en": "the request of a data subject",
        "parents": ["customers.customer"],
    },
    "subprocessor": {"nl": "de subverwerker", "en": "the sub-processor", "parents": ["catalogue.service"]},
    "transfer": {"nl": "de doorgifte buiten de EER", "en": "the transfer outside the EEA", "parents": ["subprocessor"]},
}

EVENTS = {
    "breach:authority-told": {
        "nl": "de melding aan de toezichthouder",
        "en": "the report to the authority",
        "subjects": ["breach"],
    },
    "breach:changed": {
        "nl": "de nieuwe situatie rond het datalek",
        "en": "the change in the breach",
        "subjects": ["breach"],
    },
    "breach:customer-told": {
        "nl": "ons bericht aan u over het datalek",
        "en": "our message to you about the breach",
        "subjects": ["breach", "supplier-breach"],
    },
    "breach:declared-none": {
        "nl": "de vaststelling dat er geen datalek is",
        "en": "the finding that there is no breach",
        "subjects": ["breach"],
    },
    "breach:discovered": {
        "nl": "de ontdekking van het datalek",
        "en": "the discovery of the breach",
        "subjects": ["breach"],
    },
    "breach:report-withdrawn": {
        "nl": "het intrekken van de melding",
        "en": "the withdrawal of the report",
        "subjects": ["breach"],
    },
    "breach:update-planned": {
        "nl": "de afspraak over een volgend bericht",
        "en": "the agreement on a next update",
        "subjects": ["breach"],
    },
    "breach:update-sent": {
        "nl": "ons volgende bericht over het datalek",
        "en": "our next update on the breach",
        "subjects": ["breach"],
    },
    "dpa:accepted": {
        "nl": "uw akkoord met de verwerkersovereenkomst",
        "en": "your acceptance of the processing agreement",
        "subjects": ["dpa"],
    },
    "instruction:received": {
        "nl": "de ontvangst van de aanwijzing",
        "en": "the receipt of the instruction",
        "subjects": ["instruction"],
    },
    "instruction:passed-on": {
        "nl": "het doorgeven van de aanwijzing",
        "en": "the passing on of the instruction",
        "subjects": ["instruction"],
    },
    "instruction:done": {
        "nl": "het uitvoeren van de aanwijzing",
        "en": "the carrying out of the instruction",
        "subjects": ["instruction"],
    },
    "mail:handed-over": {
        "nl": "het versturen van de e-mail",
        "en": "the handing over of the mail",
        "subjects": ["mail"],
    },
    "mail:erased": {"nl": "het wissen van de e-mail", "en": "the erasure of the mail", "subjects": ["mail"]},
    "objection:filed": {"nl": "uw bezwaar", "en": "your objection", "subjects": ["objection", "subprocessor"]},
    "objection:decided": {
        "nl": "ons besluit op uw bezwaar",
        "en": "our decision on your objection",
        "subjects": ["objection", "subprocessor"],
    },
    "rights-request:received": {
        "nl": "het verzoek van de betrokkene",
        "en": "the request of the data subject",
        "subjects": ["rights-request"],
    },
    "rights-request:answered": {
        "nl": "het antwoord aan de betrokkene",
        "en": "the answer to the data subject",
        "subjects": ["rights-request"],
    },
    "subprocessor:announced": {
        "nl": "de aankondiging van de subverwerker",
        "en": "the announcement of the sub-processor",
        "subjects": ["subprocessor"],
    },
    "transfer:clauses-signed": {
        "nl": "het ondertekenen van de modelbepalingen",
        "en": "the signing of the standard contractual clauses",
        "subjects": ["transfer", "subprocessor"],
    },
    "supplier-breach:received": {
        "nl": "het bericht van de leverancier over een datalek",
        "en": "the supplier's message about a breach",
        "subjects": ["supplier-breach"],
    },
    "erasure:verified": {
        "nl": "de controle van de opdracht om te wissen",
        "en": "the verification of the instruction to erase",
        "subjects": ["erasure"],
    },
    "erasure:retention-found": {
        "nl": "het vaststellen van een wettelijke bewaartermijn",
        "en": "the finding of a statutory retention period",
        "subjects": ["erasure"],
    },
    "erasure:retention-ended": {
        "nl": "het einde van de wettelijke bewaartermijn",
        "en": "the end of the statutory retention period",
        "subjects": ["erasure"],
        "edge": "ends",
    },
}

STATES = {
    "dpa:accepted": {
        "nl": "een geaccepteerde verwerkersovereenkomst",
        "en": "an accepted processing agreement",
        "subject": "dpa",
        "opens": ["dpa:accepted"],
    },
    "objection:open": {
        "nl": "een open bezwaar",
        "en": "an open objection",
        "subject": "objection",
        "opens": ["objection:filed"],
        "closes": ["objection:decided"],
    },
    "transfer:clauses-signed": {
        "nl": "ondertekende modelbepalingen",
        "en": "signed standard contractual clauses",
        "subject": "transfer",
        "opens": ["transfer:clauses-signed"],
    },
    "erasure:verified": {
        "nl": "een gecontroleerde opdracht om te wissen",
        "en": "a verified instruction to erase",
        "subject": "erasure",
        "opens": ["erasure:verified"],
    },
    "erasure:retained": {
        "nl": "een wettelijke bewaartermijn",
        "en": "a statutory retention period",
        "subject": "erasure",
        "opens": ["erasure:retention-found"],
        "closes": ["erasure:retention-ended"],
    },
}

ACTS = {
    "audit:request": {"nl": "het vragen om een controle", "en": "requesting an audit", "subject": "audit"},
    "authority-request:answer": {
        "nl": "het beantwoorden van een toezichthouder",
        "en": "answering an authority",
        "subject": "authority-request",
    },
    "breach:classify": {
        "nl": "het beoordelen van een incident als datalek",
        "en": "classifying an incident as a breach",
        "subject": "breach",
        "writes": "breach:discovered",
    },
    "breach:issue-notice": {
        "nl": "het uitbrengen van een bericht over een datalek",
        "en": "issuing a breach notice",
        "subject": "breach",
        "writes": "breach:customer-told",
    },
    "breach:report-to-authority": {
        "nl": "het melden van een datalek bij de toezichthouder",
        "en": "reporting a breach to the authority",
        "subject": "breach",
        "writes": "breach:authority-told",
    },
    "breach:tell": {
        "nl": "het inlichten over een datalek",
        "en": "telling about a breach",
        "subject": "breach",
        "writes": "breach:customer-told",
    },
    "disclosure:make": {
        "nl": "het verstrekken van gegevens aan anderen",
        "en": "disclosing data to others",
        "subject": "disclosure",
    },
    "dpa:download": {
        "nl": "het ophalen van de verwerkersovereenkomst",
        "en": "downloading the processing agreement",
        "subject": "dpa",
    },
    "erasure:execute": {"nl": "het wissen van uw gegevens", "en": "erasing your data", "subject": "erasure"},
    "incident:move": {
        "nl": "het verder brengen van een incident",
        "en": "moving an incident to its next step",
        "subject": "incident",
    },
    "objection:file": {
        "nl": "het maken van bezwaar",
        "en": "objecting",
        "subject": "objection",
        "writes": "objection:filed",
    },
    "personal-data:read": {
        "nl": "het inzien van persoonsgegevens",
        "en": "reading personal data",
        "subject": "personal-data",
    },
    "processing:start": {"nl": "het beginnen met verwerken", "en": "starting processing", "subject": "processing"},
    "subprocessor:activate": {
        "nl": "het inschakelen van een subverwerker",
        "en": "engaging a sub-processor",
        "subject": "subprocessor",
        "edge": "begins",
    },
}

REGISTERS = {
    "subprocessor": {"nl": "het register van subverwerkers", "en": "the sub-processor register"},
    "training": {"nl": "het register van privacytrainingen", "en": "the privacy training register"},
}

CHECKS = {
    "breach-notice-drafts": {"nl": "de conceptberichten bij een datalek", "en": "the draft notices for a breach"},
    "privacy-toolkit": {
        "nl": "de hulpmiddelen voor uw eigen AVG-verplichtingen",
        "en": "the toolkit for your own GDPR duties",
    },
    "pseudonymised-export": {"nl": "de gepseudonimiseerde export", "en": "the pseudonymised export"},
}

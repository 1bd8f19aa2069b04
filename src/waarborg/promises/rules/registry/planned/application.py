"""Names of the vendor's own product: functions that it reports by a check, legal content, counts of views."""

DOMAIN = "application"

SUBJECTS = {
    "app": {"nl": "de app", "en": "the app", "parents": ["customers.customer"]},
    "function": {"nl": "de functie van het product", "en": "the product function", "parents": ["catalogue.service"]},
    "legal-change": {"nl": "de wetswijziging", "en": "the legal change", "parents": ["catalogue.service"]},
    "municipality": {"nl": "de gemeente", "en": "the municipality", "parents": ["catalogue.service"]},
    "planning-accelerator": {
        "nl": "de planningsversneller",
        "en": "the planning accelerator",
        "parents": ["catalogue.service"],
    },
    "planning-view": {"nl": "het planningsoverzicht", "en": "the planning view", "parents": ["catalogue.service"]},
    "set-up": {"nl": "de inrichting", "en": "the set-up", "parents": ["customers.customer"]},
}

EVENTS = {
    "legal-change:registered": {
        "nl": "de vastgelegde wetswijziging",
        "en": "the registered legal change",
        "subjects": ["legal-change"],
    },
    "legal-change:published": {
        "nl": "de verwerking van de wetswijziging in het product",
        "en": "the publication of the legal change in the product",
        "subjects": ["legal-change"],
    },
}

ACTS = {
    "app:install": {"nl": "het installeren van een app", "en": "installing an app", "subject": "app"},
    "function:use": {"nl": "het gebruiken van een functie", "en": "using a function", "subject": "function"},
    "set-up:change": {"nl": "het wijzigen van de inrichting", "en": "changing the set-up", "subject": "set-up"},
}

INDICATORS = {
    "municipality:count": {
        "nl": "het aantal aangesloten gemeenten",
        "en": "the number of connected municipalities",
        "unit": "count",
        "subject": "municipality",
    },
    "planning-accelerator:count": {
        "nl": "het aantal planningsversnellers",
        "en": "the number of planning accelerators",
        "unit": "count",
        "subject": "planning-accelerator",
    },
    "planning-view:count": {
        "nl": "het aantal planningsoverzichten",
        "en": "the number of planning views",
        "unit": "count",
        "subject": "planning-view",
    },
}

CHECKS = {
    "app-store": {"nl": "de winkel met apps van anderen", "en": "the store with apps of others"},
    "background-runs": {"nl": "de zware taken op de achtergrond", "en": "the heavy tasks in the background"},
    "care-administration": {"nl": "de zorgadministratie", "en": "the care administration"},
    "care-messages": {"nl": "het berichtenverkeer in de zorg", "en": "the care message traffic"},
    "claim-runs": {"nl": "de declaratieruns", "en": "the claim runs"},
    "client-records": {"nl": "de cliëntdossiers", "en": "the client records"},
    "crm": {"nl": "de relatiebeheerfuncties", "en": "the customer relationship functions"},
    "data-mirror": {"nl": "de gespiegelde kopie van uw gegevens", "en": "the mirrored copy of your data"},
    "document-and-calendar-sync": {
        "nl": "de koppeling van documenten en agenda's",
        "en": "the document and calendar synchronisation",
    },
    "dossier-messages": {"nl": "de berichten in het dossier", "en": "the messages in the dossier"},
    "dossier-rights": {"nl": "de rechten per dossier", "en": "the rights per dossier"},
    "expander": {"nl": "de uitbreidingsdienst", "en": "the expander service"},
    "lab-functions": {"nl": "de experimentele functies", "en": "the experimental functions"},
    "legal-content": {"nl": "de wettelijke inhoud in het product", "en": "the legal content in the product"},
    "mailings": {"nl": "de mailings", "en": "the mailings"},
    "mobile-app": {"nl": "de mobiele app", "en": "the mobile app"},
    "municipality-connections": {"nl": "de aansluitingen op gemeenten", "en": "the connections to municipalities"},
    "online-office": {"nl": "het onlinekantoor", "en": "the online office"},
    "payroll-export": {"nl": "de export van uren naar de salarisadministratie", "en": "the export of hours to payroll"},
    "planning-accelerators": {"nl": "de planningsversnellers", "en": "the planning accelerators"},
    "planning-views": {"nl": "de planningsoverzichten", "en": "the planning views"},
    "pseudonym-field": {"nl": "het veld voor een schuilnaam", "en": "the pseudonym field"},
    "quality-forms": {"nl": "de kwaliteitsformulieren", "en": "the quality forms"},
    "record-locks": {"nl": "het vastzetten van agenda en rapportage", "en": "the locking of calendar and reports"},
    "report-rights": {"nl": "de rechten per dagrapportage", "en": "the rights per daily report"},
    "tab-layout": {"nl": "de eigen indeling van tabbladen", "en": "the custom layout of tabs"},
}

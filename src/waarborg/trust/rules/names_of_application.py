"""The checks of the vendor's own application: functions of it that an agreement may promise. We cannot look into it, so
it tells us itself (actions/report_functions.py), and what it does not tell for a day nobody knows."""

from typing import Any

DOMAIN = "application"

PHRASES = {
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


def _check(nl: str, en: str) -> dict[str, Any]:
    return {
        "nl": nl,
        "en": en,
        "looks": {
            "nl": f"De toepassing kijkt elke dag zelf of dit er is en werkt: {nl}. Zij meldt ons wat zij zag; zwijgt"
            " zij langer dan een dag, dan is het niet bekend.",
            "en": f"Every day the application looks for itself whether this is there and works: {en}. It tells us what"
            " it saw; when it says nothing for more than a day, nothing is known.",
        },
        "faults": {
            "not-working": {
                "nl": "de toepassing meldt dat dit er niet is of niet werkt",
                "en": "the application reports that this is not there or does not work",
            },
        },
    }


CHECKS = {name: _check(phrase["nl"], phrase["en"]) for name, phrase in PHRASES.items()}

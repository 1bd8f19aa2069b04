"""What the knowledge base of the demonstration says: (for whom, about what, title, text) in Dutch, some in English."""

from typing import Final, NamedTuple


class Text(NamedTuple):
    """`about` is a word of the catalogue (stock.py); of the reach `product` the product that a reader must have."""

    reach: str
    about: str
    title_nl: str
    body_nl: str
    title_en: str = ""
    body_en: str = ""
    video: str = ""


STEPS: Final = "## Stap voor stap\n\n"
TEXTS: Final = (
    Text(
        "public", "", "Wachtwoord vergeten",
        "U kiest zelf een nieuw wachtwoord; wij kennen het uwe niet.\n\n" + STEPS
        + "1. Kies op de inlogpagina **Wachtwoord vergeten**.\n2. Vul uw e-mailadres in.\n3. Open de mail en kies"
        " binnen"
        " een uur een nieuw wachtwoord.\n\nGeen mail? Kijk bij ongewenste mail, of vraag uw beheerder of uw adres"
        " klopt.",
        "Password forgotten",
        "You choose a new password yourself; we do not know yours.\n\n1. Choose **Password forgotten** on the sign-in"
        " page.\n2. Fill in your e-mail address.\n3. Open the mail and choose a new password within an hour.",
    ),
    Text(
        "public", "", "Inloggen met een tweede stap",
        "Met een tweede stap komt niemand binnen met alleen uw wachtwoord.\n\n" + STEPS
        + "1. Open **Uw account** en kies **Tweede stap**.\n2. Scan de code met een authenticator-app.\n3. Vul het"
        " getal"
        " in dat de app toont.\n4. Bewaar de herstelcodes op een veilige plaats.",
        "Signing in with a second step",
        "1. Open **Your account** and choose **Second step**.\n2. Scan the code with an authenticator app.\n3. Fill"
        " in the"
        " number that the app shows.\n4. Keep the recovery codes in a safe place.",
        "https://film.example.org/tweede-stap",
    ),
    Text(
        "public", "", "Nieuwe telefoon: de tweede stap overzetten",
        "Zet de tweede stap over voordat u uw oude telefoon wegdoet.\n\n1. Log in met de oude telefoon.\n2. Verwijder"
        " de"
        " tweede stap en stel hem met de nieuwe telefoon opnieuw in.\n\nOude telefoon al weg? Gebruik een herstelcode.",
    ),
    Text(
        "public", "", "Welke browsers werken",
        "De laatste twee versies van Firefox, Chrome, Edge en Safari. Internet Explorer werkt niet meer.",
        "Which browsers work", "The last two versions of Firefox, Chrome, Edge and Safari.",
    ),
    Text(
        "customers", "", "Een collega toegang geven",
        "Dit kan alleen een beheerder of de eigenaar.\n\n" + STEPS
        + "1. Open **Mensen** en kies **Iemand toevoegen**.\n2. Vul naam en e-mailadres in.\n3. Kies de rollen; neem er"
        " niet meer dan nodig is.\n\nUw collega krijgt een uitnodiging die zeven dagen geldt.",
        "Giving a colleague access",
        "Only an administrator or the owner can do this.\n\n1. Open **People** and choose **Add somebody**.\n2. Fill in"
        " name and e-mail address.\n3. Choose the roles; no more than are needed.",
    ),
    Text(
        "customers", "", "Een collega gaat uit dienst",
        "1. Open **Mensen** en kies de naam.\n2. Kies **Beëindigen** en de laatste werkdag.\n\nDe toegang stopt aan het"
        " eind van die dag. Wat de collega schreef, blijft staan.",
    ),
    Text(
        "customers", "", "Wat u meldt en wat er dan gebeurt",
        "Meld wat er gebeurt, waar, sinds wanneer en wie er last van heeft. Na het versturen ziet u wanneer u van ons"
        " hoort, en waarom dan.\n\nIs het spoed, bel dan na het melden en noem het nummer van uw melding.",
    ),
    Text(
        "customers", "", "Een schermafdruk meesturen",
        "1. Maak een schermafdruk (Windows: **Windows + Shift + S**).\n2. Klik in het meldformulier.\n3. Plak met"
        " **Ctrl + V**.\n\nStaan er cliënten op? Zet dan het vinkje bij **Bijlagen verzegelen**.",
    ),
    Text(
        "customers", "", "Het maandrapport lezen",
        "Elke maand staat onder **Rapporten** hoe de afspraken zijn nagekomen. *Niet nagekomen* staat bovenaan, met wat"
        " eruit volgt. Het zegel onderaan kunt u zelf controleren.",
    ),
    Text(
        "customers", "clients", "Een cliënt zoeken",
        "Zoek op achternaam, geboortedatum of cliëntnummer. Met een deel van de naam vindt u ook spellingen die"
        " lijken.",
        "Finding a client", "Search by surname, date of birth or client number.",
    ),
    Text(
        "customers", "clients", "Een nieuwe cliënt inschrijven",
        STEPS + "1. Kies **Cliënten** en dan **Nieuw**.\n2. Vul het BSN in en haal de gegevens op.\n3. Controleer"
        " adres en"
        " verzekeraar.\n4. Kies het team en bewaar.\n\nStaat de cliënt er al? Open dan het oude dossier opnieuw.",
    ),
    Text(
        "customers", "clients", "Twee dossiers van één cliënt samenvoegen",
        "Alleen een beheerder kan dossiers samenvoegen. Kies eerst het dossier dat blijft. Rapportages blijven alle"
        " staan,"
        " met wie ze schreef. Samenvoegen kunt u niet ongedaan maken.",
    ),
    Text(
        "customers", "trajectories", "Een traject afsluiten",
        "1. Open het traject.\n2. Kies **Afsluiten** en de einddatum.\n3. Kies de reden.\n\nOpenstaande uren moet u"
        " eerst"
        " goedkeuren; het scherm noemt ze.",
    ),
    Text(
        "product", "records", "Rapporteren na een bezoek",
        "Kies de cliënt, dan **Rapporteren**. Wat u typt, wordt elke tien seconden bewaard; ook als de verbinding"
        " wegvalt"
        " blijft het op uw tablet staan.",
    ),
    Text(
        "product", "records", "Een rapportage verbeteren",
        "Een rapportage wordt nooit gewist. Kies **Aanvullen** en schrijf wat er moet staan: beide teksten blijven"
        " leesbaar, met datum en naam.",
    ),
    Text(
        "product", "care-plans", "Een zorgplan evalueren",
        "Het plan vraagt zelf om een evaluatie als de datum nadert.\n\n1. Open het zorgplan en kies"
        " **Evalueren**.\n2. Geef"
        " per doel aan of het gehaald is.\n3. Kies de nieuwe evaluatiedatum.",
    ),
    Text(
        "product", "relatives", "Een verwant uitnodigen",
        "Vraag de cliënt eerst om toestemming en leg die vast. Kies daarna **Verwanten** en **Uitnodigen**. De verwant"
        " ziet alleen berichten en afspraken, nooit rapportages.",
    ),
    Text(
        "product", "planning", "Een rooster maken",
        STEPS + "1. Open **Planning** en kies de week.\n2. Kies **Vullen uit het basisrooster**.\n3. Los op wat rood"
        " is:"
        " daar is niemand beschikbaar.\n4. Kies **Publiceren**; medewerkers krijgen bericht.",
        "Making a roster",
        "1. Open **Planning** and choose the week.\n2. Choose **Fill from the base roster**.\n3. Solve what is red.\n4."
        " Choose **Publish**.",
    ),
    Text(
        "product", "planning", "Een dienst ruilen",
        "Beide collega's keuren de ruil goed, daarna de planner. Tot dan geldt het oude rooster.",
    ),
    Text(
        "product", "planning", "Uren goedkeuren",
        "Kies **Uren** en de week. Uren die afwijken van het rooster staan bovenaan. Goedgekeurde uren gaan in de nacht"
        " naar de declaraties en naar de salarisadministratie.",
    ),
    Text(
        "product", "routes", "De route van vandaag aanpassen",
        "Sleep een bezoek naar een andere plaats, of kies **Opnieuw berekenen**. Vaste tijden blijven staan.",
    ),
    Text(
        "product", "declarations", "Uren staan niet in de facturatie",
        "Meestal zijn de uren nog niet goedgekeurd.\n\n1. Kies **Uren** en de week: staat de regel op *open*, keur"
        " haar dan"
        " goed.\n2. Wacht tot de volgende ochtend; de koppeling werkt 's nachts.\n3. Kies **Declaraties** en **Opnieuw"
        " ophalen**.\n\nStaan ze er dan nog niet, meld het ons met het weeknummer.",
    ),
    Text(
        "product", "declarations", "Afgekeurde declaraties herstellen",
        "| Code | Betekenis | Wat u doet |\n|---|---|---|\n| 8001 | Cliënt niet verzekerd | controleer de verzekeraar"
        " |\n|"
        " 8042 | Geen indicatie | vul de indicatie aan |\n| 9010 | Dubbel ingediend | trek er een in |\n\nDien daarna"
        " opnieuw in; de oorspronkelijke datum blijft gelden.",
    ),
    Text(
        "product", "declarations", "Een creditnota maken",
        "Kies de factuur en **Crediteren**. Samen kunnen creditnota's nooit meer zijn dan de factuur.",
    ),
    Text(
        "customers", "", "Gegevens exporteren",
        "De eigenaar haalt onder **Uw organisatie** een export op van alles wat van u is. U krijgt bericht als hij"
        " klaar"
        " staat; daarna blijft hij zeven dagen staan.",
        "Exporting your data",
        "Under **Your organisation** the owner fetches an export of everything that is yours.",
    ),
    Text(
        "staff", "declarations", "Koppeling met de verzekeraar opnieuw starten",
        "Alleen op werkdagen voor 17:00. Kijk eerst of de nachtelijke levering klaar is; start dan de koppeling"
        " opnieuw en"
        " zet het tijdstip in de melding.",
    ),
)  # fmt: skip
# Written and not published yet.
DRAFT: Final = Text(
    "customers", "", "Werken zonder internet", "Nog uit te zoeken: welke schermen blijven werken?",
)  # fmt: skip
